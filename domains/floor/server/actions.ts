import { Refusal, refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { refusals as callRefusals } from '#domains/calls/contract.ts'
import { type LiveCall, stateOf } from '#domains/calls/server/public.ts'
import { findEmployee } from '#domains/people/server/public.ts'
import { refusals as presenceRefusals } from '#domains/presence/contract.ts'
import { findPause, type LiveAgent, type Pause } from '#domains/presence/server/public.ts'
import { type SuperviseMode, refusals as telephonyRefusals } from '#domains/telephony/contract.ts'
import { endpointOf } from '#domains/telephony/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type ActionKind, refusals } from '../contract.ts'
import { sees } from '../sight.ts'
import { ownerOf, type WatchedFloor } from './state.ts'
import { insertAction, markRefused } from './store.ts'

/** An agent at work whom this leader may see; to everybody else nobody is there. */
const take = ({ presence }: WatchedFloor, { actor }: Context, agentId: string): LiveAgent => {
  const agent = presence.find(agentId)
  return agent && sees(actor, { ...agent, agentId }) ? agent : refuse(refusals.notOnTheFloor)
}

type Whom = { agentId: string | null; teamId: string | null; siteId: string | null; callId: string | null }

/**
 * Writes down who is about to do what, commits, and only then does it: what the record lacks has not been done. The
 * row goes through the leader's own eyes, so Postgres too refuses what is out of reach.
 */
const onRecord = async (
  { db, actor, now }: Context,
  kind: ActionKind,
  { agentId, teamId, siteId, callId }: Whom,
  deed: () => unknown,
) => {
  const id = await insertAction(db, {
    at: now(),
    actorId: actor.id,
    actorName: actor.name,
    kind,
    agentId,
    teamId,
    siteId,
    callId,
  })
  try {
    await deed()
  } catch (error) {
    if (error instanceof Refusal) await markRefused(db, id, error.kind.code)
    throw error
  }
  return done
}
const whom = ({ id, teamId, siteId, callId }: LiveAgent): Whom => ({ agentId: id, teamId, siteId, callId })

/** Where the leader listens: the headset of their own record. */
const headsetOf = async ({ base }: WatchedFloor, leaderId: string): Promise<string> =>
  endpointOf((await findEmployee(base.database.engine, leaderId)) ?? refuse(refusals.noHeadset))

/** Joins the leader to the agent's conversation, changes how, or (null) leaves it again. */
export const superviseAgent = async (
  floor: WatchedFloor,
  ctx: Context,
  agentId: string,
  mode: SuperviseMode | null,
) => {
  const agent = take(floor, ctx, agentId)
  if (agentId === ctx.actor.id) return refuse(refusals.ownCall)
  const endpoint = await headsetOf(floor, ctx.actor.id)
  if (mode && !floor.headsets.mayWork(endpoint)) return refuse(telephonyRefusals.headsetAway)
  const { callId } = agent
  return onRecord(ctx, mode ?? 'leave', whom(agent), async () => {
    floor.floor.headsetOf.set(ctx.actor.id, endpoint)
    if (callId) await floor.calls.supervise(callId, endpoint, mode)
    else if (mode) refuse(callRefusals.notTalking)
    // Her own screen says so, at once, where she is to know.
    floor.presence.news.tell({ agent, was: agent.state, now: agent.state })
  })
}

/** What the floor needs of whoever handles conversations of more than two. */
export type TakesOver = { handling: { takeOver(agent: LiveAgent, leader: LiveAgent): Promise<void> } }

/**
 * The leader becomes the customer's agent and says what came of the call; the agent is free at once. Whoever is not at
 * work is signed in by it, for the time counts.
 */
export const takeOverCall = async (floor: WatchedFloor & TakesOver, ctx: Context, agentId: string) => {
  const { presence, headsets, calls, base } = floor
  const agent = take(floor, ctx, agentId)
  const { actor } = ctx
  if (agentId === actor.id) return refuse(refusals.ownCall)
  if (!actor.permissions.has(deskWork)) return refuse(refusals.cannotTakeOver)
  const employee = (await findEmployee(base.database.engine, actor.id)) ?? refuse(refusals.noHeadset)
  const endpoint = endpointOf(employee)
  if (!headsets.mayWork(endpoint)) return refuse(telephonyRefusals.headsetAway)
  return onRecord(ctx, 'takeOver', whom(agent), async () => {
    const call = (agent.callId && calls.find(agent.callId)) || refuse(callRefusals.notTalking)
    if (stateOf(call.record) !== 'talking') refuse(callRefusals.notTalking)
    const { id, name, staffNumber, teamId, siteId } = employee
    const leader = await presence.signIn({ id, name, staffNumber, teamId, siteId, endpoint })
    if (leader.callId || leader.spokenFor || leader.state === 'dialing') refuse(refusals.onACallYourself)
    if (calls.leadersOn(call.id).has(endpoint)) await calls.supervise(call.id, endpoint, null)
    await floor.handling.takeOver(agent, leader)
  })
}
/** Who may work at the desk may take calls over; the desk stands above the floor and names it so. */
const deskWork = 'desk.work'

/** Ends a pause: at once, or after the call and its wrap-up by taking a wish for one back. */
export const forceReady = async (floor: WatchedFloor, ctx: Context, agentId: string) => {
  const agent = take(floor, ctx, agentId)
  return onRecord(ctx, 'ready', whom(agent), () => void floor.presence.ask(agent.id, { ready: true }))
}

const paused = (floor: WatchedFloor, agent: LiveAgent, pause: Pause, reasonId: string | null): void => {
  if (agent.state !== 'wrapUp') return void floor.presence.ask(agent.id, { pause, reasonId })
  // Nobody is torn out of a wrap-up: the outcome would be lost. The pause begins when it is given.
  agent.wants = { pause, reasonId }
  agent.version++
  floor.presence.news.tell({ agent, was: agent.state, now: agent.state })
}

/** No further call reaches the agent: at once when free, after the call and its wrap-up otherwise. */
export const forceNotReady = async (floor: WatchedFloor, ctx: Context, agentId: string, reasonId: string | null) => {
  const agent = take(floor, ctx, agentId)
  const pause = reasonId
    ? ((await findPause(ctx.db, reasonId)) ?? refuse(presenceRefusals.noSuchReason))
    : ('notReady' as const)
  return onRecord(ctx, 'notReady', whom(agent), () => paused(floor, agent, pause, reasonId))
}

/** Ends the agent's session. Whoever left a call without an outcome is taken to have learnt nothing from it. */
export const forceSignOut = async (floor: WatchedFloor, ctx: Context, agentId: string) => {
  const { calls, dialer, presence } = floor
  const agent = take(floor, ctx, agentId)
  return onRecord(ctx, 'signOut', whom(agent), () => {
    if (agent.state === 'talking' || agent.state === 'holding') refuse(refusals.hangUpFirst)
    const call = agent.callId ? calls.find(agent.callId) : undefined
    presence.signOut(agentId, 'forced', { force: true })
    if (call && isLeftOpen(call)) dialer.runner(call.campaignId)?.concludeWithoutAgent(call)
  })
}
const isLeftOpen = (call: LiveCall): boolean => stateOf(call.record) === 'ended' && !call.outcome

/** Says that somebody is on the way to an agent who asked for help; presence keeps who answered and when. */
export const answerHelp = async (floor: WatchedFloor, ctx: Context, agentId: string) => {
  await floor.presence.answerHelp(take(floor, ctx, agentId), { id: ctx.actor.id, name: ctx.actor.name })
  return done
}

export const hangUpCall = async (floor: WatchedFloor, ctx: Context, callId: string) => {
  const call = floor.calls.find(callId)
  const owner = call && ownerOf(floor, call)
  if (!call || !owner || stateOf(call.record) === 'ended' || !sees(ctx.actor, owner)) return refuse(refusals.noSuchCall)
  return onRecord(ctx, 'hangUp', { ...owner, callId }, () => floor.calls.hangUp(callId))
}
