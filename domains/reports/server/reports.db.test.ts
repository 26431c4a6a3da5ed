import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listCallsBehind, measure as measureRoute } from '#domains/metrics/contract.ts'
import { seedTeam } from '#domains/people/server/public.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { listEdits, listRemarks, listReports, runReport } from '../contract.ts'
import { footnoteLines, periodLine } from '../footnote.ts'
import type { ReportTable } from '../shapes.ts'
import { placeCalls, type ReportGround, readCsv, readWorkbook, reportGround } from './test-ground.ts'

let centre: TestCentre
let ground: ReportGround
let manager: Person
const yesterday = { edition: 'custom', from: '2026-03-04', to: '2026-03-04' } as const
beforeAll(async () => {
  centre = await testCentre()
  ground = await reportGround(centre)
  await placeCalls(ground, '2026-03-03', [30, 30, 30, 30])
  await placeCalls(ground, '2026-03-04', [120, 90, 100, 9])
  await placeCalls(ground, '2026-03-05', [3, 0, 0, 0])
  manager = await centre.someone('campaignManager')
})
afterAll(() => centre.close())

const run = async (report: string, query: object, person = manager): Promise<ReportTable> => {
  const { status, body } = await person.ask(runReport, {
    params: { report: report as 'progress' },
    query: query as never,
  })
  expect([status, body]).toEqual([200, body])
  return body
}
const refused = async (query: object, report = 'progress'): Promise<string> => {
  const { problem } = await manager.ask(runReport, { params: { report: report as 'progress' }, query: query as never })
  return problem.code
}
const cellsOf = (table: ReportTable, key: string): Record<string, string> =>
  Object.fromEntries(
    table.rows.map(({ cells }) => [
      cells[0]?.shown ?? '',
      cells[table.columns.findIndex((column) => column.key === key)]?.shown ?? '',
    ]),
  )
const totalOf = (table: ReportTable, key: string): string | undefined =>
  table.totals[table.columns.findIndex((column) => column.key === key)]?.shown

