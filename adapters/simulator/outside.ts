import type { OutsideStage } from '#domains/telephony/server/port.ts'
import { type Call, type Exchange, type OutsideLeg, tell } from './call.ts'

const tellOutside = (
  exchange: Exchange,
  call: Call,
  { outside, stage, moment }: { outside: OutsideLeg; stage: OutsideStage; moment: number },
): void => {
  const { leg, number, trunk } = outside
  tell(exchange, call, moment, { kind: 'outside', stage, leg, number, trunk })
}

/** A leg to an outside number takes a line like any call; false where no trunk has room for it, or may call it. */
export const beginOutside = (exchange: Exchange, call: Call, number: string, moment: number): boolean => {
  if (!exchange.trunks.areNamed()) return true
  const trunk = call.outside ? false : exchange.trunks.take(number, undefined)
  if (trunk === false) return false
  const outside = { leg: `far.${call.order.callId}.${++call.outsideLegs}`, number, trunk }
  call.outside = outside
  tellOutside(exchange, call, { outside, stage: 'placed', moment })
  return true
}
export const answerOutside = (exchange: Exchange, call: Call, moment: number): void => {
  if (call.outside) tellOutside(exchange, call, { outside: call.outside, stage: 'answered', moment })
}
export const endOutside = (exchange: Exchange, call: Call, moment: number): void => {
  const { outside } = call
  if (!outside) return
  call.outside = null
  exchange.trunks.release(outside.trunk)
  tellOutside(exchange, call, { outside, stage: 'ended', moment })
}
