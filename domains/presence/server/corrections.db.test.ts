import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedEmployee, seedSite, seedTeam } from '#domains/people/server/public.ts'
import { newId } from '#platform/id.ts'
import { type Person, startOfTests, type TestCentre, testCentre } from '#server/testing.ts'
import { correctTime, listCorrections, readTimeline, withdrawCorrection } from '../contract.ts'
import { correctable } from '../correction.ts'

let centre: TestCentre
let siteId: string
let teamId: string
let leader: Person
let numbers = 0
const minuteMs = 60_000
const begin = startOfTests.getTime() - 8 * 3_600_000
const at = (minute: number): string => new Date(begin + minute * minuteMs).toISOString()

beforeAll(async () => {
  centre = await testCentre()
  const { engine } = centre.base.database
  siteId = await seedSite(engine, { name: '武汉' })
  teamId = await seedTeam(engine, { siteId, name: '一班' })
  leader = await centre.someone('teamLeader', { teamIds: [teamId] })
})
afterAll(() => centre.close())

const query = async <T>(text: string): Promise<T[]> =>
  (await sql.raw<T>(text).execute(centre.base.database.engine)).rows
const employee = (team = teamId): Promise<string> =>
  seedEmployee(centre.base.database.engine, {
    staffNumber: `T${++numbers}`,
    name: '王芳',
    siteId,
    teamId: team,
  })
type Spell = readonly [state: string, minutes: number, teamId?: string]
/** A finished sign-in from minute `from` on, in these stretches. */
const worked = async (employeeId: string, spells: readonly Spell[], { from = 0, signsOut = true } = {}) => {
  const id = newId(begin)
  await query(`insert into presence.session (id, employee_id, team_id, site_id, signed_in_at)
    values ('${id}', '${employeeId}', '${teamId}', '${siteId}', '${at(from)}')`)
  let minute = from
  for (const [state, minutes, team = teamId] of spells) {
    await query(`insert into presence.spell (session_id, started_at, ended_at, follows, employee_id, team_id, site_id, state)
      values ('${id}', '${at(minute)}', '${at(minute + minutes)}', ${minute === from ? 'null' : `'${at(minute)}'`},
        '${employeeId}', '${team}', '${siteId}', '${state}')`)
    minute += minutes
  }
  if (signsOut) await query(`update presence.session set signed_out_at = '${at(minute)}' where id = '${id}'`)
  return id
}
const correct = (who: Person, employeeId: string, [from, to]: readonly [number, number], state = 'meeting') =>
  who.ask(correctTime, {
    params: { employeeId },
    body: { startsAt: at(from), endsAt: at(to), state: state as 'meeting', why: '班组会忘记切换状态' },
  })
const factOf = (employeeId: string) =>
  query<{ state: string; from: number; to: number; correctionId: string | null }>(`
    select state, (extract(epoch from started_at) * 1000 - ${begin}) / ${minuteMs} as from,
      (extract(epoch from ended_at) * 1000 - ${begin}) / ${minuteMs} as to, correction_id
    from presence.agent_time_fact where employee_id = '${employeeId}' order by started_at`)
const told = async (employeeId: string) => (await factOf(employeeId)).map(({ state, from, to }) => [state, from, to])

type Holding = { id: string; from: number; to: number; state: string }
type Step = { from: number; minutes: number; state: (typeof correctable)[number] } | { withdraw: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      from: fc.integer({ min: 0, max: 110 }),
      minutes: fc.integer({ min: 1, max: 60 }),
      state: fc.constantFrom(...correctable),
    }),
  },
  { weight: 2, arbitrary: fc.record({ withdraw: fc.nat({ max: 30 }) }) },
)
/** Corrects or withdraws as leaders might; `holding` are the corrections that hold, the latest last. */
const take = async (agent: string, one: Step, holding: Holding[]): Promise<void> => {
  if ('withdraw' in one) {
    const [gone] = holding.splice(one.withdraw % Math.max(1, holding.length), 1)
    if (gone) await leader.ask(withdrawCorrection, { params: { correctionId: gone.id }, body: { why: '撤销' } })
    return
  }
  const to = Math.min(120, one.from + one.minutes)
  const { status, body } = await correct(leader, agent, [one.from, to], one.state)
  if (status === 200) holding.push({ id: body.id, from: one.from, to, state: one.state })
}
const expectTold = (fact: Awaited<ReturnType<typeof factOf>>, holding: readonly Holding[]): void => {
  let minute = 0
  for (const piece of fact) {
    expect(piece.from).toBe(minute)
    minute = piece.to
    const last = holding.findLast(({ from, to }) => from <= piece.from && piece.to <= to)
    expect(piece.correctionId).toBe(last?.id ?? null)
    expect(piece.state).toBe(last?.state ?? piece.state)
  }
  expect(minute).toBe(120)
}