describe('a report', () => {
  test('has its columns from the dictionary, with names and formulas', async () => {
    const { body } = await manager.ask(listReports)
    expect(body.reports.map(({ code }) => code)).toEqual([
      'progress',
      'performance',
      'result',
      'documents',
      'feedback',
      'updates',
    ])
    const progress = body.reports[0]
    expect(progress?.columns.find(({ key }) => key === 'contact_rate')?.explain?.zh).toContain('÷')
    expect(body.packs.map(({ code }) => code)).toEqual(['afterShift', 'weekly', 'monthly'])
    for (const { columns } of body.reports) expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
  })
  test('of progress tells what was won of the plan, and when it will be done', async () => {
    const table = await run('progress', { ...yesterday, campaignId: ground.cards })
    expect(cellsOf(table, 'dials')).toEqual({ 信用卡外呼: '319' })
    const won = cellsOf(table, 'online_successes').信用卡外呼
    expect(Number(won)).toBeGreaterThan(0)
    // 100 in ten days: ten a day, forty due by the fourth.
    expect(cellsOf(table, 'goal')).toEqual({ 信用卡外呼: '10' })
    const so = Number(cellsOf(table, 'cumulative').信用卡外呼)
    expect(cellsOf(table, 'gap')).toEqual({ 信用卡外呼: String(so - 40) })
    expect(cellsOf(table, 'expected_end').信用卡外呼).toMatch(/^2026-\d\d-\d\d$/)
  })
  test('of agents places only who has enough calls, and nobody last', async () => {
    const table = await run('performance', { ...yesterday, sort: '-online_success_rate' })
    const standing = cellsOf(table, 'rank')
    expect(cellsOf(table, 'staff_number').王磊).toBe('A001')
    expect(standing.赵敏).toBe('–')
    expect(Object.values(standing).filter((said) => /^\d+ \/ 3$/.test(said))).toHaveLength(2)
    expect(Object.values(standing).filter((said) => said.startsWith('距前半'))).toHaveLength(1)
    // The small sample stands behind all others, whatever its rate.
    expect(table.rows.filter(({ keys }) => keys[0] !== null).at(-1)?.cells[0]?.shown).toBe('赵敏')
    expect(table.footnote.smallCells).toBeGreaterThan(0)
  })
  test('drills from campaign to team to agent to the very calls it counts', async () => {
    const whole = await run('result', { ...yesterday, by: 'campaign', columns: 'dials,agent_calls' })
    const campaignId = whole.rows.find(({ cells }) => cells[0]?.shown === '信用卡外呼')?.keys[0] ?? ''
    const teams = await run('result', { ...yesterday, by: 'team', columns: 'dials,agent_calls', campaignId })
    const teamId = teams.rows.find(({ cells }) => cells[0]?.shown === '雄狮队')?.keys[0] ?? ''
    const agents = await run('result', { ...yesterday, by: 'agent', columns: 'dials,agent_calls', campaignId, teamId })
    expect(totalOf(agents, 'agent_calls')).toBe(cellsOf(teams, 'agent_calls').雄狮队)
    const agentId = agents.rows.find(({ cells }) => cells[0]?.shown === '王磊')?.keys[0] ?? ''
    const { body } = await manager.ask(listCallsBehind, {
      params: { code: 'agent_calls' },
      query: { from: '2026-03-04', to: '2026-03-04', campaignId, teamId, agentId, limit: 200 },
    })
    expect(String(body.rows.length)).toBe(cellsOf(agents, 'agent_calls').王磊)
  })
  test('is what the measures say, and nothing else', async () => {
    const table = await run('progress', { ...yesterday, columns: 'dials,connect_rate' })
    const { body } = await manager.ask(measureRoute, {
      query: { codes: 'dials,connect_rate', from: '2026-03-04', to: '2026-03-04' },
    })
    const [dials, rate] = body[0]?.values ?? []
    expect(table.totals.slice(1).map(({ value }) => value)).toEqual([dials?.value, rate?.value])
    expect(table.totals[2]).toMatchObject({ low: rate?.low, high: rate?.high, sample: rate?.sample })
  })
  test('is set beside the period before and the same days last month', async () => {
    const table = await run('progress', { ...yesterday, columns: 'dials,connect_rate', compare: 'previous' })
    expect(table.columns.map(({ key }) => key)).toEqual([
      'campaign',
      'dials',
      'dials~before',
      'dials~change',
      'connect_rate',
      'connect_rate~before',
      'connect_rate~change',
    ])
    expect(cellsOf(table, 'dials~before')).toEqual({ 信用卡外呼: '120' })
    expect(cellsOf(table, 'dials~change')).toEqual({ 信用卡外呼: '+165.8%' })
    expect(cellsOf(table, 'connect_rate~change').信用卡外呼).toMatch(/^(\+|-)?\d+\.\d pp$/)
    const month = await run('progress', { ...yesterday, columns: 'dials', compare: 'lastMonth' })
    const unequal = await run('progress', { edition: 'month', day: '2026-02-05', compare: 'previous' })
    expect(unequal.notes.map(({ zh }) => zh)).toContain('本期 28 天，对比期 31 天：总量的变化有一部分来自天数')
    expect(month.notes.some(({ zh }) => zh.includes('对比期'))).toBe(false)
    expect([month.comparedWith?.from, cellsOf(month, 'dials~change')]).toEqual(['2026-02-04', { 信用卡外呼: '–' }])
  })
  test('of today says that it is not over, and up to when it counts', async () => {
    const table = await run('progress', { edition: 'day', columns: 'dials', siteId: ground.shanghai })
    expect(table.period).toEqual({ from: '2026-03-05', to: '2026-03-05' })
    expect(table.footnote).toMatchObject({ isRunning: true, timeZone: 'Asia/Shanghai', severalClocks: false })
    const lines = footnoteLines(table.footnote, 'zh')
    expect(lines[0]).toContain('2026-03-05 09:')
    expect(lines).toContain('数据未冻结，可能随更正变动')
    expect(lines.join()).toMatch(/指标字典版本 v\d+-[0-9a-f]{6}/)
    expect(periodLine(table, 'en')).toBe('2026-03-05')
  })
  test('pages its rows and counts them all', async () => {
    const first = await run('result', { ...yesterday, by: 'hour', columns: 'dials', page: 1, pageSize: 4 })
    const second = await run('result', { ...yesterday, by: 'hour', columns: 'dials', page: 2, pageSize: 4 })
    expect([first.rows.length, first.total]).toEqual([4, 9])
    expect(second.rows[0]?.cells[0]?.shown).toBe('13:00')
  })
  test('shows each reader the rows of the own sight', async () => {
    const leader = await centre.someone('teamLeader', { teamIds: [ground.lions] })
    const table = await run('performance', { ...yesterday, columns: 'dials' }, leader)
    expect(Object.keys(cellsOf(table, 'dials')).sort()).toEqual(['李娜', '王磊'])
  })
})

