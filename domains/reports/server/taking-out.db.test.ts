import { once } from 'node:events'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sql } from 'kysely'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFailure, smtpMail } from '#adapters/mail-smtp/smtp.ts'
import { measure } from '#domains/metrics/contract.ts'
import { systemContext } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { type Person, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addSchedule,
  changeView,
  chooseDefaultView,
  countCallRows,
  deleteView,
  listSchedules,
  listSendings,
  listViews,
  restoreView,
  runReport,
  saveView,
  sendNow,
} from '../contract.ts'
import type { NewSchedule } from '../shapes.ts'
import { filesUnderWay, patience } from './call-rows.ts'
import type { MailPort } from './port.ts'
import { mostByHand, orderDue, type PostOffice, sendNow as sendByHand, sendEdition } from './sendings.ts'
import { placeCalls, type ReportGround, readCsv, readWorkbook, reportGround } from './test-ground.ts'

type Heard = { to: string[]; raw: string }
let centre: TestCentre
let ground: ReportGround
let director: Person
let office: PostOffice
const heard: Heard[] = []
const refusedNow = { next: 0 }
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onRcptTo: (_address, _session, answer) => {
    if (refusedNow.next-- > 0) return answer(Object.assign(new Error('try again later'), { responseCode: 451 }))
    answer()
  },
  onData: (stream, session, answer) => {
    const pieces: Buffer[] = []
    stream.on('data', (piece: Buffer) => pieces.push(piece))
    stream.on('end', () => {
      heard.push({
        to: session.envelope.rcptTo.map(({ address }) => address),
        raw: Buffer.concat(pieces).toString('latin1'),
      })
      answer()
    })
  },
})
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  centre = await testCentre()
  await prepareJobs(centre.urls.ownerUrl)
  ground = await reportGround(centre)
  await placeCalls(ground, '2026-03-04', [60, 30, 30, 9])
  director = await centre.someone('director', { siteIds: [ground.shanghai] })
  office = {
    base: centre.base,
    mail: smtpMail(`smtp://127.0.0.1:${port}`, '钟鸣 <reports@carillon.test>'),
    actorOf: centre.door.actorOf,
  }
})
afterAll(async () => {
  await centre.close()
  await new Promise<void>((done) => server.close(done))
})

const form = (change: Partial<NewSchedule> = {}): NewSchedule => ({
  name: '坐席日报',
  report: 'performance',
  request: { edition: 'day', back: 0, compare: 'none', siteId: ground.shanghai },
  cadence: 'day',
  at: '09:30',
  weekday: 1,
  monthDay: 1,
  addresses: ['boss@carillon.test', 'ops@carillon.test'],
  format: 'xlsx',
  locale: 'zh',
  isOn: true,
  ...change,
})
const attachmentOf = ({ raw }: Heard): Buffer => {
  const [, part = ''] = /content-disposition: attachment.*?\r\n\r\n(.*?)\r\n-{2}/is.exec(raw) ?? []
  return Buffer.from(part.replaceAll(/\s/g, ''), 'base64')
}
const waiting = async (): Promise<string[]> =>
  (
    await sql<{ id: string }>`select id from reports.sending where state = 'waiting' order by ordered_at`.execute(
      ground.db,
    )
  ).rows.map(({ id }) => id)
const sendAll = async (by = office): Promise<void> => {
  for (const id of await waiting()) await sendEdition(by, id)
}

