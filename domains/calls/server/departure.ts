import type { Clock } from '#platform/clock.ts'
import type { LiveCall } from './live-call.ts'

/** Waits until there is a place for the order on the lines; whoever waits for a clock must not hold it. */
export const departed = async (
  clock: Clock,
  call: LiveCall,
  { inMs, release }: { inMs: () => number; release: () => void },
): Promise<void> => {
  const waitMs = call.record.endedAt === null ? inMs() : 0
  if (waitMs <= 0) return
  release()
  await new Promise<void>((done) => void clock.after(waitMs, done))
}
