import { afterEach, expect, test } from 'vitest'
import { getDesk, goReady, startWork } from '#domains/desk/contract.ts'
import { deskOf, giveOutcome, openDesks, takeCall } from '#domains/desk/server/test-desk.ts'
import { password } from '../testing.ts'

let close: (() => Promise<void>) | undefined
afterEach(async () => {
  await close?.()
  close = undefined
})

test('a session that expires in the middle of a call ends the screen, not the call nor the work', async () => {
  const { centre, agent, pass } = await openDesks()
  close = centre.close
  const call = await takeCall(agent, pass)
  await centre.base.database.engine
    .updateTable('access.session')
    .set({ expiresAt: new Date(0) })
    .execute()
  centre.door.forget()
  const refused = await agent.ask(getDesk)
  expect([refused.status, refused.problem.code]).toEqual([401, 'common.notSignedIn'])
  expect((await giveOutcome(agent, { callId: call.id })).status).toBe(401)

  // The customer is still on the line; whoever signs in again finds the call where it was.
  expect(await centre.network.liveCalls()).toEqual([call.id])
  const again = await centre.signIn('a001', password)
  const desk = await deskOf(again)
  expect([desk.agent?.state, desk.call?.id]).toEqual(['talking', call.id])
  centre.engine().calls.hangUp(call.id)
  await pass(1000)
  expect((await giveOutcome(again, { callId: call.id })).status).toBe(200)
  const next = await deskOf(again)
  expect([next.agent?.state, next.call?.id === call.id]).toEqual(['dialing', false])
})

test('two browsers of one agent are one agent: one session of work, one call, one outcome', async () => {
  const { centre, agent, pass } = await openDesks()
  close = centre.close
  const other = await centre.signIn('a001', password)
  await Promise.all([agent.ask(startWork), other.ask(startWork)])
  await Promise.all([agent.ask(goReady), other.ask(goReady)])
  await pass(6000)
  const [one, two] = [await deskOf(agent), await deskOf(other)]
  expect(one.call?.id).toBe(two.call?.id)
  expect(await centre.network.liveCalls()).toHaveLength(1)
  const callId = one.call?.id ?? ''
  centre.engine().calls.hangUp(callId)
  await pass(1000)
  const answers = await Promise.all([
    giveOutcome(agent, { callId, outcome: 'success' }),
    giveOutcome(other, { callId, outcome: 'refusal.noTime' }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const db = centre.base.database.engine
  expect(await db.selectFrom('presence.session').select('id').execute()).toHaveLength(1)
  const [call] = await db.selectFrom('calls.call').select('outcome').where('id', '=', callId).execute()
  expect(call?.outcome).toBe(answers[0]?.status === 200 ? 'success' : 'refusal.noTime')
})
