import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { importRows } from '#domains/lists/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { applyScreening, getScreening, liftScreening, saveScreening } from '#domains/screening/contract.ts'
import { newId } from '#platform/id.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const open = async (options: Parameters<typeof openDialling>[0]) => {
  ground = await openDialling(options)
  return ground
}
/** Takes out those whose number ends so; the others are graded by the list's priority. */
const screen = async (
  { centre, campaignId, engine }: DiallingGround,
  endings: readonly string[],
  ringSeconds: number | null = null,
) => {
  const manager = await centre.someone('campaignManager')
  const params = { campaignId }
  const { body } = await manager.ask(getScreening, { params })
  const test = { field: 'attribute' as const, name: '尾号', operator: 'is' as const, values: [...endings] }
  const saved = await manager.ask(saveScreening, {
    params,
    body: {
      rules: [
        {
          id: '00000000-0000-4000-8000-0000000000aa',
          nameZh: '尾号',
          nameEn: 'Ending',
          level: 'primary',
          deed: 'takeOut',
          enabled: true,
          condition: { join: 'and', tests: [test] },
        },
      ],
      classes: body.classes.map((grade) => ({ ...grade, treatment: { ...grade.treatment, ringSeconds } })),
      spraying: body.spraying,
      automatic: true,
      version: body.version,
    },
  })
  expect(saved.status).toBe(200)
  const run = await manager.ask(applyScreening, { params })
  expect(run.status).toBe(200)
  await engine.dialer.screened(campaignId)
  return run.body
}
const lift = async ({ centre, campaignId, engine }: DiallingGround) => {
  const manager = await centre.someone('campaignManager')
  expect((await manager.ask(liftScreening, { params: { campaignId } })).status).toBe(200)
  await engine.dialer.screened(campaignId)
}
/** Gives back to the database whom the dialler holds in memory. */
const rest = async ({ engine, campaignId }: DiallingGround) => {
  // News of the start may still be on its way, and would take them again.
  await engine.reactions.stop()
  const runner = engine.dialer.runner(campaignId)
  runner?.stop()
  await runner?.stock.settled()
  await engine.journal.written()
}
const markEndings = ({ ctx }: DiallingGround) =>
  sql`update lists.entry set attributes = jsonb_build_object('尾号', right(number, 1))`.execute(ctx.db)
const contacts = async ({ engine, ctx }: DiallingGround) => {
  await engine.journal.written()
  return ctx.db
    .selectFrom('dialer.contact')
    .select(['number', 'state', 'closeReason', 'priority', 'attemptLimit'])
    .orderBy('number')
    .execute()
}
const reasons = async (floor: DiallingGround) => (await contacts(floor)).map(({ closeReason }) => closeReason)