describe('a correction of recorded time', () => {
  test('is told by who wanted it and why, shows what was recorded, and leaves the record as it is', async () => {
    const agent = await employee()
    await worked(agent, [
      ['ready', 60],
      ['notReady', 60],
      ['ready', 60],
    ])
    const spells = await query(`select * from presence.spell where employee_id = '${agent}' order by started_at`)
    const { status, body } = await correct(leader, agent, [90, 150])
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'meeting', why: '班组会忘记切换状态', withdrawnAt: null })
    expect(body.recorded.map(({ state, startedAt }) => [state, startedAt])).toEqual([
      ['notReady', at(90)],
      ['ready', at(120)],
    ])
    expect(await told(agent)).toEqual([
      ['ready', 0, 60],
      ['notReady', 60, 90],
      ['meeting', 90, 120],
      ['meeting', 120, 150],
      ['ready', 150, 180],
    ])
    expect(await query(`select * from presence.spell where employee_id = '${agent}' order by started_at`)).toEqual(
      spells,
    )
    const { body: line } = await leader.ask(readTimeline, {
      params: { employeeId: agent },
      query: { from: at(0), to: at(180) },
    })
    expect(line.map(({ state }) => state)).toContain('meeting')
    expect(
      await query(
        `select operation from platform.audit_entry where table_name = 'presence.correction' and row_id = '${body.id}'`,
      ),
    ).toEqual([{ operation: 'insert' }])
    expect(await query(`select name from platform.outbox where subject_id = '${agent}'`)).toEqual([
      { name: 'presence.timeCorrected' },
    ])
  })

  test('holds until it is withdrawn, with a reason, and stays on record after that', async () => {
    const agent = await employee()
    await worked(agent, [['notReady', 60]])
    const { body: first } = await correct(leader, agent, [10, 40])
    const { body: second } = await correct(leader, agent, [20, 30], 'training')
    const params = { correctionId: first.id }
    expect((await leader.ask(withdrawCorrection, { params, body: { why: ' ' } })).status).toBe(400)
    expect((await leader.ask(withdrawCorrection, { params, body: { why: '填错了' } })).body.withdrawnWhy).toBe('填错了')
    expect(await told(agent)).toEqual([
      ['notReady', 0, 20],
      ['training', 20, 30],
      ['notReady', 30, 60],
    ])
    const again = await leader.ask(withdrawCorrection, { params, body: { why: '再撤' } })
    expect(again.problem.code).toBe('presence.alreadyWithdrawn')
    await leader.ask(withdrawCorrection, { params: { correctionId: second.id }, body: { why: '填错了' } })
    expect(await factOf(agent)).toEqual([{ state: 'notReady', from: 0, to: 60, correctionId: null }])
    const { body } = await leader.ask(listCorrections, {
      params: { employeeId: agent },
      query: { from: at(0), to: at(60) },
    })
    expect(body.map(({ withdrawnByName }) => withdrawnByName !== null)).toEqual([true, true])
  })

  test('is refused for time that is not over, not worked, already so, empty or backwards', async () => {
    const agent = await employee()
    await worked(agent, [
      ['notReady', 60],
      ['talking', 30],
    ])
    const code = async (from: number, to: number, state?: string) =>
      (await correct(leader, agent, [from, to], state)).problem.code
    expect(await code(30, 91)).toBe('presence.noTimeThere')
    expect(await code(-1, 30)).toBe('presence.noTimeThere')
    expect(await code(30, 30)).toBe('presence.endsBeforeItBegins')
    expect(await code(30, 20)).toBe('presence.endsBeforeItBegins')
    expect(await code(30, 100_000)).toBe('presence.notOver')
    expect(await code(10, 20, 'notReady')).toBe('presence.alreadySo')
    expect((await correct(leader, agent, [10, 20], 'talking')).status).toBe(400)
    await worked(agent, [['notReady', 60]], { from: 200 })
    expect(await code(80, 210)).toBe('presence.noTimeThere')
    // A stuck conversation may be said to be something else.
    expect((await correct(leader, agent, [70, 80], 'notReady')).status).toBe(200)
  })

  test('is refused for the stretch that is still running, and taken for those before it', async () => {
    const agent = await employee()
    await worked(agent, [['ready', 60]], { signsOut: false })
    expect((await correct(leader, agent, [50, 70])).problem.code).toBe('presence.notOver')
    expect((await correct(leader, agent, [50, 60])).status).toBe(200)
  })

  test('is for the leader of the team at that time, never for oneself, and never for whom one may not see', async () => {
    const agent = await employee()
    const otherTeam = await seedTeam(centre.base.database.engine, { siteId, name: '二班' })
    const other = await centre.someone('teamLeader', { teamIds: [otherTeam] })
    const supervisor = await centre.someone('supervisor', { siteIds: [siteId] })
    const stranger = await centre.someone('supervisor', { siteIds: [newId(begin)] })
    // Moved in the middle of the day: half of the time is the one team's, half the other's.
    await worked(agent, [
      ['notReady', 60],
      ['notReady', 60, otherTeam],
    ])
    expect((await correct(leader, agent, [50, 70])).problem.code).toBe('presence.noTimeThere')
    expect((await correct(supervisor, agent, [50, 70])).problem.code).toBe('presence.acrossTeams')
    expect((await correct(other, agent, [10, 20])).problem.code).toBe('presence.noTimeThere')
    expect((await correct(stranger, agent, [10, 20])).problem.code).toBe('presence.noTimeThere')
    expect((await correct(supervisor, agent, [70, 80])).status).toBe(200)
    const { body } = await correct(leader, agent, [10, 20])
    const params = { correctionId: body.id }
    expect((await other.ask(withdrawCorrection, { params, body: { why: '试' } })).problem.code).toBe(
      'presence.noSuchCorrection',
    )
    const self = await centre.someone('teamLeader', { id: agent, teamIds: [teamId] })
    expect((await correct(self, agent, [20, 30])).problem.code).toBe('presence.ownTime')
    expect((await self.ask(withdrawCorrection, { params, body: { why: '试' } })).problem.code).toBe('presence.ownTime')
    const seat = await centre.someone('agent')
    expect((await correct(seat, agent, [20, 30])).status).toBe(403)
  })

  test('goes with a reason of that state only', async () => {
    const agent = await employee()
    await worked(agent, [['notReady', 60]])
    const [meal] = await query<{ id: string }>(`select id from presence.reason where name_en = 'Meal'`)
    const ask = (state: 'meeting' | 'break') =>
      leader.ask(correctTime, {
        params: { employeeId: agent },
        body: { startsAt: at(0), endsAt: at(60), state, reasonId: meal?.id ?? '', why: '就餐' },
      })
    expect((await ask('meeting')).problem.code).toBe('presence.noSuchReason')
    expect((await ask('break')).body.reasonId).toBe(meal?.id)
  })

  test('waits while the day is closed, and is possible again once it is open', async () => {
    const agent = await employee()
    await worked(agent, [['notReady', 60]])
    const { body } = await correct(leader, agent, [0, 10])
    const id = newId(begin)
    await query(
      `insert into presence.closed_days (period_id, from_day, to_day) values ('${id}', '2026-03-01', '2026-03-31')`,
    )
    expect((await correct(leader, agent, [10, 20])).problem.code).toBe('presence.daysClosed')
    const withdrawn = await leader.ask(withdrawCorrection, { params: { correctionId: body.id }, body: { why: '错' } })
    expect(withdrawn.problem.code).toBe('presence.daysClosed')
    await query(`delete from presence.closed_days where period_id = '${id}'`)
    expect((await correct(leader, agent, [10, 20])).status).toBe(200)
  })

  test('of two leaders at once leaves every second in one state', async () => {
    const agent = await employee()
    const supervisor = await centre.someone('supervisor', { siteIds: [siteId] })
    await worked(agent, [
      ['notReady', 30],
      ['ready', 30],
    ])
    const answers = await Promise.all([
      correct(leader, agent, [10, 40]),
      correct(supervisor, agent, [20, 50], 'training'),
      correct(leader, agent, [25, 35], 'break'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    let minute = 0
    for (const piece of await factOf(agent)) {
      expect(piece.from).toBe(minute)
      minute = piece.to
    }
    expect(minute).toBe(60)
  })

  test('never changes how long anybody was signed in, in whatever order corrections come and go', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const agent = await employee()
        await worked(agent, [
          ['ready', 10],
          ['talking', 30],
          ['wrapUp', 5],
          ['notReady', 75],
        ])
        const recorded = await query(`select * from presence.spell where employee_id = '${agent}' order by started_at`)
        const holding: Holding[] = []
        for (const one of steps) {
          await take(agent, one, holding)
          expectTold(await factOf(agent), holding)
        }
        expect(await query(`select * from presence.spell where employee_id = '${agent}' order by started_at`)).toEqual(
          recorded,
        )
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})

describe('Postgres itself', () => {
  test('lets nobody who asks through the product change recorded time', async () => {
    const agent = await employee()
    await worked(agent, [['ready', 10]])
    for (const role of ['carillon_own', 'carillon_team', 'carillon_site', 'carillon_all'])
      for (const text of ['update presence.spell set state = state', 'delete from presence.spell'])
        await expect(
          centre.base.database.engine.transaction().execute(async (db) => {
            await sql.raw(`set local role ${role}`).execute(db)
            await sql.raw(text).execute(db)
          }),
        ).rejects.toThrow(/permission denied/)
  })
  test('refuses pieces that do not tile their stretch', async () => {
    const agent = await employee()
    const session = await worked(agent, [['ready', 10]])
    const piece = (from: number, to: number) =>
      query(`insert into presence.piece (session_id, spell_started_at, started_at, ended_at, employee_id, state)
        values ('${session}', '${at(0)}', '${at(from)}', '${at(to)}', '${agent}', 'break')`)
    await expect(piece(0, 9)).rejects.toThrow(/do not end with it/)
    await expect(piece(1, 10)).rejects.toThrow(/gap or overlap/)
    await expect(piece(0, 11)).rejects.toThrow(/do not end with it/)
    await piece(0, 10)
  })
})
