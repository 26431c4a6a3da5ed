import type { TelephonyEvent } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, tell } from './call.ts'
import type { AnsweredScript } from './call-script.ts'
import { between, chanceOf } from './chance.ts'

type WhoAnswered = Extract<TelephonyEvent, { kind: 'classified' }>['as']

/**
 * Milliseconds from the answer until it is known who answered. Listening first measured 1.7 s for a short greeting and
 * 2.35 s for a long one with Asterisk's own detection, 0.8 to 2.5 s in the field; listening while they talk hears the
 * end of a "hello?" at 1.4 s and of a machine's greeting at 2.9 s.
 */
const delays = {
  before: { person: [800, 1900], machine: [1900, 2500] },
  while: { person: [900, 1700], machine: [2400, 3400] },
} as const

/** Tells after a plausible delay who seems to have answered, as often wrong as `DetectionErrors` says. */
export const findOutWhoAnswered = (exchange: Exchange, call: Call, { answeredBy }: AnsweredScript): void => {
  const { machineDetection = 'off', to, attemptNumber } = call.order
  if (machineDetection === 'off') return
  const chance = chanceOf(exchange.seed, to, attemptNumber, 'who answered')
  const [from, until] = delays[machineDetection][answeredBy]
  const afterMs = Math.round(between(chance, from, until))
  const as = seems(exchange, answeredBy, chance())
  const moment = exchange.clock.nowMs() + afterMs
  exchange.clock.after(afterMs, () => {
    if (call.state === 'ended' || call.leavesMessage) return
    tell(exchange, call, moment, { kind: 'classified', as, afterMs })
  })
}

const seems = ({ detection }: Exchange, answeredBy: 'person' | 'machine', share: number): WhoAnswered => {
  const wrong = answeredBy === 'person' ? detection.falseMachines : detection.falsePersons
  if (share < wrong) return answeredBy === 'person' ? 'machine' : 'person'
  return share < wrong + detection.unsure ? 'unsure' : answeredBy
}
