import { afterEach, describe, expect, test } from 'vitest'
import { person, unreached } from '#adapters/simulator/call-script.ts'
import { signOut } from '#domains/access/contract.ts'
import { changeCustomer, getRecord, mergeCustomers, setTags } from '#domains/customers/contract.ts'
import { setOwner, upsertCustomers } from '#domains/customers/server/public.ts'
import { listReasons } from '#domains/presence/contract.ts'
import { withClient } from '#platform/postgres/client.ts'
import { password } from '#server/testing.ts'
import * as desk from '../contract.ts'
import { deskState } from './state.ts'
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

describe('a call at the desk', () => {
  test('comes to the agent who is ready, with the customer on the card', async () => {
    const { agent, pass } = await open()
    const arrived = await agent.ask(desk.startWork)
    expect(arrived.body.agent?.state).toBe('notReady')
    expect((await agent.ask(desk.goReady)).body.agent?.state).toMatch(/ready|dialing/)
    await pass(2000)
    expect((await deskOf(agent)).agent?.state).toBe('dialing')
    await pass(4000)
    const { agent: me, call, campaign } = await deskOf(agent)
    expect([me?.state, call?.state, call?.attemptNumber]).toEqual(['talking', 'talking', 1])
    expect(call?.maskedNumber).toBe('139****0000')
    expect(campaign?.callingWindows.thursday).toEqual([{ from: '09:00', to: '20:30' }])
    const card = (await agent.ask(desk.getCallCard)).body
    expect(card).toMatchObject({ callId: call?.id, entryId: call?.entryId, customer: { name: '客户1' }, draft: null })
    expect(JSON.stringify(card)).not.toContain('13912340000')
  })

  test('shows tags and talk pattern, after a merge those of the record that stands for both', async () => {
    const { agent, pass, centre } = await open()
    const { entryId } = await takeCall(agent, pass)
    const db = centre.base.database.engine
    const { customerId } = await db
      .selectFrom('lists.entry')
      .select('customerId')
      .where('id', '=', entryId)
      .executeTakeFirstOrThrow()
    const manager = await centre.someone('campaignManager')
    await manager.ask(setTags, { params: { customerId }, body: { tags: ['企业主', '高意向'] } })
    const { body: record } = await manager.ask(getRecord, { params: { customerId } })
    const talking = { version: record.version, talkPattern: 'hurried' as const }
    await manager.ask(changeCustomer, { params: { customerId }, body: talking })
    const card = async () => (await agent.ask(desk.getCallCard)).body.customer
    // Nobody's customer: the agent sees the card while on the line, and not the record afterwards.
    expect(await card()).toMatchObject({ tags: ['企业主', '高意向'], talkPattern: 'hurried', mayOpen: false })
    const { agent: me } = await deskOf(agent)
    await setOwner(db, { customerIds: [customerId], ownerId: me?.id ?? '' })
    expect(await card()).toMatchObject({ id: customerId, mayOpen: true })
    const [golden] = await upsertCustomers(db, [{ number: '+8613912349999', name: '客户一' }])
    const keepId = golden ?? ''
    const merged = await manager.ask(mergeCustomers, {
      params: { customerId: keepId },
      body: { otherId: customerId, reason: '' },
    })
    expect(merged.status).toBe(200)
    expect(await card()).toMatchObject({ id: keepId, tags: ['企业主', '高意向'], talkPattern: 'hurried' })
  })

  test('can be muted, held, taken back and ended, and help asked for meanwhile', async () => {
    const { agent, pass } = await open()
    await takeCall(agent, pass)
    expect((await agent.ask(desk.mute, { body: { on: true } })).body.call?.muted).toBe(true)
    expect((await agent.ask(desk.askForHelp, { body: { on: true } })).body.agent?.helpAskedAt).not.toBeNull()
    expect((await deskOf(agent)).agent?.helpAskedAt).not.toBeNull()
    expect((await agent.ask(desk.askForHelp, { body: { on: false } })).body.agent?.helpAskedAt).toBeNull()
    await agent.ask(desk.hold, { body: { on: true } })
    await pass(100)
    expect(await deskOf(agent)).toMatchObject({ agent: { state: 'holding' }, call: { onHold: true } })
    await agent.ask(desk.hold, { body: { on: false } })
    await pass(100)
    expect((await deskOf(agent)).agent?.state).toBe('talking')
    await agent.ask(desk.hangUp)
    await pass(100)
    expect(await deskOf(agent)).toMatchObject({
      agent: { state: 'wrapUp' },
      call: { state: 'ended', cause: 'normal' },
    })
  })

  test('keeps what was typed when the page is loaded anew, and forgets it with the outcome', async () => {
    const { agent, pass } = await open()
    const { id: callId } = await takeCall(agent, pass)
    const draft = { callId, outcome: 'noDecision' as const, note: '下月再谈 😀', callbackAt: null }
    await agent.ask(desk.saveDraft, { body: { ...draft, note: '下月' } })
    await agent.ask(desk.saveDraft, { body: draft })
    expect((await agent.ask(desk.getCallCard)).body.draft).toEqual(draft)
    await agent.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(agent, { callId, outcome: 'noDecision', note: draft.note })
    expect(await ground?.centre.base.database.engine.selectFrom('desk.draft').select('callId').execute()).toEqual([])
  })

  test('takes no outcome while it is up, and frees the agent for the next customer once it has one', async () => {
    const { agent, pass } = await open()
    const { id: callId } = await takeCall(agent, pass)
    expect((await giveOutcome(agent, { callId })).problem.code).toBe('calls.stillUp')
    await agent.ask(desk.hangUp)
    await pass(100)
    const after = await giveOutcome(agent, { callId, outcome: 'success', note: '买了' })
    expect(after.body.agent?.state).toMatch(/ready|dialing/)
    await pass(6000)
    const next = await deskOf(agent)
    expect(next.call?.id).not.toBe(callId)
    expect(next.today).toMatchObject({ connects: 1, successes: 1, last: { outcome: 'success' } })
    expect((await giveOutcome(agent, { callId })).problem.code).toBe('desk.notYourCall')
  })

  test('that nobody answers leaves a trace and goes on by itself', async () => {
    const { agent, pass } = await open({
      behaviour: (to) => (to.endsWith('0') ? unreached('emptyNumber') : person({ talkMs: 3_600_000 })),
    })
    await agent.ask(desk.startWork)
    await agent.ask(desk.goReady)
    await pass(9000)
    const { call, today } = await deskOf(agent)
    expect([call?.state, today.dials, today.last]).toEqual([
      'talking',
      2,
      { maskedNumber: '139****0000', outcome: 'unreached.emptyNumber' },
    ])
  })

  test('of somebody else is refused, and so is its draft', async () => {
    const { people, pass } = await open({ agents: 2 })
    const [one, other] = people as [(typeof people)[0], (typeof people)[0]]
    const { id: callId } = await takeCall(one, pass)
    await takeCall(other, pass)
    expect((await giveOutcome(other, { callId })).problem.code).toBe('desk.notYourCall')
    expect((await other.ask(desk.saveDraft, { body: { callId, note: '篡改' } })).problem.code).toBe('desk.notYourCall')
    expect((await one.ask(desk.getCallCard)).body.draft).toBeNull()
  })

  test('goes on while its agent is signed out of the product, and is there again after the next sign-in', async () => {
    const { centre, agent, pass } = await open()
    const { id: callId } = await takeCall(agent, pass)
    await agent.ask(desk.saveDraft, { body: { callId, note: '谈到一半' } })
    await agent.ask(signOut)
    expect((await agent.ask(desk.getDesk)).problem.code).toBe('common.notSignedIn')
    expect((await agent.ask(desk.saveDraft, { body: { callId, note: '迟到' } })).status).toBe(401)
    await pass(60_000)
    const again = await centre.signIn('a001', password)
    expect((await deskOf(again)).call).toMatchObject({ id: callId, state: 'talking' })
    expect((await again.ask(desk.getCallCard)).body.draft?.note).toBe('谈到一半')
  })
})

