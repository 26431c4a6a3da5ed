import { afterEach, describe, expect, test } from 'vitest'
import type { LineFaults } from '#adapters/simulator/event-line.ts'
import { hireTestStaff } from '../test-staff.ts'
import { type TestCentre, testCentre } from '../testing.ts'
import { allKinds, findWrongs, foundDrill, questionsTo } from './test-drill.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

type Told = {
  number: string
  attempt: number
  cause: string
  outcome: string
  talk: number
  heardAnswer: boolean
  joined: boolean
}

/** A whole small campaign, from the first call to the last agent's way home, with events as faulty as said. */
const runCampaign = async (faults: Partial<LineFaults>, mode: 'progressive' | 'predictive' = 'progressive') => {
  const opened = await testCentre({ behaviour: allKinds })
  centre = opened
  const { workers, campaignId } = await foundDrill(opened.base, { agents: 4, contacts: 40, mode })
  await opened.openTelephony()
  const engine = opened.engine()
  const staff = hireTestStaff(opened)
  opened.network.faults.events(faults)
  await staff.comeIn(workers)
  await opened.clock.runFor(3 * 3_600_000)
  staff.goHome()
  await opened.clock.runFor(15 * 60_000)
  await engine.journal.written()
  const query = questionsTo(opened.base)
  const rows =
    await query<Told>(`select number, attempt_number as attempt, cause, outcome, case when outcome = 'voicemail' then 0 else talk_ms end as talk, bridged_at is not null as joined,
      exists (select from calls.signal s where s.call_id = c.id and kind = 'answered') as heard_answer from calls.call c`)
  const calls = new Map(rows.map((row) => [`${row.number} ${row.attempt}`, row]))
  const contacts = await query<{ state: string }>('select distinct state from dialer.contact')
  const result = {
    calls,
    contacts: contacts.map(({ state }) => state),
    wrongs: await findWrongs(query),
    up: await opened.network.liveCalls(),
    binding: engine.dialer.runner(campaignId)?.binding.kind,
  }
  await opened.close()
  centre = undefined
  return result
}
const sound = { contacts: ['closed'], wrongs: {}, up: [], binding: 'listDone' }
type Calls = Map<string, Told>

/** Attempts both ledgers know, of which the network told this one enough to know them whole. */
const knownIn = (calls: Calls, others: Calls, isKnown: (call: Told) => boolean): Calls =>
  new Map([...calls].filter(([key]) => isKnown(others.get(key) as Told)))
const shared = (a: Calls, b: Calls): Calls => new Map([...a].filter(([key]) => b.has(key)))

describe('a campaign whose events come', { timeout: 60_000 }, () => {
  test('twice and late writes the same ledger as one whose events come right', async () => {
    const right = await runCampaign({})
    expect(right).toMatchObject(sound)
    const faulty = await runCampaign({ duplicated: 0.3, delayed: 0.3, delayMs: 1500 })
    expect(faulty).toMatchObject(sound)
    expect(faulty.calls).toEqual(right.calls)
  })

  test('in the wrong order knows every call whose answer it heard in time', async () => {
    const [right, faulty] = [await runCampaign({}), await runCampaign({ swapped: 0.3 })]
    expect(faulty).toMatchObject(sound)
    const both = shared(faulty.calls, right.calls)
    expect(both.size).toBeGreaterThan(30)
    // Who said hello and was joined to nobody, because word of it came after they had hung up, was not talked to.
    const inTime = (call: Told): boolean => call.joined || !right.calls.get(`${call.number} ${call.attempt}`)?.joined
    expect(knownIn(both, both, inTime)).toEqual(
      knownIn(right.calls, both, (call) => call !== undefined && inTime(call)),
    )
  })

  test('without word of the end settles those calls within a minute and goes on', async () => {
    const [right, faulty] = [await runCampaign({}), await runCampaign({ lost: 0.3, lostKinds: ['ended'] })]
    expect(faulty).toMatchObject(sound)
    const both = shared(faulty.calls, right.calls)
    const lost = [...both.values()].filter(({ cause }) => cause === 'lost')
    expect(lost.length).toBeGreaterThan(5)
    for (const call of lost) {
      const truth = right.calls.get(`${call.number} ${call.attempt}`)
      expect(call.joined).toBe(truth?.joined)
      // The agent heard what the customer said, however the call ended.
      if (call.joined) expect(call.outcome).toBe(truth?.outcome)
      if (call.joined && call.outcome !== 'voicemail') expect(call.talk).toBeGreaterThanOrEqual(truth?.talk ?? 0)
      expect(call.talk).toBeLessThanOrEqual((truth?.talk ?? 0) + 60_000)
    }
    const isTold = ({ cause }: Told): boolean => cause !== 'lost'
    expect(knownIn(both, both, isTold)).toEqual(
      knownIn(right.calls, both, (call) => call !== undefined && isTold(call)),
    )
  })

  test('without word of the joining still has the agent talk, and hear, and say what came of it', async () => {
    const [right, faulty] = [await runCampaign({}), await runCampaign({ lost: 0.3, lostKinds: ['bridged'] })]
    expect(faulty).toMatchObject(sound)
    const without = ({ talk: _, ...call }: Told) => call
    const plain = (calls: Calls) =>
      [...calls.values()].map(without).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    expect(plain(faulty.calls)).toEqual(plain(right.calls))
  })

  test.each(['progressive', 'predictive'] as const)(
    'lost, late, twice and in the wrong order all at once leaves nobody stuck and no call up (%s)',
    async (mode) => {
      const faults = { lost: 0.15, duplicated: 0.2, swapped: 0.2, delayed: 0.3, delayMs: 6000 }
      expect(await runCampaign(faults, mode)).toMatchObject(sound)
    },
  )
})