describe('a business day', () => {
  test('is that of each site: one call before and one after the cut in London, on the night clocks go forward', async () => {
    const { call, loans } = ground
    // 03:30 summer time on the 29th is before the cut at four: still the 28th.
    await call({ campaignId: loans, placedAt: '2026-03-29T02:30:00Z' })
    await call({ campaignId: loans, placedAt: '2026-03-29T03:30:00Z' })
    const days = await run('result', {
      edition: 'custom',
      from: '2026-03-28',
      to: '2026-03-29',
      by: 'day',
      columns: 'dials',
      campaignId: loans,
    })
    expect(cellsOf(days, 'dials')).toEqual({ '2026-03-28 周六': '1', '2026-03-29 周日': '1' })
    expect(days.footnote).toMatchObject({ timeZone: 'Europe/London', dayStartsAt: '04:00', severalClocks: false })
  })
  test('is that of the sites in reach, for a reader who is no employee', async () => {
    const { db, london } = ground
    const team = await seedTeam(db, { siteId: london, name: 'Foxes' })
    const readers = [
      await centre.someone('teamLeader', { teamIds: [team] }),
      await centre.someone('supervisor', { siteIds: [london] }),
    ]
    for (const reader of readers) {
      const { footnote } = await run('result', yesterday, reader)
      expect(footnote).toMatchObject({ timeZone: 'Europe/London', dayStartsAt: '04:00', severalClocks: false })
    }
  })
  test('keeps a call of half past midnight in Shanghai on its own day', async () => {
    const { call, cards } = ground
    await call({ campaignId: cards, placedAt: '2026-02-10T00:30:00+08:00' })
    const table = await run('result', { edition: 'custom', from: '2026-02-10', to: '2026-02-10', columns: 'dials' })
    expect(totalOf(table, 'dials')).toBe('1')
  })
})

