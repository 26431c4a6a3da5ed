import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seedEmployee, seedSite, seedTeam } from '#domains/people/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Person, password, type TestCentre, testCentre } from '#server/testing.ts'
import {
  addRule,
  changeRule,
  checkNow,
  getFinding,
  listFindings,
  listFormerRules,
  listOwnTasks,
  listRules,
  moveFinding,
  noteOnFinding,
  previewRule,
  removeRule,
  switchRule,
} from '../contract.ts'
import type { RuleBody } from '../rule.ts'
import { verifyDue } from './jobs.ts'
import { check } from './service/check.ts'

const words = (text: string) => ({ zh: text, en: text })
const outcome = (action: 'task' | 'ticket') => ({
  finding: words('成得少'),
  question: words('开口促成了吗？'),
  behaviour: 'close_rate',
  action,
})
const rule: RuleBody = {
  name: words('促成'),
  why: words('谈得好而成得少'),
  subject: 'agent',
  measures: ['effective_rate', 'close_rate'],
  peerGroup: 'campaign',
  windowDays: 5,
  minimumSample: 50,
  sharedFrom: 0.5,
  verifyAfterDays: 10,
  branches: [
    {
      code: 'fewCloses',
      name: words('成交少'),
      conditions: [{ measure: 'close_rate', side: 'below', against: 'usual', by: 0.1, value: null }],
      alone: outcome('task'),
      shared: outcome('ticket'),
    },
  ],
}
const day = (text: string) => new Date(`${text}T10:00:00+08:00`)
const dayMs = 86_400_000

let centre: TestCentre
let place: { siteId: string; teamId: string; otherTeamId: string }
let agents: string[]
let leader: Person
let stranger: Person
let manager: Person
let agent: Person

const db = () => centre.base.database.engine
const all = () => systemContext(centre.base)
const foundCampaign = async (name: string): Promise<string> => {
  const id = newId(centre.clock.now())
  await sql`insert into campaigns.campaign (id, name, type, purpose, site_id, calling_hours, attempt_policy, created_by)
    values (${id}, ${name}, 'sales', 'grow', ${place.siteId}, '{}', '{}', ${manager.id})`.execute(db())
  return id
}
/** Twenty effective calls of each agent a day; `closes` of them succeed. */
const work = async (
  campaignId: string,
  { from, days, closes }: { from: string; days: number; closes: (agent: number) => number },
): Promise<void> => {
  const start = day(from)
  await sql`call platform.ensure_months('calls.call', ${start}, ${new Date(start.getTime() + days * dayMs)})`.execute(
    db(),
  )
  for (const [index, agentId] of agents.entries())
    await sql`insert into calls.call (id, placed_at, campaign_id, number, caller_id, mode, attempt_number, script_version, fencing,
        state, cause, agent_id, team_id, site_id, entry_id, ringing_at, answered_at, bridged_at, ended_at, talk_ms, wrap_up_ms, outcome_kind)
      select platform.new_id(), p.at, ${campaignId}, '+8613812345678', '02160001000', 'progressive', 1, 1, 1, 'ended', 'normal', ${agentId},
        ${place.teamId}, ${place.siteId}, platform.new_id(), p.at, p.at, p.at, p.at + interval '1 minute', 60000, 10000,
        case when p.n <= ${closes(index)} then 'success' else 'refusal' end
      from (select n, ${start}::timestamptz + d * interval '1 day' + n * interval '2 minutes' as at
        from generate_series(0, ${days - 1}) d, generate_series(1, 20) n) p`.execute(db())
}

beforeAll(async () => {
  centre = await testCentre()
  const siteId = await seedSite(db(), { name: '上海职场' })
  const leaderId = newId(centre.clock.now())
  const teamId = await seedTeam(db(), { siteId, name: '一班' })
  const otherTeamId = await seedTeam(db(), { siteId, name: '二班' })
  place = { siteId, teamId, otherTeamId }
  await seedEmployee(db(), { id: leaderId, staffNumber: 'L1', name: '林班长', siteId, teamId, post: 'teamLeader' })
  await db().updateTable('people.team').set({ leaderId }).where('id', '=', teamId).execute()
  agents = []
  for (let index = 0; index < 8; index++)
    agents.push(await seedEmployee(db(), { staffNumber: `A${index}`, name: `坐席${index}`, siteId, teamId }))
  leader = await centre.someone('teamLeader', {
    id: leaderId,
    loginName: 'leader',
    teamIds: [teamId],
    siteIds: [siteId],
  })
  stranger = await centre.someone('teamLeader', { teamIds: [otherTeamId], siteIds: [siteId] })
  manager = await centre.someone('campaignManager', { loginName: 'manager', siteIds: [siteId] })
  agent = await centre.someone('agent', {
    id: agents[0] as string,
    teamIds: [teamId],
    siteIds: [siteId],
    loginName: 'seat0',
  })
})
afterAll(() => centre.close())

