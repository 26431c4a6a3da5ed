import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedEmployee, seedSite, seedTeam } from '#domains/people/server/public.ts'
import { testWorkbook } from '#platform/workbook/read/test-workbook.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import { addShift, copyWeek, exportRoster, type ImportResult, importRoster, readRoster, setLeave } from '../contract.ts'

let centre: TestCentre
let siteId: string
let teamId: string
let otherTeam: string
let planner: Person
let leader: Person
let numbers = 0
const hourMs = 3_600_000

beforeAll(async () => {
  centre = await testCentre()
  const { engine } = centre.base.database
  siteId = await seedSite(engine, { name: '武汉' })
  teamId = await seedTeam(engine, { siteId, name: '一班' })
  otherTeam = await seedTeam(engine, { siteId, name: '二班' })
  planner = await centre.someone('planner')
  leader = await centre.someone('teamLeader', { teamIds: [teamId] })
})
afterAll(() => centre.close())

const query = async <T>(text: string): Promise<T[]> =>
  (await sql.raw<T>(text).execute(centre.base.database.engine)).rows
const someone = async (team = teamId): Promise<{ id: string; staffNumber: string }> => {
  const staffNumber = `W${String(++numbers).padStart(3, '0')}`
  const id = await seedEmployee(centre.base.database.engine, { staffNumber, name: '王芳', siteId, teamId: team })
  return { id, staffNumber }
}
const meal = { kind: 'meal', from: '12:00', to: '13:00', isPaid: false } as const
const plan = (who: Person, employeeId: string, day: string, times: object = { inner: [meal] }) =>
  who.ask(addShift, { body: { employeeId, day, from: '09:00', to: '18:00', ...times } })

describe('a week', () => {
  test('is copied to another week, except where something is planned already', async () => {
    const team = await seedTeam(centre.base.database.engine, { siteId, name: '复制班' })
    const [first, second] = [await someone(team), await someone(team)]
    for (const { id } of [first, second]) await plan(planner, id, '2026-03-03')
    await plan(planner, first.id, '2026-03-04')
    await plan(planner, second.id, '2026-03-10', { from: '08:00', to: '12:00', inner: [] })
    const body = { from: '2026-03-04', to: '2026-03-11', teamId: team }
    const copied = await planner.ask(copyWeek, { body })
    expect(copied.body).toMatchObject({ copied: 2, skipped: [{ day: '2026-03-10', code: 'workforce.overlaps' }] })
    const { body: roster } = await planner.ask(readRoster, { query: { week: '2026-03-09', teamId: team } })
    expect(roster.people.map(({ shifts }) => shifts.map(({ day, inner }) => [day, inner.length]))).toEqual([
      [
        ['2026-03-10', 1],
        ['2026-03-11', 1],
      ],
      [['2026-03-10', 0]],
    ])
    expect((await planner.ask(copyWeek, { body: { ...body, to: '2026-03-02' } })).problem.code).toBe(
      'workforce.sameWeek',
    )
  })
})

