import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createList, importRows } from '#domains/lists/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { foundCampaign, foundSite, foundTeam } from '#server/setup/found.ts'
import { type Person, startOfTests, type TestCentre, testCentre } from '#server/testing.ts'
import { exportYields, listColumns, listHours, listYields, setPrice, setWorth, type YieldQuery } from '../contract.ts'

let centre: TestCentre
let manager: Person
let campaignId = ''
const batches: { id: string; name: string }[] = []
const db = () => centre.base.database.engine

/** Good rows come first: of a hundred records so many say yes; each is called once for a minute, the rest not at all. */
const callSome = async (batchId: string, { called, successes }: { called: number; successes: number }) => {
  await sql`
    with part as (
      select id, customer_id, number, list_id, row_number() over (order by id) as n from lists.entry_fact where batch_id = ${batchId}::uuid
    ), contact as (
      update dialer.contact c set attempts = 1, state = 'closed', close_reason = case when part.n <= ${successes} then 'success' else 'refusal' end, closed_at = ${startOfTests}
      from part where c.entry_id = part.id and c.campaign_id = ${campaignId}::uuid and part.n <= ${called}
    )
    insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, caller_id, mode, attempt_number,
      script_version, fencing, state, cause, answered_at, bridged_at, ended_at, talk_ms, wrap_up_ms, outcome, outcome_kind, outcome_at)
    select platform.new_id(), ${startOfTests}, ${campaignId}, id, customer_id, list_id, ${batchId}::uuid, number, '021', 'progressive', 1,
      1, 1, 'ended', 'normal', ${startOfTests}, ${startOfTests}, ${startOfTests}, 45000, 15000,
      case when n <= ${successes} then 'agreed' else 'refused' end, case when n <= ${successes} then 'success' else 'refusal' end, ${startOfTests}
    from part where n <= ${called}`.execute(db())
}

beforeAll(async () => {
  centre = await testCentre()
  const ctx = systemContext(centre.base)
  manager = await centre.someone('campaignManager')
  const siteId = await foundSite(ctx, '上海职场')
  const { teamId } = await foundTeam(ctx, { siteId, name: '雄狮队', prefix: 'A', agents: ['甲'] })
  const list = await createList(ctx, { siteId, name: '春季名单', supplier: '甲公司', note: '' })
  for (const [index, city] of ['上海', '成都', '拉萨'].entries()) {
    const rows = Array.from({ length: 400 }, (_, n) => ({
      number: `13${9 - index}${String(10_000_000 + n)}`,
      name: `客户${n}`,
      attributes: { 城市: n % 2 === 0 ? city : '<b>"其他"</b>' },
    }))
    const batch = await importRows(ctx, { listId: list.id, name: `${city}.csv`, rows })
    batches.push({ id: batch.id, name: city })
  }
  campaignId = await foundCampaign(ctx, {
    ...{ name: '三月外呼', siteId, listId: list.id, teamIds: [teamId], agentHourCost: 60 },
  })
  await sql`call platform.ensure_months('calls.call', ${startOfTests}, ${startOfTests})`.execute(db())
  await sql`
    insert into dialer.contact (campaign_id, entry_id, customer_id, list_id, batch_id, number, priority, due_at)
    select ${campaignId}, id, customer_id, list_id, batch_id, number, priority, ${startOfTests} from lists.entry_fact
    on conflict do nothing`.execute(db())
  const [good, bad, unknown] = batches
  await callSome(good?.id ?? '', { called: 200, successes: 60 })
  await callSome(bad?.id ?? '', { called: 300, successes: 0 })
  await callSome(unknown?.id ?? '', { called: 25, successes: 2 })
})
afterAll(() => centre.close())

const ask = async (query: Partial<typeof YieldQuery._input> = {}) =>
  (await manager.ask(listYields, { query: { campaignId, ...query } })).body
const rowOf = async (city: string, query = {}) => {
  const { rows } = await ask(query)
  const row = rows.find(({ name }) => name.startsWith(city))
  if (!row) throw new Error(`no row of ${city} in ${JSON.stringify(rows)}`)
  return row
}

