import { useEffect, useState } from 'react'
import { call } from '#web/client/call.ts'
import { beat } from '../contract.ts'

/** How long the last heartbeat took there and back, in milliseconds; null when it did not get through. */
export const useHeartbeat = (working: boolean): number | null | undefined => {
  const [tookMs, setTook] = useState<number | null>()
  useEffect(() => {
    if (!working) return
    const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' })
    const tell = async () => {
      const sentAt = performance.now()
      await call(beat).then(
        () => setTook(performance.now() - sentAt),
        () => setTook(null),
      )
    }
    ticker.onmessage = () => void tell()
    void tell()
    return () => ticker.terminate()
  }, [working])
  return tookMs
}
