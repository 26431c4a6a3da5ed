import { afterEach, describe, expect, test } from 'vitest'
import * as desk from '../contract.ts'
import {
  callColleague,
  changeHandling,
  consultParty,
  endConsult,
  getHandling,
  leaveColleague,
  leaveMessage,
  listParties,
  transferCall,
} from '../handling-contract.ts'
import { deskOf, openDesks, takeCall } from './test-desk.ts'

let ground: Awaited<ReturnType<typeof openDesks>> | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

const partner = '+862161234567'
/** The first agent talks to a customer, the second is ready; the campaign allows one number outside and one message. */
const openTalk = async (contacts = 1) => {
  const open = await openDesks({ agents: 2, contacts })
  ground = open
  const { centre, people, pass, campaignId } = open
  const [first, second] = people as [(typeof people)[0], (typeof people)[0]]
  const manager = await centre.someone('campaignManager')
  const params = { campaignId }
  const body = {
    outside: [{ name: '贷款专线', number: '021-61234567' }],
    messagePrompt: 'voicemail',
    showsListening: false,
  }
  const saved = await manager.ask(changeHandling, { params, body: { ...body, version: 0 } })
  expect(saved.body.outside).toEqual([{ name: '贷款专线', number: partner }])
  const call = await takeCall(first, pass)
  await second.ask(desk.startWork)
  await second.ask(desk.goReady)
  return { ...open, first, second, manager, call, params, body }
}

describe('an agent with a customer on the line', () => {
  test('asks a colleague, sees what they do, talks all three, and hands the customer over', async () => {
    const { first, second, pass, call } = await openTalk()
    const { body: found } = await first.ask(listParties)
    expect(found).toMatchObject({
      colleagues: [{ id: second.id, name: '坐席2', state: 'ready', mayTake: true, ofMyTeam: true, isLeader: false }],
      outside: [{ name: '贷款专线', number: partner }],
      hasMessage: true,
    })
    const asked = await first.ask(consultParty, { body: { to: { colleagueId: second.id } } })
    expect(asked.body.third).toMatchObject({ role: 'asked', name: '坐席2', stage: 'called' })
    await pass(1000)
    expect(await deskOf(first)).toMatchObject({ call: { onHold: true }, third: { stage: 'talking' } })
    expect(await deskOf(second)).toMatchObject({
      agent: { state: 'internalCall' },
      call: null,
      third: { role: 'asks', name: '坐席1', stage: 'talking' },
    })
    await first.ask(endConsult, { body: { how: 'confer' } })
    await pass(1000)
    expect(await deskOf(first)).toMatchObject({ call: { onHold: false }, third: { stage: 'conference' } })
    expect((await deskOf(second)).third).toMatchObject({ role: 'asks', stage: 'conference' })
    await first.ask(endConsult, { body: { how: 'handOver' } })
    await pass(1000)
    expect(await deskOf(first)).toMatchObject({ third: null })
    expect(await deskOf(second)).toMatchObject({ call: { id: call.id }, third: null })
  })

  test('asks a number a manager allowed, and no other', async () => {
    const { first, pass, centre, manager, params, body } = await openTalk()
    const to = async (number: string) => (await first.ask(transferCall, { body: { to: { number } } })).problem.code
    const others = ['+8613900000001', '+100', '0016501234567', 'abc', '00000000000000000000000000']
    for (const number of others) expect(await to(number)).toBe('desk.outsideNotAllowed')
    expect((await deskOf(first)).call?.state).toBe('talking')
    const calls = [...centre.engine().calls.all()]
    expect(calls.every(({ endpoint }) => !endpoint?.startsWith('+'))).toBe(true)
    centre.engine().gate.forbid(partner, 'customer')
    expect(await to('021 6123 4567')).toBe('desk.outsideForbidden')
    const bad = { ...body, outside: [{ name: '乱写', number: 'not a number' }], version: 1 }
    expect((await manager.ask(changeHandling, { params, body: bad })).problem.code).toBe('desk.badOutside')
    for (const messagePrompt of ['sound:http://10.0.0.1/x.wav', 'recording:of-another', '../monitor/of-another']) {
      const fetched = { ...body, messagePrompt, version: 1 }
      const { problem } = await manager.ask(changeHandling, { params, body: fetched })
      expect(problem).toMatchObject({ code: 'common.badInput', params: { fields: 'messagePrompt' } })
    }
    const stale = await manager.ask(changeHandling, { params, body: { ...body, version: 0 } })
    expect(stale.problem.code).toBe('desk.handlingChanged')
    await pass(100)
  })

  test('hears from the screen when nobody outside answers, and has the customer back', async () => {
    const { first, pass } = await openTalk()
    await first.ask(consultParty, { body: { to: { number: partner } } })
    await pass(2000)
    expect((await deskOf(first)).third).toMatchObject({ role: 'asked', name: '贷款专线', stage: 'called' })
    await first.ask(endConsult, { body: { how: 'drop' } })
    await pass(1000)
    expect(await deskOf(first)).toMatchObject({ call: { onHold: false }, third: { stage: 'missed' } })
    await pass(15_000)
    expect((await deskOf(first)).third).toBeNull()
  })

  test('leaves a message and is free at once; without one it is refused in words', async () => {
    const { first, manager, params, body, pass } = await openTalk()
    await manager.ask(changeHandling, { params, body: { ...body, messagePrompt: '', version: 1 } })
    expect((await first.ask(leaveMessage)).problem.code).toBe('desk.noMessage')
    await manager.ask(changeHandling, { params, body: { ...body, version: 2 } })
    await first.ask(leaveMessage)
    await pass(200)
    expect((await deskOf(first)).agent?.state).not.toBe('talking')
    expect((await deskOf(first)).call?.state).not.toBe('talking')
  })

  test('has them back when the colleague asked leaves, who cannot go ready before', async () => {
    const { first, second, pass } = await openTalk()
    await first.ask(consultParty, { body: { to: { colleagueId: second.id } } })
    await pass(1000)
    expect((await second.ask(desk.goReady)).problem.code).toBe('desk.inInternalCall')
    expect((await second.ask(leaveColleague)).status).toBe(200)
    await pass(1000)
    expect(await deskOf(first)).toMatchObject({ call: { onHold: false }, third: { stage: 'left' } })
    expect(await deskOf(second)).toMatchObject({ agent: { state: 'ready' }, third: null })
  })

  test('sees a leader who whispers or barges in, and one who listens where the campaign says so', async () => {
    const { first, second, call, centre, manager, params, body, pass } = await openTalk()
    const { calls, presence } = centre.engine()
    const leader = presence.take(second.id).endpoint
    const shown = async (mode: 'listen' | 'whisper' | 'barge' | null) => {
      await calls.supervise(call.id, leader, mode)
      await pass(100)
      return (await deskOf(first)).leader
    }
    expect(await shown('listen')).toBeNull()
    expect(await shown('whisper')).toBe('whisper')
    expect(await shown('barge')).toBe('barge')
    await manager.ask(changeHandling, { params, body: { ...body, showsListening: true, version: 1 } })
    expect(await shown('listen')).toBe('listen')
    expect(await shown(null)).toBeNull()
  })

  test('cannot ask who has a customer, themselves, nobody, or a stranger', async () => {
    const { first, second, pass } = await openTalk(2)
    const ask = async (colleagueId: string) =>
      (await first.ask(consultParty, { body: { to: { colleagueId } } })).problem.code
    expect(await ask(first.id)).toBe('desk.yourself')
    expect(await ask('0190b000-0000-7000-8000-00000000dead')).toBe('desk.noSuchColleague')
    await pass(8000)
    expect((await deskOf(second)).agent?.state).toBe('talking')
    expect(await ask(second.id)).toBe('desk.colleagueBusy')
    expect((await second.ask(leaveColleague)).problem.code).toBe('desk.noColleague')
  })
})

