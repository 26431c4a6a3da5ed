import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import { exportIdleTime, getDialling, listIdleTime, readIdleDay } from '#domains/dialer/contract.ts'
import { systemContext } from '#platform/context.ts'
import { type Engine, openEngine } from './engine.ts'
import { allKinds, type DrillOptions, foundDrill } from './faults/test-drill.ts'
import { hireTestStaff } from './test-staff.ts'
import { type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre | undefined
let second: Engine | undefined
afterEach(async () => {
  await second?.stop()
  await centre?.close()
  centre = second = undefined
})

/** A campaign under way with simulated agents, customers of every kind. */
const openCampaign = async (options: DrillOptions = {}) => {
  const opened = await testCentre({ behaviour: allKinds })
  centre = opened
  const { base, clock } = opened
  const drill = await foundDrill(base, options)
  await opened.openTelephony()
  const staff = hireTestStaff(opened)
  await staff.comeIn(drill.workers)
  const db = base.database.engine
  return {
    ...drill,
    opened,
    clock,
    pause: async (engine: Engine) => {
      await moveCampaign(systemContext(base), drill.campaignId, 'pause')
      await engine.dialer.campaignChanged(drill.campaignId)
      await engine.journal.written()
    },
    /** Milliseconds on record by cause. */
    idle: async (): Promise<Record<string, number>> => {
      const rows = await db
        .selectFrom('dialer.idleTime')
        .select(['cause', sql<number>`sum(ms)::bigint`.as('ms')])
        .where('campaignId', '=', drill.campaignId)
        .groupBy('cause')
        .execute()
      return Object.fromEntries(rows.map(({ cause, ms }) => [cause, ms]))
    },
    /** How long agents were ready for the campaign, as presence has it. */
    ready: async (): Promise<number> => {
      const now = clock.now()
      const { rows } = await sql<{ ms: number }>`
        select coalesce(sum(extract(epoch from coalesce(ended_at, ${now}) - started_at) * 1000), 0)::bigint as ms
        from presence.agent_time_fact where campaign_id = ${drill.campaignId} and state = 'ready'`.execute(db)
      return rows[0]?.ms ?? 0
    },
  }
}
const total = (ms: Record<string, number>): number => Object.values(ms).reduce((sum, each) => sum + each, 0)
const surelyOurs = {
  fencing: 2,
  guard: { text: 'select 1', values: [] },
  isSure: () => true,
  prove: async () => true,
  release: async () => {},
}

describe('idle time', () => {
  test.each(['progressive', 'predictive'] as const)(
    'by cause comes to the time agents were ready within a second, dialling %s',
    async (mode) => {
      const { opened, clock, pause, idle, ready } = await openCampaign({ mode, contacts: 40 })
      await clock.runFor(20 * 60_000)
      await pause(opened.engine())
      const byCause = await idle()
      expect(await ready()).toBeGreaterThan(60_000)
      expect(Math.abs(total(byCause) - (await ready()))).toBeLessThan(1000)
      // The list is soon called through: from then on agents wait for contacts to fall due.
      expect(byCause.list).toBeGreaterThan(total(byCause) / 2)
    },
  )

  test.each([
    ['stops in good order', (engine: Engine) => engine.stop()],
    ['is killed between two writes', (engine: Engine) => engine.journal.stop().then(engine.stop)],
  ])('goes on where it was when the engine %s, and counts nothing twice', async (_, end) => {
    const { opened, clock, pause, idle, ready } = await openCampaign({ contacts: 40 })
    await clock.runFor(17 * 60_000 + 40_000)
    await opened.engine().journal.written()
    await end(opened.engine())
    await clock.runFor(25_000)
    second = await openEngine(
      { base: opened.base, clock, phones: opened.network, limits: { lines: null, callsPerSecond: null } },
      surelyOurs,
    )
    await clock.runFor(4 * 60_000)
    await pause(second)
    const byCause = await idle()
    expect(Math.abs(total(byCause) - (await ready()))).toBeLessThan(1000)
    // Nobody dialled meanwhile, so those seconds have no cause of the campaign's.
    expect(byCause.other).toBeGreaterThan(20_000)
  })

  test('is shown as it grows, by day, by the quarter of an hour and as a file', async () => {
    const { opened, clock, campaignId } = await openCampaign({ contacts: 20 })
    const manager = await opened.someone('campaignManager')
    await clock.runFor(40 * 60_000)
    const params = { campaignId }
    const { body: before } = await manager.ask(getDialling, { params })
    await clock.runFor(1000)
    const { body: after } = await manager.ask(getDialling, { params })
    const idle = before.idle?.agents ?? 0
    expect(idle).toBeGreaterThan(0)
    expect(total(after.idle?.ms ?? {}) - total(before.idle?.ms ?? {})).toBe(idle * 1000)

    await clock.runFor(60_000)
    await opened.engine().journal.written()
    const { body: days } = await manager.ask(listIdleTime, { params, query: { from: '2026-03-01', to: '2026-03-31' } })
    expect(days.map(({ day }) => day)).toEqual(['2026-03-05'])
    const { body: quarters } = await manager.ask(readIdleDay, { params: { campaignId, day: '2026-03-05' } })
    expect(quarters.length).toBeGreaterThan(2)
    expect(quarters.reduce((sum, { ms }) => sum + total(ms), 0)).toBe(total(days[0]?.ms ?? {}))
    const { body: file } = await manager.ask(exportIdleTime, {
      params,
      query: { from: '2026-03-05', to: '2026-03-05' },
    })
    expect(String(file).split('\r\n')[0]).toContain('业务日,时段,拨号节奏 (秒)')
    expect(String(file)).toContain('2026-03-05,09:15,')
  })
})

test('the last decision of a predictive campaign is told term by term, and its ledger beside what is allowed', async () => {
  const { opened, clock, campaignId } = await openCampaign({ mode: 'predictive', contacts: 200 })
  const manager = await opened.someone('campaignManager')
  await clock.runFor(5 * 60_000)
  const { status, body } = await manager.ask(getDialling, { params: { campaignId } })
  expect(status).toBe(200)
  const runner = opened.engine().dialer.runner(campaignId)
  const { margin, expectedFree } = runner?.pacing.terms ?? {}
  expect(body.prediction).toMatchObject({ expectedFree, limit: expect.any(String) })
  expect((body.prediction?.expectedFree ?? 0) - (body.prediction?.expectedAnswers ?? 0)).toBeCloseTo(margin ?? -1, 6)
  expect(body.ledger).toMatchObject({ target: 0.015, ceiling: 0.03 })
  expect(body.ledger?.answered24h).toBeGreaterThan(0)
})
