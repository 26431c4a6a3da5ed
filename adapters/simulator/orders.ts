import { HeadsetAway, OrderRefused, type Party } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, end, endOutside, noteSound, type SuperviseMode, tellSound } from './call.ts'
import { hangsUpAt, staysFrom } from './customer.ts'
import { answerOutside, beginOutside } from './outside.ts'

/** Orders are checked at once and carried out after the latency; one that cannot be is a rejected promise. */
export const ordered = (give: () => void): Promise<void> =>
  new Promise((accepted) => {
    give()
    accepted()
  })

/** Carries an order out once it has reached the exchange, unless the call has ended by then. */
export const soon = (exchange: Exchange, call: Call, carryOut: (moment: number) => void): void => {
  const moment = exchange.clock.nowMs() + exchange.latencyMs
  exchange.clock.after(exchange.latencyMs, () => {
    if (call.state !== 'ended') carryOut(moment)
  })
}

/** The call, if its customer is on the line. */
export const answered = (exchange: Exchange, callId: string, order: string): Call => {
  const call = exchange.live.get(callId)
  if (call?.state === 'answered' || call?.state === 'bridged') return call
  throw new OrderRefused(`cannot ${order} ${callId}: ${call ? `it is ${call.state}` : 'there is no such call now'}`)
}

/** The call, if its customer talks to somebody or is about to. */
export const connected = (exchange: Exchange, callId: string, order: string): Call => {
  const call = answered(exchange, callId, order)
  if (call.endpoint !== null) return call
  throw new OrderRefused(`cannot ${order} ${callId}: nobody is connected`)
}

export const notAway = ({ headsets }: Exchange, endpoint: string): void => {
  if (headsets.isAway(endpoint)) throw new HeadsetAway(`nobody wears ${endpoint} now`)
}

export const answer = (exchange: Exchange, callId: string): void => {
  const call = exchange.live.get(callId)
  if (!call?.cameIn) throw new OrderRefused(`cannot answer ${callId}: no such call comes in`)
  soon(exchange, call, (moment) => {
    if (call.state !== 'ringing') return
    call.state = 'answered'
    if (call.script.answeredBy) staysFrom(exchange, call, call.script, moment)
    tellSound(exchange, call, moment, { kind: 'answered' })
  })
}

export const connect = (exchange: Exchange, callId: string, endpoint: string): void => {
  const call = answered(exchange, callId, 'connect')
  if (call.endpoint === endpoint) return
  if (call.endpoint !== null) throw new OrderRefused(`cannot connect ${callId}: it is with ${call.endpoint}`)
  if (call.leavesMessage) throw new OrderRefused(`cannot connect ${callId}: a message is being left`)
  notAway(exchange, endpoint)
  join(exchange, call, endpoint)
}

/** Customers come first: colleagues talking to each other are parted. */
const join = (exchange: Exchange, call: Call, endpoint: string): void => {
  exchange.headsets.part(endpoint)
  call.endpoint = endpoint
  call.lostEndpoint = null
  call.isWithUs = false
  soon(exchange, call, (moment) => {
    if (call.endpoint !== endpoint) return
    // Who is joined again goes on where they were.
    if (call.state === 'answered' && call.script.answeredBy === 'person')
      hangsUpAt(exchange, call, moment + call.script.talkMs)
    call.state = 'bridged'
    tellSound(exchange, call, moment, { kind: 'bridged', endpoint })
  })
}

/** The agent is gone, the customer hears music until somebody takes them. */
const release = (exchange: Exchange, call: Call, moment: number, forGood = false): void => {
  const { endpoint } = call
  if (endpoint === null || call.state === 'ended') return
  call.endpoint = null
  call.held = false
  call.muted = false
  call.leaders = null
  tellSound(exchange, call, moment, { kind: 'released', endpoint, ...(forGood ? { forGood } : {}) })
}

