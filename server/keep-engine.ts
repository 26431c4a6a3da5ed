import type { Base } from '#platform/context.ts'
import { type Lease, takeLease } from '#platform/lease.ts'

export const telephonyLease = 'telephony'

/** Keeps one engine open as long as this process holds the telephone lease; waits for it, gives it back at the end. */
export const keepEngine = <E extends { stop(): Promise<void> }>(base: Base, open: (lease: Lease) => Promise<E>) => {
  const leaving = new AbortController()
  let engine: E | undefined
  let lease: Lease | undefined

  const start = async (address?: string): Promise<void> => {
    const lost = (): void => {
      base.log.error({}, 'another process took the telephone lease; this engine stops and waits')
      close()
        .then(() => start(address))
        .catch((error: unknown) => base.log.error({ err: error }, 'the engine could not be taken up again'))
    }
    lease = await takeLease(base, telephonyLease, {
      onLost: lost,
      signal: leaving.signal,
      ...(address ? { address } : {}),
    })
    if (lease && !leaving.signal.aborted) engine = await open(lease)
  }
  const close = async (): Promise<void> => {
    const closing = engine
    engine = undefined
    await closing?.stop()
  }

  return {
    engine: (): E | undefined => engine,
    start,
    stop: async (): Promise<void> => {
      leaving.abort()
      await close()
      await lease?.release().catch(() => {})
    },
  }
}
