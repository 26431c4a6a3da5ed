import { sql } from 'kysely'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Behaviour } from '#adapters/simulator/call-script.ts'
import { machine, person, unreached } from '#adapters/simulator/call-script.ts'
import { chanceOf } from '#adapters/simulator/chance.ts'
import { callerIdContract } from '#domains/compliance/contract.ts'
import { hireStaff } from '#domains/simulation/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from './setup/found.ts'
import { type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

/** A campaign under way: that many simulated agents, that many contacts who behave so. */
const openFloor = async ({
  agents = 3,
  contacts = 20,
  behaviour,
  mode = 'progressive' as const,
}: {
  agents?: number
  contacts?: number
  behaviour: Behaviour
  mode?: 'progressive' | 'predictive' | 'preview'
}) => {
  const opened = await testCentre({ behaviour })
  centre = opened
  const ctx = systemContext(opened.base)
  const siteId = await foundSite(ctx, '上海职场')
  const { teamId, workers } = await foundTeam(ctx, {
    siteId,
    name: '一班',
    prefix: 'A',
    agents: Array.from({ length: agents }, (_, n) => `坐席${n}`),
  })
  const { listId } = await foundList(ctx, {
    siteId,
    name: '名单',
    rows: Array.from({ length: contacts }, (_, n) => ({ number: `139${String(10_000_000 + n)}`, name: `客户${n}` })),
  })
  const campaignId = await foundCampaign(ctx, { name: '三月外呼', siteId, listId, teamIds: [teamId], mode })
  await opened.openTelephony()
  const engine = opened.engine()
  const chance = chanceOf('staff')
  const staff = hireStaff({ ...engine, hear: opened.network.heard, chance, wrapUp: { mean: 25, sd: 12 } })
  await staff.comeIn(workers)
  const query = async <T>(text: string): Promise<T[]> =>
    (await sql.raw<T>(text).execute(opened.base.database.engine)).rows
  return { centre: opened, engine, staff, workers, campaignId, listId, query, db: opened.base.database.engine }
}
const refusesAfter =
  (talkMs: number): Behaviour =>
  () =>
    person({ talkMs })

describe('a campaign at work', () => {
  test('goes on when the caller id of offered contacts has placed all it may: simulated agents press again later', async () => {
    const { centre: opened, query } = await openFloor({
      mode: 'preview',
      agents: 1,
      contacts: 200,
      behaviour: refusesAfter(5_000),
    })
    const officer = await opened.someone('complianceOfficer')
    const limits = { concurrentLimit: null, hourLimit: 1, dayLimit: null }
    const added = await officer.ask(callerIdContract.addCallerId, {
      body: {
        number: '02160000000',
        kind: 'landline',
        purpose: 'any',
        ownerName: '钟鸣',
        licence: '',
        region: '',
        ...limits,
      },
    })
    expect(added.status).toBe(200)
    const dialled = async () =>
      (await query<{ count: number }>('select count(*)::int as count from calls.call'))[0]?.count
    const restsFor = async (minutes: number): Promise<boolean> => {
      const before = await dialled()
      await opened.clock.runFor(minutes * 60_000)
      return (await dialled()) === before
    }
    // News of the new limit comes in its own time.
    await vi.waitUntil(() => restsFor(5), { timeout: 20_000, interval: 50 })
    expect(await restsFor(10)).toBe(true)
    expect(await restsFor(60)).toBe(false)
  })

  test('calls everyone once who answers, and writes down every second of it', async () => {
    const { centre, query, engine } = await openFloor({ behaviour: refusesAfter(60_000) })
    await centre.clock.runFor(40 * 60_000)
    await engine.journal.written()
    expect(
      await query(
        'select count(*) n, count(distinct entry_id) people, sum(talk_ms) talk, min(state) state, min(outcome_kind) kind from calls.call',
      ),
    ).toEqual([{ n: 20, people: 20, talk: 20 * 60_000, state: 'ended', kind: 'refusal' }])
    expect(await query(`select state, close_reason, count(*) n from dialer.contact group by 1, 2`)).toEqual([
      { state: 'closed', closeReason: 'refusal', n: 20 },
    ])
    // The last look for more records may still be under way.
    await vi.waitFor(() => expect(engine.dialer.running()[0]?.binding).toEqual({ kind: 'listDone' }), {
      timeout: 20_000,
    })
  })

  test('tries those it did not reach again, by the cause, until the policy says enough', async () => {
    const { centre, query, engine } = await openFloor({
      contacts: 4,
      behaviour: (to) => (to.endsWith('0') ? unreached('emptyNumber') : unreached('busy')),
    })
    await centre.clock.runFor(5 * 3_600_000)
    await engine.journal.written()
    expect(await query('select cause, count(*) n from calls.call group by 1 order by 1')).toEqual([
      { cause: 'busy', n: 12 },
      { cause: 'emptyNumber', n: 1 },
    ])
    expect(await query('select close_reason, attempts from dialer.contact order by attempts')).toEqual([
      { closeReason: 'emptyNumber', attempts: 1 },
      ...Array.from({ length: 3 }, () => ({ closeReason: 'busy', attempts: 4 })),
    ])
  })

  test('never leaves a second of an agent unaccounted for', async () => {
    const { centre, staff, query, engine } = await openFloor({
      behaviour: (to, attempt) => (attempt === 1 && to.endsWith('3') ? unreached('noAnswer') : machine()),
    })
    await centre.clock.runFor(30 * 60_000)
    staff.goHome()
    await centre.clock.runFor(5 * 60_000)
    await engine.journal.written()
    const [time] = await query<{ sessions: number; open: number; gap: number }>(`
      select count(*) sessions, count(*) filter (where signed_out_at is null) open,
        sum(extract(epoch from signed_out_at - signed_in_at) - (select sum(extract(epoch from ended_at - started_at)) from presence.spell p where p.session_id = s.id)) gap
      from presence.session s`)
    expect(time).toEqual({ sessions: 3, open: 0, gap: 0 })
  })

  test('places no call without an agent, and stops ringing within a second when the last one leaves', async () => {
    const { centre, workers, query, engine } = await openFloor({
      agents: 1,
      behaviour: () => person({ answersAfterMs: 20_000, talkMs: 60_000 }),
    })
    await centre.clock.runFor(5_000)
    expect((await centre.network.liveCalls()).length).toBe(1)
    engine.presence.signOut(workers[0]?.id ?? '', 'agent')
    await centre.clock.runFor(1_000)
    expect(await centre.network.liveCalls()).toEqual([])
    await centre.clock.runFor(600_000)
    await engine.journal.written()
    expect(await query('select cause, count(*) n from calls.call group by 1')).toEqual([{ cause: 'cancelled', n: 1 }])
    expect(engine.dialer.running()[0]?.binding.kind).toBe('noAgents')
  })

  test('counts an answer nobody could take within two seconds as abandoned', async () => {
    const { centre, workers, query, engine } = await openFloor({
      agents: 2,
      contacts: 2,
      behaviour: refusesAfter(60_000),
      mode: 'predictive',
    })
    await centre.clock.runFor(3000)
    engine.presence.ask(workers[0]?.id ?? '', { pause: 'break', reasonId: null })
    await centre.clock.runFor(60_000)
    await engine.journal.written()
    expect(
      await query(
        `select count(*) n, min(outcome_kind) kind, max(extract(epoch from ended_at - answered_at)) seconds from calls.call where abandoned`,
      ),
      // Two seconds but for what the telephone system takes to speak, and two of the message that says who called.
    ).toEqual([{ n: 1, kind: 'abandoned', seconds: 3.906 }])
  })

  test('gives who answered to an agent who comes free within two seconds', async () => {
    const { centre, workers, query, engine } = await openFloor({
      agents: 2,
      contacts: 2,
      behaviour: refusesAfter(60_000),
      mode: 'predictive',
    })
    const leaver = workers[0]?.id ?? ''
    await centre.clock.runFor(3000)
    engine.presence.ask(leaver, { pause: 'break', reasonId: null })
    const [answered] = await query<{ at: string }>('select max(placed_at) at from calls.call')
    await centre.clock.runUntil(new Date(Date.parse(answered?.at ?? '') + 5000 + 1800))
    engine.presence.ask(leaver, { ready: true })
    await centre.clock.runFor(120_000)
    await engine.journal.written()
    expect(await query('select abandoned, talk_ms from calls.call')).toEqual(
      Array.from({ length: 2 }, () => ({ abandoned: false, talkMs: 60_000 })),
    )
  })

  test('stops at closing time and goes on the next morning', async () => {
    const { centre, query, engine } = await openFloor({ agents: 1, contacts: 200, behaviour: refusesAfter(600_000) })
    await centre.clock.runUntil(new Date('2026-03-05T15:00:00Z'))
    await engine.journal.written()
    const [evening] = await query<{ last: string }>('select max(placed_at) as last from calls.call')
    expect(Date.parse(evening?.last ?? '')).toBeLessThan(Date.parse('2026-03-05T12:30:00Z'))
    expect(engine.dialer.running()[0]?.binding).toEqual({ kind: 'outsideHours', until: '2026-03-06T01:00:00.000Z' })
    await centre.clock.runUntil(new Date('2026-03-06T01:05:00Z'))
    await engine.journal.written()
    const [morning] = await query<{ last: string }>('select max(placed_at) as last from calls.call')
    expect(Date.parse(morning?.last ?? '')).toBeGreaterThanOrEqual(Date.parse('2026-03-06T01:00:00Z'))
  })

  test('waits for no outcome of an agent who was signed out before saying it', async () => {
    const { centre, workers, query, engine } = await openFloor({ agents: 1, behaviour: refusesAfter(10_000) })
    await centre.clock.runFor(16_000)
    expect(engine.presence.find(workers[0]?.id ?? '')?.state).toBe('wrapUp')
    engine.presence.signOut(workers[0]?.id ?? '', 'forced', { force: true })
    await engine.journal.written()
    expect(await query('select outcome from calls.call')).toEqual([{ outcome: 'noDecision' }])
    expect(engine.dialer.running()[0]?.isIdle).toBe(true)
  })
})