/** A headset can no longer be joined, or it can again: what that means for the call it was on. */
export const followHeadset = (exchange: Exchange, call: Call, endpoint: string, isBack: boolean): void => {
  if (isBack) {
    if (call.lostEndpoint === endpoint && call.endpoint === null) join(exchange, call, endpoint)
    return
  }
  call.leaders?.delete(endpoint)
  const moment = exchange.clock.nowMs()
  if (call.third?.endpoint === endpoint) loseThird(exchange, call, moment)
  if (call.endpoint !== endpoint) return
  call.lostEndpoint = endpoint
  loseThird(exchange, call, moment)
  release(exchange, call, moment)
}

/** The third party is there no longer: the agent has the customer back. */
export const loseThird = (exchange: Exchange, call: Call, moment: number): void => {
  const { third } = call
  if (!third) return
  third.callOffNext()
  call.third = null
  if (call.outside?.number === third.endpoint) endOutside(exchange, call, moment)
  tellSound(exchange, call, moment, { kind: 'consultOver', endpoint: third.endpoint })
  if (third.stage !== 'conferred') resume(exchange, call, moment)
}

export const resume = (exchange: Exchange, call: Call, moment: number): void => {
  if (!call.held || call.state === 'ended') return
  call.held = false
  tellSound(exchange, call, moment, { kind: 'resumed' })
}

/** The agent leaves for good, and whoever they had asked. */
export const letGo = (exchange: Exchange, call: Call, moment: number): void => {
  loseThird(exchange, call, moment)
  call.lostEndpoint = null
  release(exchange, call, moment, true)
}

export const hangUp = (exchange: Exchange, callId: string): void => {
  const call = exchange.live.get(callId)
  if (!call) return
  soon(exchange, call, (moment) => {
    const wasAnswered = call.state === 'answered' || call.state === 'bridged'
    end(exchange, call, moment, { cause: wasAnswered ? 'normal' : 'cancelled', by: 'us' })
  })
}

export const hold = (exchange: Exchange, callId: string, on: boolean): void => {
  const call = connected(exchange, callId, 'hold')
  if (!on && call.third && call.third.stage !== 'conferred')
    throw new OrderRefused(`cannot take ${callId} off hold: the agent is with ${call.third.endpoint}`)
  soon(exchange, call, (moment) => {
    if (call.held === on) return
    call.held = on
    tellSound(exchange, call, moment, { kind: on ? 'held' : 'resumed' })
  })
}

export const mute = (exchange: Exchange, callId: string, on: boolean): void => {
  const call = connected(exchange, callId, 'mute')
  soon(exchange, call, (moment) => {
    call.muted = on
    noteSound(call, moment)
  })
}

export const transfer = (exchange: Exchange, callId: string, to: Party): void => {
  const call = connected(exchange, callId, 'transfer')
  if (call.third) throw new OrderRefused(`cannot transfer ${callId}: ${call.third.endpoint} is on it`)
  if ('endpoint' in to) notAway(exchange, to.endpoint)
  soon(exchange, call, (moment) => {
    // The agent asks somebody about the customer by now, who stays.
    if ('number' in to && call.third) return
    // Nobody there, nothing changes.
    if ('number' in to && !beginOutside(exchange, call, to.number, moment)) return
    if ('number' in to) answerOutside(exchange, call, moment)
    handTo(exchange, call, partyName(to), moment)
  })
}

export const partyName = (to: Party): string => ('endpoint' in to ? to.endpoint : to.number)

export const handTo = (exchange: Exchange, call: Call, endpoint: string, moment: number): void => {
  if (call.outside && call.outside.number !== endpoint) endOutside(exchange, call, moment)
  call.endpoint = endpoint
  call.held = false
  call.muted = false
  call.leaders = null
  tellSound(exchange, call, moment, { kind: 'transferred', endpoint })
}

export const supervise = (exchange: Exchange, callId: string, leader: string, mode: SuperviseMode | null): void => {
  const call = mode ? connected(exchange, callId, 'supervise') : exchange.live.get(callId)
  if (!call) return
  if (mode) notAway(exchange, leader)
  soon(exchange, call, () => {
    call.leaders ??= new Map()
    if (mode) call.leaders.set(leader, mode)
    else call.leaders.delete(leader)
  })
}