describe('two colleagues', () => {
  test('call each other without a customer, see whom they talk to, and go back to what they did', async () => {
    const open = await openDesks({ agents: 2, contacts: 1, mode: 'manual' })
    ground = open
    const [first, second] = open.people as [(typeof open.people)[0], (typeof open.people)[0]]
    for (const one of [first, second]) await one.ask(desk.startWork)
    await second.ask(desk.goReady)
    await first.ask(callColleague, { body: { colleagueId: second.id } })
    await open.pass(500)
    expect((await deskOf(first)).third).toMatchObject({ role: 'internal', name: '坐席2', stage: 'talking' })
    expect((await deskOf(second)).third).toMatchObject({ role: 'internal', name: '坐席1' })
    await second.ask(leaveColleague)
    await open.pass(500)
    expect([await deskOf(first), await deskOf(second)].map(({ agent, third }) => [agent?.state, third])).toEqual([
      ['notReady', null],
      ['ready', null],
    ])
  })
})

test('an agent neither reads nor changes whom a campaign hands customers to', async () => {
  const open = await openDesks({ agents: 1, contacts: 1, mode: 'manual' })
  ground = open
  const params = { campaignId: open.campaignId }
  expect((await open.agent.ask(getHandling, { params })).status).toBe(403)
  const body = { outside: [], messagePrompt: '', showsListening: true, version: 0 }
  expect((await open.agent.ask(changeHandling, { params, body })).status).toBe(403)
})
