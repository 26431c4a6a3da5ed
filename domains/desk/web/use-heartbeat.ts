import { useEffect, useState } from 'react'
import { call } from '#web/client/call.ts'
import { beat } from '../contract.ts'

/** How long the last heartbeat took there and back; since when none gets through, if none does. Milliseconds. */
export type Heartbeat = { tookMs?: number; lostAt?: number }

export const useHeartbeat = (working: boolean): Heartbeat => {
  const [heart, setHeart] = useState<Heartbeat>({})
  useEffect(() => {
    if (!working) return
    const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' })
    const tell = async () => {
      const sentAt = performance.now()
      await call(beat).then(
        () => setHeart({ tookMs: performance.now() - sentAt }),
        () => setHeart(({ lostAt = Date.now() }) => ({ lostAt })),
      )
    }
    ticker.onmessage = () => void tell()
    void tell()
    return () => ticker.terminate()
  }, [working])
  return heart
}
