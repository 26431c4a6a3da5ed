import type { Pacing } from '#domains/dialer/server/public.ts'

export type Stopwatch = { milliseconds: number; decisions: number }

/** The same pacing, with the time its decisions take. */
export const timed = (pacing: Pacing, watch: Stopwatch): Pacing => ({
  everyMs: pacing.everyMs,
  callsToPlace(floor) {
    const began = performance.now()
    const count = pacing.callsToPlace(floor)
    watch.milliseconds += performance.now() - began
    watch.decisions++
    return count
  },
  placed: (call, now) => pacing.placed?.(call, now),
  over: (call, end, now) => pacing.over?.(call, end, now),
  served: (end, now) => pacing.served?.(end, now),
  changed: (was, since, becomes, now) => pacing.changed?.(was, since, becomes, now),
})
