import { afterEach, describe, expect, test } from 'vitest'
import { startWork as come, finishCall, goReady } from '../contract.ts'
import { deskOf, giveOutcome, openDesks, takeCall } from './test-desk.ts'

const ours = '+864000000000'

let ground: Awaited<ReturnType<typeof openDesks>> | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

/** The first agent has spoken with the only contact, who is thinking it over; both agents are ready. */
const openAfterTalk = async () => {
  const open = await openDesks({ agents: 2, contacts: 1 })
  ground = open
  const { centre, people, pass } = open
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]]
  const call = await takeCall(first, pass)
  centre.engine().calls.hangUp(call.id)
  await pass(1000)
  await giveOutcome(first, { callId: call.id, outcome: 'noDecision' })
  await second.ask(come)
  await second.ask(goReady)
  await pass(1000)
  const { engine } = centre.base.database
  const written = () => centre.engine().journal.written()
  const number = open.entries[0]?.number ?? ''
  const incoming = async () => {
    await written()
    return engine.selectFrom('calls.call').selectAll().where('direction', '=', 'in').execute()
  }
  const contact = async () => {
    await written()
    return engine.selectFrom('dialer.contact').selectAll().executeTakeFirstOrThrow()
  }
  const promises = async () => {
    await written()
    return engine.selectFrom('followups.followup').selectAll().where('state', '=', 'open').execute()
  }
  const placed = async () => {
    await written()
    return engine.selectFrom('calls.callFact').selectAll().execute()
  }
  return { ...open, first, second, number, incoming, contact, promises, placed, before: call }
}

describe('a customer who calls back', () => {
  test('reaches the agent who called last, who says what came of it; nothing we placed counts more for it', async () => {
    const { centre, first, second, pass, number, incoming, contact, placed, promises } = await openAfterTalk()
    const countedBefore = await placed()
    const dialsBefore = (await deskOf(first)).today
    centre.network.callIn(number, ours, { talkMs: 20_000 })
    await pass(2000)
    expect(await deskOf(first)).toMatchObject({
      ...{ agent: { state: 'talking' }, call: { state: 'talking', direction: 'in' } },
    })
    expect((await deskOf(second)).agent?.state).toBe('ready')
    await pass(20_000)
    const { call } = await deskOf(first)
    expect((await first.ask(finishCall, { body: { callId: call?.id ?? '', outcome: 'success' } })).status).toBe(200)
    const [row, ...others] = await incoming()
    expect(others).toEqual([])
    expect(row).toMatchObject({
      ...{ number, callerId: ours, mode: 'incoming', agentId: first.id, entryId: null, state: 'ended' },
      ...{ cause: 'normal', endedBy: 'customer', outcome: 'success', abandoned: false },
    })
    expect(row?.talkMs).toBeGreaterThan(19_000)
    expect(await contact()).toMatchObject({ state: 'closed', closeReason: 'success', attempts: 1 })
    expect(await placed()).toEqual(countedBefore)
    expect((await deskOf(first)).today).toEqual(dialsBefore)
    expect(await promises()).toEqual([])
  })

  test('reaches another agent of the campaign where that one is not free', async () => {
    const { centre, first, second, pass, number, incoming } = await openAfterTalk()
    centre.engine().presence.ask(first.id, { pause: 'break', reasonId: null })
    centre.network.callIn(number, ours)
    await pass(2000)
    expect((await deskOf(first)).agent?.state).toBe('break')
    expect(await deskOf(second)).toMatchObject({ agent: { state: 'talking' }, call: { state: 'talking' } })
    await pass(40_000)
    expect(await incoming()).toMatchObject([{ agentId: second.id, cause: 'normal' }])
  })

  test('is passed on at once when the headset of the agent is away', async () => {
    const { centre, first, second, pass, number } = await openAfterTalk()
    // Away in the very instant of joining, before anybody could be told.
    const { endpoint } = centre.engine().presence.take(first.id)
    const stop = centre.network.listen(({ kind }) => {
      if (kind === 'incoming') centre.clock.after(4, () => centre.network.faults.headset(endpoint, 'away'))
    })
    centre.network.callIn(number, ours)
    await pass(2000)
    stop()
    expect((await deskOf(second)).agent?.state).toBe('talking')
    expect((await deskOf(first)).agent?.state).toBe('notReady')
  })

  test('and finds nobody is owed a call, at once, by who called last', async () => {
    const { centre, first, second, pass, number, incoming, contact, promises, placed } = await openAfterTalk()
    for (const { id } of [first, second]) centre.engine().presence.ask(id, { pause: 'meeting', reasonId: null })
    const before = await placed()
    centre.network.callIn(number, ours)
    await pass(3000)
    expect(await incoming()).toMatchObject([
      { state: 'ended', cause: 'cancelled', endedBy: 'us', agentId: null, outcomeKind: 'unreached', answeredAt: null },
    ])
    expect(await promises()).toMatchObject([{ kind: 'callback', agentId: first.id }])
    expect(await contact()).toMatchObject({ ownerId: first.id, attempts: 1, state: 'reserved' })
    expect(await placed()).toEqual(before)
    // Back at work, the first thing is that call.
    await first.ask(goReady)
    await pass(7000)
    expect((await deskOf(first)).agent?.state).toBe('talking')
    expect((await placed()).length).toBe(before.length + 1)
  })

  test('and hangs up before anybody took the call is owed one as well', async () => {
    const { centre, first, pass, number, incoming, promises } = await openAfterTalk()
    centre.network.callIn(number, ours, { ringsForMs: 1 })
    await pass(3000)
    expect(await incoming()).toMatchObject([{ state: 'ended', cause: 'noAnswer', endedBy: 'customer' }])
    expect(await promises()).toMatchObject([{ agentId: first.id }])
    expect((await deskOf(first)).agent?.state).not.toBe('talking')
  })

  test('whom nobody here ever called is turned away, and on record', async () => {
    const { centre, pass, incoming, promises } = await openAfterTalk()
    for (const from of ['13800138000', '', 'anonymous', "+86'; drop table calls.call; --"])
      centre.network.callIn(from, ours)
    await pass(3000)
    const rows = await incoming()
    expect(rows).toHaveLength(4)
    for (const row of rows)
      expect(row).toMatchObject({
        campaignId: null,
        customerId: null,
        cause: 'cancelled',
        endedBy: 'us',
        agentId: null,
      })
    expect(rows.map(({ number }) => number)).toContain('+8613800138000')
    expect(await promises()).toEqual([])
    expect(await centre.network.liveCalls()).toEqual([])
  })

  test('is not called by us while on the line', async () => {
    const { centre, pass, number, contact, placed } = await openAfterTalk()
    await centre.base.database.engine
      .updateTable('dialer.contact')
      .set({ dueAt: centre.base.now().toISOString() })
      .execute()
    const before = (await placed()).length
    centre.network.callIn(number, ours, { talkMs: 3_600_000 })
    await pass(1_800_000)
    expect((await contact()).state).toBe('reserved')
    expect((await placed()).length).toBe(before)
  })
})
