import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnsweredScript, type Behaviour, person } from '#adapters/simulator/call-script.ts'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { finishCall, getDesk, goReady, startWork } from '#domains/desk/contract.ts'
import * as ivr from '#domains/ivr/contract.ts'
import { ivrJobs } from '#domains/ivr/server/reactions.ts'
import { keysInFile, openRecordings } from '#domains/recordings/server/public.ts'
import { listResults } from '#domains/results/contract.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { type Engine, openEngine } from './engine.ts'
import { foundFlows, recruitingNumber } from './setup/demo-flows.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from './setup/found.ts'
import { type Person, type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre
let ctx: Context
let manager: Person
let agent: Person
let flows: { recruitingId: string; surveyId: string }
let campaignId: string
let siteId: string

/** Customers of the campaign press a key when they are asked about the conversation. */
const pressesOne: Behaviour = (to) =>
  person({
    talkMs: 3_600_000,
    presses: [{ onPrompt: 'survey-rating', afterMs: 4000, digits: to.endsWith('1') ? '3' : '1' }],
  })

beforeAll(async () => {
  centre = await testCentre({ behaviour: pressesOne, environment: { CARILLON_RECORDING: 'on' } })
  ctx = systemContext(centre.base)
  siteId = await foundSite(ctx, '上海职场')
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: ['坐席1'] })
  const rows = Array.from({ length: 4 }, (_, n) => ({ number: `1420000000${n}`, name: `客户${n}` }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  campaignId = await foundCampaign(ctx, { name: '三月外呼', siteId, listId, teamIds: [teamId], mode: 'progressive' })
  flows = await foundFlows(ctx, { siteId, campaignIds: [campaignId] })
  await prepareJobs(centre.urls.ownerUrl)
  await centre.openTelephony()
  manager = await centre.someone('campaignManager')
  agent = await centre.someone('agent', { id: workers[0]?.id ?? '', loginName: 'a1' })
})
afterAll(() => centre?.close())

const pass = (seconds: number): Promise<void> => centre.clock.runFor(seconds * 1000)
const written = (): Promise<void> => centre.engine().journal.written()
const runsOf = async (flowId: string, filter: Record<string, string> = {}): Promise<ivr.Run[]> => {
  await written()
  return (await manager.ask(ivr.listRuns, { query: { flowId, ...filter } })).body.rows
}
const runOf = async (callId: string, engine: Pick<Engine, 'journal'> = centre.engine()): Promise<ivr.Run> => {
  await engine.journal.written()
  const { id } = await ctx.db.selectFrom('ivr.run').select('id').where('callId', '=', callId).executeTakeFirstOrThrow()
  const answer = await manager.ask(ivr.getRun, { params: { runId: id } })
  expect(answer.status, JSON.stringify(answer.problem)).toBe(200)
  return answer.body
}
const told = ({ answers }: ivr.Run): string[] =>
  answers.map(({ stepId, result, values }) => [stepId, result, ...values].join(' '))
const callIn = (script: Partial<AnsweredScript>, from = '14200000777'): string =>
  centre.network.callIn(from, recruitingNumber, { patienceMs: 600_000, ...script })
const keysAt = (onPrompt: string, digits: string, afterMs = 1500) => ({ onPrompt, digits, afterMs })

const runJob = async (task: string): Promise<void> => {
  for (const job of ivrJobs) if (job.task === task) await job.work(ctx, {})
}
/** Tells a name, an age, no experience, and two shifts. */
const wholeCaller: Partial<AnsweredScript> = {
  speaks: [{ onPrompt: 'flow-name', afterMs: 6000, forMs: 2500 }],
  presses: [keysAt('flow-age', '26#'), keysAt('flow-experience', '2', 9000), keysAt('flow-shifts', '13#')],
}

describe('a call to a number that has a flow', () => {
  test('is answered by it, goes through every step, and what was told stands on record', async () => {
    const callId = callIn(wholeCaller)
    await pass(180)
    const run = await runOf(callId)
    expect(told(run)).toEqual([
      'welcome passed',
      'name answered',
      'age answered 26',
      'experience answered 没有',
      'shifts answered 早班 晚班',
      'thanks passed',
    ])
    expect(run).toMatchObject({ end: 'completed', version: 1, number: '142****0777', calledNumber: recruitingNumber })
    expect(run.answers[1]?.sound).toMatchObject({ milliseconds: expect.any(Number) })
    expect(run.answers[1]?.sound?.milliseconds).toBeGreaterThan(2000)
    const call = await ctx.db.selectFrom('calls.call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
    expect(call).toMatchObject({ outcome: 'voiceFlow', endedBy: 'us', agentId: null, siteId, direction: 'in' })
    expect(await centre.network.liveCalls()).toEqual([])
  })

  test('keeps what was said sealed with the recordings, at its place', async () => {
    const callId = callIn({ ...wholeCaller, presses: [keysAt('flow-age', '30#')], talkMs: 1 }, '14200000778')
    await pass(200)
    await written()
    await centre.engine().recordings.keeper.settled()
    const [, name] = (await runOf(callId)).answers
    expect(name?.sound).toMatchObject({ fromMs: 0, state: 'kept' })
  })

  test('is given up after its tries where nothing is pressed, and hears goodbye', async () => {
    const callId = callIn({ speaks: [] })
    await pass(300)
    const run = await runOf(callId)
    expect(run.end).toBe('gaveUp')
    expect(run.answers.at(-1)).toMatchObject({ stepId: 'name', result: 'gaveUp', tries: 3, silences: 3 })
  })

  test('that ends in the middle tells how far it came and what was typed', async () => {
    const callId = callIn({ ...wholeCaller, presses: [keysAt('flow-age', '4', 4000)], patienceMs: 24_500 })
    await pass(120)
    const run = await runOf(callId)
    expect([run.end, told(run).at(-1)]).toEqual(['hungUp', 'age hungUp 4'])
  })

  test('counts wrong keys, and may hear a question again', async () => {
    const presses = [keysAt('flow-age', '99999#'), keysAt('flow-experience', '9')]
    const callId = callIn({ ...wholeCaller, presses })
    await pass(400)
    const run = await runOf(callId)
    const age = run.answers.find(({ stepId }) => stepId === 'age')
    expect(age?.wrongKeys).toBeGreaterThan(0)
    expect(run.end).not.toBeNull()
  })

  test('keeps the version it began with while another is published', async () => {
    const callId = callIn(wholeCaller)
    await pass(8)
    const flow = (await manager.ask(ivr.getFlow, { params: { flowId: flows.recruitingId } })).body
    const steps = flow.draft.steps.map((step) => (step.id === 'age' ? { ...step, name: '岁数' } : step))
    const saved = await manager.ask(ivr.saveFlowDraft, {
      params: { flowId: flow.id },
      body: { name: flow.name, revision: flow.revision, body: { ...flow.draft, steps } },
    })
    const { revision } = saved.body
    const published = await manager.ask(ivr.publishFlow, {
      params: { flowId: flow.id },
      body: { revision, words: '改名' },
    })
    expect(published.body).toMatchObject({ version: 2, hasDraft: false, state: 'published' })
    await centre.engine().flows.load()
    const after = callIn(wholeCaller)
    await pass(200)
    const [first, second] = [await runOf(callId), await runOf(after)]
    expect([first.version, second.version]).toEqual([1, 2])
    expect(first.answers.find(({ stepId }) => stepId === 'age')?.stepName).toBe('年龄')
    expect(second.answers.find(({ stepId }) => stepId === 'age')?.stepName).toBe('岁数')
  })
})

describe('a survey after the conversation', () => {
  const talk = async (): Promise<string> => {
    await agent.ask(startWork)
    await agent.ask(goReady)
    await pass(8)
    const { call, agent: me } = (await agent.ask(getDesk)).body
    expect(me?.state).toBe('talking')
    return call?.id ?? ''
  }

  test('frees the agent, asks the customer, and becomes a result of that call and agent', async () => {
    const callId = await talk()
    expect((await agent.ask(ivr.getDeskSurvey)).body).toEqual({ flowName: '通话满意度' })
    expect((await agent.ask(ivr.handToSurvey)).status).toBe(200)
    await pass(1)
    expect((await agent.ask(getDesk)).body.agent?.state).toBe('wrapUp')
    expect((await agent.ask(ivr.handToSurvey)).problem.code).toBe('ivr.noCall')
    const callbackAt = new Date(centre.base.now().getTime() + 3 * 86_400_000).toISOString()
    const done = await agent.ask(finishCall, { body: { callId, outcome: 'callback', callbackAt } })
    expect(done.status).toBe(200)
    centre.engine().presence.ask(agent.id, { pause: 'break', reasonId: null })
    await pass(60)
    const run = await runOf(callId)
    expect([run.end, run.purpose, run.agentName, told(run)[0]]).toEqual([
      'completed',
      'survey',
      '坐席1',
      expect.stringMatching(/^rating answered (不)?满意$/),
    ])
    await written()
    await centre.events.start()
    await centre.events.settled()
    const { body } = await manager.ask(listResults, { query: { kind: 'survey', callId } })
    const satisfied = told(run)[0] === 'rating answered 满意'
    expect(body.rows).toMatchObject([
      { channel: 'hangup', satisfied, score: satisfied ? 5 : 1, agentId: agent.id, campaignId, source: 'ivr' },
    ])
    const row = await ctx.db.selectFrom('calls.call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ outcome: 'callback', state: 'ended' })
    // The agent's talk ended when they left, and what they promised holds although the customer was still there.
    expect(row.talkMs).toBeLessThan(10_000)
    const contact = await ctx.db.selectFrom('dialer.contact').selectAll().where('ownerId', '=', agent.id).execute()
    expect(contact).toMatchObject([{ dueAt: expect.stringContaining(callbackAt.slice(0, 16)) }])
  })

  test('is not offered without a conversation or without a survey', async () => {
    expect((await agent.ask(ivr.handToSurvey)).problem.code).toBe('ivr.noCall')
    await manager.ask(ivr.setCampaignSurvey, { params: { campaignId }, body: { flowId: null } })
    await centre.engine().flows.load()
    await talk()
    expect((await agent.ask(ivr.getDeskSurvey)).body).toEqual({ flowName: null })
    expect((await agent.ask(ivr.handToSurvey)).problem.code).toBe('ivr.noSurvey')
    const { call } = (await agent.ask(getDesk)).body
    centre.engine().calls.hangUp(call?.id ?? '')
    await pass(2)
    await agent.ask(finishCall, { body: { callId: call?.id ?? '', outcome: 'noDecision' } })
    centre.engine().presence.ask(agent.id, { pause: 'break', reasonId: null })
    await manager.ask(ivr.setCampaignSurvey, { params: { campaignId }, body: { flowId: flows.surveyId } })
  })
})

describe('a caller who wants a person', () => {
  const publish = async (name: string, steps: unknown[], number: string): Promise<string> => {
    const body = ivr.FlowBody.parse({ purpose: 'incoming', steps, goodbye: 'flow-goodbye' })
    const { id, revision } = (await manager.ask(ivr.createFlow, { body: { name, siteId, body } })).body
    await manager.ask(ivr.publishFlow, { params: { flowId: id }, body: { revision } })
    expect((await manager.ask(ivr.setFlowNumber, { params: { number }, body: { flowId: id } })).status).toBe(200)
    await centre.engine().flows.load()
    return id
  }

  test('is given to an agent who is free, and goes on in the flow where nobody is', async () => {
    const steps = [
      {
        kind: 'handOver',
        id: 'agent',
        name: '转人工',
        prompt: 'flow-welcome',
        to: 'agents',
        campaignId,
        onNobody: 'sorry',
      },
      { kind: 'end', id: 'sorry', name: '抱歉', prompt: 'flow-goodbye' },
    ]
    await publish('总机', steps, '14200000901')
    const alone = centre.network.callIn('14200000666', '+8614200000901', { patienceMs: 600_000 })
    await pass(60)
    expect(told(await runOf(alone))).toEqual(['agent nobody', 'sorry passed'])
    centre.engine().presence.ask(agent.id, { pause: 'break', reasonId: null })
    const callId = centre.network.callIn('14200000667', '+8614200000901', { talkMs: 30_000, patienceMs: 600_000 })
    await pass(3)
    await agent.ask(goReady)
    await pass(30)
    const run = await runOf(callId)
    expect(run.end).toBe('handedOver')
    expect((await agent.ask(getDesk)).body).toMatchObject({ call: { id: callId }, agent: { state: 'talking' } })
    await pass(40)
    const callbackAt = new Date(centre.base.now().getTime() + 86_400_000).toISOString()
    const nobody = await agent.ask(finishCall, { body: { callId, outcome: 'callback', callbackAt } })
    expect(nobody.problem.code).toBe('desk.callbackForNobody')
    expect((await agent.ask(finishCall, { body: { callId, outcome: 'noDecision' } })).status).toBe(200)
    await written()
    const row = await ctx.db.selectFrom('calls.call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ campaignId, agentId: agent.id, outcome: 'noDecision' })
  })
})

describe('what callers answered', () => {
  test('is counted by step with nothing but sums, drilled to the calls, and exported as shown', async () => {
    const flowId = flows.recruitingId
    const { body: counted } = await manager.ask(ivr.countSteps, { query: { flowId } })
    const runs = await runsOf(flowId)
    expect(counted.runs).toBe(runs.length)
    const passages = runs.flatMap(({ answers }) => answers)
    for (const step of counted.steps) {
      const here = passages.filter(({ stepId }) => stepId === step.stepId)
      expect(step.reached).toBe(here.length)
      expect(step.answered + step.passed + step.nobody + step.gaveUp + step.hungUp + step.cutShort).toBe(here.length)
      expect(step.wrongKeys).toBe(here.reduce((sum, { wrongKeys }) => sum + wrongKeys, 0))
    }
    const experience = counted.steps.find(({ stepId }) => stepId === 'experience')
    for (const { value, count } of experience?.values ?? []) {
      const drilled = await runsOf(flowId, { stepId: 'experience', value })
      expect(drilled.flatMap(({ answers }) => answers).filter(({ values }) => values.includes(value))).toHaveLength(
        count,
      )
    }
    const { body: file } = await manager.ask(ivr.exportRuns, { query: { flowId, reason: '招聘组回电' } })
    const lines = String(file).trim().split('\r\n')
    expect(lines).toHaveLength(runs.length + 1)
    expect(lines[0]).toContain('可上班次 (shifts)')
    expect(String(file)).toContain('早班、晚班')
    expect(String(file)).not.toContain('14200000777')
    const none = await manager.ask(ivr.countSteps, { query: { flowId, from: '2020-01-01', to: '2020-01-02' } })
    expect(none.body).toMatchObject({ runs: 0, completed: 0 })
    const backwards = await manager.ask(ivr.countSteps, { query: { flowId, from: '2026-03-05', to: '2026-03-04' } })
    expect(backwards.problem.code).toBe('ivr.periodBackwards')
  })

  test('is read by who may, and nobody else', async () => {
    const flowId = flows.recruitingId
    const someAgent = await centre.someone('agent')
    expect((await someAgent.ask(ivr.listRuns, { query: { flowId } })).status).toBe(403)
    expect((await someAgent.ask(ivr.listFlows, {})).status).toBe(403)
    const elsewhere = await centre.someone('recruiter', { siteIds: [] })
    expect((await elsewhere.ask(ivr.listRuns, { query: { flowId } })).body.rows).toEqual([])
    const here = await centre.someone('recruiter', { siteIds: [siteId] })
    expect((await here.ask(ivr.listRuns, { query: { flowId } })).body.rows.length).toBeGreaterThan(0)
  })
})

describe('a server killed in the middle of a flow', () => {
  let second: Engine | undefined
  afterAll(() => second?.stop())

  test('goes on at the step the caller had come to, in the version they began with', async () => {
    // What they say is written down, and word of the end of its recording comes when nobody listens any more.
    centre.network.faults.events({ lost: 1, lostKinds: ['recorded'] })
    const callId = callIn(wholeCaller)
    const gone = callIn({ ...wholeCaller, patienceMs: 20_000 }, '14200000779')
    await pass(18)
    await written()
    await centre.engine().journal.stop()
    await centre.engine().stop()
    await pass(20)
    const { base, clock, network } = centre
    const surelyOurs = {
      fencing: 99,
      guard: { text: 'select 1', values: [] },
      isSure: () => true,
      prove: async () => true,
    }
    second = await openEngine(
      { base, clock, phones: network, limits: { lines: null, callsPerSecond: null }, isRecordingOn: true },
      surelyOurs as never,
    )
    await pass(200)
    const run = await runOf(callId, second)
    expect(run.answers.find(({ stepId }) => stepId === 'name')?.sound).toBeNull()
    centre.network.faults.events({})
    const folder = await mkdtemp(join(tmpdir(), 'carillon-flows-'))
    const vault = {
      store: folderStore({ folder, leaveFreeBytes: 0 }),
      keys: keysInFile(join(folder, 'recordings.keys')),
    }
    const recordings = await openRecordings({ base, clock, phones: network, engine: second, vault, isOn: true })
    await recordings.keeper.settled()
    await runJob('ivr.tieSpoken')
    const name = (await runOf(callId, second)).answers.find(({ stepId }) => stepId === 'name')
    expect(name?.sound).toMatchObject({ state: 'kept', fromMs: 0, milliseconds: expect.any(Number) })
    expect(name?.sound?.milliseconds).toBeGreaterThan(2000)
    await recordings.stop()
    await rm(folder, { recursive: true })
    expect([run.end, run.resumptions]).toEqual(['completed', 1])
    expect(told(run)).toContain('shifts answered 早班 晚班')
    expect(new Set(run.answers.map(({ place }) => place)).size).toBe(run.answers.length)
    const other = await runOf(gone, second)
    expect(other.end).toMatch(/hungUp|lost/)
    expect(await network.liveCalls()).toEqual([])
  })
})
