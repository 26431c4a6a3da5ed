import { OrderRefused } from '#domains/telephony/server/port.ts'
import { newId } from '#platform/id.ts'
import { isMeeting } from './across.ts'
import type { AriEvent } from './ari.ts'
import { addCall, remember } from './call.ts'
import { apply } from './ending.ts'
import { type Exchange, harmless, inTurn, type Node, tell } from './exchange.ts'
import { hear, newLeg } from './translate.ts'

/** A customer rings at a trunk. They hear it ring until somebody takes the call, here or not at all. */
export const hearCaller = (exchange: Exchange, node: Node, event: AriEvent): void => {
  if (event.type !== 'StasisStart' || event.args[0] !== 'inbound' || isMeeting(exchange, event)) return
  const { channel } = event
  if (exchange.callers.has(channel.id)) return
  const now = exchange.clock.nowMs()
  const to = event.args[1] ?? ''
  const call = addCall(exchange, {
    callId: newId(now),
    node,
    placedAt: now,
    leg: { ...newLeg(now), phase: 'ringing', isAlerted: true },
    trunk: null,
    callerId: to,
    channel: channel.id,
    cameIn: true,
  })
  tell(exchange, call, now, { kind: 'incoming', from: channel.caller.number, to })
  remember(exchange, call)
  // Of a channel we did not make, Asterisk would not tell the end: it leaves our application before.
  const told = node.ari.ask('POST', `applications/${node.address.app}/subscription`, {
    eventSource: `channel:${channel.id}`,
  })
  void harmless(exchange, told, 'the end of a call that came in will be found out late')
  void harmless(exchange, node.ari.ask('POST', `channels/${channel.id}/ring`), 'a caller could not be let ring')
}

export const answer = async (exchange: Exchange, callId: string): Promise<void> => {
  const call = exchange.calls.get(callId)
  if (!call?.cameIn || call.leg.phase === 'ended' || call.leg.isEndedByUs)
    throw new OrderRefused(`cannot answer ${callId}: no such call comes in`)
  await inTurn(call, async () => {
    if (call.leg.phase !== 'ringing' || call.leg.isEndedByUs) return
    await call.node.ari.ask('POST', `channels/${call.channel}/answer`)
    const timestamp = exchange.clock.now().toISOString()
    apply(
      exchange,
      call,
      hear(call.leg, { type: 'StasisStart', timestamp, args: [], channel: { id: call.channel } as never }),
    )
  })
}