describe('bad input', () => {
  test('of periods is refused in words: backwards, too long, half given', async () => {
    expect(await refused({ edition: 'custom', from: '2026-03-05', to: '2026-03-04' })).toBe('reports.periodBackwards')
    expect(await refused({ edition: 'custom', from: '2024-01-01', to: '2026-03-04' })).toBe('reports.periodTooLong')
    expect(await refused({ edition: 'custom', from: '2026-03-05' })).toBe('reports.periodMissing')
    expect(await refused({ edition: 'custom', from: '2026-02-30', to: '2026-03-01' })).toBe('common.badInput')
    expect(await refused({ edition: 'year' })).toBe('common.badInput')
    expect(await refused({ edition: 'day', day: '0001-01-01' }, 'updates')).toBe('common.badInput')
    expect(await refused({ edition: 'custom', from: '9999-12-31', to: '9999-12-31' })).toBe('common.badInput')
  })
  test('of columns and levels is refused, but a saved view that names a column of before is shown with a note', async () => {
    expect(await refused({ columns: 'dials,nonsense' })).toBe('reports.unknownColumn')
    expect(await refused({ columns: 'rank' })).toBe('reports.unknownColumn')
    expect(await refused({ by: 'field' })).toBe('reports.unknownLevel')
    const viewId = '00000000-0000-7000-8000-000000000000'
    const table = await run('progress', { ...yesterday, columns: 'dials,nonsense', viewId })
    expect(table.columns.map(({ key }) => key)).toEqual(['campaign', 'dials'])
    expect(table.notes[0]?.zh).toContain('nonsense')
  })
  test('in a filter nobody has gives an empty report, never an error', async () => {
    const table = await run('performance', { ...yesterday, region: "'; drop table--", product: '没有' })
    expect([table.rows, table.total]).toEqual([[], 0])
  })
})

describe('reports that are not made of measures', () => {
  test('tell why customers did not buy: count, share, whose it is to act on, and what was said', async () => {
    const table = await run('feedback', { ...yesterday })
    const times = cellsOf(table, 'times')
    const [first] = table.rows
    expect(first?.cells[0]?.shown).toContain('没时间')
    expect(Object.values(cellsOf(table, 'cumulative_share')).at(-1)).toBe('100.0%')
    expect(Object.values(times).reduce((sum, said) => sum + Number(said), 0)).toBe(Number(totalOf(table, 'times')))
    expect(Object.values(cellsOf(table, 'owner_post'))).toContain('排班')
    const { body } = await manager.ask(listRemarks, {
      query: { ...yesterday, outcome: 'refusal.tooExpensive', limit: 5 },
    })
    expect(body.rows[0]).toMatchObject({ note: '嫌年费贵', campaignName: '信用卡外呼' })
    expect(body.next).not.toBeNull()
    const next = await manager.ask(listRemarks, {
      query: { ...yesterday, outcome: 'refusal.tooExpensive', limit: 5, after: body.next ?? '' },
    })
    expect(next.body.rows[0]?.callId).not.toBe(body.rows.at(-1)?.callId)
  })
  test('tell which fields of customer records changed, from what to what, and the update rate', async () => {
    const { db, cards, agents, lions, shanghai, call } = ground
    const customerId = '0195a000-0000-7000-8000-000000000001'
    await sql`insert into customers.customer (id, number, name, site_id) values (${customerId}, '+8613900001111', '陈晨', ${shanghai})`.execute(
      db,
    )
    await call({
      campaignId: cards,
      placedAt: '2026-02-20T10:00:00+08:00',
      agentId: agents[0],
      teamId: lions,
      talkSeconds: 60,
      customerId,
    })
    await call({
      campaignId: cards,
      placedAt: '2026-02-20T11:00:00+08:00',
      agentId: agents[0],
      teamId: lions,
      talkSeconds: 60,
    })
    await sql`insert into customers.edit (customer_id, at, by_id, by_name, field, before, after) values
      (${customerId}, '2026-02-20T10:01:00+08:00', ${agents[0]}, '王磊', 'company', '"甲公司"', '"乙公司"'),
      (${customerId}, '2026-02-20T10:02:00+08:00', ${agents[0]}, '王磊', 'number', '"+8613900001111"', '"+8613900002222"'),
      (${customerId}, '2026-02-21T00:10:00+08:00', ${agents[0]}, '王磊', 'company', '"乙公司"', '"丙公司"')`.execute(db)
    const day = { edition: 'custom', from: '2026-02-20', to: '2026-02-20', siteId: shanghai } as const
    const table = await run('updates', day)
    expect(cellsOf(table, 'times')).toEqual({ 公司: '1', 号码: '1' })
    expect([totalOf(table, 'customers'), totalOf(table, 'update_rate')]).toEqual(['1', '50.0%'])
    expect(totalOf(table, 'last_at')).toBe('2026-02-20 10:02')
    const { body } = await manager.ask(listEdits, { query: day })
    expect(body.rows.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['号码', '139****1111', '139****2222'],
      ['公司', '甲公司', '乙公司'],
    ])
    // Who plans or pays reads the figures, not the customers behind them.
    for (const post of ['planner', 'finance'] as const) {
      const person = await centre.someone(post)
      expect((await run('updates', day, person)).rows).toHaveLength(2)
      expect((await person.ask(listEdits, { query: day })).status).toBe(403)
      expect((await person.ask(listRemarks, { query: day })).status).toBe(403)
    }
  })
  test('say so where nothing is recorded, and give no file', async () => {
    const table = await run('documents', yesterday)
    expect([table.rows, table.columns]).toEqual([[], []])
    expect(table.notes[0]?.zh).toContain('没有数据来源')
    const { statusCode } = await manager.inject({
      method: 'GET',
      url: '/api/reports/documents/file?format=xlsx&reason=meeting',
    })
    expect(statusCode).toBe(409)
  })
})