const switchOthersOff = async (): Promise<void> => {
  const { body } = await manager.ask(listRules)
  for (const { id, isOn } of body)
    if (isOn) await manager.ask(switchRule, { params: { ruleId: id }, body: { isOn: false } })
}

describe('rules', () => {
  test('the combinations of the product stand there as rules, three of them on', async () => {
    const { body } = await leader.ask(listRules)
    expect(body.filter(({ code }) => code).length).toBe(8)
    expect(body.filter(({ isOn }) => isOn).map(({ code }) => code)).toEqual(['stateTime', 'pace', 'value'])
    expect(
      (await leader.ask(switchRule, { params: { ruleId: body[0]?.id ?? '' }, body: { isOn: false } })).status,
    ).toBe(403)
  })
  test.each([
    ['diagnosis.unknownMeasure', { ...rule, measures: ['effective_rate', 'luck'] }],
    ['diagnosis.measureTwice', { ...rule, measures: ['close_rate', 'close_rate'] }],
    ['diagnosis.notARatio', { ...rule, measures: ['close_rate', 'dials'] }],
    ['diagnosis.nobodyAlone', { ...rule, subject: 'campaign' as const }],
    ['common.badInput', { ...rule, measures: ['close_rate'] }],
  ])('are refused as %s', async (code, body) => {
    const { status, problem } = await manager.ask(addRule, { body })
    expect([status, problem.code]).toEqual([400, code])
    expect((await manager.ask(previewRule, { body })).problem.code).toBe(code)
  })
  test('keep every version, refuse an older one, and go only where people wrote them', async () => {
    const { id } = (await manager.ask(addRule, { body: rule })).body
    const change = (version: number) =>
      manager.ask(changeRule, { params: { ruleId: id }, body: { version, body: { ...rule, windowDays: 7 } } })
    expect((await change(1)).body).toEqual({ version: 2 })
    expect((await change(1)).problem.code).toBe('diagnosis.changedMeanwhile')
    const versions = (await leader.ask(listFormerRules, { params: { ruleId: id } })).body
    expect(versions.map(({ version, body }) => [version, body.windowDays])).toEqual([
      [2, 7],
      [1, 5],
    ])
    expect((await manager.ask(removeRule, { params: { ruleId: id } })).status).toBe(200)
    expect((await change(2)).problem.code).toBe('diagnosis.noSuchRule')
    const builtIn = (await manager.ask(listRules)).body[0]?.id ?? ''
    expect((await manager.ask(removeRule, { params: { ruleId: builtIn } })).problem.code).toBe('diagnosis.builtIn')
  })
})