describe('the quality of a batch', () => {
  test('counts every record once, with the interval of its rate', async () => {
    expect(await rowOf('上海')).toMatchObject({
      ...{ records: 400, called: 200, reached: 200, successes: 60, attempts: 200, closed: 200, agentMs: 200 * 60_000 },
      ...{ rate: 0.3, penetration: 0.5, coverage: 0.5, attemptsPerRecord: 1, attemptsLeft: 200, daysLeft: 1 },
      ...{ supplier: '甲公司', listName: '春季名单', advice: 'noMoney' },
      interval: { low: expect.closeTo(0.2408, 3), high: expect.closeTo(0.3668, 3) },
    })
  })
  test('leans on the others where little is known', async () => {
    const { rate, expected } = await rowOf('拉萨')
    expect(rate).toBe(0.08)
    expect(expected).toBeGreaterThan(0.08)
    expect(expected).toBeLessThan(62 / 525)
  })
  test('becomes advice once people say what records cost and successes bring', async () => {
    for (const { id } of batches)
      await manager.ask(setPrice, { params: { batchId: id }, body: { pricePerRecord: 0.5 } })
    await manager.ask(setWorth, { params: { campaignId }, body: { worthPerSuccess: 20 } })
    expect(await rowOf('上海')).toMatchObject({ advice: 'buy', breakEvenToCall: 0.05, breakEvenToBuy: 0.075 })
    expect((await rowOf('上海')).result).toBeCloseTo(60 * 20 - 200 - 200, 6)
    expect((await rowOf('成都')).advice).toBe('stop')
    const open = await rowOf('拉萨')
    expect([open.advice, (open.callMore ?? 0) > 10]).toEqual(['callMore', true])
    expect((await ask()).worthPerSuccess).toBe(20)
  })
  test('sums to the same records, calls and money whatever it is grouped by', async () => {
    const totals = async (query: Partial<typeof YieldQuery._input>) => {
      const { rows } = await ask(query)
      const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0)
      return [sum((r) => r.records), sum((r) => r.called), sum((r) => r.successes), sum((r) => r.attempts)]
    }
    const whole = [1200, 525, 62, 525]
    expect(await totals({ groupBy: 'batch' })).toEqual(whole)
    expect(await totals({ groupBy: 'list' })).toEqual(whole)
    expect(await totals({ groupBy: 'supplier' })).toEqual(whole)
    expect(await totals({ groupBy: 'column', column: '城市' })).toEqual(whole)
    expect(await totals({ groupBy: 'column', column: '没有这一列' })).toEqual(whole)
  })
  test('tells of a column what stands in it, however odd, and asks for one', async () => {
    expect((await manager.ask(listColumns, { query: { campaignId } })).body).toEqual(['城市'])
    const { rows } = await ask({ groupBy: 'column', column: '城市' })
    expect(rows.map(({ name }) => name).sort()).toEqual(['<b>"其他"</b>', '上海', '成都', '拉萨'].sort())
    const answer = await manager.ask(listYields, { query: { campaignId, groupBy: 'column' } })
    expect([answer.status, answer.problem.code]).toEqual([400, 'supply.noColumn'])
    expect((await manager.ask(listYields, { query: { campaignId: newId(1) } })).status).toBe(404)
    expect((await manager.ask(setPrice, { params: { batchId: newId(1) }, body: { pricePerRecord: 1 } })).status).toBe(
      404,
    )
  })
  test('leaves in a file with the figures of the screen', async () => {
    const lines = String((await manager.ask(exportYields, { query: { campaignId } })).body)
      .trimEnd()
      .split('\r\n')
    expect(lines[0]?.startsWith('\uFEFF名称,供应商,记录数,已拨打')).toBe(true)
    expect(lines.find((line) => line.startsWith('上海'))).toContain(',400,200,200,60,200,0.3,')
    expect(lines).toHaveLength(4)
  })
  test('is for those who buy and pay', async () => {
    expect((await (await centre.someone('agent')).ask(listYields)).status).toBe(403)
    const planner = await centre.someone('planner')
    expect((await planner.ask(setWorth, { params: { campaignId }, body: { worthPerSuccess: 1 } })).status).toBe(403)
  })
  test('tells the hours at which customers answered, on the clock of the reader', async () => {
    const { rows, timeZone } = (await manager.ask(listHours, { query: { campaignId } })).body
    expect(timeZone).toBe('Asia/Shanghai')
    expect(rows).toEqual([{ weekday: 4, hour: 9, attempts: 525, connects: 525, successes: 62 }])
  })
})
