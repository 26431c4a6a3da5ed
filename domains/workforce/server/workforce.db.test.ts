import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeEmployee } from '#domains/people/contract.ts'
import { seedEmployee, seedSite, seedTeam } from '#domains/people/server/public.ts'
import { correctTime, withdrawCorrection } from '#domains/presence/contract.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addShift,
  changeShift,
  exportTeamTime,
  readRoster,
  readTeamTime,
  removeLeave,
  removeShift,
  setLeave,
} from '../contract.ts'
import { timeColumns } from '../time-columns.ts'
import { sumUpShifts } from './jobs.ts'

let centre: TestCentre
let siteId: string
let teamId: string
let otherTeam: string
let planner: Person
let leader: Person
let numbers = 0
const today = '2026-03-05'
const yesterday = '2026-03-04'
const hourMs = 3_600_000

beforeAll(async () => {
  centre = await testCentre()
  await centre.events.start()
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
const someone = async (team = teamId, site = siteId): Promise<{ id: string; staffNumber: string }> => {
  const staffNumber = `W${String(++numbers).padStart(3, '0')}`
  const id = await seedEmployee(centre.base.database.engine, {
    staffNumber,
    name: `员工${numbers}`,
    siteId: site,
    teamId: team,
  })
  return { id, staffNumber }
}
const usual = {
  from: '09:00',
  to: '18:00',
  inner: [{ kind: 'meal', from: '12:00', to: '13:00', isPaid: false }],
} as const
const plan = (who: Person, employeeId: string, day = today, times: object = usual) =>
  who.ask(addShift, { body: { employeeId, day, from: '09:00', to: '18:00', ...times } })
type Worked = readonly [state: string, from: string, to: string]
/** Recorded time of that day on the clock of Shanghai. */
const worked = async (
  employeeId: string,
  spells: readonly Worked[],
  { team = teamId, running = false, day = today } = {},
) => {
  const at = (time: string): string => `${day}T${time}:00+08:00`
  const id = newId(Date.parse(at('09:00')) + numbers)
  const last = spells.length - 1
  await query(`insert into presence.session (id, employee_id, team_id, site_id, signed_in_at)
    values ('${id}', '${employeeId}', '${team}', '${siteId}', '${at(spells[0]?.[1] ?? '')}')`)
  for (const [place, [state, from, to]] of spells.entries()) {
    const who = `'${id}', '${employeeId}', '${team}', '${siteId}', '${state}'`
    if (running && place === last)
      await query(
        `insert into presence.current (session_id, employee_id, team_id, site_id, state, since, version) values (${who}, '${at(from)}', 1)`,
      )
    else
      await query(`insert into presence.spell (session_id, employee_id, team_id, site_id, state, started_at, ended_at, follows)
        values (${who}, '${at(from)}', '${at(to)}', ${place === 0 ? 'null' : `'${at(from)}'`})`)
  }
  if (!running)
    await query(`update presence.session set signed_out_at = '${at(spells[last]?.[2] ?? '')}' where id = '${id}'`)
}
const dayOf = async (who: Person, employeeId: string, day = today) => {
  const { body } = await who.ask(readTeamTime, { query: { day, employeeId } })
  return body.rows[0] ?? expect.fail('no row')
}

describe('a shift', () => {
  test('is planned, read by the agent it is for, changed and removed, all on record', async () => {
    const { id } = await someone()
    const { status, body } = await plan(leader, id)
    expect(status).toBe(200)
    expect(body).toMatchObject({ from: '09:00', to: '18:00', inner: usual.inner, scheduledMs: 8 * hourMs })
    const agent = await centre.someone('agent', { id })
    const { body: own } = await agent.ask(readRoster, { query: { week: today } })
    expect(own.people.map((person) => person.id)).toEqual([id])
    expect((await plan(agent, id, '2026-03-06')).status).toBe(403)
    const params = { shiftId: body.id }
    const later = { version: 1, from: '10:00', to: '19:00', inner: [], note: '晚班' }
    expect((await leader.ask(changeShift, { params, body: later })).body).toMatchObject({
      scheduledMs: 9 * hourMs,
      version: 2,
    })
    expect((await leader.ask(changeShift, { params, body: later })).problem.code).toBe('workforce.changedMeanwhile')
    expect((await leader.ask(removeShift, { params })).status).toBe(200)
    expect((await leader.ask(removeShift, { params })).problem.code).toBe('workforce.noSuchShift')
    const trail = await query<{ op: string }>(
      `select operation as op from platform.audit_entry where row_id = '${body.id}' order by id`,
    )
    expect(trail.map(({ op }) => op)).toEqual(['insert', 'update', 'delete'])
  })

  test('of one person overlaps no other, whoever plans it and however many at once', async () => {
    const { id } = await someone()
    await plan(planner, id, today, { from: '22:00', to: '06:00' })
    expect((await plan(leader, id, '2026-03-06', { from: '05:00', to: '12:00' })).problem.code).toBe(
      'workforce.overlaps',
    )
    expect((await plan(leader, id, '2026-03-06', { from: '06:00', to: '12:00' })).status).toBe(200)
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => plan(n % 2 ? leader : planner, id, '2026-03-10', { from: `0${n}:00` })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    // A shift another team planned, which this leader may not even see.
    const moved = await someone(otherTeam)
    await plan(planner, moved.id, today)
    await query(`update people.employee set team_id = '${teamId}' where id = '${moved.id}'`)
    expect((await plan(leader, moved.id)).problem.code).toBe('workforce.overlaps')
    await expect(
      query(`insert into workforce.shift (employee_id, site_id, day, starts_at, ends_at)
        values ('${moved.id}', '${siteId}', '${today}', '2026-03-05T02:00Z', '2026-03-05T03:00Z')`),
    ).rejects.toThrow(/overlaps another/)
  })

  test('that lasts nothing, has its times swapped or an inside that does not fit is refused in words', async () => {
    const { id } = await someone()
    const code = async (times: object) => (await plan(leader, id, '2026-03-20', times)).problem.code
    const meal = (from: string, to: string) => ({ inner: [{ kind: 'meal', isPaid: false, from, to }] })
    expect(await code({ from: '09:00', to: '09:00', inner: [] })).toBe('workforce.lastsNothing')
    expect(await code({ from: '18:00', to: '09:00', inner: [] })).toBe('workforce.tooLong')
    expect(await code(meal('17:30', '18:30'))).toBe('workforce.doesNotFit')
    expect(await code(meal('13:00', '12:00'))).toBe('workforce.doesNotFit')
    for (const wrong of [{ from: '25:00' }, { from: '' }, { to: '9' }, { note: 'x'.repeat(201) }, { inner: [{}] }])
      expect((await plan(leader, id, '2026-03-20', wrong)).status).toBe(400)
    expect((await plan(leader, id, '2026-02-30')).status).toBe(400)
    expect((await plan(leader, newId(0))).problem.code).toBe('workforce.noSuchPerson')
    expect((await plan(leader, (await someone(otherTeam)).id)).problem.code).toBe('workforce.noSuchPerson')
  })

  test('runs over midnight and over a change of clocks, as long as it truly lasts', async () => {
    const { engine } = centre.base.database
    const lisbon = await seedSite(engine, { name: 'Lisboa', timeZone: 'Europe/Lisbon', dayStartsAt: '06:00' })
    const team = await seedTeam(engine, { siteId: lisbon, name: 'Noite' })
    const { id } = await someone(team, lisbon)
    const night = { from: '22:00', to: '06:00', inner: [] }
    const lengths = await Promise.all(
      ['2026-03-27', '2026-03-28', '2026-10-24'].map(
        async (day) => (await plan(planner, id, day, night)).body.scheduledMs / hourMs,
      ),
    )
    expect(lengths).toEqual([8, 7, 9])
    const small = await plan(planner, id, '2026-03-30', { from: '01:00', to: '05:00', inner: [] })
    expect(await query(`select day::text, starts_at from workforce.shift_fact where id = '${small.body.id}'`)).toEqual([
      { day: '2026-03-30', startsAt: '2026-03-31T00:00:00.000Z' },
    ])
    const gone = await plan(planner, id, '2026-03-28', { from: '01:30', to: '05:00', inner: [] })
    expect(gone.problem.code).toBe('workforce.noSuchTime')
  })

  test('is no scheduled time on a day of leave, and who is sick is still among those due', async () => {
    const { id } = await someone()
    const { body: shift } = await plan(leader, id)
    const params = { employeeId: id, day: today }
    const fact = () =>
      query(`select on_leave, is_due, scheduled_ms, planned_ms from workforce.shift_fact where id = '${shift.id}'`)
    expect(await fact()).toEqual([{ onLeave: null, isDue: true, scheduledMs: 8 * hourMs, plannedMs: 9 * hourMs }])
    await leader.ask(setLeave, { params, body: { kind: 'sick' } })
    expect(await fact()).toEqual([{ onLeave: 'sick', isDue: true, scheduledMs: 0, plannedMs: 9 * hourMs }])
    await leader.ask(setLeave, { params, body: { kind: 'annual' } })
    expect(await fact()).toMatchObject([{ onLeave: 'annual', isDue: false, scheduledMs: 0 }])
    expect(await query(`select 1 from workforce.activity_fact where shift_id = '${shift.id}'`)).toEqual([])
    await leader.ask(removeLeave, { params })
    expect((await leader.ask(removeLeave, { params })).problem.code).toBe('workforce.noSuchLeave')
    expect(await fact()).toMatchObject([{ onLeave: null, scheduledMs: 8 * hourMs }])
    await query(`update people.employee set left_on = '2026-03-04', leaving_reason = 'other' where id = '${id}'`)
    expect(await fact()).toEqual([])
  })

  test('still to come moves with the person to another team; what was worked stays with the old one', async () => {
    const { id } = await someone()
    await plan(planner, id, '2026-03-04')
    await plan(planner, id, '2026-03-06')
    const admin = await centre.someone('administrator')
    const [{ version } = { version: 0 }] = await query<{ version: number }>(
      `select version from people.employee where id = '${id}'`,
    )
    const moved = await admin.ask(changeEmployee, {
      params: { employeeId: id },
      body: {
        name: '员工',
        siteId,
        teamId: otherTeam,
        post: 'agent',
        endpoint: '',
        joinedOn: '2026-01-05',
        version,
      } as never,
    })
    expect(moved.status).toBe(200)
    await expect
      .poll(() => query(`select day::text, team_id from workforce.shift where employee_id = '${id}' order by day`))
      .toEqual([
        { day: '2026-03-04', teamId },
        { day: '2026-03-06', teamId: otherTeam },
      ])
  })
})

describe('an agent’s day', () => {
  test('sets recorded time against the plan, by the second', async () => {
    const { id } = await someone()
    await plan(leader, id, yesterday)
    await worked(
      id,
      [
        ['notReady', '09:00', '09:30'],
        ['talking', '09:30', '12:00'],
        ['break', '12:00', '13:00'],
        ['ready', '13:00', '18:00'],
      ],
      { day: yesterday },
    )
    const row = await dayOf(leader, id, yesterday)
    expect(row.figures).toMatchObject({
      signedInMs: 9 * hourMs,
      scheduledMs: 8 * hourMs,
      dueMs: 8 * hourMs,
      adherentMs: 7.5 * hourMs,
      availableMs: 7.5 * hourMs,
      productiveMs: 2.5 * hourMs,
    })
    const states = Object.values(row.figures.byState).reduce((sum, ms) => sum + ms, 0)
    expect(states).toBe(row.figures.signedInMs)
    const [facts] = await query<{ adherent: number; available: number }>(`select
      sum(extract(epoch from ends_at - starts_at) * 1000) filter (where adheres) as adherent,
      sum(extract(epoch from ends_at - starts_at) * 1000) filter (where is_available) as available
      from workforce.adherence_fact where employee_id = '${id}'`)
    expect(facts).toEqual({ adherent: row.figures.adherentMs, available: row.figures.availableMs })
  })

  test('under way is measured by what has passed, with the stretch that still runs', async () => {
    const { id } = await someone()
    await plan(leader, id, today, { from: '08:00', to: '16:00', inner: [] })
    await worked(
      id,
      [
        ['notReady', '08:00', '08:30'],
        ['ready', '08:30', ''],
      ],
      { running: true },
    )
    // The clock of the tests stands at 09:00 in Shanghai.
    const row = await dayOf(leader, id)
    expect(row.figures).toMatchObject({
      scheduledMs: 8 * hourMs,
      dueMs: hourMs,
      signedInMs: hourMs,
      adherentMs: hourMs / 2,
    })
    expect(row.spent.at(-1)).toMatchObject({ state: 'ready', isRunning: true })
    await query(`delete from presence.current where employee_id = '${id}'`)
  })

  test('shows a correction in the figures and keeps what was recorded', async () => {
    const { id } = await someone()
    await plan(leader, id, today, {
      from: '06:00',
      to: '08:00',
      inner: [{ kind: 'meeting', from: '07:00', to: '08:00', isPaid: true }],
    })
    await worked(id, [
      ['ready', '06:00', '07:00'],
      ['notReady', '07:00', '08:00'],
    ])
    expect((await dayOf(leader, id)).figures.adherentMs).toBe(hourMs)
    const { status } = await leader.ask(correctTime, {
      params: { employeeId: id },
      body: { startsAt: '2026-03-04T23:00:00Z', endsAt: '2026-03-05T00:00:00Z', state: 'meeting', why: '班组会' },
    })
    expect(status).toBe(200)
    const row = await dayOf(leader, id)
    expect(row.figures.adherentMs).toBe(2 * hourMs)
    expect(row.figures.signedInMs).toBe(2 * hourMs)
    expect(row.spent.at(-1)).toMatchObject({ state: 'meeting', correctionId: expect.any(String) })
  })

  test('is summed up once it is over, and anew whenever its plan or its record reads otherwise', async () => {
    const { id } = await someone()
    const { body: shift } = await plan(leader, id, yesterday)
    await worked(
      id,
      [
        ['talking', '09:00', '11:00'],
        ['notReady', '11:00', '13:00'],
        ['ready', '13:00', '15:00'],
      ],
      { day: yesterday },
    )
    const told = async () => {
      const [fact] = await query<{ adherent: number; available: number; sums: boolean }>(`select
        sum(extract(epoch from ends_at - starts_at) * 1000) filter (where adheres)::float as adherent,
        sum(extract(epoch from ends_at - starts_at) * 1000) filter (where is_available)::float as available,
        bool_and(is_sum) as sums from workforce.adherence_fact where employee_id = '${id}'`)
      const { figures } = await dayOf(leader, id, yesterday)
      expect([fact?.adherent, fact?.available]).toEqual([figures.adherentMs, figures.availableMs])
      return { hours: figures.adherentMs / hourMs, sums: fact?.sums }
    }
    const sumUp = async () => {
      while ((await sumUpShifts(systemContext(centre.base))) > 0);
    }
    expect(await told()).toEqual({ hours: 4, sums: false })
    await sumUp()
    expect(await told()).toEqual({ hours: 4, sums: true })
    const body = {
      startsAt: '2026-03-04T03:00:00Z',
      endsAt: '2026-03-04T04:00:00Z',
      state: 'ready',
      why: '系统故障',
    } as const
    const { body: correction } = await leader.ask(correctTime, { params: { employeeId: id }, body })
    expect(await told()).toEqual({ hours: 5, sums: false })
    await sumUp()
    expect(await told()).toEqual({ hours: 5, sums: true })
    await leader.ask(withdrawCorrection, { params: { correctionId: correction.id }, body: { why: '查无此事' } })
    await sumUp()
    expect(await told()).toEqual({ hours: 4, sums: true })
    // Time of the same shift that reaches the record late.
    await worked(id, [['ready', '15:00', '16:00']], { day: yesterday })
    expect(await told()).toEqual({ hours: 5, sums: false })
    await sumUp()
    const later = { version: 1, from: '10:00', to: '18:00', inner: [], note: '' }
    await leader.ask(changeShift, { params: { shiftId: shift.id }, body: later })
    expect(await told()).toEqual({ hours: 4, sums: false })
    await sumUp()
    expect(await told()).toEqual({ hours: 4, sums: true })
  })

  test('of somebody who changed teams is seen by each leader for the own part, and whole from above', async () => {
    const { id } = await someone()
    const other = await centre.someone('teamLeader', { teamIds: [otherTeam] })
    await worked(id, [['ready', '05:00', '06:00']])
    await worked(id, [['ready', '06:00', '08:00']], { team: otherTeam })
    const hours = async (who: Person) => (await dayOf(who, id)).figures.signedInMs / hourMs
    expect([await hours(leader), await hours(other), await hours(planner)]).toEqual([1, 2, 3])
    expect((await dayOf(other, id)).name).toBe('')
  })

  test('is in the file exactly as on the page, and the file is for those who may take it', async () => {
    const team = await seedTeam(centre.base.database.engine, { siteId, name: '工时班' })
    const here = [await someone(team), await someone(team)]
    for (const { id } of here) {
      await plan(planner, id, today, { from: '05:00', to: '08:00', inner: [] })
      await worked(id, [['talking', '05:00', '07:10']], { team })
    }
    const { body } = await planner.ask(readTeamTime, { query: { day: today, teamId: team } })
    expect(body.whole.signedInMs).toBe(2 * (2 * 60 + 10) * 60_000)
    const answer = await planner.inject({
      method: 'GET',
      url: `/api/time/file?day=${today}&teamId=${team}&reason=${encodeURIComponent('月度工时核对')}`,
    })
    const [head = '', ...lines] = answer.body.trimEnd().split('\r\n')
    const headings = head.replace('\uFEFF', '').split(',')
    for (const [place, row] of body.rows.entries()) {
      const cells = lines[place]?.split(',') ?? []
      for (const { title, show } of timeColumns) expect(cells[headings.indexOf(title.zh)]).toBe(show(row.figures))
    }
    const agent = await centre.someone('agent', { id: here[0]?.id ?? '' })
    expect((await agent.ask(readTeamTime, { query: { day: today } })).body.total).toBe(1)
    expect((await agent.ask(exportTeamTime, { query: { day: today, reason: '看看工时' } })).status).toBe(403)
  })
})