describe('a roster file', () => {
  const csv = (text: string, name = 'roster.csv'): File => new File([text], name)
  const bring = async (text: string | Uint8Array, apply: boolean, who = planner): Promise<ImportResult> => {
    const file = typeof text === 'string' ? csv(text) : new File([text as never], 'roster.csv')
    const answer = await who.ask(importRoster, { query: { apply: apply ? 'true' : 'false' }, body: file })
    expect(answer.status).toBe(200)
    return answer.body
  }
  const head = '工号,日期,上班,下班,小休,就餐,会议,培训,请假,备注\n'

  test('is tried before it is written, and changes nothing when brought twice', async () => {
    const { id, staffNumber } = await someone()
    const text = `${head}${staffNumber},2026/4/1,9:00,18:00,10:30-10:45; 15:30-15:45,12:00-13:00,,,,早班\n${staffNumber},2026-04-02,,,,,,,年假,\n`
    const tried = await bring(text, false)
    expect(tried).toMatchObject({ applied: false, rows: 2, shifts: 1, leaves: 1, refused: [], refusedFile: '' })
    expect(await query(`select 1 from workforce.shift where employee_id = '${id}'`)).toEqual([])
    expect(await bring(text, true)).toMatchObject({ applied: true, shifts: 1, leaves: 1 })
    expect(await query(`select scheduled_ms from workforce.shift_fact where employee_id = '${id}'`)).toEqual([
      { scheduledMs: 8 * hourMs },
    ])
    expect(await bring(text, true)).toMatchObject({ shifts: 0, leaves: 0, unchanged: 2, replaced: 0 })
    const changed = text.replace('18:00', '17:00')
    expect(await bring(changed, true)).toMatchObject({ shifts: 1, replaced: 1, unchanged: 1 })
  })

  test('gives back every row it does not take, as it came and with the reason', async () => {
    const { staffNumber } = await someone()
    await plan(
      planner,
      (await query<{ id: string }>(`select id from people.employee where staff_number = '${staffNumber}'`))[0]?.id ??
        '',
      '2026-04-01',
    )
    const wrong = [
      `${staffNumber},2026-13-01,09:00,18:00,,,,,,`,
      `${staffNumber},2026-04-03,09:00,,,,,,,`,
      `${staffNumber},2026-04-03,18:00,09:00,,,,,,`,
      `${staffNumber},2026-04-03,09:00,18:00,19:00-19:15,,,,,`,
      `${staffNumber},2026-04-03,09:00,18:00,abc,,,,,`,
      `${staffNumber},2026-04-03,,,,,,,度假,`,
      `${staffNumber},2026-04-03,,,,,,,,`,
      `W999,2026-04-03,09:00,18:00,,,,,,`,
      `,2026-04-03,09:00,18:00,,,,,,`,
      `${staffNumber},2026-03-31,22:00,10:00,,,,,,=1+1`,
    ]
    const said = await bring(`${head}${wrong.join('\n')}\n\n${staffNumber},2026-04-04,09:00,18:00,,,,,,\n`, true)
    expect(said).toMatchObject({ rows: 11, shifts: 1, unchanged: 0 })
    expect(said.refused.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(new Set(said.refused.map(({ why }) => why.zh)).size).toBe(10)
    const lines = said.refusedFile.trimEnd().split('\r\n')
    expect(lines).toHaveLength(11)
    expect(lines[0]).toBe(`\uFEFF${head.trim()},未导入原因`)
    expect(lines.at(-1)).toContain("'=1+1")
    // What stands there already is not lost to a row that cannot take its place.
    expect(
      await query(`select day::text from workforce.shift s join people.employee e on e.id = s.employee_id
      where e.staff_number = '${staffNumber}' order by day`),
    ).toEqual([{ day: '2026-04-01' }, { day: '2026-04-04' }])
  })

  test('is read in the encodings spreadsheets write, and refused in words when it is no such file', async () => {
    const { staffNumber } = await someone()
    const gbk = Uint8Array.from([
      0xb9, 0xa4, 0xba, 0xc5, 0x2c, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xc9, 0xcf, 0xb0, 0xe0, 0x2c, 0xcf, 0xc2, 0xb0, 0xe0,
    ])
    const row = new TextEncoder().encode(`\n${staffNumber},2026-04-01,09:00,18:00\n`)
    expect(await bring(Uint8Array.from([...gbk, ...row]), true)).toMatchObject({ shifts: 1 })
    const code = async (bytes: string | Uint8Array) =>
      (await planner.ask(importRoster, { query: {}, body: new File([bytes as never], 'x') })).problem.code
    expect(await code('')).toBe('workforce.notAFile')
    expect(await code(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))).toBe('workforce.notAFile')
    expect(await code('姓名,日期\n')).toBe('workforce.columnMissing')
    expect(await code(`${head}${`${staffNumber},2026-04-01,09:00,18:00,,,,,,\n`.repeat(2001)}`)).toBe(
      'workforce.tooManyRows',
    )
  })

  test('may be a workbook, with days and times as a spreadsheet keeps them', async () => {
    const { id, staffNumber } = await someone()
    const sheets = {
      班表: [
        ['工号', '日期', '上班', '下班', '就餐'],
        ['', '', '', '', ''],
        [staffNumber, { day: 46_113 }, { day: 0.375 }, { day: 0.75 }, '12:00-13:00'],
        [staffNumber, '2026-04-03', '18:00', '09:00', ''],
        [staffNumber, { day: 46_116 }, { day: 0.875 }, { day: 1 }, ''],
      ],
      别的: [['与此无关']],
    }
    const said = await bring(new Uint8Array(testWorkbook(sheets)), true)
    expect(said).toMatchObject({ rows: 3, shifts: 2, refused: [{ row: 4 }] })
    expect(
      await query(`select day::text, scheduled_ms from workforce.shift_fact where employee_id = '${id}' order by day`),
    ).toEqual([
      { day: '2026-04-01', scheduledMs: 8 * hourMs },
      { day: '2026-04-04', scheduledMs: 3 * hourMs },
    ])
  })

  test('plans only for people within the planner’s reach', async () => {
    const { staffNumber } = await someone(otherTeam)
    const said = await bring(`${head}${staffNumber},2026-04-01,09:00,18:00,,,,,,\n`, true, leader)
    expect(said).toMatchObject({ shifts: 0, refused: [{ row: 2 }] })
  })

  test('that was exported says the same when it is imported again', async () => {
    const team = await seedTeam(centre.base.database.engine, { siteId, name: '导出班' })
    const { id } = await someone(team)
    await plan(planner, id, '2026-05-04', {
      inner: [
        { kind: 'meal', from: '12:00', to: '12:30', isPaid: true },
        { kind: 'training', from: '14:00', to: '15:00', isPaid: true },
        { kind: 'break', from: '16:00', to: '16:10', isPaid: false },
      ],
      note: '-新人, 带教',
    })
    await planner.ask(setLeave, { params: { employeeId: id, day: '2026-05-05' }, body: { kind: 'nursing', note: '' } })
    const file = await planner.inject({
      method: 'GET',
      url: `/api/roster/file?week=2026-05-06&teamId=${team}&reason=${encodeURIComponent('核对班表')}`,
    })
    expect(file.statusCode).toBe(200)
    expect(await bring(file.body, true)).toMatchObject({ rows: 2, shifts: 0, leaves: 0, unchanged: 2, refused: [] })
    expect((await planner.ask(exportRoster, { query: { week: '2026-05-06' } as never })).status).toBe(400)
  })
})