describe('a saved view', () => {
  const request = { edition: 'week' as const, back: 1, compare: 'none' as const, columns: ['dials'] }
  test('is the own one until shared; deleted ones come back; names clash only with the own', async () => {
    const leader = await centre.someone('teamLeader', { teamIds: [ground.lions] })
    const agent = await centre.someone('agent', { id: ground.agents[0] ?? '', teamIds: [] })
    const stranger = await centre.someone('agent', { id: ground.agents[3] ?? '' })
    const { body: view } = await leader.ask(saveView, {
      body: { report: 'progress', name: '上周拨打', request, sharing: 'own' },
    })
    expect(view).toMatchObject({ isOwn: true, request, version: 1 })
    const again = await leader.ask(saveView, {
      body: { report: 'progress', name: '上周拨打', request, sharing: 'own' },
    })
    expect(again.problem.code).toBe('reports.viewNameTaken')
    expect((await agent.ask(listViews)).body).toEqual([])
    const change = { name: '上周拨打', request, sharing: 'team' as const, version: 1 }
    await leader.ask(changeView, { params: { viewId: view.id }, body: change })
    expect((await leader.ask(changeView, { params: { viewId: view.id }, body: change })).problem.code).toBe(
      'reports.changedMeanwhile',
    )
    expect((await agent.ask(listViews)).body).toMatchObject([{ name: '上周拨打', isOwn: false }])
    expect((await stranger.ask(listViews)).body).toEqual([])
    expect((await agent.ask(deleteView, { params: { viewId: view.id } })).problem.code).toBe('reports.notYourView')
    expect(
      (await agent.ask(saveView, { body: { report: 'progress', name: '大家看', request, sharing: 'all' } })).problem
        .code,
    ).toBe('reports.maySharePrivately')
    await agent.ask(chooseDefaultView, { params: { report: 'progress' }, body: { viewId: view.id } })
    expect((await agent.ask(listViews)).body[0]?.isDefault).toBe(true)
    await leader.ask(deleteView, { params: { viewId: view.id } })
    expect((await leader.ask(listViews)).body).toEqual([])
    expect((await leader.ask(restoreView, { params: { viewId: view.id } })).body.name).toBe('上周拨打')
    expect((await agent.ask(listViews)).body).toHaveLength(1)
  })
})

