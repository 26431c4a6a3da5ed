import { afterEach, describe, expect, test } from 'vitest'
import { headsetLost } from '#domains/presence/contract.ts'
import { finishCall, goReady, startWork } from '../contract.ts'
import { deskOf, giveOutcome, openDesks, takeCall } from './test-desk.ts'

let ground: Awaited<ReturnType<typeof openDesks>> | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

/** The first agent talks to the only contact; the second is ready. */
const openTalk = async () => {
  const open = await openDesks({ agents: 2, contacts: 1 })
  ground = open
  const { centre, people, pass } = open
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]]
  const call = await takeCall(first, pass)
  await second.ask(startWork)
  await second.ask(goReady)
  const { presence, handling, calls } = centre.engine()
  const at = (id: string) => presence.take(id)
  const stateOf = (id: string) => at(id).state
  const ledger = async () => {
    await centre.engine().journal.written()
    return centre.base.database.engine.selectFrom('calls.call').selectAll().executeTakeFirstOrThrow()
  }
  const agent = at(first.id)
  const colleague = at(second.id)
  return { ...open, first, second, call, agent, colleague, stateOf, handling, calls, presence, ledger }
}

describe('a colleague asked about a customer', () => {
  test('is in an internal call meanwhile, gets no customer, and is ready again afterwards', async () => {
    const { agent, colleague, handling, stateOf, pass, ledger, calls, call } = await openTalk()
    await handling.consult(agent, { endpoint: colleague.endpoint })
    await pass(10_000)
    expect(stateOf(agent.id)).toBe('holding')
    expect(stateOf(colleague.id)).toBe('internalCall')
    await handling.endConsult(agent, 'drop')
    await pass(1000)
    expect(stateOf(agent.id)).toBe('talking')
    expect(stateOf(colleague.id)).toBe('ready')
    calls.hangUp(call.id)
    await pass(1000)
    expect((await ledger()).holdMs).toBeGreaterThan(9900)
    expect((await ledger()).holdMs).toBeLessThan(10_200)
  })

  test('goes back to the break they were on', async () => {
    const { agent, colleague, handling, presence, stateOf, pass } = await openTalk()
    presence.ask(colleague.id, { pause: 'break', reasonId: null })
    await handling.consult(agent, { endpoint: colleague.endpoint })
    await pass(1000)
    expect(stateOf(colleague.id)).toBe('internalCall')
    await handling.endConsult(agent, 'drop')
    await pass(1000)
    expect(stateOf(colleague.id)).toBe('break')
  })

  test('takes the customer over and says what came of it; the first agent is ready at once', async () => {
    const { agent, colleague, first, second, handling, stateOf, pass, ledger, calls, call } = await openTalk()
    await handling.consult(agent, { endpoint: colleague.endpoint })
    await pass(2000)
    await handling.endConsult(agent, 'handOver')
    await pass(1000)
    expect(stateOf(agent.id)).toBe('ready')
    expect((await deskOf(first)).call).toBeNull()
    expect(await deskOf(second)).toMatchObject({ agent: { state: 'talking' }, call: { id: call.id, onHold: false } })
    await pass(20_000)
    calls.hangUp(call.id)
    await pass(1000)
    expect(stateOf(colleague.id)).toBe('wrapUp')
    expect((await giveOutcome(first, { callId: call.id })).problem.code).toBe('desk.notYourCall')
    expect((await giveOutcome(second, { callId: call.id })).status).toBe(200)
    const row = await ledger()
    expect(row).toMatchObject({ agentId: colleague.id, outcome: 'refusal.noNeed' })
    expect(row.holdMs).toBeLessThan(2500)
  })

  test('talks with both, and leaves both', async () => {
    const { agent, colleague, handling, stateOf, pass, call, centre } = await openTalk()
    await handling.consult(agent, { endpoint: colleague.endpoint })
    await pass(1000)
    await handling.endConsult(agent, 'confer')
    await pass(1000)
    expect(stateOf(agent.id)).toBe('talking')
    expect(stateOf(colleague.id)).toBe('internalCall')
    expect(centre.network.wiretap(call.id)?.hears.customer).toHaveLength(2)
    await handling.endConsult(agent, 'drop')
    await pass(1000)
    expect(stateOf(colleague.id)).toBe('ready')
  })

  test('is free when the customer hangs up meanwhile', async () => {
    const { agent, colleague, handling, stateOf, pass, call, calls } = await openTalk()
    await handling.consult(agent, { endpoint: colleague.endpoint })
    await pass(1000)
    calls.hangUp(call.id)
    await pass(1000)
    expect(stateOf(agent.id)).toBe('wrapUp')
    expect(stateOf(colleague.id)).toBe('ready')
  })

  test('who loses the headset meanwhile is in no internal call any more, and gets no customer', async () => {
    const { agent, colleague, handling, stateOf, pass, centre } = await openTalk()
    await handling.consult(agent, { endpoint: colleague.endpoint })
    await pass(1000)
    centre.network.faults.headset(colleague.endpoint, 'away')
    await pass(1000)
    expect([agent.id, colleague.id].map(stateOf)).toEqual(['talking', 'notReady'])
    expect(colleague.reasonId).toBe(headsetLost)
  })

  test('without a headset cannot be asked, and the customer waits for nothing', async () => {
    const { agent, colleague, handling, stateOf, pass, centre } = await openTalk()
    centre.network.faults.headset(colleague.endpoint, 'away')
    await expect(handling.consult(agent, { endpoint: colleague.endpoint })).rejects.toMatchObject({
      kind: { code: 'calls.nobodyThere' },
    })
    await pass(1000)
    expect(stateOf(agent.id)).toBe('talking')
  })
})

