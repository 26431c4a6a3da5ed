import { OrderRefused } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, end, type SuperviseMode, stopRecording, tell } from './call.ts'
import { hangsUpAt } from './customer.ts'

/** Carries an order out once it has reached the exchange, unless the call has ended by then. */
const soon = (exchange: Exchange, call: Call, carryOut: (moment: number) => void): void => {
  const moment = exchange.clock.nowMs() + exchange.latencyMs
  exchange.clock.after(exchange.latencyMs, () => {
    if (call.state !== 'ended') carryOut(moment)
  })
}

/** The call, if its customer has answered. */
const answered = (exchange: Exchange, callId: string, order: string): Call => {
  const call = exchange.live.get(callId)
  if (call?.state === 'answered' || call?.state === 'bridged') return call
  throw new OrderRefused(`cannot ${order} ${callId}: ${call ? `it is ${call.state}` : 'there is no such call now'}`)
}

/** The call, if its customer talks to somebody or is about to. */
const connected = (exchange: Exchange, callId: string, order: string): Call => {
  const call = answered(exchange, callId, order)
  if (call.endpoint === null) throw new OrderRefused(`cannot ${order} ${callId}: nobody is connected`)
  return call
}

export const connect = (exchange: Exchange, callId: string, endpoint: string): void => {
  const call = answered(exchange, callId, 'connect')
  if (call.endpoint === endpoint) return
  if (call.endpoint !== null) throw new OrderRefused(`cannot connect ${callId}: it is with ${call.endpoint}`)
  call.endpoint = endpoint
  soon(exchange, call, (moment) => {
    call.state = 'bridged'
    if (call.script.answeredBy === 'person') hangsUpAt(exchange, call, moment + call.script.talkMs)
    tell(exchange, call, moment, { kind: 'bridged', endpoint })
  })
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
  soon(exchange, call, (moment) => {
    if (call.held === on) return
    call.held = on
    tell(exchange, call, moment, { kind: on ? 'held' : 'resumed' })
  })
}

export const mute = (exchange: Exchange, callId: string, on: boolean): void => {
  const call = connected(exchange, callId, 'mute')
  soon(exchange, call, () => {
    call.muted = on
  })
}

export const record = (exchange: Exchange, callId: string, on: boolean): void => {
  const call = answered(exchange, callId, 'record')
  soon(exchange, call, (moment) => {
    if (on) call.recordingSince ??= moment
    else stopRecording(exchange, call, moment)
  })
}

export const play = (exchange: Exchange, callId: string, prompt: string): void => {
  const call = answered(exchange, callId, 'play to')
  soon(exchange, call, (moment) => {
    const endsAt = moment + exchange.promptMs
    call.prompts.push(prompt)
    exchange.clock.after(endsAt - exchange.clock.nowMs(), () => {
      if (call.state === 'ended') return
      call.prompts.splice(call.prompts.indexOf(prompt), 1)
      tell(exchange, call, endsAt, { kind: 'played' })
    })
  })
}

export const transfer = (exchange: Exchange, callId: string, to: { endpoint: string } | { number: string }): void => {
  const call = connected(exchange, callId, 'transfer')
  const endpoint = 'endpoint' in to ? to.endpoint : to.number
  soon(exchange, call, (moment) => {
    call.endpoint = endpoint
    call.held = false
    call.muted = false
    call.leaders = null
    tell(exchange, call, moment, { kind: 'transferred', endpoint })
  })
}

export const supervise = (exchange: Exchange, callId: string, leader: string, mode: SuperviseMode | null): void => {
  const call = mode ? connected(exchange, callId, 'supervise') : exchange.live.get(callId)
  if (!call) return
  soon(exchange, call, () => {
    call.leaders ??= new Map()
    if (mode) call.leaders.set(leader, mode)
    else call.leaders.delete(leader)
  })
}
