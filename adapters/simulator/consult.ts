import { OrderRefused, type Party } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, type ThirdParty, tellSound } from './call.ts'
import type { CallScript } from './call-script.ts'
import { connected, handTo, loseThird, notAway, partyName, resume, soon } from './orders.ts'
import { answerOutside, beginOutside } from './outside.ts'

export const consult = (exchange: Exchange, callId: string, to: Party): void => {
  const call = connected(exchange, callId, 'consult on')
  if (call.third) throw new OrderRefused(`cannot consult on ${callId}: ${call.third.endpoint} is asked already`)
  const endpoint = partyName(to)
  if (endpoint === call.endpoint) throw new OrderRefused(`cannot consult on ${callId}: it is with ${endpoint} itself`)
  if ('endpoint' in to) notAway(exchange, endpoint)
  const third: ThirdParty = { endpoint, stage: 'called', callOffNext: () => {} }
  call.third = third
  soon(exchange, call, (moment) => {
    if (call.third !== third) return
    if (!call.held) {
      call.held = true
      tellSound(exchange, call, moment, { kind: 'held' })
    }
    if (call.third === third) callParty(exchange, call, third, to)
  })
}

/** A colleague's headset answers by itself unless they talk; outside, somebody answers or not, as customers do. */
const callParty = (exchange: Exchange, call: Call, third: ThirdParty, to: Party): void => {
  const { clock, latencyMs } = exchange
  const comesAfter = (afterMs: number, then: (moment: number) => void): void => {
    const moment = clock.nowMs() + afterMs
    third.callOffNext()
    third.callOffNext = clock.after(afterMs, () => {
      if (call.third === third) then(moment)
    })
  }
  const leaves = (moment: number): void => loseThird(exchange, call, moment)
  const talks = (moment: number, forMs: number): void => {
    third.stage = 'consulted'
    answerOutside(exchange, call, moment)
    tellSound(exchange, call, moment, { kind: 'consulting', endpoint: third.endpoint })
    if (call.third === third && Number.isFinite(forMs)) comesAfter(forMs, leaves)
  }
  if ('endpoint' in to) {
    if (isTalking(exchange, third)) comesAfter(latencyMs, leaves)
    else comesAfter(latencyMs, (moment) => talks(moment, Number.POSITIVE_INFINITY))
    return
  }
  if (!beginOutside(exchange, call, to.number, clock.nowMs())) return comesAfter(latencyMs, leaves)
  const script: CallScript = exchange.behaviour(to.number, 1, { seed: exchange.seed, at: clock.now() })
  if (script.answeredBy) comesAfter(script.answersAfterMs, (moment) => talks(moment, script.talkMs))
  else comesAfter(script.endsAfterMs, leaves)
}

const isTalking = ({ live }: Exchange, { endpoint }: ThirdParty): boolean =>
  [...live.values()].some((call) => call.endpoint === endpoint)

export const endConsult = (exchange: Exchange, callId: string, how: 'handOver' | 'confer' | 'drop'): void => {
  const call = connected(exchange, callId, 'end the consultation on')
  const { third } = call
  if (!third) throw new OrderRefused(`cannot end the consultation on ${callId}: there is none`)
  if (how !== 'drop' && third.stage === 'called')
    throw new OrderRefused(`cannot ${how} ${callId}: ${third.endpoint} has not answered`)
  soon(exchange, call, (moment) => {
    if (call.third !== third) return
    if (how === 'drop') loseThird(exchange, call, moment)
    else if (how === 'handOver') handOver(exchange, call, third, moment)
    else if (third.stage === 'consulted') confer(exchange, call, third, moment)
  })
}

const handOver = (exchange: Exchange, call: Call, third: ThirdParty, moment: number): void => {
  third.callOffNext()
  call.third = null
  handTo(exchange, call, third.endpoint, moment)
}

const confer = (exchange: Exchange, call: Call, third: ThirdParty, moment: number): void => {
  third.stage = 'conferred'
  tellSound(exchange, call, moment, { kind: 'conferred', endpoint: third.endpoint })
  resume(exchange, call, moment)
}
