import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Behaviour, person } from '#adapters/simulator/call-script.ts'
import {
  endMachine,
  finishCall,
  getDesk,
  goReady,
  handlingContract,
  hangUp,
  startWork,
} from '#domains/desk/contract.ts'
import * as ivr from '#domains/ivr/contract.ts'
import { listResults } from '#domains/results/contract.ts'
import { OrderRefused } from '#domains/telephony/server/public.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { type Engine, openEngine } from './engine.ts'
import { foundFlows } from './setup/demo-flows.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from './setup/found.ts'
import { type Person, type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre
let ctx: Context
let manager: Person
let agent: Person
let other: Person
let siteId: string
let campaignId: string
let otherCampaignId: string
let surveyId: string

/** Everybody talks on until somebody ends it, and presses one when asked about the conversation. */
const patient: Behaviour = () =>
  person({ talkMs: 3_600_000, presses: [{ onPrompt: 'survey-rating', afterMs: 4000, digits: '1' }] })
const switchboard = '+8614200000911'

beforeAll(async () => {
  centre = await testCentre({ behaviour: patient })
  ctx = systemContext(centre.base)
  siteId = await foundSite(ctx, '上海职场')
  const found = async (name: string, prefix: string, mode: 'progressive' | 'manual', first: number) => {
    const { teamId, workers } = await foundTeam(ctx, { siteId, name: `${name}班`, prefix, agents: [`${name}坐席`] })
    const rows = Array.from({ length: 9 }, (_, n) => ({ number: `1420000${first + n}`, name: `${name}客户${n}` }))
    const { listId } = await foundList(ctx, { siteId, name: `${name}名单`, rows })
    const id = await foundCampaign(ctx, { name: `${name}外呼`, siteId, listId, teamIds: [teamId], mode })
    return { id, workerId: workers[0]?.id ?? '' }
  }
  const own = await found('甲', 'A', 'progressive', 1000)
  const others = await found('乙', 'B', 'manual', 2000)
  campaignId = own.id
  otherCampaignId = others.id
  const flows = await foundFlows(ctx, { siteId, campaignIds: [campaignId] })
  surveyId = flows.surveyId
  await prepareJobs(centre.urls.ownerUrl)
  await centre.openTelephony()
  manager = await centre.someone('campaignManager')
  agent = await centre.someone('agent', { id: own.workerId, loginName: 'a1' })
  other = await centre.someone('agent', { id: others.workerId, loginName: 'b1' })
  const asking = { prompt: 'flow-welcome', tries: 2, waitSeconds: 10 }
  const body = ivr.FlowBody.parse({
    purpose: 'incoming',
    goodbye: 'flow-goodbye',
    steps: [
      { kind: 'number', id: 'card', name: '证件', ...asking, readAs: 'digits', maxDigits: 6, next: 'agent' },
      {
        kind: 'handOver',
        id: 'agent',
        name: '转人工',
        prompt: 'flow-welcome',
        to: 'agents',
        campaignId: otherCampaignId,
        onNobody: 'sorry',
      },
      { kind: 'end', id: 'sorry', name: '抱歉', prompt: 'flow-goodbye' },
    ],
  })
  const { id, revision } = (await manager.ask(ivr.createFlow, { body: { name: '总机', siteId, body } })).body
  expect((await manager.ask(ivr.publishFlow, { params: { flowId: id }, body: { revision } })).status).toBe(200)
  await manager.ask(ivr.setFlowNumber, { params: { number: switchboard }, body: { flowId: id } })
  await centre.engine().flows.load()
})
afterAll(() => centre?.close())

const pass = (seconds: number): Promise<void> => centre.clock.runFor(seconds * 1000)
const deskOf = async (who: Person) => (await who.ask(getDesk)).body
const rowOf = async (callId: string) => {
  await centre.engine().journal.written()
  return ctx.db.selectFrom('calls.call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
}
const talk = async (): Promise<{ callId: string; number: string }> => {
  await agent.ask(startWork)
  await agent.ask(goReady)
  await pass(8)
  const { call, agent: me } = await deskOf(agent)
  expect(me?.state).toBe('talking')
  const callId = call?.id ?? ''
  return { callId, number: centre.engine().calls.find(callId)?.number ?? '' }
}
/** The next conversation begins only when asked for. */
const rest = (): void => void centre.engine().presence.ask(agent.id, { pause: 'break', reasonId: null })
/** The ways of a call through flows, the first first. */
const runsOf = async (callId: string): Promise<ivr.Run[]> => {
  await centre.engine().journal.written()
  const rows = await ctx.db.selectFrom('ivr.run').select('id').where('callId', '=', callId).orderBy('beganAt').execute()
  return Promise.all(rows.map(async ({ id }) => (await manager.ask(ivr.getRun, { params: { runId: id } })).body))
}
const eventsOf = async (runId: string): Promise<number> => {
  const rows = await ctx.db
    .selectFrom('platform.outbox')
    .select('id')
    .where('name', '=', 'ivr.runEnded')
    .where('subjectId', '=', runId)
    .execute()
  return rows.length
}

let called: { callId: string; number: string }

describe('a customer handed to the survey', () => {
  test('is handed a second time where the telephone system refused the first, and their rating counts', async () => {
    called = await talk()
    const { callId } = called
    const { release } = centre.network
    centre.network.release = () => Promise.reject(new OrderRefused('not now'))
    expect((await agent.ask(ivr.handToSurvey)).problem.code).toBe('calls.notTalking')
    centre.network.release = release
    expect((await deskOf(agent)).call).toMatchObject({ state: 'talking', agentLeft: false })
    expect((await agent.ask(ivr.handToSurvey)).status).toBe(200)
    await pass(60)
    await agent.ask(finishCall, { body: { callId, outcome: 'noDecision' } })
    rest()
    expect(await runsOf(callId)).toMatchObject([{ callId, end: 'completed', answers: [{ values: ['满意'] }, {}] }])
    await centre.events.start()
    await centre.events.settled()
    const { body } = await manager.ask(listResults, { query: { kind: 'survey', callId } })
    expect(body.rows).toMatchObject([{ channel: 'hangup', satisfied: true }])
  })

  test('is no longer the agent’s to cut off, and the desk says so', async () => {
    rest()
    const { callId } = await talk()
    await agent.ask(ivr.handToSurvey)
    await pass(1)
    rest()
    expect(await deskOf(agent)).toMatchObject({
      agent: { state: 'wrapUp' },
      call: { id: callId, state: 'talking', agentLeft: true },
    })
    for (const deed of [hangUp, endMachine, handlingContract.leaveMessage])
      expect((await agent.ask(deed)).problem.code).toBe('desk.noCall')
    const onHandedOn = await agent.ask(handlingContract.transferCall, { body: { to: { colleagueId: other.id } } })
    expect(onHandedOn.problem.code).toBe('desk.noCall')
    await pass(60)
    await agent.ask(finishCall, { body: { callId, outcome: 'noDecision' } })
    expect(await runsOf(callId)).toMatchObject([{ end: 'completed' }])
  })

  test('is found by any one of step, result and answer', async () => {
    const found = async (filter: Record<string, string>): Promise<number> =>
      (await manager.ask(ivr.listRuns, { query: { flowId: surveyId, ...filter } })).body.rows.length
    expect(await found({})).toBe(2)
    expect([await found({ value: '满意' }), await found({ value: '一般' })]).toEqual([2, 0])
    expect([await found({ result: 'answered' }), await found({ result: 'gaveUp' })]).toEqual([2, 0])
  })
})

describe('a customer of one campaign who calls and is handed to another', () => {
  test('is that one’s from then on, and what they typed is in no signal', async () => {
    await other.ask(startWork)
    await other.ask(goReady)
    const presses = [{ onPrompt: 'flow-welcome', afterMs: 1500, digits: '440101#' }]
    const callId = centre.network.callIn(called.number, switchboard, { presses, talkMs: 30_000, patienceMs: 600_000 })
    await pass(1)
    expect((await rowOf(callId)).campaignId).toBe(campaignId)
    await pass(30)
    expect((await deskOf(other)).call?.id).toBe(callId)
    await pass(60)
    expect((await other.ask(finishCall, { body: { callId, outcome: 'noDecision' } })).status).toBe(200)
    expect(await rowOf(callId)).toMatchObject({ campaignId: otherCampaignId, entryId: null, outcome: 'noDecision' })
    expect((await runsOf(callId))[0]?.answers[0]?.values).toEqual(['440101'])
    const signals = await ctx.db.selectFrom('calls.signal').selectAll().where('callId', '=', callId).execute()
    expect(signals.length).toBeGreaterThan(2)
    expect(signals.filter(({ kind, detail }) => kind === 'digit' || JSON.stringify(detail).includes('digit'))).toEqual(
      [],
    )
  })
})

describe('a caller who came in by a flow and is handed to the survey at the end', () => {
  const rate = async (digits: string): Promise<string> => {
    await deskOf(other)
    await other.ask(goReady)
    const presses = [
      { onPrompt: 'flow-welcome', afterMs: 1500, digits: '7#' },
      { onPrompt: 'survey-rating', afterMs: 4000, digits },
    ]
    const callId = centre.network.callIn(called.number, switchboard, { presses, talkMs: 600_000, patienceMs: 600_000 })
    await pass(30)
    expect((await deskOf(other)).call?.id).toBe(callId)
    expect((await other.ask(ivr.handToSurvey)).status).toBe(200)
    await pass(1)
    expect((await other.ask(finishCall, { body: { callId, outcome: 'noDecision' } })).status).toBe(200)
    return callId
  }

  test('goes two ways, each with its own answers, counted and exported for both flows, and rates the agent', async () => {
    const [incoming] = await runsOf(await rateFirst())
    const flowId = incoming?.flowId ?? ''
    const counted = async (of: string) => (await manager.ask(ivr.countSteps, { query: { flowId: of } })).body
    const before = { incoming: await counted(flowId), survey: await counted(surveyId) }
    const callId = await rate('3')
    await pass(60)
    const runs = await runsOf(callId)
    expect(runs).toMatchObject([
      { callId, flowId, purpose: 'incoming', end: 'handedOver', agentName: '', answers: [{ values: ['7'] }, {}] },
      {
        ...{ callId, flowId: surveyId, purpose: 'survey', end: 'completed', agentName: '乙坐席' },
        answers: [{ values: ['不满意'] }, {}],
      },
    ])
    const after = { incoming: await counted(flowId), survey: await counted(surveyId) }
    expect([after.incoming.runs, after.incoming.handedOver]).toEqual([
      before.incoming.runs + 1,
      before.incoming.handedOver + 1,
    ])
    expect([after.survey.runs, after.survey.completed]).toEqual([before.survey.runs + 1, before.survey.completed + 1])
    for (const [of, told] of [
      [flowId, '7'],
      [surveyId, '不满意'],
    ] as const) {
      const { body: file } = await manager.ask(ivr.exportRuns, { query: { flowId: of, reason: '核对回答' } })
      const lines = String(file).split('\r\n')
      expect(lines.filter((line) => line.includes(callId))).toEqual([expect.stringMatching(new RegExp(`,${told},`))])
    }
    await centre.events.settled()
    const { body } = await manager.ask(listResults, { query: { kind: 'survey', callId } })
    expect(body.rows).toMatchObject([{ channel: 'hangup', satisfied: false, agentId: other.id }])
  })
  const rateFirst = async (): Promise<string> => {
    await manager.ask(ivr.setCampaignSurvey, { params: { campaignId: otherCampaignId }, body: { flowId: surveyId } })
    await centre.engine().flows.load()
    const callId = await rate('1')
    await pass(60)
    return callId
  }
})

describe('a server killed while customers are with others', () => {
  let second: Engine | undefined
  afterAll(() => second?.stop())

  test('keeps what was said of them, whose they are, and what they had answered', async () => {
    await deskOf(other)
    await other.ask(goReady)
    const presses = [{ onPrompt: 'flow-welcome', afterMs: 1500, digits: '1#' }]
    const handed = centre.network.callIn(called.number, switchboard, { presses, talkMs: 600_000, patienceMs: 600_000 })
    await pass(30)
    expect((await deskOf(other)).call?.id).toBe(handed)
    const inSurvey = async (form: { outcome: 'success' | 'callback'; callbackAt?: string }): Promise<string> => {
      rest()
      const { callId } = await talk()
      await agent.ask(ivr.handToSurvey)
      await pass(1)
      rest()
      expect((await agent.ask(finishCall, { body: { callId, ...form } })).status).toBe(200)
      return callId
    }
    const { network } = centre
    // Their keys come when nobody listens any more.
    const sold = await inSurvey({ outcome: 'success' })
    const callbackAt = new Date(centre.base.now().getTime() + 3 * 86_400_000).toISOString()
    const promised = await inSurvey({ outcome: 'callback', callbackAt })
    await centre.engine().journal.written()
    // Its end was lost with the process that died.
    const [lostRun] = await runsOf(called.callId)
    const lostId = lostRun?.id ?? ''
    await ctx.db.updateTable('ivr.run').set({ endedAt: null, ended: null }).where('id', '=', lostId).execute()
    const told = await eventsOf(lostId)
    await centre.engine().journal.stop()
    await centre.engine().stop()
    await pass(2)
    const surelyOurs = {
      fencing: 99,
      guard: { text: 'select 1', values: [] },
      isSure: () => true,
      prove: async () => true,
    }
    second = await openEngine(
      { base: centre.base, clock: centre.clock, phones: network, limits: { lines: null, callsPerSecond: null } },
      surelyOurs as never,
    )
    expect(second.calls.find(handed)).toMatchObject({ campaignId: otherCampaignId, entryId: '' })
    expect(await eventsOf(lostId)).toBe(told + 1)
    second.presence.ask(agent.id, { pause: 'break', reasonId: null })
    await pass(120)
    await second.journal.written()
    const ofCall = async (callId: string) => {
      const row = await ctx.db.selectFrom('calls.call').selectAll().where('id', '=', callId).executeTakeFirstOrThrow()
      const contact = await ctx.db
        .selectFrom('dialer.contact')
        .selectAll()
        .where('entryId', '=', row.entryId ?? '')
        .executeTakeFirstOrThrow()
      return { row, contact }
    }
    expect(await ofCall(sold)).toMatchObject({
      row: { state: 'ended', outcome: 'success' },
      contact: { state: 'closed', lastOutcome: 'success' },
    })
    expect(await ofCall(promised)).toMatchObject({
      row: { state: 'ended', outcome: 'callback' },
      contact: { ownerId: agent.id, dueAt: expect.stringContaining(callbackAt.slice(0, 16)) },
    })
  })
})
