import { type Bounds, meanBounds, rateBounds, shareBounds, successValueBounds } from '#contract/interval.ts'
import type { Measured } from '../contract.ts'
import type { Sum } from './facts/fact.ts'

/**
 * How far chance may have moved a value: `share` of independent cases, `rate` of events in hours or per head, `mean` of
 * lengths (needs the sum of squares), `product` S × (S ÷ C), `none` for sums and shares of time.
 */
export type Spread = { kind: 'none' | 'share' | 'rate' | 'product' } | { kind: 'mean'; squares: Sum }

export type Parts = {
  numerator: number | null
  denominator: number | null
  isRatio: boolean
  power: 1 | 2
  over: number | null
  squares: number | null
}
type Value = Pick<Measured, 'value' | 'sample' | 'low' | 'high' | 'isSmall'>
const unknown: Value = { value: null, sample: null, low: null, high: null, isSmall: false }

/** The value of a measure from its sums; nothing to divide by is null, never 0. */
export const tell = (parts: Parts, kind: Spread['kind'], minimumSample: number): Value => {
  const { numerator, denominator, isRatio, power, over } = parts
  if (numerator === null || over === null || (isRatio && denominator === null)) return unknown
  if (over === 0 || (isRatio && denominator === 0)) return { ...unknown, sample: isRatio ? 0 : null }
  const value = numerator ** power / (isRatio ? (denominator ?? 1) : 1) / over
  if (!isRatio || kind === 'none') return { ...unknown, value, isSmall: isRatio && (denominator ?? 0) < minimumSample }
  return { value, sample: denominator, ...boundsOf(parts, kind), isSmall: (denominator ?? 0) < minimumSample }
}

type Told = Pick<Value, 'low' | 'high'>
const nothing: Told = { low: null, high: null }

/** How the bounds of each kind come from numerator, denominator and squares: contract/interval.ts tells the sources. */
const bounds: Record<Spread['kind'], (top: number, per: number, squares: number | null) => Bounds | null> = {
  none: () => null,
  share: (top, per) => (top < 0 || top > per ? null : shareBounds(top, per)),
  rate: (top, per) => rateBounds(top, per),
  mean: (top, per, squares) => (squares === null ? null : meanBounds(top, squares, per)),
  product: (top, per) => successValueBounds(top, per),
}
const boundsOf = ({ numerator, denominator, squares, over }: Parts, kind: Spread['kind']): Told => {
  const found = bounds[kind](numerator ?? 0, denominator ?? 0, squares)
  return found ? { low: found.low / (over ?? 1), high: found.high / (over ?? 1) } : nothing
}