describe('a customer handed on', () => {
  test('to somebody outside leaves the agent to say what came of it, while they still talk', async () => {
    const { agent, first, handling, stateOf, pass, ledger, call } = await openTalk()
    await pass(10_000)
    await handling.transfer(agent, { number: '+862100000000' })
    await pass(1000)
    expect(stateOf(agent.id)).toBe('wrapUp')
    expect((await first.ask(finishCall, { body: { callId: call.id, outcome: 'noDecision' } })).status).toBe(200)
    expect(stateOf(agent.id)).toBe('ready')
    await pass(3_600_000)
    const row = await ledger()
    expect(row).toMatchObject({ state: 'ended', outcome: 'noDecision', agentId: agent.id })
    expect(row.talkMs).toBeLessThan(20_000)
  })

  test('goes to no colleague who is not ready', async () => {
    const { agent, colleague, handling, presence, stateOf, pass } = await openTalk()
    presence.ask(colleague.id, { pause: 'meeting', reasonId: null })
    await expect(handling.transfer(agent, { endpoint: colleague.endpoint })).rejects.toMatchObject({
      kind: { code: 'presence.wrongState' },
    })
    await pass(1000)
    expect(stateOf(agent.id)).toBe('talking')
  })
})

describe('a message left on a tape', () => {
  test('frees the agent at once, with the outcome of a voicemail and no talk beyond it', async () => {
    const { agent, first, handling, stateOf, pass, ledger } = await openTalk()
    await handling.leaveMessage(agent, 'welcome')
    await pass(100)
    expect(stateOf(agent.id)).toBe('ready')
    expect((await deskOf(first)).call).toBeNull()
    await pass(5000)
    const row = await ledger()
    expect(row).toMatchObject({ state: 'ended', endedBy: 'us', outcome: 'voicemail', answeredBy: 'machine' })
    expect(row.talkMs).toBeLessThan(2000)
    expect(row.wrapUpMs).toBe(0)
  })
})

describe('two agents without a customer', () => {
  test('talk to each other, and no customer comes for them until one leaves', async () => {
    const { agent, colleague, handling, stateOf, calls, call, pass, first, centre, presence } = await openTalk()
    await expect(handling.callColleague(colleague, agent)).rejects.toMatchObject({
      kind: { code: 'presence.wrongState' },
    })
    calls.hangUp(call.id)
    await pass(1000)
    await giveOutcome(first, { callId: call.id, outcome: 'noDecision' })
    presence.ask(colleague.id, { pause: 'break', reasonId: null })
    await handling.callColleague(colleague, agent)
    await pass(1000)
    expect([agent.id, colleague.id].map(stateOf)).toEqual(['internalCall', 'internalCall'])
    expect(centre.network.hearsApart(agent.endpoint)).toEqual([colleague.endpoint])
    await handling.leaveColleague(agent)
    await pass(1000)
    expect([agent.id, colleague.id].map(stateOf)).toEqual(['ready', 'break'])
    expect(centre.network.hearsApart(agent.endpoint)).toEqual([])
  })

  test('are parted when a headset goes away', async () => {
    const { agent, colleague, handling, stateOf, calls, call, pass, first, centre } = await openTalk()
    calls.hangUp(call.id)
    await pass(1000)
    await giveOutcome(first, { callId: call.id, outcome: 'noDecision' })
    await handling.callColleague(agent, colleague)
    await pass(1000)
    centre.network.faults.headset(agent.endpoint, 'away')
    await pass(1000)
    expect([agent.id, colleague.id].map(stateOf)).toEqual(['notReady', 'ready'])
  })
})
