import { OrderRefused, type Party } from '#domains/telephony/server/port.ts'
import { talkOn } from './across.ts'
import { remember } from './call.ts'
import { type Call, connected, type Exchange, harmless, inTurn, isUp, seated, type Third, tell } from './exchange.ts'
import { bringHome, partFrom } from './intercom.ts'
import { join } from './joining.ts'
import { callOfFar, seatBridge } from './names.ts'
import { addTo, bridgeOf, leaveSeat, music, seatOf, takeFrom } from './places.ts'
import { callOutside, handedTo, partFromAgent } from './transfer.ts'

const freeLine = ({ lines }: Exchange, { callId }: Call): void => {
  for (const { calls } of lines.values()) calls.delete(`far.${callId}`)
}
/** The third party is out of the conversation: back home, or hung up on. */
const partThird = (exchange: Exchange, call: Call, { seat, far }: Third): void => {
  if (seat?.asked === call) {
    seat.asked = null
    void bringHome(exchange, seat)
  }
  if (far) freeLine(exchange, call)
  for (const leg of far ? [far] : ringingLegs(exchange, call))
    void harmless(exchange, call.node.ari.ask('DELETE', `channels/${leg}`), 'a third party could not be hung up on')
}
/** Outside it may ring still. */
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
  await addTo(call, bridgeOf(call))
  if (!isUp(call)) return
  call.held = false
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'resumed' })
  remember(exchange, call)
}
const putOnHold = async (exchange: Exchange, call: Call): Promise<void> => {
  if (call.held || !isUp(call)) return
  await takeFrom(call, bridgeOf(call))
  await music(exchange, call, true)
  call.held = true
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'held' })
  remember(exchange, call)
}

/** Brings the third party to the agent. Nobody comes who talks already, or sits on another node. */
const callThird = async (exchange: Exchange, call: Call, third: Third, to: Party): Promise<void> => {
  const agent = seatOf(exchange, call)
  const { seat } = third
  const isBusy = seat !== null && (seat.customer || seat.asked || seat.barges)
  if (!agent?.isUp || agent.node !== call.node || isBusy || (seat && seat.node !== agent.node))
    throw new OrderRefused(`${third.endpoint} cannot be asked`)
  if (seat) {
    seat.asked = call
    partFrom(exchange, seat)
  }
  const channel = seat ? seat.channel : await callOutside(exchange, call, third.endpoint)
  if ('number' in to) third.far = channel
  // Called off while it rang.
  if (call.third !== third || !isUp(call)) return partThird(exchange, call, third)
  await call.node.ari.ask('POST', `bridges/${seatBridge(agent.user)}/addChannel`, { channel })
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
  try {
    await inTurn(call, () => putOnHold(exchange, call))
  } catch (error) {
    call.third = null
    throw error
  }
  callThird(exchange, call, third, to).catch((error: unknown) => {
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
  if (seat) {
    seat.asked = null
    await bringHome(exchange, seat)
  }
  await partFromAgent(exchange, call)
  leaveSeat(exchange, call)
  if (seat) {
    seat.customer = call
    await join(exchange, call, seat)
  } else if (far) await talkOn(call, far)
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