describe('the figures of today', () => {
  test('count an outcome the moment it is given, though the ledger cannot be read', async () => {
    const { centre, agent, pass } = await open()
    const { id: callId } = await takeCall(agent, pass)
    expect((await deskOf(agent)).today).toMatchObject({ dials: 1, connects: 0, successes: 0, last: null })
    await agent.ask(desk.hangUp)
    await pass(100)
    const engine = centre.engine()
    await engine.journal.written()
    await withClient(centre.urls.ownerUrl, async (client) => {
      await client.query('begin; lock table calls.call in access exclusive mode')
      engine.desk.finish(engine.presence.take(agent.id), { callId, outcome: 'success', note: '' })
      const { today } = await deskState(engine, agent.id)
      await client.query('rollback')
      expect(today).toMatchObject({ connects: 1, successes: 1, last: { outcome: 'success' } })
    })
  })

  test('are the same after the agent has signed in anew, and begin anew at midnight', async () => {
    const { centre, agent, pass } = await open({ contacts: 1 })
    const { id: callId } = await takeCall(agent, pass)
    await agent.ask(desk.hangUp)
    await pass(100)
    const callbackAt = '2026-03-06T02:00:00.000Z'
    const { today } = (await giveOutcome(agent, { callId, outcome: 'callback', callbackAt })).body
    expect(today).toMatchObject({ dials: 1, connects: 1, openCallbacks: 1, last: { outcome: 'callback' } })
    await pass(60_000)
    expect((await deskOf(agent)).today).toEqual(today)
    expect((await agent.ask(desk.endWork)).body.today).toEqual(today)
    expect((await agent.ask(desk.startWork)).body.today).toEqual(today)
    await centre.clock.runUntil(new Date('2026-03-05T16:00:00.000Z'))
    expect((await agent.ask(desk.startWork)).body.today).toMatchObject({ dials: 0, openCallbacks: 1, last: null })
  })
})