describe('a file equals the screen to the digit', () => {
  const wanted = `edition=custom&from=2026-03-03&to=2026-03-04&reason=${encodeURIComponent('班后会资料')}`
  const raw = async (person: Person, path: string): Promise<Buffer> => {
    const response = (await person.inject({ method: 'GET', url: `/api${path}` })) as unknown as {
      statusCode: number
      rawPayload: Buffer
    }
    expect(response.statusCode).toBe(200)
    return response.rawPayload
  }
  const shownOf = (table: ReportTable): string[][] =>
    [...table.rows.map(({ cells }) => cells), table.totals].map((cells) => cells.map(({ shown }) => shown))
  for (const locale of ['zh', 'en'] as const)
    test.each([
      ['performance', '&compare=previous'],
      ['progress', '&columns=dials,average_talk_time,talk_time,calls_per_call_hour,connect_rate,goal,gap,expected_end'],
      ['result', '&by=campaign,hour'],
      ['feedback', ''],
    ] as const)(`in ${locale}: %s as a workbook and as CSV`, async (report, more) => {
      const person = await centre.someone('director')
      await sql`update access.account set locale = ${locale} where id = ${person.id}`.execute(ground.db)
      await new Promise((done) => setTimeout(done, 1100))
      const { body: table } = await person.ask(runReport, {
        params: { report },
        query: Object.fromEntries(new URLSearchParams(`${wanted}${more}&pageSize=200`)) as never,
      })
      const shown = shownOf(table)
      const width = table.columns.length
      const sheet = readWorkbook(await raw(person, `/reports/${report}/file?format=xlsx&${wanted}${more}`))
      expect(sheet[2]?.slice(0, width)).toEqual(table.columns.map(({ name }) => name[locale]))
      expect(sheet.slice(3, 3 + shown.length).map((row) => row.slice(0, width))).toEqual(shown)
      const csv = readCsv((await raw(person, `/reports/${report}/file?format=csv&${wanted}${more}`)).toString('utf8'))
      expect(csv.slice(1, 1 + shown.length).map((row) => row.slice(0, width))).toEqual(shown)
      // Every row carries the number of its export, which tells who took it.
      expect(csv[1]?.[width]).toMatch(/^[0-9A-Z]{8}$/)
      expect(sheet[1]?.[0]).toBe(periodLine(table, locale))
    })
  test('as a PDF has a page, and goes nowhere without a reason', async () => {
    const bytes = await raw(manager, `/reports/performance/file?format=pdf&${wanted}`)
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect(bytes.length).toBeGreaterThan(10_000)
    const { statusCode } = await manager.inject({ method: 'GET', url: '/api/reports/performance/file?format=pdf' })
    expect(statusCode).toBe(400)
  })
})
