import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import type { TelephonyEvent } from '#domains/telephony/server/public.ts'
import { newId } from '#platform/id.ts'
import { withClient } from '#platform/postgres/client.ts'
import { openEngine } from '../engine.ts'
import { hireTestStaff } from '../test-staff.ts'
import { type TestCentre, testCentre } from '../testing.ts'
import { foundDrill, questionsTo } from './test-drill.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

/** Rings for two minutes. */
const strange = '+8613900009999'

/** Two agents talk for ten minutes; `tell` says something as the telephone system would. */
const openTalks = async ({ talkMs = 600_000 } = {}) => {
  const opened = await testCentre({
    behaviour: (to) => person(to === strange ? { talkMs, answersAfterMs: 150_000 } : { talkMs }),
  })
  centre = opened
  const { network, clock, base } = opened
  const hearers = new Set<(event: TelephonyEvent) => void>()
  const { listen } = network
  network.listen = (hear) => {
    hearers.add(hear)
    const stop = listen(hear)
    return () => {
      hearers.delete(hear)
      stop()
    }
  }
  const tell = (event: TelephonyEvent): void => {
    for (const hear of hearers) hear(event)
  }
  const { workers } = await foundDrill(base, { agents: 2, contacts: 2 })
  await opened.openTelephony()
  await hireTestStaff(opened).comeIn(workers)
  await clock.runFor(30_000)
  return { opened, network, clock, base, tell, query: questionsTo(base) }
}
const stray = () => ({
  callId: newId(Date.now()),
  to: strange,
  callerId: '02160000000',
  ringForSeconds: 200,
  attemptNumber: 1,
})

test('a call nobody knows is ended by the engine that holds the lease', async () => {
  const { network, clock } = await openTalks()
  const order = stray()
  await network.dial(order)
  await clock.runFor(5000)
  const up = await network.liveCalls()
  expect([up.length, up.includes(order.callId)]).toEqual([2, false])
})

test('an engine whose lease another has taken ends no call, for it may be a conversation of the other', async () => {
  const { network, clock, query } = await openTalks()
  await query(`update platform.lease set fencing = fencing + 1, holder = 'another', expires_at = 'infinity'`)
  const order = stray()
  await network.dial(order)
  // Its events are heard at once, and the calls that are up compared every half minute.
  await clock.runFor(70_000)
  expect(await network.liveCalls()).toContain(order.callId)
})

test('what happens while an engine takes over counts with its own time, and cuts no conversation', async () => {
  const { opened, network, clock, base } = await openTalks()
  const [first = '', second = ''] = await network.liveCalls()
  const former = opened.engine()
  await former.journal.written()
  await former.stop()

  const { opening, endedAt } = await withClient(opened.urls.ownerUrl, async (owner) => {
    await owner.query('begin; lock table compliance.do_not_call in access exclusive mode')
    const lease = {
      fencing: 2,
      guard: { text: 'select 1', values: [] },
      isSure: () => true,
      prove: async () => true,
      release: async () => {},
    }
    const taking = openEngine({ base, clock, phones: network, limits: { lines: null, callsPerSecond: null } }, lease)
    const waits = `select from pg_locks where relation = 'compliance.do_not_call'::regclass and not granted`
    while ((await owner.query(waits)).rowCount === 0) await sleep(10)
    await network.hold(first, true)
    await network.hangUp(second)
    await clock.runFor(100)
    const now = clock.nowMs()
    await clock.runFor(60_000)
    await owner.query('commit')
    return { opening: taking, endedAt: now }
  })
  const engine = await opening
  try {
    expect(await network.liveCalls()).toContain(first)
    expect(engine.calls.find(first)?.record.holds).toHaveLength(1)
    const { record } = engine.calls.find(second) ?? {}
    expect(record).toMatchObject({ cause: 'normal', endedBy: 'us' })
    expect(Math.abs((record?.endedAt ?? 0) - endedAt)).toBeLessThan(1000)
  } finally {
    await engine.stop()
  }
})

test('a recording ready long after its call is kept with it, and one of a call nobody knows is not', async () => {
  const { opened, network, clock, tell, query } = await openTalks({ talkMs: 40_000 })
  const [callId = ''] = await network.liveCalls()
  await clock.runFor(10 * 60_000)
  const { calls, journal } = opened.engine()
  expect(calls.find(callId)).toBeUndefined()
  const recorded = { kind: 'recorded', recording: 'r/1.wav', seconds: 20, providerEventId: 'late' } as const
  for (const id of [callId, newId(Date.now())]) tell({ ...recorded, callId: id, at: clock.now() })
  await journal.written()
  expect(await query(`select id from calls.call where recording = 'r/1.wav'`)).toEqual([{ id: callId }])
  expect(await query(`select call_id from calls.signal where provider_event_id = 'late'`)).toEqual([{ callId }])
})
