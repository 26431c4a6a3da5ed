import { z95 } from '#contract/interval.ts'
import type { Measured } from '#domains/metrics/contract.ts'

export type HelpReason = 'closesLess' | 'talksLess' | 'waitsLong' | 'pausesLong' | 'wrapsUpLong'
type Values = ReadonlyMap<string, Measured>

/** Half an hour at work tells nothing of somebody's day. */
const leastHours = 1
/** Beyond these a difference is worth a look; below, people differ. */
const muchLonger = 1.5
const muchSlower = 1.2

/** Less by more than chance: the count is below what the team's pace makes of the same hours, one-sided 2.5 %, Poisson. */
const isSlower = (own: Measured | undefined, team: Measured | undefined): boolean => {
  if (!own || !team || own.numerator === null || own.denominator === null || team.value === null) return false
  const expected = team.value * own.denominator
  return own.denominator >= leastHours && own.numerator < expected - z95 * Math.sqrt(expected)
}
const isLonger = (own: Measured | undefined, team: Measured | undefined, hours: number): boolean =>
  hours >= leastHours &&
  typeof own?.value === 'number' &&
  typeof team?.value === 'number' &&
  own.value > team.value * muchLonger &&
  own.value > team.value + 0.05

/**
 * Where somebody may need a hand today, against the own team on the same day. A difference is named only where it is
 * more than chance or lasts long; the list is for a talk, and nobody is ranked by it.
 */
export const helpFor = (own: Values, team: Values): HelpReason[] => {
  const of = (code: string) => [own.get(code), team.get(code)] as const
  const [pace, teamPace] = of('calls_per_login_hour')
  const [close, teamClose] = of('close_rate')
  const [idle, teamIdle] = of('idle_rate')
  const [paused, teamPaused] = of('not_ready_rate')
  const [wrapUp, teamWrapUp] = of('average_wrap_up')
  const hours = pace?.denominator ?? 0
  const found: HelpReason[] = []
  if (close && !close.isSmall && close.high !== null && teamClose?.value != null && close.high < teamClose.value)
    found.push('closesLess')
  if (isSlower(pace, teamPace)) found.push('talksLess')
  if (isLonger(idle, teamIdle, hours)) found.push('waitsLong')
  if (isLonger(paused, teamPaused, hours)) found.push('pausesLong')
  if (wrapUp && !wrapUp.isSmall && wrapUp.low !== null && wrapUp.low > (teamWrapUp?.value ?? Number.NaN) * muchSlower)
    found.push('wrapsUpLong')
  return found
}
