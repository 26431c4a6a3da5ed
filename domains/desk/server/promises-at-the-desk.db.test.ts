import { afterEach, describe, expect, test } from 'vitest'
import { listFollowups } from '#domains/followups/contract.ts'
import { listReasons } from '#domains/presence/contract.ts'
import * as desk from '../contract.ts'
import { deskOf, giveOutcome, openDesks, takeCall } from './test-desk.ts'

let ground: Awaited<ReturnType<typeof openDesks>> | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const open = async (options: Parameters<typeof openDesks>[0] = {}) => {
  ground = await openDesks(options)
  return ground
}
type Ground = Awaited<ReturnType<typeof openDesks>>
const endCall = async (agent: Ground['agent'], pass: Ground['pass']) => {
  const call = await takeCall(agent, pass)
  await agent.ask(desk.hangUp)
  await pass(100)
  return call
}

describe('a callback', () => {
  test('needs a time, and one in the future', async () => {
    const { agent, pass } = await open()
    const { id: callId } = await endCall(agent, pass)
    expect((await giveOutcome(agent, { callId, outcome: 'callback' })).problem.code).toBe('desk.callbackNeedsTime')
    const past = { callId, outcome: 'callback', callbackAt: '2026-03-05T00:59:00.000Z' } as const
    expect((await giveOutcome(agent, past)).problem.code).toBe('desk.callbackInThePast')
    // What the record could not keep is told before anything is done with it.
    for (const form of [{ note: 'a\0b' }, { callbackAt: '9999-12-31T23:59:59.000Z' }])
      expect((await giveOutcome(agent, { callId, outcome: 'callback', ...form })).status).toBe(400)
    expect((await deskOf(agent)).agent?.state).toBe('wrapUp')
  })

  test('stands in the list of its agent and comes back to the same agent at its time', async () => {
    const { people, agent, pass } = await open({ agents: 2, contacts: 1 })
    const colleague = people[1]!
    await colleague.ask(desk.startWork)
    const { id: callId, entryId } = await takeCall(agent, pass)
    const [reason] = (await agent.ask(listReasons)).body
    await agent.ask(desk.pause, { body: { reasonId: reason?.id ?? '' } })
    await agent.ask(desk.hangUp)
    await pass(100)
    const callbackAt = '2026-03-05T02:00:00.000Z'
    await giveOutcome(agent, { callId, outcome: 'callback', callbackAt, note: '十点再打' })
    const mine = (await agent.ask(listFollowups, { query: { agentId: agent.id } })).body
    expect(mine).toMatchObject([{ entryId, dueAt: callbackAt, note: '十点再打', number: '139****0000' }])
    expect((await deskOf(agent)).today.openCallbacks).toBe(1)
    expect((await colleague.ask(listFollowups)).body).toEqual([])

    // The colleague waits longer, and yet the call is not theirs.
    await ground?.centre.clock.runUntil(new Date('2026-03-05T01:59:40Z'))
    for (const person of [colleague, agent]) {
      await person.ask(desk.startWork)
      await person.ask(desk.goReady)
    }
    await pass(27_000)
    expect((await deskOf(agent)).call).toMatchObject({ entryId, attemptNumber: 2 })
    expect((await deskOf(colleague)).agent?.state).toBe('ready')
  })

  test('may be made by hand before its time, but not during another call', async () => {
    const { agent, pass, campaignId } = await open()
    const { id: callId, entryId: called } = await takeCall(agent, pass)
    const entryId = called ?? ''
    const dial = () => agent.ask(desk.dialContact, { params: { campaignId, entryId } })
    expect((await dial()).problem.code).toBe('presence.wrongState')
    const [reason] = (await agent.ask(listReasons)).body
    await agent.ask(desk.pause, { body: { reasonId: reason?.id ?? '' } })
    await agent.ask(desk.hangUp)
    await pass(100)
    expect((await dial()).problem.code).toBe('presence.wrongState')
    await giveOutcome(agent, { callId, outcome: 'callback', callbackAt: '2026-03-05T01:05:00.000Z' })
    expect((await dial()).body).toMatchObject({ agent: { state: 'dialing' }, call: { entryId, attemptNumber: 2 } })
    await pass(6000)
    const { call } = await deskOf(agent)
    await agent.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(agent, { callId: call?.id ?? '', outcome: 'success' })
    expect((await deskOf(agent)).today.openCallbacks).toBe(0)
  })
})

