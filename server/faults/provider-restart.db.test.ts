import { afterEach, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { hireTestStaff } from '../test-staff.ts'
import { type TestCentre, testCentre } from '../testing.ts'
import { findWrongs, foundDrill, questionsTo } from './test-drill.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

const restarts = [
  { how: 'with a word', silently: false, settledWithinMs: 1000 },
  { how: 'without a word', silently: true, settledWithinMs: 60_000 },
]
test.each(restarts)(
  'a telephone system that drops all calls $how leaves no agent talking to nobody',
  async (restart) => {
    centre = await testCentre({ behaviour: () => person({ talkMs: 600_000 }) })
    const { base, clock, network } = centre
    const { workers } = await foundDrill(base, { agents: 4, contacts: 30 })
    await centre.openTelephony()
    const { journal, presence, calls } = centre.engine()
    const staff = hireTestStaff(centre)
    await staff.comeIn(workers)
    // Some talk, one still rings: an agent came back from a break.
    presence.ask(workers[3]?.id ?? '', { pause: 'break', reasonId: null })
    await clock.runFor(60_000)
    presence.ask(workers[3]?.id ?? '', { ready: true })
    await clock.runFor(2000)
    const dropped = await network.liveCalls()
    expect(dropped.length).toBe(4)
    expect([...presence.all()].map(({ state }) => state).sort()).toEqual(['dialing', 'talking', 'talking', 'talking'])

    network.faults.restart({ silently: restart.silently })
    await clock.runFor(restart.settledWithinMs)
    expect(
      [...presence.all()].filter(({ callId }) => callId && dropped.includes(callId)).map(({ state }) => state),
    ).toEqual(expect.not.arrayContaining(['talking', 'dialing']))
    expect(dropped.map((id) => calls.find(id)?.record.cause)).toEqual(dropped.map(() => 'lost'))

    // The campaign goes on with the next customers.
    await clock.runFor(60_000)
    expect((await network.liveCalls()).filter((id) => !dropped.includes(id)).length).toBeGreaterThan(0)
    staff.goHome()
    await clock.runFor(20 * 60_000)
    await journal.written()
    expect(await findWrongs(questionsTo(base))).toEqual({})
  },
)
