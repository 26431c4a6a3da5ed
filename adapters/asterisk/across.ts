import { randomInt } from 'node:crypto'
import { HeadsetAway } from '#domains/telephony/server/port.ts'
import type { AriEvent } from './ari.ts'
import { type Call, type Exchange, harmless, type Node, type SeatUp } from './exchange.ts'
import { callFar } from './far.ts'
import { seatBridge, talkBridge } from './names.ts'
import { openBridge } from './places.ts'

/** How a node is known to its neighbours. */
export const neighbourId = (name: string): string => `node-${name}`

/** Long enough for a leg between two machines of one centre. */
const acrossWithinSeconds = 5

/**
 * Joins a customer to a headset on another node by a leg between the two. The number it dials is a secret of this one
 * call, good for a few seconds: whoever else calls it reaches nobody.
 */
export const joinAcross = async (exchange: Exchange, call: Call, seat: SeatUp): Promise<void> => {
  const secret = Array.from({ length: 18 }, () => randomInt(10)).join('')
  const met = Promise.withResolvers<void>()
  met.promise.catch(() => {})
  exchange.meetings.set(secret, { seat, met })
  const callOff = exchange.clock.after(acrossWithinSeconds * 1000, () =>
    met.reject(new HeadsetAway(`${seat.endpoint} could not be reached on ${seat.node.address.name}`)),
  )
  try {
    const far = await callFar(exchange, call, {
      endpoint: `PJSIP/${secret}@${neighbourId(seat.node.address.name)}`,
      callerId: call.callerId,
      ringForSeconds: acrossWithinSeconds,
    })
    await met.promise
    await talkOn(call, far)
  } finally {
    callOff()
    exchange.meetings.delete(secret)
  }
}

/** Puts the customer and the leg of whoever is elsewhere into a bridge of their own. */
export const talkOn = async (call: Call, far: string): Promise<void> => {
  const bridge = talkBridge(call.callId)
  const { ari } = call.node
  await openBridge(call.node, bridge, call.callId)
  await ari.ask('POST', `bridges/${bridge}/addChannel`, { channel: `${far},${call.channel}` })
  call.far = far
}

/** Ends the leg to elsewhere and its bridge. */
export const partAcross = (exchange: Exchange, call: Call): void => {
  const { far, node } = call
  call.far = null
  if (far) void harmless(exchange, node.ari.ask('DELETE', `channels/${far}`), 'a leg between nodes could not be ended')
  const gone = node.ari.ask('DELETE', `bridges/${talkBridge(call.callId)}`)
  void harmless(exchange, gone, 'a bridge between nodes could not be ended')
}

/** A leg from another node has come in: it goes straight to the headset it was called for. */
export const hearMeeting = (exchange: Exchange, node: Node, event: AriEvent): void => {
  if (event.type !== 'StasisStart' || event.args[0] !== 'inbound') return
  const meeting = exchange.meetings.get(event.args[1] ?? '')
  if (!meeting || meeting.seat.node !== node) return
  const { id } = event.channel
  const bridge = seatBridge(meeting.seat.user)
  const met = node.ari
    .ask('POST', `channels/${id}/answer`)
    .then(() => node.ari.ask('POST', `bridges/${bridge}/addChannel`, { channel: id }))
  met.then(() => meeting.met.resolve(), meeting.met.reject)
}

/** Whether that channel came in for a meeting of ours, and so is no customer who calls. */
export const isMeeting = (exchange: Exchange, event: AriEvent): boolean =>
  event.type === 'StasisStart' && event.args[0] === 'inbound' && exchange.meetings.has(event.args[1] ?? '')