describe('somebody who wants no more calls', () => {
  test('is on the list before the next dial, in every campaign', async () => {
    const { agent, pass, campaignId, entries } = await open({ mode: 'manual' })
    const [first] = entries
    await agent.ask(desk.startWork)
    await agent.ask(desk.goReady)
    const dial = () => agent.ask(desk.dialContact, { params: { campaignId, entryId: first?.id ?? '' } })
    const { call } = (await dial()).body
    await pass(6000)
    await agent.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(agent, { callId: call?.id ?? '', outcome: 'doNotCall' })
    expect(ground?.centre.engine().gate.isForbidden(first?.number ?? '')).toBe(true)
    expect((await dial()).problem.code).toBe('dialer.contactTaken')
    expect((await deskOf(agent)).agent?.state).toBe('ready')
  })

  test('is called on no other number of theirs either, also one we learn of later', async () => {
    const { agent, pass, campaignId, centre } = await open()
    const call = await takeCall(agent, pass)
    const db = centre.base.database.engine
    const { customerId } = await db
      .selectFrom('calls.call')
      .select('customerId')
      .where('id', '=', call.id)
      .executeTakeFirstOrThrow()
    const ask = (whose: string) =>
      centre.engine().gate.wouldAllow({
        ...{ kind: 'manual', number: '+8613900000042', customerId: whose, campaignId, entryId: null },
        ...{ agentId: agent.id, jurisdiction: 'cn', purpose: 'sales', timeZone: 'Asia/Shanghai', lockOutHours: 72 },
      })
    expect(ask(customerId ?? '').allowed).toBe(true)
    await agent.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(agent, { callId: call.id, outcome: 'doNotCall' })
    expect(ask(customerId ?? '')).toMatchObject({ allowed: false, rule: 'customerSaidNo' })
    expect(ask('').allowed).toBe(true)
  })
})

describe('an agent who dials for themselves', () => {
  test('sees who is next before dialling, may skip, and talks to whom they chose', async () => {
    const { agent, pass } = await open({ mode: 'preview' })
    await agent.ask(desk.startWork)
    await agent.ask(desk.goReady)
    await pass(1000)
    const offered = await deskOf(agent)
    expect([offered.agent?.state, offered.call, offered.offer?.maskedNumber]).toEqual(['ready', null, '139****0000'])
    expect((await agent.ask(desk.getCallCard)).body).toMatchObject({ callId: null, customer: { name: '客户1' } })
    await agent.ask(desk.skipOffer)
    await pass(1000)
    const next = await deskOf(agent)
    expect(next.offer?.maskedNumber).toBe('139****0001')
    const dialled = (await agent.ask(desk.dialOffer)).body
    expect(dialled).toMatchObject({ agent: { state: 'dialing' }, offer: null, call: { entryId: next.offer?.entryId } })
    await pass(6000)
    expect((await deskOf(agent)).call?.state).toBe('talking')
    expect((await agent.ask(desk.dialOffer)).problem.code).toBe('dialer.nothingOffered')
  })

  test('may ask for the next one where nothing comes by itself', async () => {
    const { agent, pass } = await open({ mode: 'manual' })
    await agent.ask(desk.startWork)
    expect((await agent.ask(desk.askOffer)).problem.code).toBe('dialer.nothingOffered')
    await agent.ask(desk.goReady)
    await pass(1000)
    expect((await deskOf(agent)).offer).toBeNull()
    const asked = (await agent.ask(desk.askOffer)).body
    expect(asked.offer?.maskedNumber).toBe('139****0000')
    expect((await agent.ask(desk.dialOffer)).body).toMatchObject({ agent: { state: 'dialing' }, offer: null })
  })

  test('dials one contact by hand, from a pause as well, and shows the campaign it belongs to', async () => {
    const { agent, pass, campaignId, entries } = await open({ mode: 'manual' })
    await agent.ask(desk.startWork)
    const params = { campaignId, entryId: entries[2]?.id ?? '' }
    const dialled = (await agent.ask(desk.dialContact, { params })).body
    expect(dialled).toMatchObject({ agent: { state: 'dialing' }, campaign: { id: campaignId } })
    expect((await agent.ask(desk.dialContact, { params })).problem.code).toBe('presence.wrongState')
    await pass(6000)
    expect((await deskOf(agent)).call).toMatchObject({ entryId: params.entryId, state: 'talking' })
  })
})