describe('two browsers of one agent', () => {
  test('show the same desk, and either may act', async () => {
    const { centre, agent, pass } = await open()
    const second = await centre.signIn('a001', password)
    const { id: callId } = await takeCall(agent, pass)
    expect((await second.ask(desk.startWork)).body.call?.id).toBe(callId)
    await second.ask(desk.mute, { body: { on: true } })
    expect((await deskOf(agent)).call?.muted).toBe(true)
    await agent.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(second, { callId })
    expect((await deskOf(agent)).agent?.state).toMatch(/ready|dialing/)
  })
})

describe('the day of an agent', () => {
  test('cannot end during a call or its wrap-up, only before and after', async () => {
    const { agent, pass } = await open()
    const { id: callId } = await takeCall(agent, pass)
    expect((await agent.ask(desk.endWork)).problem.code).toBe('presence.onACall')
    await agent.ask(desk.hangUp)
    await pass(100)
    expect((await agent.ask(desk.endWork)).problem.code).toBe('presence.onACall')
    await giveOutcome(agent, { callId })
    expect((await agent.ask(desk.endWork)).body.agent).toBeNull()
    expect((await agent.ask(desk.goReady)).problem.code).toBe('presence.notSignedInToWork')
  })

  test('has its pause after the wrap-up when it is asked for before the outcome is given', async () => {
    const { agent, pass } = await open()
    const { id: callId } = await takeCall(agent, pass)
    const reasons = (await agent.ask(listReasons)).body
    const lunch = reasons.find(({ state }) => state === 'break') ?? reasons[0]!
    const asked = (await agent.ask(desk.pause, { body: { reasonId: lunch.id } })).body
    expect(asked.agent).toMatchObject({ state: 'talking', wants: lunch.state })
    await agent.ask(desk.hangUp)
    await pass(100)
    expect((await agent.ask(desk.goReady)).body.agent).toMatchObject({ state: 'wrapUp', wants: null })
    await agent.ask(desk.pause, { body: { reasonId: lunch.id } })
    const after = (await giveOutcome(agent, { callId })).body
    expect(after.agent).toMatchObject({ state: lunch.state, reasonId: lunch.id, wants: null })
    await pass(60_000)
    expect((await deskOf(agent)).call).toBeNull()
  })

  test('goes on until the screen has been silent for half a minute; then no customer comes any more', async () => {
    const { agent, pass } = await open({ contacts: 1, behaviour: () => unreached('emptyNumber') })
    await agent.ask(desk.startWork)
    await agent.ask(desk.goReady)
    for (let beats = 0; beats < 6; beats++) {
      await pass(10_000)
      await agent.ask(desk.beat)
    }
    expect((await deskOf(agent)).agent?.state).toBe('ready')
    await pass(40_000)
    expect((await deskOf(agent)).agent?.state).toBe('notReady')
  })
})
