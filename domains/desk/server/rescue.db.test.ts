import { afterEach, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { headsetLost } from '#domains/presence/contract.ts'
import { getHeadset, promptContract, putOnHeadset, takeOffHeadset, testEcho } from '#domains/telephony/contract.ts'
import { wavOf } from '#domains/telephony/server/public.ts'
import type { Person } from '#server/testing.ts'
import * as desk from '../contract.ts'
import { deskOf, giveOutcome, openDesks, takeCall } from './test-desk.ts'

let ground: Awaited<ReturnType<typeof openDesks>> | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

/** One conversation is up; a colleague, if there is one, has signed in and waits. */
const openTalk = async (agents = 1, talkMs = 3_600_000, hasSeller = false) => {
  // One contact: nobody else is called for the colleague meanwhile.
  const open = await openDesks({ agents, contacts: 1, behaviour: () => person({ talkMs }), hasSeller })
  ground = open
  const { centre, people, pass } = open
  const [first, second = first] = people as [Person, ...Person[]]
  const call = await takeCall(first, pass)
  if (agents > 1) await second.ask(desk.startWork)
  const { presence } = centre.engine()
  const of = (id: string) => presence.take(id)
  const lose = (id: string) => centre.network.faults.headset(of(id).endpoint, 'away')
  const wear = (id: string) => centre.network.faults.headset(of(id).endpoint, 'seated')
  const ledger = async (callId: string) => {
    await centre.engine().journal.written()
    return centre.base.database.engine
      .selectFrom('calls.call')
      .select(['agentId', 'outcome', 'cause', 'endedBy', 'holdMs', 'state', 'abandoned'])
      .where('id', '=', callId)
      .executeTakeFirstOrThrow()
  }
  const hears = (callId: string) => centre.network.wiretap(callId)
  return { ...open, first, second, call, of, lose, wear, ledger, hears }
}
/** Screens that are alive say so every few seconds. */
const passBeating = async (ms: number, people: Person[], pass: (ms: number) => Promise<void>) => {
  for (let left = ms; left > 0; left -= 5000) {
    for (const person of people) await person.ask(desk.beat)
    await pass(Math.min(5000, left))
  }
}

describe('a headset lost in the middle of a conversation', () => {
  test('and back within the time the campaign waits finds the same customer, who heard music, and the wait counts', async () => {
    const { first, call, lose, wear, pass, of, ledger } = await openTalk()
    lose(first.id)
    await pass(1000)
    const waiting = (await deskOf(first)).call
    expect(waiting).toMatchObject({ id: call.id, state: 'talking', takenOver: false })
    expect(Date.parse(waiting?.waitsForHeadsetUntil ?? '')).toBeGreaterThan(ground?.centre.clock.nowMs() ?? 0)
    await pass(9000)
    wear(first.id)
    await pass(100)
    // A reload in the meantime asks again: it is the same conversation.
    const back = await deskOf(first)
    expect(back).toMatchObject({ agent: { state: 'talking' }, call: { id: call.id, waitsForHeadsetUntil: null } })
    await passBeating(20_000, [first], pass)
    expect(of(first.id).state).toBe('talking')
    await first.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(first, { callId: call.id })
    const row = await ledger(call.id)
    expect(row).toMatchObject({ agentId: first.id, outcome: 'refusal.noNeed', cause: 'normal' })
    expect(row.holdMs).toBeGreaterThanOrEqual(10_000)
    expect(row.holdMs).toBeLessThan(10_300)
    expect(of(first.id).state).not.toBe('notReady')
  })

  test('what the agent had silenced stays silent when it is back', async () => {
    const { first, call, lose, wear, pass, hears } = await openTalk()
    await first.ask(desk.mute, { body: { on: true } })
    await pass(100)
    const silenced = JSON.stringify(hears(call.id))
    lose(first.id)
    await pass(3000)
    wear(first.id)
    await pass(200)
    expect(JSON.stringify(hears(call.id))).toBe(silenced)
    expect((await deskOf(first)).call?.muted).toBe(true)
  })

  test('ends a hold: who is joined again has the customer, and both the screen and the record say so', async () => {
    const { first, call, lose, wear, pass, of, hears, ledger } = await openTalk()
    await first.ask(desk.hold, { body: { on: true } })
    await pass(2000)
    expect(of(first.id).state).toBe('holding')
    lose(first.id)
    await pass(3000)
    wear(first.id)
    await pass(1000)
    expect(hears(call.id)?.hears.customer).toEqual([of(first.id).endpoint])
    expect(await deskOf(first)).toMatchObject({ agent: { state: 'talking' }, call: { onHold: false } })
    await passBeating(20_000, [first], pass)
    await first.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(first, { callId: call.id })
    const { holdMs } = await ledger(call.id)
    expect(holdMs).toBeGreaterThanOrEqual(4900)
    expect(holdMs).toBeLessThan(5500)
  })

  test('and not back in time hands the customer to a free colleague, who sees so and gives the outcome', async () => {
    const { first, second, call, lose, wear, pass, of, ledger } = await openTalk(2)
    await second.ask(desk.goReady)
    lose(first.id)
    await passBeating(14_000, [first, second], pass)
    expect(of(second.id).state).toBe('ready')
    await passBeating(2000, [first, second], pass)
    expect(await deskOf(second)).toMatchObject({
      agent: { state: 'talking' },
      call: { id: call.id, takenOver: true, waitsForHeadsetUntil: null },
    })
    expect(of(first.id)).toMatchObject({ state: 'notReady', reasonId: headsetLost, callId: null })
    expect((await deskOf(first)).call).toBeNull()
    // The headset that comes back too late takes nobody's customer away.
    wear(first.id)
    await passBeating(10_000, [first, second], pass)
    expect(of(second.id)).toMatchObject({ state: 'talking', callId: call.id })
    expect((await first.ask(desk.goReady)).body.agent?.state).toBe('ready')
    await second.ask(desk.hangUp)
    await pass(100)
    await giveOutcome(second, { callId: call.id })
    expect(await ledger(call.id)).toMatchObject({ agentId: second.id, outcome: 'refusal.noNeed', cause: 'normal' })
  })

  test('and back in the very moment the customer is given on leaves them with one agent, who hears them', async () => {
    const { first, second, call, lose, wear, pass, of, hears } = await openTalk(2)
    await second.ask(desk.goReady)
    lose(first.id)
    await passBeating(10_000, [first, second], pass)
    await pass(4998)
    wear(first.id)
    await pass(1000)
    const talking = [first, second].filter(({ id }) => of(id).callId === call.id)
    expect(talking).toHaveLength(1)
    const { endpoint, state } = of(talking[0]?.id ?? '')
    expect(state).toBe('talking')
    expect(hears(call.id)?.hears[endpoint]).toContain('customer')
  })

  test('is given on once more where the colleague loses theirs as well, and then to nobody', async () => {
    const { first, second, call, lose, pass, of, ledger } = await openTalk(2)
    await second.ask(desk.goReady)
    lose(first.id)
    await passBeating(15_500, [first, second], pass)
    expect(of(second.id).callId).toBe(call.id)
    lose(second.id)
    await passBeating(30_000, [second], pass)
    expect(of(second.id).state).toBe('wrapUp')
    await giveOutcome(second, { callId: call.id, outcome: 'noDecision' })
    expect(of(second.id)).toMatchObject({ state: 'notReady', reasonId: headsetLost })
    expect(await ledger(call.id)).toMatchObject({ agentId: second.id, state: 'ended', endedBy: 'us', abandoned: false })
  })

  test('ends the call where nobody is free; whoever still sits there says what came of it and then gets no call', async () => {
    const { first, call, lose, pass, of, ledger } = await openTalk()
    lose(first.id)
    await passBeating(30_000, [first], pass)
    expect(of(first.id)).toMatchObject({ state: 'wrapUp', callId: call.id })
    await passBeating(60_000, [first], pass)
    expect((await ledger(call.id)).outcome).toBeNull()
    await giveOutcome(first, { callId: call.id, outcome: 'success' })
    expect(of(first.id)).toMatchObject({ state: 'notReady', reasonId: headsetLost })
    expect(await ledger(call.id)).toMatchObject({ outcome: 'success', cause: 'normal', endedBy: 'us' })
  })

  test.each([
    { whose: 'of the seller', hasSeller: true, prompt: /^prompt:safe-harbour-/ },
    { whose: 'of the house, where no seller is set', hasSeller: false, prompt: /^prompt:house-goodbye$/ },
  ])('lets the customer whom nobody can take hear the message $whose before the end', async ({ hasSeller, prompt }) => {
    const { first, call, lose, pass, ledger, hears } = await openTalk(1, 3_600_000, hasSeller)
    lose(first.id)
    await passBeating(15_500, [first], pass)
    expect(hears(call.id)?.hears.customer).toContainEqual(expect.stringMatching(prompt))
    expect((await ledger(call.id)).state).not.toBe('ended')
    await passBeating(20_000, [first], pass)
    expect(await ledger(call.id)).toMatchObject({ state: 'ended', cause: 'normal', endedBy: 'us', abandoned: false })
  })

  test('lets the customer hear a long message to its end, and holds them no longer where its end is not told', async () => {
    const { centre, first, call, lose, pass, ledger, hears } = await openTalk()
    const keeper = await centre.someone('campaignManager')
    const sound = Int16Array.from({ length: 8000 * 60 }, (_, n) => 9000 * Math.sin(n / 5))
    const body = new File([new Uint8Array(wavOf(sound, 8000))], 'goodbye.wav')
    const { body: made } = await keeper.ask(promptContract.uploadPromptSound, { body })
    const words = { title: '中心告别语', wordsZh: '', wordsEn: '', version: 0 }
    const changed = await keeper.ask(promptContract.changePrompt, {
      params: { name: 'house-goodbye' },
      body: { ...words, sound: made.sound },
    })
    expect(changed.body).toMatchObject({ milliseconds: 60_000, version: 1 })
    await centre.engine().prompts.follow()
    await pass(100)
    centre.network.faults.events({ lost: 1, lostKinds: ['played'] })
    lose(first.id)
    await passBeating(15_500, [first], pass)
    await passBeating(55_000, [first], pass)
    expect(hears(call.id)?.hears.customer).toContainEqual('prompt:house-goodbye')
    await passBeating(20_000, [first], pass)
    expect(await ledger(call.id)).toMatchObject({ state: 'ended', cause: 'normal', endedBy: 'us' })
  })

  test('whose browser was killed leaves no agent stuck: the call is closed without a decision', async () => {
    const { first, call, lose, pass, of, ledger } = await openTalk()
    lose(first.id)
    await pass(60_000)
    expect(of(first.id)).toMatchObject({ state: 'notReady', reasonId: headsetLost, callId: null })
    expect(await ledger(call.id)).toMatchObject({ outcome: 'noDecision', state: 'ended', agentId: first.id })
  })

  test('after the end of the call takes nobody out of their wrap-up', async () => {
    const { first, call, lose, pass, of, ledger } = await openTalk()
    await first.ask(desk.hangUp)
    await pass(100)
    lose(first.id)
    await passBeating(10_000, [first], pass)
    expect(of(first.id)).toMatchObject({ state: 'wrapUp', callId: call.id })
    await giveOutcome(first, { callId: call.id, outcome: 'success' })
    expect(of(first.id)).toMatchObject({ state: 'notReady', reasonId: headsetLost })
    expect((await ledger(call.id)).outcome).toBe('success')
  })

  test('does not keep the customer from hanging up', async () => {
    const { first, call, lose, pass, of, ledger } = await openTalk(1, 9000)
    lose(first.id)
    await passBeating(12_000, [first], pass)
    expect(of(first.id)).toMatchObject({ state: 'wrapUp', callId: call.id })
    await giveOutcome(first, { callId: call.id })
    expect(await ledger(call.id)).toMatchObject({ endedBy: 'customer', outcome: 'refusal.noNeed' })
  })
})

describe('an agent without a headset', () => {
  const sockets = [
    { node: 'a', url: 'ws://127.0.0.1:8088/ws' },
    { node: 'b', url: 'ws://127.0.0.1:8188/ws' },
  ]
  test('cannot be ready, dial or be called, and can again when it is worn', async () => {
    ground = await openDesks({ headsetSockets: sockets, mode: 'manual' })
    const { centre, agent, pass, campaignId, entries } = ground
    await agent.ask(desk.startWork)
    const { endpoint } = centre.engine().presence.take(agent.id)
    centre.network.faults.headset(endpoint, 'away')
    const refused = [
      await agent.ask(desk.goReady),
      await agent.ask(desk.dialContact, { params: { campaignId, entryId: entries[0]?.id ?? '' } }),
    ]
    expect(refused.map(({ status, problem }) => [status, problem.code])).toEqual([
      [409, 'telephony.headsetAway'],
      [409, 'telephony.headsetAway'],
    ])
    const { body: issued } = await agent.ask(putOnHeadset)
    expect(issued).toMatchObject({ isNeeded: true, user: 'seat-A001', sockets })
    await pass(100)
    expect((await agent.ask(getHeadset)).body).toMatchObject({ state: 'seated', holder: issued.holder })
    expect((await agent.ask(desk.goReady)).body.agent?.state).toBe('ready')
    centre.network.faults.headset(endpoint, 'away')
    expect((await deskOf(agent)).agent).toMatchObject({ state: 'notReady', reasonId: headsetLost })
  })

  test('has the call on its way to nobody called off', async () => {
    ground = await openDesks()
    const { centre, agent, pass } = ground
    await agent.ask(desk.startWork)
    await agent.ask(desk.goReady)
    await pass(2000)
    const { callId, endpoint } = centre.engine().presence.take(agent.id)
    centre.network.faults.headset(endpoint, 'away')
    await pass(10_000)
    expect(centre.engine().presence.take(agent.id)).toMatchObject({ state: 'notReady', callId: null })
    await centre.engine().journal.written()
    const row = await centre.base.database.engine
      .selectFrom('calls.call')
      .select(['cause', 'outcome'])
      .where('id', '=', callId ?? '')
      .executeTakeFirst()
    expect(row).toEqual({ cause: 'cancelled', outcome: 'unreached.cancelled' })
  })
})

describe('the account of a headset', () => {
  test('gets a new password each time it is put on, which nobody reads but its wearer and no audit keeps', async () => {
    ground = await openDesks({ agents: 2, headsetSockets: [{ node: 'a', url: 'ws://127.0.0.1:8088/ws' }] })
    const { centre, agent, people, pass } = ground
    const first = (await agent.ask(putOnHeadset)).body
    const again = (await agent.ask(putOnHeadset)).body
    expect(again.user).toBe(first.user)
    expect(again.holder).not.toBe(first.holder)
    expect(again.password).not.toBe(first.password)
    expect((await people[1]?.ask(getHeadset))?.body).toMatchObject({ holder: null, state: 'away' })
    const db = centre.base.database
    const sight = { scope: 'all', uid: agent.id, teamIds: [], siteIds: [] } as const
    await expect(db.seenBy(sight).selectFrom('telephony.headsetSecret').selectAll().execute()).rejects.toThrow(
      /permission denied/,
    )
    const trail = await db.engine
      .selectFrom('platform.auditEntry')
      .selectAll()
      .where('tableName', 'like', 'telephony.%')
      .orderBy('id')
      .execute()
    expect(trail.map(({ actorId, operation }) => [actorId, operation])).toEqual([
      [agent.id, 'insert'],
      [agent.id, 'update'],
    ])
    expect(JSON.stringify(trail)).not.toContain(again.password)
    await agent.ask(takeOffHeadset)
    await pass(100)
    expect((await agent.ask(getHeadset)).body.holder).toBeNull()
    expect(await db.engine.selectFrom('telephony.headsetSecret').selectAll().execute()).toEqual([])
  })

  test('is worn by one person: of two records that name the same headset, the one seen with it has it', async () => {
    ground = await openDesks({ agents: 2, headsetSockets: [{ node: 'a', url: 'ws://127.0.0.1:8088/ws' }] })
    const { centre, people, pass } = ground
    const [first, second] = people as [Person, Person]
    await centre.base.database.engine
      .updateTable('people.employee')
      .set({ endpoint: 'sip:seat-A001@pbx' })
      .where('id', '=', second.id)
      .execute()
    await first.ask(putOnHeadset)
    await pass(100)
    expect((await second.ask(putOnHeadset)).problem.code).toBe('telephony.worn')
    centre.network.faults.headset('seat-A001', 'away')
    expect((await second.ask(putOnHeadset)).body.user).toBe('seat-A001')
    expect((await first.ask(getHeadset)).body.holder).toBeNull()
  })

  test('is of employees only, and the test of one’s own voice needs it joined', async () => {
    ground = await openDesks({ headsetSockets: [{ node: 'a', url: 'ws://127.0.0.1:8088/ws' }] })
    const { centre, agent, pass } = ground
    const stranger = await centre.someone('agent')
    expect((await stranger.ask(putOnHeadset)).problem.code).toBe('telephony.nobodyToWearIt')
    expect((await (await centre.someone('finance')).ask(putOnHeadset)).status).toBe(403)
    centre.network.faults.headset('seat-A001', 'away')
    expect((await agent.ask(testEcho, { body: { on: true } })).problem.code).toBe('telephony.headsetAway')
    await agent.ask(putOnHeadset)
    await pass(100)
    expect((await agent.ask(testEcho, { body: { on: true } })).status).toBe(200)
    await pass(100)
    expect(centre.network.hearsApart('seat-A001')).toEqual(['seat-A001'])
    // Left lying for a quarter of an hour by somebody who is not at work, it is taken off.
    centre.network.faults.headset('seat-A001', 'away')
    await pass(17 * 60_000)
    expect((await agent.ask(getHeadset)).body.holder).toBeNull()
  })
})
