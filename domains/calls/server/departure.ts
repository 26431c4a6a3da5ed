import type { CallOrder, LiveCall } from './live-call.ts'

/** Waits until there is a place for the order on the lines; whoever waits for a clock must not hold it. */
export const departed = async (
  call: LiveCall,
  { departs, release }: Pick<CallOrder, 'departs'> & { release: () => void },
): Promise<void> => {
  const left = Promise.withResolvers<void>()
  let isGone = false
  departs({
    isWanted: () => call.record.endedAt === null,
    go: () => {
      isGone = true
      left.resolve()
    },
  })
  if (!isGone) release()
  await left.promise
}
