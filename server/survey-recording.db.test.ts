import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { finishCall, getDesk, goReady, startWork } from '#domains/desk/contract.ts'
import * as ivr from '#domains/ivr/contract.ts'
import { openLiveRecordings } from '#domains/recordings/server/watch.ts'
import { trunkContract } from '#domains/telephony/contract.ts'
import { systemContext } from '#platform/context.ts'
import { foundFlows } from './setup/demo-flows.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from './setup/found.ts'
import { type Person, type TestCentre, testCentre } from './testing.ts'

let centre: TestCentre
let agent: Person

beforeAll(async () => {
  // They press nothing, so that the survey lasts longer than it takes to record anew what broke off.
  const behaviour = () => person({ talkMs: 3_600_000, patienceMs: 3_600_000 })
  centre = await testCentre({ behaviour, environment: { CARILLON_RECORDING: 'on' } })
  const ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: ['坐席1'] })
  const rows = Array.from({ length: 8 }, (_, n) => ({ number: `1420000000${n}`, name: `客户${n}` }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  const campaignId = await foundCampaign(ctx, {
    name: '三月外呼',
    siteId,
    listId,
    teamIds: [teamId],
    mode: 'progressive',
  })
  await foundFlows(ctx, { siteId, campaignIds: [campaignId] })
  await centre.openTelephony()
  agent = await centre.someone('agent', { id: workers[0]?.id ?? '', loginName: 'a1' })
})
afterAll(() => centre?.close())

const pass = (seconds: number): Promise<void> => centre.clock.runFor(seconds * 1000)
const isRecorded = (callId: string): boolean | undefined => centre.engine().calls.find(callId)?.recordingOn
/** Joined to a customer, whose conversation is recorded. */
const talk = async (): Promise<string> => {
  await agent.ask(startWork)
  await agent.ask(goReady)
  await pass(8)
  const { call, agent: me } = (await agent.ask(getDesk)).body
  expect(me?.state).toBe('talking')
  expect(isRecorded(call?.id ?? '')).toBe(true)
  return call?.id ?? ''
}
const finish = async (callId: string): Promise<void> => {
  centre.engine().presence.ask(agent.id, { pause: 'break', reasonId: null })
  expect((await agent.ask(finishCall, { body: { callId, outcome: 'noDecision' } })).status).toBe(200)
}

/** Which recordings are begun from now on; word of the end of one comes before the order to end it is carried out. */
const watchOrders = (): { begun: string[]; stop: () => void } => {
  const { network, clock } = centre
  const { record } = network
  const begun: string[] = []
  network.record = async (callId, on) => {
    if (on) begun.push(callId)
    await record(callId, on)
    if (!on) await clock.runFor(100)
  }
  return {
    begun,
    stop: () => {
      network.record = record
    },
  }
}
/** Hands the customer to the survey and tells which recordings are begun while it lasts. */
const recordedIn = async (callId: string, meanwhile = async (): Promise<void> => {}): Promise<string[]> => {
  const { begun, stop } = watchOrders()
  expect((await agent.ask(ivr.handToSurvey)).status).toBe(200)
  await pass(1)
  await meanwhile()
  await pass(14)
  expect(await centre.network.liveCalls()).toContain(callId)
  stop()
  await finish(callId)
  centre.engine().calls.hangUp(callId)
  await pass(1)
  return begun
}

describe('a survey after a conversation that is recorded', () => {
  test('is not recorded, however early the end of the conversation’s recording is told', async () => {
    expect(await recordedIn(await talk())).toEqual([])
  })
  test('is not recorded where the recording of the conversation had just broken off', async () => {
    const callId = await talk()
    await centre.network.record(callId, false)
    await pass(1)
    expect(isRecorded(callId)).toBe(false)
    expect(await recordedIn(callId)).toEqual([])
  })
  test('is not recorded by the process that takes over', async () => {
    const { base, clock, network, engine } = centre
    const { calls, journal } = engine()
    const takeOver = async (): Promise<void> => {
      const next = openLiveRecordings({ base, clock, journal, calls, phones: network, isOn: true })
      await next.recover()
      next.stop()
    }
    expect(await recordedIn(await talk(), takeOver)).toEqual([])
  })
})

test('a survey takes nobody whose headset is lost, begins once, and ends where the agent has the customer again after all', async () => {
  const { network, base, engine } = centre
  const callId = await talk()
  const { endpoint } = engine().presence.take(agent.id)
  const wear = async (): Promise<void> => {
    network.faults.headset(endpoint, 'seated')
    await pass(1)
    expect((await agent.ask(getDesk)).body.agent?.state).toBe('talking')
  }
  network.faults.headset(endpoint, 'away')
  await pass(1)
  expect((await agent.ask(ivr.getDeskSurvey)).body).toEqual({ flowName: null })
  expect((await agent.ask(ivr.handToSurvey)).problem.code).toBe('ivr.noCall')
  await wear()
  // It is lost while the agent leaves: nobody tells that they left.
  const { release } = network
  network.release = async () => {
    network.faults.headset(endpoint, 'away')
    await pass(1)
  }
  expect((await agent.ask(ivr.handToSurvey)).status).toBe(200)
  network.release = release
  await wear()
  await engine().journal.written()
  const runs = base.database.engine.selectFrom('ivr.run').select('ended').where('callId', '=', callId)
  expect(await runs.execute()).toEqual([{ ended: 'lost' }])
  expect(engine().calls.find(callId)?.isInFlow).toBe(false)
  // Two screens, or a finger that trembles.
  const both = await Promise.all([agent.ask(ivr.handToSurvey), agent.ask(ivr.handToSurvey)])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  await pass(1)
  await finish(callId)
  engine().calls.hangUp(callId)
  await pass(1)
})

test('a recording that broke off by itself goes on and is told to people; one that ended with its call is not', async () => {
  const supervisor = await centre.someone('supervisor')
  const brokeOffAt = async () => (await supervisor.ask(trunkContract.getTelephoneHealth)).body.recordingBrokeOffAt
  const callId = await talk()
  // Conversations enough have ended by now, each with its recording.
  expect(await brokeOffAt()).toBeNull()
  await centre.network.record(callId, false)
  await pass(12)
  expect(isRecorded(callId)).toBe(true)
  expect(Date.parse((await brokeOffAt()) ?? '')).toBeGreaterThan(centre.clock.nowMs() - 12_000)
  await pass(3700)
  expect(await brokeOffAt()).toBeNull()
  centre.engine().calls.hangUp(callId)
  await pass(1)
  await finish(callId)
})

test('a recording whose end could not be ordered is known to go on', async () => {
  const callId = await talk()
  const { network, engine } = centre
  const { record } = network
  network.record = () => Promise.reject(new Error('the telephone system does not answer'))
  await expect(engine().calls.record(callId, false)).rejects.toThrow('does not answer')
  network.record = record
  expect(isRecorded(callId)).toBe(true)
})
