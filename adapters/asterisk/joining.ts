import { OrderRefused } from '#domains/telephony/server/port.ts'
import { reach, talkOn } from './across.ts'
import { remember } from './call.ts'
import { dropEcho } from './echo.ts'
import {
  answered,
  type Call,
  connected,
  type Exchange,
  inTurn,
  isUp,
  nextSerial,
  type SeatUp,
  tell,
} from './exchange.ts'
import { partFrom } from './intercom.ts'
import { farChannel, seatBridge } from './names.ts'
import { addTo, bridgeOf, leaveSeat, music, setMute, takeFrom, takeSeat } from './places.ts'

/** What stands for the headset on the customer's node, made ready before anything changes for anybody. */
export const wayTo = async (exchange: Exchange, call: Call, seat: SeatUp): Promise<string | null> => {
  if (seat.echo) dropEcho(exchange, seat)
  // Customers come first.
  partFrom(exchange, seat)
  if (call.node === seat.node) return null
  const way = farChannel(call.callId, nextSerial(exchange))
  return reach(exchange, call.node, seat, { way, callerId: call.callerId })
}
/** Brings the customer to the headset: one move of a channel. */
export const settle = (exchange: Exchange, call: Call, seat: SeatUp, way: string | null): Promise<void> =>
  way ? talkOn(exchange, call, way) : addTo(call, seatBridge(seat.channel))

/** Brings the customer to the headset, wherever both are. */
export const join = async (exchange: Exchange, call: Call, seat: SeatUp): Promise<void> =>
  settle(exchange, call, seat, await wayTo(exchange, call, seat))

export const bridged = (exchange: Exchange, call: Call, endpoint: string): void => {
  if (!isUp(call) || call.endpoint !== endpoint) return
  call.bond = 'joined'
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'bridged', endpoint })
  remember(exchange, call)
}

/** Joins the customer to a headset; or back to one, or to another, after theirs was lost. */
export const connect = async (exchange: Exchange, callId: string, endpoint: string): Promise<void> => {
  const call = answered(exchange, callId, 'connect')
  if (call.leavesMessage) throw new OrderRefused(`cannot connect ${callId}: a message is being left`)
  const isTaken = call.bond === 'joining' || call.bond === 'joined'
  if (isTaken && call.endpoint === endpoint) return call.turn
  if (isTaken) throw new OrderRefused(`cannot connect ${callId}: it is with ${call.endpoint}`)
  const was = { endpoint: call.endpoint, bond: call.bond }
  const seat = takeSeat(exchange, call, endpoint)
  leaveSeat(exchange, call, seat)
  Object.assign(call, { endpoint, bond: 'joining' })
  try {
    await inTurn(call, async () => {
      if (was.bond === 'waiting') await music(exchange, call, false)
      await join(exchange, call, seat)
      bridged(exchange, call, endpoint)
    })
  } catch (error) {
    if (seat.customer === call) seat.customer = null
    if (call.endpoint === endpoint) Object.assign(call, was)
    if (isUp(call) && was.bond === 'waiting') void music(exchange, call, true)
    throw error
  }
}

export const hold = async (exchange: Exchange, callId: string, on: boolean): Promise<void> => {
  const call = connected(exchange, callId, 'hold')
  if (!on && call.third && call.third.stage !== 'conferred')
    throw new OrderRefused(`cannot take ${callId} off hold: the agent is with ${call.third.endpoint}`)
  await inTurn(call, async () => {
    if (call.held === on || call.bond !== 'joined' || !isUp(call)) return
    if (on) {
      await takeFrom(call, bridgeOf(exchange, call))
      await music(exchange, call, true)
    } else {
      await music(exchange, call, false)
      await addTo(call, bridgeOf(exchange, call))
    }
    if (!isUp(call)) return
    call.held = on
    tell(exchange, call, exchange.clock.nowMs(), { kind: on ? 'held' : 'resumed' })
    remember(exchange, call)
  })
}

export const mute = async (exchange: Exchange, callId: string, on: boolean): Promise<void> => {
  const call = connected(exchange, callId, 'mute')
  await inTurn(call, async () => {
    if (call.muted === on || !isUp(call)) return
    await setMute(exchange, call, on)
    call.muted = on
    remember(exchange, call)
  })
}
