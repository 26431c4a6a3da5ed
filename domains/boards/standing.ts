/** What an agent hears about places: the way up, never the way down, and no names. */
export type NextStep =
  | { kind: 'place'; place: number; missing: number }
  | { kind: 'goal' | 'average' | 'best'; missing: number }
  | { kind: 'first' }
  | null

/**
 * The next step up. In the upper half of the team it is the next place: as many more successes as draw level with whoever
 * has just more. Below, it is one's own: the goal of the day, the own average day, the own best day, whichever is nearest.
 * Null where there is nothing to tell.
 */
export const nextStepOf = (
  own: number,
  peers: readonly number[],
  { goal, average, best }: { goal: number | null; average: number | null; best: number | null },
): NextStep => {
  const above = peers.filter((count) => count > own)
  if (own > 0 && above.length === 0 && peers.length > 0) return { kind: 'first' }
  const next = Math.min(...above)
  if (own > 0 && above.length > 0 && above.length < (peers.length + 1) / 2)
    return { kind: 'place', place: peers.filter((count) => count > next).length + 1, missing: next - own }
  const steps = [
    { kind: 'goal' as const, at: goal },
    { kind: 'average' as const, at: average === null ? null : Math.ceil(average) },
    { kind: 'best' as const, at: best },
  ].flatMap(({ kind, at }) => (at !== null && at > own ? [{ kind, missing: at - own }] : []))
  return steps.toSorted((a, b) => a.missing - b.missing)[0] ?? null
}
