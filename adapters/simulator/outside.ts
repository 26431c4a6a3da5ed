import { type Call, type Exchange, tellOutside } from './call.ts'

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
