import { type Call, type Exchange, end, type Happening, tell } from './call.ts'
import type { AnsweredScript, UnansweredScript } from './call-script.ts'
import { between, chanceOf } from './chance.ts'
import { pressByThemselves } from './keys.ts'
import { findOutWhoAnswered } from './machine-detection.ts'

/** Whose doing it is that nobody answered. */
const endedBy = (cause: UnansweredScript['cause']): 'customer' | 'network' =>
  cause === 'rejected' ? 'customer' : 'network'

/** Lets the customer or the network do the next thing at that moment, instead of what was planned before. */
export const next = (exchange: Exchange, call: Call, moment: number, what: () => void): void => {
  call.callOffNext()
  call.callOffNext = exchange.clock.after(moment - exchange.clock.nowMs(), what)
}

/** The customer's side of a call, from the order to dial on. */
export const ring = (exchange: Exchange, call: Call): void => {
  const { script, placedAt, order } = call
  const limit = placedAt + order.ringForSeconds * 1000
  const goesOn = (): void =>
    script.answeredBy ? waitForAnswer(exchange, call, script, limit) : waitForFailure(exchange, call, script, limit)

  const ringsAt = script.ringsAfterMs === null ? Number.POSITIVE_INFINITY : placedAt + script.ringsAfterMs
  const neverRings = ringsAt >= limit || (!script.answeredBy && ringsAt >= placedAt + script.endsAfterMs)
  if (neverRings) {
    goesOn()
    return
  }
  next(exchange, call, ringsAt, () => {
    if (reach(exchange, call, 'ringing', ringsAt, { kind: 'ringing' })) goesOn()
  })
}

/** A customer calls us: rings from that moment on until somebody takes the call, or they have enough of it. */
export const ringUs = (exchange: Exchange, call: Call, moment: number): void => {
  const { to: from, callerId: to, ringForSeconds } = call.order
  next(exchange, call, moment, () => {
    if (!reach(exchange, call, 'ringing', moment, { kind: 'incoming', from, to })) return
    const givesUpAt = moment + ringForSeconds * 1000
    next(exchange, call, givesUpAt, () => end(exchange, call, givesUpAt, { cause: 'noAnswer', by: 'customer' }))
  })
}

/** Moves on and tells so. False if a listener ended the call while it was told. */
const reach = (
  exchange: Exchange,
  call: Call,
  state: Call['state'],
  ...[moment, happening]: [number, Happening]
): boolean => {
  call.state = state
  tell(exchange, call, moment, happening)
  return call.state === state
}

const waitForFailure = (exchange: Exchange, call: Call, script: UnansweredScript, limit: number): void => {
  const endsAt = Math.min(call.placedAt + script.endsAfterMs, limit)
  const cause = endsAt < limit ? script.cause : 'noAnswer'
  next(exchange, call, endsAt, () => end(exchange, call, endsAt, { cause, by: call.hasNoWay ? 'us' : endedBy(cause) }))
}

const waitForAnswer = (exchange: Exchange, call: Call, script: AnsweredScript, limit: number): void => {
  const answersAt = call.placedAt + script.answersAfterMs
  if (answersAt >= limit) {
    next(exchange, call, limit, () => end(exchange, call, limit, { cause: 'noAnswer', by: 'network' }))
    return
  }
  next(exchange, call, answersAt, () => {
    if (!reach(exchange, call, 'answered', answersAt, answeredOver(call))) return
    staysFrom(exchange, call, script, answersAt)
  })
}

/** What a customer does who has answered, or whose call was taken. */
export const staysFrom = (exchange: Exchange, call: Call, script: AnsweredScript, moment: number): void => {
  const stays = script.answeredBy === 'machine' ? script.talkMs : patienceOf(exchange, call, script)
  hangsUpAt(exchange, call, moment + stays)
  if (script.presses) pressByThemselves(exchange, call, script.presses, null)
  if (call.order.machineDetection) findOutWhoAnswered(exchange, call, script)
}

const answeredOver = ({ trunk }: Call): Happening =>
  trunk === null ? { kind: 'answered' } : { kind: 'answered', trunk }

const patienceOf = ({ seed }: Exchange, { order }: Call, script: AnsweredScript): number =>
  script.patienceMs ?? Math.round(between(chanceOf(seed, order.to, order.attemptNumber, 'patience'), 4000, 10_000))

/** The customer hangs up at that moment. */
export const hangsUpAt = (exchange: Exchange, call: Call, moment: number): void =>
  next(exchange, call, moment, () => end(exchange, call, moment, { cause: 'normal', by: 'customer' }))
