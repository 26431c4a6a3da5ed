import type { SuperviseMode } from '#domains/telephony/contract.ts'
import { HeadsetAway, OrderRefused } from '#domains/telephony/server/port.ts'
import {
  type Call,
  connected,
  type Exchange,
  harmless,
  inTurn,
  isUp,
  type Leader,
  nextSerial,
  type SeatUp,
  seated,
} from './exchange.ts'
import { whenOurs } from './far.ts'
import { leaderSnoop, seatBridge, userOf } from './names.ts'
import { seatOf } from './places.ts'

/**
 * A leader's headset stays in its own bridge; what the agent hears and says is brought there by a spy on the agent's
 * leg, which for whispering also carries the leader's voice back into the agent's ear alone. Only who joins moves.
 */
const follow = async (exchange: Exchange, call: Call, leader: SeatUp, mode: SuperviseMode): Promise<Leader> => {
  const agent = seatOf(exchange, call)
  if (!agent?.isUp || !agent.channel || agent.node !== leader.node)
    throw new HeadsetAway(`${leader.endpoint} and ${call.endpoint} are not on one node`)
  const { ari, address } = leader.node
  if (mode === 'barge') {
    await ari.ask('POST', `bridges/${seatBridge(agent.user)}/addChannel`, { channel: leader.channel })
    leader.barges = call
    return { seat: leader, mode, snoop: null }
  }
  const snoop = leaderSnoop(call.callId, nextSerial(exchange))
  const whisper = mode === 'whisper' ? 'out' : 'none'
  const wish = { spy: 'both', whisper, app: address.app, appArgs: 'lead' }
  const spy = (): Promise<void> => ari.ask('POST', `channels/${agent.channel}/snoop/${snoop}`, wish)
  await whenOurs(exchange, snoop, spy)
  await ari.ask('POST', `bridges/${seatBridge(leader.user)}/addChannel`, { channel: snoop })
  return { seat: leader, mode, snoop }
}

/** Takes a leader out of a conversation; they are back in their own bridge, alone. */
const unfollow = (exchange: Exchange, { seat, snoop }: Leader): Promise<void> => {
  seat.barges = null
  if (!seat.node) return Promise.resolve()
  const { ari } = seat.node
  if (snoop) return harmless(exchange, ari.ask('DELETE', `channels/${snoop}`), 'a spy could not be ended')
  if (!seat.isUp || !seat.channel) return Promise.resolve()
  const home = ari.ask('POST', `bridges/${seatBridge(seat.user)}/addChannel`, { channel: seat.channel })
  return harmless(exchange, home, 'a leader could not be brought back')
}

/** Nobody is led any more: the agent's conversation is over, or another's. */
export const dropLeaders = (exchange: Exchange, call: Call): void => {
  for (const leader of call.leaders.values()) void unfollow(exchange, leader)
  call.leaders.clear()
}

const leave = async (exchange: Exchange, call: Call, user: string): Promise<void> => {
  const was = call.leaders.get(user)
  if (!was) return
  call.leaders.delete(user)
  await unfollow(exchange, was)
}

const mayFollow = (call: Call, leader: SeatUp): void => {
  const isElsewhere = leader.customer !== null || (leader.barges !== null && leader.barges !== call)
  if (isElsewhere) throw new HeadsetAway(`${leader.endpoint} is in a conversation of their own`)
}

export const supervise = async (
  exchange: Exchange,
  callId: string,
  leaderEndpoint: string,
  mode: SuperviseMode | null,
): Promise<void> => {
  const user = userOf(leaderEndpoint)
  if (mode === null) {
    const call = exchange.calls.get(callId)
    if (call) await inTurn(call, () => leave(exchange, call, user))
    return
  }
  const call = connected(exchange, callId, 'supervise')
  const leader = seated(exchange, leaderEndpoint)
  mayFollow(call, leader)
  await inTurn(call, async () => {
    if (call.leaders.get(user)?.mode === mode) return
    await leave(exchange, call, user)
    if (!isUp(call)) throw new OrderRefused(`cannot supervise ${callId}: the customer is gone`)
    const followed = await follow(exchange, call, leader, mode)
    // They may have hung up meanwhile, and with them everybody who listened.
    if (isUp(call)) call.leaders.set(user, followed)
    else await unfollow(exchange, followed)
  })
}
