import { OrderRefused, type Party } from '#domains/telephony/server/port.ts'
import { endLeg, talkOn } from './across.ts'
import { AriRefused } from './ari.ts'
import { remember } from './call.ts'
import { type Call, connected, type Exchange, inTurn, isUp, seated, type Third, tell } from './exchange.ts'
import { bringHome } from './intercom.ts'
import { settle, wayTo } from './joining.ts'
import { callOfFar } from './names.ts'
import { callOutside, endOutside, endRinging } from './outside.ts'
import { addTo, bridgeOf, leaveSeat, music, seatOf, takeFrom } from './places.ts'
import { handedTo, moveFromAgent } from './transfer.ts'

/** The third party is out of the conversation: back home, or hung up on. */
const partThird = (exchange: Exchange, call: Call, { seat, far }: Third): void => {
  if (seat?.asked === call) {
    seat.asked = null
    // Who is on another node never left it.
    if (seat.node === call.node) void bringHome(exchange, seat)
  }
  if (!seat) endOutside(exchange, call)
  for (const leg of far ? [far] : ringingLegs(exchange, call)) endLeg(exchange, call.node, leg)
}
/** It may ring still, or be on its way to another node. */
const ringingLegs = ({ awaited }: Exchange, { callId }: Call): string[] =>
  [...awaited.keys()].filter((channel) => callOfFar(channel) === callId)

/** Nobody is asked any more, for the agent or the customer is gone. */
export const dropThird = (exchange: Exchange, call: Call): void => {
  const { third } = call
  if (!third) return
  call.third = null
  partThird(exchange, call, third)
  if (isUp(call)) tell(exchange, call, exchange.clock.nowMs(), { kind: 'consultOver', endpoint: third.endpoint })
}

/** The third party has left, or never came: the agent has the customer back. */
export const loseThird = (exchange: Exchange, call: Call): void => {
  const { third } = call
  if (!third) return
  dropThird(exchange, call)
  if (third.stage === 'conferred') return
  inTurn(call, () => takeBack(exchange, call)).catch((error: unknown) =>
    exchange.log.warn({ err: error, callId: call.callId }, 'a customer could not be taken off hold'),
  )
}
const takeBack = async (exchange: Exchange, call: Call): Promise<void> => {
  if (!call.held || call.bond !== 'joined' || !isUp(call)) return
  await music(exchange, call, false)
  await addTo(call, bridgeOf(exchange, call))
  if (!isUp(call)) return
  call.held = false
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'resumed' })
  remember(exchange, call)
}
const putOnHold = async (exchange: Exchange, call: Call): Promise<void> => {
  if (call.held || !isUp(call)) return
  await takeFrom(call, bridgeOf(exchange, call))
  await music(exchange, call, true)
  call.held = true
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'held' })
  remember(exchange, call)
}

/** What stands for the third party on the customer's node. */
const legOf = async (exchange: Exchange, call: Call, third: Third): Promise<string | null> => {
  const { seat, endpoint } = third
  if (!seat) return callOutside(exchange, call, endpoint, () => call.third === third)
  seat.asked = call
  return wayTo(exchange, call, seat)
}
/** Brings the third party to where the agent is with the customer. Nobody comes who talks already. */
const callThird = async (exchange: Exchange, call: Call, third: Third): Promise<void> => {
  const { seat } = third
  const isBusy = seat !== null && (seat.customer || seat.asked || seat.barges)
  if (!seatOf(exchange, call)?.isUp || isBusy) throw new OrderRefused(`${third.endpoint} cannot be asked`)
  third.far = await legOf(exchange, call, third)
  // Called off while it rang.
  if (call.third !== third || !isUp(call)) return partThird(exchange, call, third)
  const channel = third.far ?? seat?.channel
  await call.node.ari.ask('POST', `bridges/${bridgeOf(exchange, call)}/addChannel`, { channel })
  if (call.third !== third || !isUp(call)) return partThird(exchange, call, third)
  third.stage = 'consulted'
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'consulting', endpoint: third.endpoint })
}

export const consult = async (exchange: Exchange, callId: string, to: Party): Promise<void> => {
  const call = connected(exchange, callId, 'consult on')
  const endpoint = 'endpoint' in to ? to.endpoint : to.number
  if (call.third) throw new OrderRefused(`cannot consult on ${callId}: ${call.third.endpoint} is asked already`)
  if (endpoint === call.endpoint) throw new OrderRefused(`cannot consult on ${callId}: it is with ${endpoint} itself`)
  const seat = 'endpoint' in to ? seated(exchange, endpoint) : null
  const third: Third = { endpoint, seat, far: null, stage: 'called' }
  call.third = third
  endRinging(exchange, call)
  try {
    await inTurn(call, () => putOnHold(exchange, call))
  } catch (error) {
    call.third = null
    throw error
  }
  callThird(exchange, call, third).catch((error: unknown) => {
    exchange.log.info({ err: error, callId }, 'a third party could not be reached')
    if (call.third === third) loseThird(exchange, call)
  })
}

const confer = async (exchange: Exchange, call: Call, third: Third): Promise<void> => {
  if (third.stage === 'conferred') return
  third.stage = 'conferred'
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'conferred', endpoint: third.endpoint })
  await takeBack(exchange, call)
}

/** The customer goes to where the third party is at home; the agent stays behind alone. */
const handOver = async (exchange: Exchange, call: Call, third: Third): Promise<void> => {
  const { seat, far, endpoint } = third
  call.third = null
  if (seat) seat.asked = null
  if (seat && !far) await bringHome(exchange, seat)
  if (seat) seat.customer = call
  try {
    await moveFromAgent(exchange, call, async () => {
      if (far) await talkOn(exchange, call, far)
      else if (seat) await settle(exchange, call, seat, null)
    })
  } catch (error) {
    if (seat?.customer === call) seat.customer = null
    if (isUp(call)) tell(exchange, call, exchange.clock.nowMs(), { kind: 'consultOver', endpoint })
    throw error instanceof AriRefused ? new OrderRefused(`${endpoint} left in that moment`) : error
  }
  leaveSeat(exchange, call, seat ?? undefined)
  handedTo(exchange, call, endpoint)
}

export const endConsult = async (
  exchange: Exchange,
  callId: string,
  how: 'handOver' | 'confer' | 'drop',
): Promise<void> => {
  const call = connected(exchange, callId, 'end the consultation on')
  const { third } = call
  if (!third) throw new OrderRefused(`cannot end the consultation on ${callId}: there is none`)
  if (how === 'drop') return loseThird(exchange, call)
  if (third.stage === 'called') throw new OrderRefused(`cannot ${how} ${callId}: ${third.endpoint} has not answered`)
  await inTurn(call, async () => {
    if (call.third !== third || !isUp(call)) return
    if (how === 'confer') await confer(exchange, call, third)
    else await handOver(exchange, call, third)
  })
}
