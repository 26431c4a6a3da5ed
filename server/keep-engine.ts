import type { Base } from '#platform/context.ts'
import { databaseIsAway } from '#platform/db.ts'
import { LeaseLost } from '#platform/journal.ts'
import { type Lease, takeLease } from '#platform/lease.ts'

export const telephonyLease = 'telephony'
const closesWithinMs = 15_000

/** Keeps one engine open as long as this process holds the telephone lease; waits for it, gives it back at the end. */
export const keepEngine = <E extends { stop(): Promise<void> }>(base: Base, open: (lease: Lease) => Promise<E>) => {
  const leaving = new AbortController()
  let engine: E | undefined
  let lease: Lease | undefined
  let opening: Promise<void> | undefined

  /** A database that is silent does not keep an engine from being closed: it is left behind. */
  const close = async (): Promise<void> => {
    const closing = engine
    engine = undefined
    if (!closing) return
    let timer: NodeJS.Timeout | undefined
    const tooLong = new Promise<void>((resume) => {
      timer = setTimeout(resume, closesWithinMs)
    })
    await Promise.race([closing.stop(), tooLong]).finally(() => clearTimeout(timer))
  }
  const takeUp = async (address?: string): Promise<void> => {
    let isLost = false
    const onLost = (): void => {
      isLost = true
      // While it opens, the opening itself finds out.
      if (engine) again(address)
    }
    const held = await takeLease(base, telephonyLease, {
      onLost,
      signal: leaving.signal,
      ...(address ? { address } : {}),
    })
    if (!held) return
    lease = held
    try {
      engine = await open(held)
    } catch (error) {
      await held.release().catch(() => {})
      throw error
    }
    if (isLost) again(address)
  }
  /** A database that is away now, or a lease lost while it opened, is waited for; whatever else keeps the engine from opening is told. */
  const start = async (address?: string): Promise<void> => {
    while (!leaving.signal.aborted) {
      opening = takeUp(address)
      try {
        return await opening
      } catch (error) {
        if (!databaseIsAway(error) && !(error instanceof LeaseLost)) throw error
        base.log.warn({ err: error }, 'the telephone engine waits for the database, or its lease')
        await new Promise((resume) => setTimeout(resume, 500))
      }
    }
  }
  const again = (address?: string): void => {
    base.log.error({}, 'another process took the telephone lease; this engine stops and waits')
    close()
      .then(() => start(address))
      .catch((error: unknown) => base.log.error({ err: error }, 'the engine could not be taken up again'))
  }

  return {
    /** Nobody is served by an engine whose lease is suspended. */
    engine: (): E | undefined => (lease?.isSure() ? engine : undefined),
    start,
    stop: async (): Promise<void> => {
      leaving.abort()
      await opening?.catch(() => {})
      await close()
      await lease?.release().catch(() => {})
    },
  }
}
