import { type AriEvent, channelOf } from './ari.ts'
import { hangUp } from './dialling.ts'
import { loseCall } from './ending.ts'
import type { Exchange, Node } from './exchange.ts'
import { loseHeadset, rejoin } from './headsets.ts'
import { loseWay } from './intercom.ts'
import { callOfFar, isWay } from './names.ts'
import { seatOf } from './places.ts'
import { loseThird } from './third-party.ts'

/** Legs of elsewhere: an outside number that hangs up ends the conversation; a lost way to a headset is built anew. */
export const hearFar = (exchange: Exchange, node: Node, event: AriEvent): void => {
  const channel = channelOf(event)
  if (event.type !== 'ChannelDestroyed' || !channel) return
  if (isWay(channel.id)) return loseWay(exchange, channel.id)
  const call = exchange.calls.get(callOfFar(channel.id) ?? '')
  if (call?.node === node && call.third?.far === channel.id) return loseThird(exchange, call)
  if (call?.node !== node || call.far !== channel.id) return
  const seat = seatOf(exchange, call)
  if (seat) {
    loseHeadset(exchange, call)
    void rejoin(exchange, seat)
    return
  }
  hangUp(exchange, call.callId).catch((error: unknown) => {
    exchange.log.warn({ err: error, callId: call.callId }, 'a customer left alone could not be ended')
    loseCall(exchange, call)
  })
}