describe('whom rules have taken out', () => {
  test('waits no more, is graded once let back in, and stays closed for any other reason', async () => {
    const floor = await open({ batches: [4], mode: 'manual' })
    await rest(floor)
    await markEndings(floor)
    await sql`update dialer.contact set state = 'closed', close_reason = 'success', closed_at = now() where number like '%1'`.execute(
      floor.ctx.db,
    )
    await screen(floor, ['0', '1'])
    expect(await reasons(floor)).toEqual(['screened', 'success', null, null])
    expect((await contacts(floor)).slice(2)).toMatchObject([
      { priority: 10, attemptLimit: 6 },
      { priority: 10, attemptLimit: 6 },
    ])
    await screen(floor, ['1', '2'])
    expect(await reasons(floor)).toEqual([null, 'success', 'screened', null])
    await lift(floor)
    expect(await reasons(floor)).toEqual([null, 'success', null, null])
    expect((await contacts(floor))[0]).toMatchObject({ priority: 100, attemptLimit: null })
  })

  test('rings as long as the class of who is left says', async () => {
    const floor = await open({
      ...{ batches: [2], mode: 'manual', behaviour: () => person({ answersAfterMs: 35_000, talkMs: 20_000 }) },
    })
    const [agent] = floor.agents
    const entries = await floor.ctx.db.selectFrom('dialer.contact').select('entryId').orderBy('number').execute()
    const dial = async (place: number) => {
      await floor.engine.dialer.dialContact(agent as LiveAgent, floor.campaignId, entries[place]?.entryId ?? '')
      await floor.pass(60_000)
      await floor.engine.journal.written()
      const calls = await floor.ctx.db.selectFrom('calls.call').select('answeredAt').orderBy('placedAt').execute()
      return calls.map(({ answeredAt }) => answeredAt !== null)
    }
    expect(await dial(0)).toEqual([false])
    await screen(floor, ['9'], 40)
    expect(await dial(1)).toEqual([false, true])
  })

  test('is not called though already in memory, while the others are', async () => {
    const floor = await open({ batches: [6], behaviour: () => person({ talkMs: 20_000 }) })
    await markEndings(floor)
    await floor.pass(200)
    const [rung] = [...floor.engine.calls.all()].map(({ number }) => number)
    const endings = ['0', '1', '2', '3', '4', '5'].filter((digit) => !rung?.endsWith(digit)).slice(0, 3)
    await screen(floor, endings)
    for (let minute = 0; minute < 6; minute++) {
      await floor.pass(60_000)
      const [call] = [...floor.engine.calls.all()].filter(({ record }) => record.endedAt !== null)
      if (call) floor.engine.dialer.conclude(call, { outcomeKind: 'success' })
      for (const { id } of floor.agents) floor.engine.presence.ask(id, { ready: true })
    }
    const called = (await floor.ctx.db.selectFrom('calls.call').select('number').execute()).map(({ number }) =>
      number.slice(-1),
    )
    expect(called.filter((digit) => endings.includes(digit))).toEqual([])
    expect((await reasons(floor)).filter((reason) => reason === 'screened').length).toBeGreaterThan(0)
  })

  test('who joins the list later waits until the rules have seen them', async () => {
    const floor = await open({ batches: [2], mode: 'manual' })
    await markEndings(floor)
    await screen(floor, ['0'])
    const rows = [
      { number: '13910000010', name: '新客户' },
      { number: '13910000011', name: '新客户' },
    ]
    await importRows(floor.ctx, { listId: floor.listId, name: '新一批', rows })
    await floor.engine.dialer.listChanged(floor.listId)
    expect(await contacts(floor)).toHaveLength(2)
    await markEndings(floor)
    await screen(floor, ['0'])
    expect((await contacts(floor)).map(({ number, closeReason }) => [number.slice(-2), closeReason])).toEqual([
      ['00', 'screened'],
      ['01', null],
      ['11', null],
    ])
  })

  test('comes back to whose book it is then, not to one that is no more', async () => {
    const floor = await open({ batches: [2], mode: 'manual' })
    await rest(floor)
    await markEndings(floor)
    const { ctx, campaignId, engine } = floor
    const [agent] = floor.agents
    const [entry] = await ctx.db
      .selectFrom('dialer.contact')
      .select(['entryId', 'customerId'])
      .orderBy('number')
      .execute()
    const given = { campaignId, entryId: entry?.entryId ?? '', customerId: entry?.customerId ?? '' }
    const [into, outOf] = [newId(1), newId(2)]
    await ctx.db
      .insertInto('allocation.assignment')
      .values({ ...given, agentId: agent?.id ?? '', siteId: newId(3), at: ctx.now(), changeId: into })
      .execute()
    await engine.dialer.allocationChanged(campaignId, into)
    await screen(floor, ['0'])
    await ctx.db
      .updateTable('allocation.assignment')
      .set({ endedAt: ctx.now(), why: 'agentLeft', changeId: outOf })
      .execute()
    await engine.dialer.allocationChanged(campaignId, outOf)
    await lift(floor)
    const rows = await ctx.db.selectFrom('dialer.contact').select(['state', 'assignedTo']).execute()
    expect(rows).toEqual([
      { state: 'waiting', assignedTo: null },
      { state: 'waiting', assignedTo: null },
    ])
  })

  test('keeps a callback they were promised', async () => {
    const floor = await open({ batches: [2], mode: 'manual' })
    await rest(floor)
    await markEndings(floor)
    await sql`update dialer.contact set owner_id = ${floor.agents[0]?.id} where number like '%0'`.execute(floor.ctx.db)
    await screen(floor, ['0', '1'])
    expect(await reasons(floor)).toEqual([null, 'screened'])
  })
})
