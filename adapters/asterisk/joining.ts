import { OrderRefused } from '#domains/telephony/server/port.ts'
import { joinAcross } from './across.ts'
import { remember } from './call.ts'
import { dropEcho } from './echo.ts'
import { answered, type Call, connected, type Exchange, inTurn, isUp, type SeatUp, tell } from './exchange.ts'
import { partFrom } from './intercom.ts'
import { seatBridge } from './names.ts'
import { addTo, bridgeOf, leaveSeat, music, setMute, takeFrom, takeSeat } from './places.ts'

/** Brings the customer to the headset, wherever both are: one move of a channel on the same node. */
export const join = async (exchange: Exchange, call: Call, seat: SeatUp): Promise<void> => {
  if (seat.echo) dropEcho(exchange, seat)
  // Customers come first.
  partFrom(exchange, seat)
  if (call.node === seat.node) await addTo(call, seatBridge(seat.user))
  else await joinAcross(exchange, call, seat)
}

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
      await takeFrom(call, bridgeOf(call))
      await music(exchange, call, true)
    } else {
      await music(exchange, call, false)
      await addTo(call, bridgeOf(call))
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
