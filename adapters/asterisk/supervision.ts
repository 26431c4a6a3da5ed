import type { SuperviseMode } from '#domains/telephony/contract.ts'
import { HeadsetAway, OrderRefused } from '#domains/telephony/server/port.ts'
import { endLeg, reach } from './across.ts'
import { type AriEvent, channelOf } from './ari.ts'
import {
  type Call,
  connected,
  type Exchange,
  harmless,
  inTurn,
  isUp,
  type Leader,
  type Node,
  nextSerial,
  type Seat,
  type SeatUp,
  seated,
} from './exchange.ts'
import { whenOurs } from './far.ts'
import { leaderSnoop, seatBridge, userOf, wayChannel } from './names.ts'
import { openBridge, seatOf } from './places.ts'

type Led = { agent: SeatUp; leader: SeatUp; mode: SuperviseMode; way: string | null }

/** What the agent hears and says, brought to the leader by a spy on the agent's leg. */
const listenIn = async (exchange: Exchange, call: Call, { agent, leader, mode, way }: Led): Promise<Leader> => {
  const { ari, address } = agent.node
  const snoop = leaderSnoop(call.callId, nextSerial(exchange))
  const followed = { seat: leader, mode, node: agent.node, bridge: way ? snoop : null }
  const wish = { spy: 'both', whisper: mode === 'whisper' ? 'out' : 'none', app: address.app, appArgs: 'lead' }
  const bridge = way ? snoop : seatBridge(leader.channel)
  try {
    await whenOurs(exchange, snoop, () => ari.ask('POST', `channels/${agent.channel}/snoop/${snoop}`, wish))
    if (way) await openBridge(agent.node, bridge, call.callId)
    await ari.ask('POST', `bridges/${bridge}/addChannel`, { channel: way ? `${snoop},${way}` : snoop })
  } catch (error) {
    void unfollow(exchange, { ...followed, legs: [snoop] })
    throw error
  }
  return { ...followed, legs: way ? [snoop, way] : [snoop], since: exchange.clock.nowMs() }
}
const joinIn = async (exchange: Exchange, call: Call, { agent, leader, mode, way }: Led): Promise<Leader> => {
  const channel = way ?? leader.channel
  await agent.node.ari.ask('POST', `bridges/${seatBridge(agent.channel)}/addChannel`, { channel })
  leader.barges = call
  const since = exchange.clock.nowMs()
  return { seat: leader, mode, node: agent.node, legs: way ? [way] : [], bridge: null, since }
}

/**
 * A leader's headset stays in its own bridge; a spy on the agent's leg brings the conversation there, and for whispering
 * carries the leader's voice back into the agent's ear alone. Only who joins moves; from another node a leg between the
 * two comes in the leader's stead.
 */
const follow = async (exchange: Exchange, call: Call, leader: SeatUp, mode: SuperviseMode): Promise<Leader> => {
  const { user } = seatOf(exchange, call) ?? {}
  if (user === undefined) throw new HeadsetAway(`${call.callId} is with nobody of ours`)
  const agent = seated(exchange, user)
  const order = { way: wayChannel(leader.user, nextSerial(exchange)), callerId: call.callerId }
  const way = agent.node === leader.node ? null : await reach(exchange, agent.node, leader, order)
  const led = { agent, leader, mode, way }
  try {
    return mode === 'barge' ? await joinIn(exchange, call, led) : await listenIn(exchange, call, led)
  } catch (error) {
    if (way) endLeg(exchange, agent.node, way)
    throw error
  }
}

