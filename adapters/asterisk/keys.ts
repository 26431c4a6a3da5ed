import { OrderRefused } from '#domains/telephony/server/port.ts'
import type { AriEvent } from './ari.ts'
import { answered, type Exchange, inTurn, isUp, tell } from './exchange.ts'
import { callOfChannel } from './names.ts'

/** As long as a finger presses, and as long as it takes to the next key. */
const pressMs = { duration: 120, between: 120 }

export const sendDigits = async (exchange: Exchange, callId: string, digits: string): Promise<void> => {
  const call = answered(exchange, callId, 'press keys for')
  if (!/^[0-9*#]+$/.test(digits)) throw new OrderRefused(`no telephone has the keys ${JSON.stringify(digits)}`)
  await inTurn(call, () => call.node.ari.ask('POST', `channels/${call.channel}/dtmf`, { dtmf: digits, ...pressMs }))
}

/** What the customer presses; A to D are on no telephone of theirs. */
export const hearKeys = (exchange: Exchange, event: AriEvent): void => {
  if (event.type !== 'ChannelDtmfReceived' || !/^[0-9*#]$/.test(event.digit)) return
  const { id } = event.channel
  const call = exchange.callers.get(id) ?? exchange.calls.get(callOfChannel(id) ?? '')
  if (call && isUp(call)) tell(exchange, call, exchange.clock.nowMs(), { kind: 'digit', digit: event.digit })
}
