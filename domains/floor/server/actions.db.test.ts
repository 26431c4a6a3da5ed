import { afterEach, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { seedEmployee } from '#domains/people/server/public.ts'
import { newId } from '#platform/id.ts'
import { type WorkingCentre, workingCentre } from '#server/test-working-centre.ts'
import {
  answerHelp,
  type FloorAction,
  forceNotReady,
  forceReady,
  forceSignOut,
  getFloor,
  hangUpCall,
  listFloorActions,
  superviseAgent,
  takeOverCall,
} from '../contract.ts'

let watched: WorkingCentre | undefined
afterEach(async () => {
  await watched?.centre.close()
  watched = undefined
})

/** Everyone is in a conversation of ten minutes; the leader of the lions has a headset. */
const openTalking = async () => {
  const open = await workingCentre({ behaviour: () => person({ talkMs: 600_000 }) })
  watched = open
  const { centre, lions, tigers, siteId } = open
  const id = newId(centre.clock.nowMs())
  const db = centre.base.database.engine
  await seedEmployee(db, { id, staffNumber: 'L001', name: '班长', siteId, post: 'teamLeader', endpoint: 'seat-L001' })
  const leader = await centre.someone('teamLeader', { id, teamIds: [lions.teamId] })
  await centre.clock.runFor(20_000)
  const agent = (worker: { id: string } | undefined) => open.engine.presence.take(worker?.id ?? '')
  return { ...open, leader, lion: agent(lions.workers[0]), tiger: agent(tigers.workers[0]) }
}
const deeds = (actions: FloorAction[]) => actions.map(({ kind, refusal }) => (refusal ? `${kind}: ${refusal}` : kind))

describe('a leader on the floor', () => {
  test('listens, whispers, barges in and leaves, each on record with name and time', async () => {
    const { centre, leader, lion } = await openTalking()
    const call = lion.callId ?? ''
    const joined = async () => {
      const { body } = await leader.ask(getFloor, { query: { of: 'all' } })
      return body.agents.find(({ id }) => id === lion.id)?.joined
    }
    for (const mode of ['listen', 'whisper', 'barge', null] as const) {
      const { status } = await leader.ask(superviseAgent, { params: { agentId: lion.id }, body: { mode } })
      expect(status).toBe(200)
      await centre.clock.runFor(100)
      const taps = centre.network.wiretap(call)
      expect(JSON.stringify(taps).includes('seat-L001')).toBe(mode !== null)
      expect(await joined()).toBe(mode)
    }
    const { body } = await leader.ask(listFloorActions, { query: { agentId: lion.id } })
    expect(deeds(body)).toEqual(['leave', 'barge', 'whisper', 'listen'])
    expect(body[0]).toMatchObject({ agentId: lion.id, callId: call, at: expect.stringContaining('2026-03-05') })
  })

  test('takes a conversation over: the customer, the record and the outcome are theirs, and the agent is free', async () => {
    const { centre, engine, leader, lion, query } = await openTalking()
    const callId = lion.callId ?? ''
    const params = { agentId: lion.id }
    await leader.ask(superviseAgent, { params, body: { mode: 'listen' } })
    await centre.clock.runFor(500)
    expect((await leader.ask(takeOverCall, { params })).status).toBe(200)
    await centre.clock.runFor(1000)
    expect(engine.presence.take(leader.id)).toMatchObject({ state: 'talking', callId })
    expect(lion.callId).not.toBe(callId)
    expect(centre.network.wiretap(callId)?.hears.customer).toEqual(['seat-L001'])
    engine.calls.hangUp(callId)
    await centre.clock.runFor(500)
    expect(engine.presence.take(leader.id).state).toBe('wrapUp')
    await engine.journal.written()
    expect(await query(`select agent_id, state from calls.call where id = '${callId}'`)).toEqual([
      { agentId: leader.id, state: 'ended' },
    ])
    const { body } = await leader.ask(listFloorActions)
    expect(deeds(body)).toEqual(['takeOver', 'listen'])
  })

  test('takes nothing over without a desk to go on at', async () => {
    const { centre, lion } = await openTalking()
    const manager = await centre.someone('director')
    const answer = await manager.ask(takeOverCall, { params: { agentId: lion.id } })
    expect(answer.problem.code).toBe('floor.cannotTakeOver')
    expect(lion.state).toBe('talking')
  })

  test('ends a pause, at once or before it begins', async () => {
    const { centre, engine, leader, lion } = await openTalking()
    const params = { agentId: lion.id }
    await leader.ask(forceNotReady, { params, body: {} })
    await leader.ask(forceReady, { params })
    expect(lion.wants).toBeNull()
    await leader.ask(forceNotReady, { params, body: {} })
    engine.calls.hangUp(lion.callId ?? '')
    await centre.clock.runFor(60_000)
    expect(lion.state).toBe('notReady')
    expect((await leader.ask(forceReady, { params })).status).toBe(200)
    expect(['ready', 'dialing']).toContain(lion.state)
  })

  test('cannot listen without a headset of their own, and hears why', async () => {
    const { centre, lions, lion } = await openTalking()
    const bare = await centre.someone('teamLeader', { teamIds: [lions.teamId] })
    const answer = await bare.ask(superviseAgent, { params: { agentId: lion.id }, body: { mode: 'listen' } })
    expect([answer.status, answer.problem.code]).toEqual([409, 'floor.noHeadset'])
  })

  test('finds nobody of another team, whatever they try', async () => {
    const { centre, leader, tiger, query } = await openTalking()
    const params = { agentId: tiger.id }
    const answers = [
      await leader.ask(superviseAgent, { params, body: { mode: 'listen' } }),
      await leader.ask(forceNotReady, { params, body: {} }),
      await leader.ask(forceSignOut, { params }),
      await leader.ask(hangUpCall, { params: { callId: tiger.callId ?? '' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    await centre.clock.runFor(1000)
    expect(tiger.state).toBe('talking')
    expect(await query('select * from floor.action')).toEqual([])
  })

  test('sends an agent into a pause after the call, not out of it', async () => {
    const { centre, leader, lion } = await openTalking()
    await leader.ask(forceNotReady, { params: { agentId: lion.id }, body: {} })
    expect(lion.state).toBe('talking')
    expect((await leader.ask(getFloor)).body.agents.find(({ id }) => id === lion.id)?.wants).toBe('notReady')
    await centre.clock.runFor(15 * 60_000)
    expect(lion.state).toBe('notReady')
  })

  test('ends a call at once, and may then sign the agent out without losing the record', async () => {
    const { centre, engine, leader, lion, query } = await openTalking()
    const callId = lion.callId ?? ''
    const early = await leader.ask(forceSignOut, { params: { agentId: lion.id } })
    expect([early.status, early.problem.code]).toEqual([409, 'floor.hangUpFirst'])
    expect((await leader.ask(hangUpCall, { params: { callId } })).status).toBe(200)
    await centre.clock.runFor(200)
    expect(lion.state).toBe('wrapUp')
    expect((await leader.ask(forceSignOut, { params: { agentId: lion.id } })).status).toBe(200)
    await engine.journal.written()
    expect(engine.presence.find(lion.id)).toBeUndefined()
    expect(await query(`select sign_out_reason from presence.session where employee_id = '${lion.id}'`)).toEqual([
      { signOutReason: 'forced' },
    ])
    expect(await query(`select state, outcome from calls.call where id = '${callId}'`)).toEqual([
      { state: 'ended', outcome: 'noDecision' },
    ])
    const { body } = await leader.ask(listFloorActions)
    expect(deeds(body)).toEqual(['signOut', 'hangUp', 'signOut: floor.hangUpFirst'])
  })

  test('answers who asks for help: both see it, and it stays on record who waited how long for whom', async () => {
    const { centre, engine, leader, lion, tiger, query } = await openTalking()
    const { presence } = engine
    const asking = async () =>
      (await leader.ask(getFloor)).body.agents.find(({ id }) => id === lion.id)?.helpAskedAt ?? null
    presence.askForHelp(lion.id, true)
    const since = await asking()
    expect(since).toBe(centre.clock.now().toISOString())
    await centre.clock.runFor(20_000)
    // Asking again is still the same request.
    presence.askForHelp(lion.id, true)
    expect(await asking()).toBe(since)
    expect((await leader.ask(answerHelp, { params: { agentId: lion.id } })).status).toBe(200)
    expect(await asking()).toBeNull()
    const late = await leader.ask(answerHelp, { params: { agentId: lion.id } })
    expect(late.problem.code).toBe('presence.noHelpAsked')
    presence.askForHelp(tiger.id, true)
    expect((await leader.ask(answerHelp, { params: { agentId: tiger.id } })).problem.code).toBe('floor.notOnTheFloor')
    presence.askForHelp(tiger.id, false)
    presence.askForHelp(lion.id, true)
    presence.signOut(lion.id, 'agent', { force: true })
    await engine.journal.written()
    const told =
      await query(`select employee_id, state, call_id is not null as on_a_call, ending, waited_ms, answered_by_id
      from presence.help_fact order by asked_at, ending`)
    const talking = { state: 'talking', onACall: true }
    const answered = { ending: 'answered', answeredById: leader.id }
    expect(told).toEqual([
      { employeeId: lion.id, ...talking, ...answered, waitedMs: expect.any(Number) },
      { employeeId: lion.id, ...talking, ending: 'signedOut', waitedMs: null, answeredById: null },
      { employeeId: tiger.id, ...talking, ending: 'takenBack', waitedMs: null, answeredById: null },
    ])
    expect((told[0] as { waitedMs: number }).waitedMs).toBeGreaterThanOrEqual(20_000)
  })

  test('who only watches may not act', async () => {
    const { centre, lion } = await openTalking()
    const planner = await centre.someone('planner')
    expect((await planner.ask(getFloor)).status).toBe(200)
    expect((await planner.ask(forceSignOut, { params: { agentId: lion.id } })).status).toBe(403)
  })
})

describe('the record of what was done', () => {
  test('is read by leaders of that reach only, is in the audit trail, and cannot be deleted', async () => {
    const { centre, leader, lion, tigers, query } = await openTalking()
    await leader.ask(forceNotReady, { params: { agentId: lion.id }, body: {} })
    const other = await centre.someone('teamLeader', { teamIds: [tigers.teamId] })
    expect((await other.ask(listFloorActions)).body).toEqual([])
    expect((await (await centre.someone('director')).ask(listFloorActions)).body).toHaveLength(1)
    expect(
      await query(`select actor_id, operation from platform.audit_entry where table_name = 'floor.action'`),
    ).toEqual([{ actorId: leader.id, operation: 'insert' }])
    const sight = { scope: 'all', uid: leader.id, teamIds: [], siteIds: [] } as const
    await expect(centre.base.database.seenBy(sight).deleteFrom('floor.action').execute()).rejects.toThrow(
      /permission denied/,
    )
  })
})