describe('one person who closes less than the others', () => {
  let campaignId: string
  let ruleId: string
  let findingId: string
  const findings = async (person: Person) =>
    (await person.ask(listFindings, { query: { campaignId, limit: 50 } })).body.rows
  const move = async (name: Parameters<typeof moving>[0], person = leader, said = '') => moving(name, person, said)
  const moving = async (
    name: 'take' | 'putBack' | 'finish' | 'verify' | 'dismiss' | 'undoDismiss',
    person: Person,
    said: string,
  ) => {
    const { version } = (await leader.ask(getFinding, { params: { findingId } })).body
    return person.ask(moveFinding, { params: { findingId }, body: { version, move: name, words: said } })
  }

  beforeAll(async () => {
    campaignId = await foundCampaign('信用卡分期')
    await work(campaignId, { from: '2026-02-16', days: 10, closes: () => 10 })
    await work(campaignId, { from: '2026-02-27', days: 5, closes: (index) => (index === 0 ? 4 : 10) })
    await switchOthersOff()
  })

  test('is told by a preview before the rule is on, and nothing is written', async () => {
    const { body } = await manager.ask(previewRule, { body: rule })
    expect(body.findings.map(({ agentName, scope, action }) => [agentName, scope, action])).toEqual([
      ['坐席0', 'person', 'task'],
    ])
    expect(body.looks[0]).toMatchObject({ judged: 8, tooFew: 0, withoutPeers: 0, found: 1 })
    expect(body.looks[0]).toMatchObject({ windowFrom: '2026-02-27', windowTo: '2026-03-03' })
    expect(await findings(leader)).toEqual([])
  })
  test('becomes a task for the leader, once, however often it is seen', async () => {
    ruleId = (await manager.ask(addRule, { body: rule })).body.id
    await manager.ask(switchRule, { params: { ruleId }, body: { isOn: true } })
    const first = await Promise.all([leader.ask(checkNow), manager.ask(checkNow)])
    expect(first.map(({ status }) => status)).toEqual([200, 200])
    expect(first.reduce((sum, { body }) => sum + body.found, 0)).toBe(1)
    const twice = await Promise.all([leader.ask(checkNow), manager.ask(checkNow)])
    expect(twice.map(({ body }) => [body.found, body.seenAgain])).toEqual([
      [0, 1],
      [0, 1],
    ])
    const [row, ...more] = await findings(leader)
    expect(more).toEqual([])
    expect(row).toMatchObject({ agentName: '坐席0', ownerName: '林班长', action: 'task', state: 'open', times: 4 })
    findingId = row?.id ?? ''
  })
  test('shows what it rests on: figures, interval, peers and the one behaviour', async () => {
    const { evidence, question } = (await leader.ask(getFinding, { params: { findingId } })).body
    expect(question.zh).toBe('开口促成了吗？')
    const [told] = evidence.measures
    expect(told).toMatchObject({ code: 'close_rate', value: 0.2, numerator: 20, denominator: 100, reference: 0.5 })
    expect(told?.referenceSample).toBe(700)
    expect(told?.difference.high).toBeLessThan(0)
    expect(evidence.behaviour).toMatchObject({ code: 'close_rate', value: 0.2, peers: 0.5 })
    expect(evidence).toMatchObject({ judged: 8, peers: 7, showing: 0, calls: 100 })
  })
  test('is seen by the own leader and managers; not by another leader, and not by agents', async () => {
    expect(await findings(manager)).toHaveLength(1)
    expect(await findings(stranger)).toEqual([])
    expect((await stranger.ask(getFinding, { params: { findingId } })).problem.code).toBe('diagnosis.noSuchFinding')
    expect((await agent.ask(listFindings, { query: {} })).status).toBe(403)
    expect((await agent.ask(listOwnTasks)).body).toEqual([])
  })
  test('is dismissed only with a reason, stays quiet then, and can be brought back', async () => {
    expect((await move('dismiss')).problem.code).toBe('diagnosis.reasonMissing')
    expect((await move('dismiss', leader, '在带新人')).body).toMatchObject({ state: 'dismissed', reason: '在带新人' })
    expect((await leader.ask(checkNow)).body).toMatchObject({ found: 0, seenAgain: 0 })
    expect((await move('undoDismiss')).body).toMatchObject({ state: 'open', reason: '' })
  })
  test('moves only in turn, and not from an older page', async () => {
    expect((await move('finish')).problem.code).toBe('diagnosis.wrongState')
    const stale = { params: { findingId }, body: { version: 1, move: 'take' as const } }
    expect((await leader.ask(moveFinding, stale)).problem.code).toBe('diagnosis.changedMeanwhile')
    expect((await move('take', manager)).body).toMatchObject({ state: 'taken' })
    expect((await move('putBack')).body.state).toBe('open')
    expect((await move('take')).body.state).toBe('taken')
  })
  test('is read by the agent in plain words once somebody took it up', async () => {
    const { body } = await agent.ask(listOwnTasks)
    expect(body).toMatchObject([
      { id: findingId, behaviour: 'close_rate', value: 0.2, peers: 0.5, state: 'taken', after: null },
    ])
    expect(Object.keys(body[0] ?? {})).not.toContain('evidence')
  })
  test('is verified at the date against the peers over the same days', async () => {
    expect((await leader.ask(noteOnFinding, { params: { findingId }, body: { words: '听了两段' } })).status).toBe(200)
    expect((await move('finish')).body).toMatchObject({ state: 'done', doneOn: '2026-03-05', verifyOn: '2026-03-15' })
    expect((await move('verify')).problem).toMatchObject({ code: 'diagnosis.tooEarly', params: { day: '2026-03-15' } })
    await work(campaignId, { from: '2026-03-06', days: 8, closes: (index) => (index === 0 ? 9 : 10) })
    await centre.clock.runFor(11 * dayMs)
    leader = await centre.signIn('leader', password)
    manager = await centre.signIn('manager', password)
    agent = await centre.signIn('seat0', password)
    expect(await verifyDue(all())).toBe(1)
    const { body } = await leader.ask(getFinding, { params: { findingId } })
    expect(body).toMatchObject({ state: 'verified', verdict: 'better' })
    expect(body.verification).toMatchObject({ before: 0.2, after: 0.45, peersBefore: 0.5, peersAfter: 0.5, peers: 7 })
    expect(body.verification?.change?.low).toBeGreaterThan(0)
    expect(body.notes.map(({ kind }) => kind)).toEqual([
      ...['found', 'dismiss', 'undoDismiss', 'take', 'putBack', 'take', 'noted', 'finish', 'verify'],
    ])
    expect((await agent.ask(listOwnTasks)).body[0]).toMatchObject({ after: 0.45, verdict: 'better' })
  })
  test('is not verified while its last day still runs where it was found', async () => {
    const westId = await seedSite(db(), { name: 'New York', timeZone: 'America/New_York' })
    const { rows } = await sql<{ id: string }>`
      insert into diagnosis.finding (rule_id, rule_version, branch, scope, action, campaign_id, site_id, behaviour, window_from,
        window_to, evidence, state, found_at, seen_at, done_on, verify_on)
      select rule_id, rule_version, branch, 'project', 'ticket', ${newId(centre.clock.now())}, ${westId}, behaviour, window_from,
        window_to, evidence, 'done', found_at, seen_at, done_on, (${centre.clock.now()}::timestamptz at time zone 'America/New_York')::date
      from diagnosis.finding where id = ${findingId} returning id`.execute(db())
    const stateOf = async () => (await manager.ask(getFinding, { params: { findingId: rows[0]?.id ?? '' } })).body.state
    // Nine in the morning in Shanghai: the evening before in New York.
    expect([await verifyDue(all()), await stateOf()]).toEqual([0, 'done'])
    await centre.clock.runFor(6 * 3_600_000)
    expect([await verifyDue(all()), await stateOf()]).toEqual([1, 'verified'])
  })
  test('leaves a trail of every change', async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from platform.audit_entry
      where table_name = 'diagnosis.finding' and row_id = ${findingId} and actor_id is not null`.execute(db())
    expect(Number(rows[0]?.n)).toBe(6)
  })
})

describe('a whole project that closes less than before', () => {
  test('becomes one ticket for its owner and no talk with anybody', async () => {
    const campaignId = await foundCampaign('保险续保')
    await work(campaignId, { from: '2026-02-25', days: 10, closes: () => 10 })
    await work(campaignId, { from: '2026-03-10', days: 5, closes: (index) => (index === 7 ? 7 : 4) })
    await check(all(), { onlyDue: false })
    const { rows, tickets } = (await manager.ask(listFindings, { query: { campaignId } })).body
    expect(rows).toMatchObject([{ scope: 'project', action: 'ticket', agentId: null, agentName: '' }])
    expect(tickets).toBe(1)
    const finding = (await manager.ask(getFinding, { params: { findingId: rows[0]?.id ?? '' } })).body
    expect(finding.evidence).toMatchObject({ judged: 8, showing: 8 })
    expect(finding.evidence.measures[0]).toMatchObject({ against: 'past', reference: 0.5 })
  })
})

describe('a campaign one person works on', () => {
  test('has no peers: nobody is judged, and the look says so', async () => {
    const [only] = agents
    const crowd = agents
    agents = [only as string]
    const campaignId = await foundCampaign('单人项目')
    await work(campaignId, { from: '2026-03-10', days: 5, closes: () => 1 })
    agents = crowd
    await check(all(), { onlyDue: false })
    const looks = (await manager.ask(listRules)).body.flatMap((one) => one.looks)
    expect(looks.find((look) => look.campaignId === campaignId)).toMatchObject({ judged: 1, withoutPeers: 1, found: 0 })
    expect((await manager.ask(listFindings, { query: { campaignId } })).body.rows).toEqual([])
  })
})

describe('by the clock', () => {
  test('a rule that cannot be judged by holds up no other and no verification', async () => {
    const broken = { ...rule, name: words('没有了'), measures: ['effective_rate', 'measure_of_yesterday'] }
    const { rows } = await sql<{ id: string }>`insert into diagnosis.rule (id, body, is_on, changed_at)
      values ('00000000-0000-7000-8000-000000000000', ${JSON.stringify(broken)}::jsonb, true, ${centre.clock.now()}) returning id`.execute(
      db(),
    )
    expect((await check(all(), { onlyDue: false })).campaigns).toBeGreaterThan(0)
    await sql`update diagnosis.rule set is_on = false where id = ${rows[0]?.id ?? ''}`.execute(db())
  })
  test('a rule looks once a window', async () => {
    expect(await check(all(), { onlyDue: true })).toMatchObject({ rules: 1 })
    expect(await check(all(), { onlyDue: true })).toMatchObject({ rules: 0 })
    await centre.clock.runFor(5 * dayMs)
    expect(await check(all(), { onlyDue: true })).toMatchObject({ rules: 1 })
  })
  test('a centre without calls is told nothing', async () => {
    await centre.clock.runFor(300 * dayMs)
    expect(await check(all(), { onlyDue: false })).toMatchObject({ campaigns: 0, found: 0 })
  })
})