describe('a schedule', () => {
  test('sends the edition of yesterday once, at its time on the clock of the site, equal to the screen', async () => {
    const { body: made } = await director.ask(addSchedule, { body: form() })
    expect(made.nextAt).toBe('2026-03-05T01:30:00.000Z')
    await orderDue(office)
    expect(await waiting()).toEqual([])
    await centre.clock.runFor(31 * 60_000)
    await orderDue(office)
    await orderDue(office)
    expect(await waiting()).toHaveLength(1)
    const [id = ''] = await waiting()
    await Promise.all([sendEdition(office, id), sendEdition(office, id)])
    await sendEdition(office, id)
    expect(heard).toHaveLength(1)
    const [letter] = heard
    expect(letter?.to).toEqual(['boss@carillon.test', 'ops@carillon.test'])
    expect(letter?.raw).toContain(`Message-ID: <${id}@carillon>`)
    const { body: table } = await director.ask(runReport, {
      params: { report: 'performance' },
      query: { edition: 'custom', from: '2026-03-04', to: '2026-03-04', siteId: ground.shanghai, pageSize: 200 },
    })
    const sheet = letter ? readWorkbook(attachmentOf(letter)) : []
    expect(sheet.slice(3, 3 + table.rows.length)).toEqual(
      table.rows.map(({ cells }) => cells.map(({ shown }) => shown)),
    )
    const { body } = await director.ask(listSchedules)
    expect(body.rows[0]).toMatchObject({ lastState: 'sent', nextAt: '2026-03-06T01:30:00.000Z' })
  })
  test('is made with the sight of whoever set it up, and stops when that account is closed', async () => {
    const leader = await centre.someone('teamLeader', { teamIds: [ground.lions] })
    const { body: made } = await leader.ask(addSchedule, {
      body: form({ name: '雄狮队', at: '09:40', format: 'xlsx' }),
    })
    await centre.clock.runFor(15 * 60_000)
    await orderDue(office)
    heard.length = 0
    await sendAll()
    const agents = heard[0] ? readWorkbook(attachmentOf(heard[0])).map(([name]) => name) : []
    expect(agents).toContain('王磊')
    expect(agents).not.toContain('张喆')
    await sql`update access.account set disabled_at = now() where id = ${leader.id}`.execute(ground.db)
    await centre.clock.runFor(24 * 3_600_000)
    await orderDue(office)
    const { rows } = await sql<{ isOn: boolean; stoppedWhy: string }>`
      select is_on, stopped_why from reports.schedule where id = ${made.id}`.execute(ground.db)
    expect(rows[0]).toEqual({ isOn: false, stoppedWhy: '创建人的账号已停用' })
    await sendAll()
  })
  test('stops when whoever made it may no longer schedule, whatever they still may read', async () => {
    const leader = await centre.someone('teamLeader', { teamIds: [ground.lions], siteIds: [ground.shanghai] })
    const { body: made } = await leader.ask(addSchedule, { body: form({ name: '卸任的', at: '09:50' }) })
    await sql`update access.account set roles = '{agent}', scope = 'own', team_ids = '{}' where id = ${leader.id}`.execute(
      ground.db,
    )
    await centre.clock.runFor(24 * 3_600_000)
    await orderDue(office)
    const { rows } = await sql<{ isOn: boolean; sent: number }>`
      select is_on, (select count(*)::int from reports.sending g where g.schedule_id = s.id) as sent
      from reports.schedule s where id = ${made.id}`.execute(ground.db)
    expect(rows[0]).toEqual({ isOn: false, sent: 0 })
    await sendAll()
  })
  test('goes out by hand a few times an hour and no more', async () => {
    const { body: made } = await director.ask(addSchedule, { body: form({ name: '急着要的' }) })
    const send = () => sendByHand(systemContext(centre.base), office, made.id)
    for (let time = 0; time < mostByHand; time++) expect(await send()).toMatchObject({ state: 'waiting', byHand: true })
    await expect(send()).rejects.toMatchObject({ kind: { code: 'reports.sentTooOften' } })
    await centre.clock.runFor(3_600_000)
    expect(await send()).toMatchObject({ state: 'waiting' })
    await sendAll()
  })
  test('tries again what was refused for now, and lets be what nobody knows of', async () => {
    const { body: made } = await director.ask(addSchedule, {
      body: form({ name: '难寄的', format: 'pdf', locale: 'en' }),
    })
    const once_ = await director.ask(sendNow, { params: { scheduleId: made.id } })
    expect(once_.problem.code).toBe('reports.mailNotSet')
    const ordered = async () => {
      await sql`insert into reports.sending (schedule_id, from_day, to_day, by_hand, ordered_at)
        values (${made.id}, '2026-03-04', '2026-03-04', true, ${centre.clock.now()})`.execute(ground.db)
      return (await waiting())[0] ?? ''
    }
    const stateOf = async () => (await director.ask(listSendings, { params: { scheduleId: made.id } })).body.rows[0]
    const first = await ordered()
    heard.length = 0
    refusedNow.next = 2
    await sendEdition(office, first)
    expect(await stateOf()).toMatchObject({ state: 'waiting', tries: 1 })
    refusedNow.next = 0
    await sendEdition(office, first)
    expect(await stateOf()).toMatchObject({
      state: 'sent',
      tries: 2,
      recipients: ['boss@carillon.test', 'ops@carillon.test'],
    })
    expect(heard[0] ? attachmentOf(heard[0]).subarray(0, 5).toString() : '').toBe('%PDF-')

    const silent: MailPort = {
      sender: '',
      send: async () => readFailure({ command: 'DATA', code: 'ETIMEDOUT', message: 'timeout' }),
    }
    const second = await ordered()
    await sendEdition({ ...office, mail: silent }, second)
    expect(await stateOf()).toMatchObject({ state: 'unsure' })
    heard.length = 0
    await sendEdition(office, second)
    expect(heard).toEqual([])
    // A process that died while sending leaves the same doubt.
    const third = await ordered()
    await sql`update reports.sending set state = 'sending' where id = ${third}`.execute(ground.db)
    await sendEdition(office, third)
    expect([await stateOf(), heard]).toMatchObject([{ state: 'unsure' }, []])
  })
  test('refuses columns nobody has and addresses that are none', async () => {
    const wrong = form({ request: { edition: 'day', back: 0, compare: 'none', columns: ['nonsense'] } })
    expect((await director.ask(addSchedule, { body: wrong })).problem.code).toBe('reports.unknownColumn')
    expect((await director.ask(addSchedule, { body: form({ addresses: ['nobody'] }) })).problem.code).toBe(
      'common.badInput',
    )
  })
})