/** Takes a leader out of a conversation; they are back in their own bridge, alone. */
const unfollow = async (exchange: Exchange, gone: Omit<Leader, 'since'>): Promise<void> => {
  const { seat, mode, node, legs, bridge } = gone
  seat.barges = null
  for (const leg of legs)
    await harmless(exchange, node.ari.ask('DELETE', `channels/${leg}`), 'a leader’s leg could not be ended')
  if (bridge)
    await harmless(exchange, node.ari.ask('DELETE', `bridges/${bridge}`), 'a leader’s bridge could not be ended')
  if (mode === 'barge' && legs.length === 0) await comeHome(exchange, seat)
}
const comeHome = (exchange: Exchange, seat: Seat): Promise<void> => {
  if (!seat.isUp || !seat.node || !seat.channel) return Promise.resolve()
  const home = seat.node.ari.ask('POST', `bridges/${seatBridge(seat.channel)}/addChannel`, { channel: seat.channel })
  return harmless(exchange, home, 'a leader could not be brought back')
}
/** Nobody is led any more: the agent's conversation is over, or another's. */
export const dropLeaders = (exchange: Exchange, call: Call): void => {
  for (const leader of call.leaders.values()) void unfollow(exchange, leader)
  call.leaders.clear()
}

/** A leader's headset is gone: the spy would wait in its bridge, and let them listen again unasked when it is back. */
export const leaveAll = (exchange: Exchange, seat: Seat): void => {
  for (const call of exchange.calls.values()) {
    const was = call.leaders.get(seat.user)
    if (!was) continue
    call.leaders.delete(seat.user)
    void unfollow(exchange, was)
  }
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
    if (call.leaders.get(user)?.mode !== mode) await lead(exchange, call, leader, mode)
  })
}
const lead = async (exchange: Exchange, call: Call, leader: SeatUp, mode: SuperviseMode): Promise<void> => {
  await leave(exchange, call, leader.user)
  if (!isUp(call)) throw new OrderRefused(`cannot supervise ${call.callId}: the customer is gone`)
  const { channel } = seated(exchange, leader.endpoint)
  const followed = await follow(exchange, call, leader, mode)
  // They may have hung up meanwhile, and with them everybody who listened; or the leader's headset was lost.
  if (isUp(call) && leader.channel === channel) call.leaders.set(leader.user, followed)
  else await unfollow(exchange, followed)
}

/** One that is lost sooner is not tried again: something ends it each time. */
const heldForMs = 5000

/** What a leader listens by has ended by itself: they, whose screen says that they listen, do so anew. */
const loseLeader = (exchange: Exchange, call: Call, leader: Leader): void => {
  const { seat, mode, since } = leader
  const hasHeld = exchange.clock.nowMs() - since >= heldForMs
  const anew = async (): Promise<void> => {
    // They ordered otherwise meanwhile, or the customer is with somebody else.
    if (call.leaders.get(seat.user) !== leader) return
    await leave(exchange, call, seat.user)
    if (!hasHeld) return
    const again = seated(exchange, seat.endpoint)
    mayFollow(call, again)
    await lead(exchange, call, again, mode)
  }
  inTurn(call, anew).catch((error: unknown) =>
    exchange.log.info({ err: error, callId: call.callId }, 'a leader listens no more'),
  )
}
const leadersOn = ({ calls }: Exchange, node: Node): [Call, Leader][] =>
  [...calls.values()].flatMap((call) =>
    [...call.leaders.values()].filter((leader) => leader.node === node).map((leader): [Call, Leader] => [call, leader]),
  )
export const hearLeaders = (exchange: Exchange, node: Node, event: AriEvent): void => {
  const id = channelOf(event)?.id
  // Of a spy that ends nothing more is told than that it has left us.
  const isOver = event.type === 'ChannelDestroyed' || event.type === 'StasisEnd'
  if (!isOver || id === undefined || !/^(lead|way)\./.test(id)) return
  for (const [call, leader] of leadersOn(exchange, node))
    if (leader.legs.includes(id)) loseLeader(exchange, call, leader)
}

/** Leaders who lost what they listen by, while nobody could hear of it; who came after `asked` is not among what is up. */
export const compareLeaders = (exchange: Exchange, node: Node, up: ReadonlySet<string>, asked: number): void => {
  for (const [call, leader] of leadersOn(exchange, node))
    if (leader.since < asked && leader.legs.some((leg) => !up.has(leg))) loseLeader(exchange, call, leader)
}
/** Whether somebody listens by that spy, or is about to. */
export const isListenedBy = (exchange: Exchange, node: Node, spy: string): boolean =>
  exchange.awaited.has(spy) || leadersOn(exchange, node).some(([, { legs }]) => legs.includes(spy))
