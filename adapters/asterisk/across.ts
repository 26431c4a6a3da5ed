import { randomInt } from 'node:crypto'
import { HeadsetAway, OrderRefused } from '#domains/telephony/server/port.ts'
import { type AriEvent, AriRefused } from './ari.ts'
import { memoryVariable } from './call.ts'
import { type Call, type Exchange, harmless, isUp, type Node, type SeatUp } from './exchange.ts'
import { callFar, FarLegGone } from './far.ts'
import { halfMemoryOf } from './halves.ts'
import { seatBridge, talkBridge } from './names.ts'
import { openBridge } from './places.ts'

/** How a node is known to its neighbours. */
export const neighbourId = (name: string): string => `node-${name}`

/** Long enough for a leg between two machines of one centre. */
const acrossWithinSeconds = 5

/**
 * Calls a headset on another node by a leg between the two, which stands for it on this one. The headset stays in its own
 * bridge. The number dialled is a secret of this one leg, good for a few seconds: whoever else calls it reaches nobody.
 */
export const reach = async (
  exchange: Exchange,
  from: Node,
  seat: SeatUp,
  { way, callerId }: { way: string; callerId: string },
): Promise<string> => {
  const secret = Array.from({ length: 18 }, () => randomInt(10)).join('')
  const met = Promise.withResolvers<void>()
  met.promise.catch(() => {})
  exchange.meetings.set(secret, { seat, met, way, from })
  const isAway = (): HeadsetAway =>
    new HeadsetAway(`${seat.endpoint} could not be reached on ${seat.node.address.name}`)
  const callOff = exchange.clock.after(acrossWithinSeconds * 1000, () => met.reject(isAway()))
  try {
    await callFar(exchange, from, {
      channelId: way,
      endpoint: `PJSIP/${secret}@${neighbourId(seat.node.address.name)}`,
      callerId,
      ringForSeconds: acrossWithinSeconds,
    })
    await met.promise
    return way
  } catch (error) {
    endLeg(exchange, from, way)
    throw error instanceof FarLegGone || error instanceof AriRefused ? isAway() : error
  } finally {
    callOff()
    exchange.meetings.delete(secret)
  }
}

export const endLeg = (exchange: Exchange, { ari }: Node, leg: string): void =>
  void harmless(exchange, ari.ask('DELETE', `channels/${leg}`), 'a leg to elsewhere could not be ended')

/** Puts the customer and the leg of whoever is elsewhere into a bridge of their own. */
export const talkOn = async (exchange: Exchange, call: Call, far: string): Promise<void> => {
  const bridge = talkBridge(far)
  try {
    if (!isUp(call)) throw new OrderRefused(`${call.callId}: the customer is gone`)
    await openBridge(call.node, bridge, call.callId)
    await call.node.ari.ask('POST', `bridges/${bridge}/addChannel`, { channel: `${far},${call.channel}` })
    if (!isUp(call)) throw new OrderRefused(`${call.callId}: the customer is gone`)
  } catch (error) {
    endLeg(exchange, call.node, far)
    endTalk(exchange, call.node, far)
    throw error
  }
  call.far = far
}
const endTalk = (exchange: Exchange, { ari }: Node, far: string): void =>
  void harmless(exchange, ari.ask('DELETE', `bridges/${talkBridge(far)}`), 'a bridge between nodes could not be ended')

/** Ends the leg to elsewhere and its bridge. */
export const partAcross = (exchange: Exchange, call: Call): void => {
  const { far, node } = call
  if (!far) return
  call.far = null
  endLeg(exchange, node, far)
  endTalk(exchange, node, far)
}

/** Moves the customer to somebody else, and only then ends the leg to whom they were with, if there is one. */
export const moveOn = async (exchange: Exchange, call: Call, move: () => Promise<void>): Promise<void> => {
  const { far } = call
  await move()
  if (!far) return
  // To a headset of their own node they went without one.
  if (call.far === far) call.far = null
  endLeg(exchange, call.node, far)
  endTalk(exchange, call.node, far)
}

/** A leg from another node has come in: it goes straight to the headset it was called for. */
export const hearMeeting = (exchange: Exchange, node: Node, event: AriEvent): void => {
  if (event.type !== 'StasisStart' || event.args[0] !== 'inbound') return
  const meeting = exchange.meetings.get(event.args[1] ?? '')
  if (!meeting?.seat.channel || meeting.seat.node !== node) return
  const { id } = event.channel
  const { way, from } = meeting
  exchange.halves.set(way, { from, on: node, channel: id })
  const kept = { variable: memoryVariable, value: halfMemoryOf(way, from) }
  const bridge = seatBridge(meeting.seat.channel)
  const met = node.ari
    .ask('POST', `channels/${id}/variable`, kept)
    .then(() => node.ari.ask('POST', `channels/${id}/answer`))
    .then(() => node.ari.ask('POST', `bridges/${bridge}/addChannel`, { channel: id }))
  met.then(() => meeting.met.resolve(), meeting.met.reject)
}

/** Whether that channel came in for a meeting of ours, and so is no customer who calls. */
export const isMeeting = (exchange: Exchange, event: AriEvent): boolean =>
  event.type === 'StasisStart' && event.args[0] === 'inbound' && exchange.meetings.has(event.args[1] ?? '')