describe('one row a call', () => {
  const day = { from: '2026-03-04', to: '2026-03-04' }
  const take = (query: string) => director.inject({ method: 'GET', url: `/api/report-calls?${query}&reason=monthly` })
  test('has as many rows as the dials of the same filter, numbers masked and marked', async () => {
    for (const filter of [
      {},
      { teamId: ground.lions },
      { region: '上海' },
      { product: '信用卡' },
      { siteId: ground.shanghai },
    ]) {
      const { body } = await director.ask(measure, { query: { ...day, ...filter, codes: 'dials' } })
      const { body: counted } = await director.ask(countCallRows, { query: { ...day, ...filter } })
      const file = await take(new URLSearchParams(Object.entries({ ...day, ...filter })).toString())
      const rows = readCsv(file.body).slice(1)
      expect([counted.rows, rows.length]).toEqual([body[0]?.values[0]?.value, body[0]?.values[0]?.value])
      expect(rows[0]?.[8]).toBe('138****5678')
      expect(file.body).not.toContain('13812345678')
    }
    expect((await take('from=2026-03-05&to=2026-03-04')).statusCode).toBe(400)
  })
  test('is one snapshot read in pages, and stops on the server when the reader goes away', async () => {
    await sql`insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, number, caller_id, mode, attempt_number, script_version, fencing, state, cause, ended_at)
      select gen_random_uuid(), '2026-02-12T02:00:00Z'::timestamptz + n * interval '1 second', ${ground.cards}, gen_random_uuid(), gen_random_uuid(),
        '+8613812345678', '1', 'progressive', 1, 1, 1, 'ended', 'noAnswer', '2026-02-12T12:00:00Z' from generate_series(1, 32000) n`.execute(
      ground.db,
    )
    const query = 'from=2026-02-12&to=2026-02-12'
    const whole = await take(query)
    const ids = new Set(
      readCsv(whole.body)
        .slice(1)
        .map((row) => row[17]),
    )
    expect(ids.size).toBe(32_000)
    const workbook = (await take(`${query}&format=xlsx`)) as unknown as { rawPayload: Buffer }
    expect(readWorkbook(workbook.rawPayload)).toHaveLength(32_001)

    await centre.app.listen({ host: '127.0.0.1', port: 0 })
    const { port } = centre.app.server.address() as AddressInfo
    const asking = request({
      port,
      path: `/api/report-calls?${query}&reason=monthly`,
      headers: { cookie: director.cookie },
    })
    asking.end()
    const [answer] = await once(asking, 'response')
    await once(answer, 'readable')
    expect(filesUnderWay()).toBe(1)
    answer.destroy()
    await expect.poll(filesUnderWay).toBe(0)
    const open = async () =>
      (
        await sql<{
          n: number
        }>`select count(*)::int as n from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`.execute(
          ground.db,
        )
      ).rows[0]?.n
    await expect.poll(open).toBe(0)
  })
  test('is broken off where its reader hangs, and makes room for others', async () => {
    // More than the line itself holds.
    await sql`insert into calls.call (id, placed_at, campaign_id, entry_id, customer_id, number, caller_id, mode, attempt_number, script_version, fencing, state, cause, ended_at)
      select gen_random_uuid(), '2026-02-10T02:00:00Z'::timestamptz + n * interval '1 second', ${ground.cards}, gen_random_uuid(), gen_random_uuid(),
        '+8613812345678', '1', 'progressive', 1, 1, 1, 'ended', 'noAnswer', '2026-02-11T12:00:00Z' from generate_series(1, 60000) n`.execute(
      ground.db,
    )
    const usual = patience.ms
    patience.ms = 100
    const { port } = centre.app.server.address() as AddressInfo
    const path = '/api/report-calls?from=2026-02-10&to=2026-02-12&reason=monthly'
    const asking = request({ port, path, headers: { cookie: director.cookie } })
    asking.end()
    const [answer] = await once(asking, 'response')
    answer.pause()
    await expect.poll(filesUnderWay, { timeout: 30_000 }).toBe(0)
    patience.ms = usual
    const broken = new Promise<string>((done) => {
      answer.on('error', () => done('broken off')).on('end', () => done('whole'))
    })
    answer.resume()
    expect(await broken).toBe('broken off')
  })
})
