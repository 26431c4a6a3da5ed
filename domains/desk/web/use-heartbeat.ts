import { useEffect, useState } from 'react'
import { call } from '#web/client/call.ts'
import { liveSocket } from '#web/client/live-socket.ts'
import { beat } from '../contract.ts'

/** How long the last heartbeat took there and back; since when none gets through, if none does. Milliseconds. */
export type Heartbeat = { tookMs?: number; lostAt?: number }

/** Who gets no answer for so long is cut off, though no browser may have noticed: a network can be silent without a word. */
const answersWithinMs = 5000

export const useHeartbeat = (working: boolean): Heartbeat => {
  const [heart, setHeart] = useState<Heartbeat>({})
  useEffect(() => {
    if (!working) return
    let isLost = false
    const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' })
    const tell = async () => {
      const [sentAt, sentOn] = [performance.now(), Date.now()]
      await call(beat, {}, { signal: AbortSignal.timeout(answersWithinMs) }).then(
        () => {
          // What was pushed meanwhile may have gone nowhere, on a line that still looks open.
          if (isLost) liveSocket.retry()
          isLost = false
          setHeart({ tookMs: performance.now() - sentAt })
        },
        () => {
          isLost = true
          setHeart(({ lostAt = sentOn }) => ({ lostAt }))
        },
      )
    }
    ticker.onmessage = () => void tell()
    void tell()
    return () => ticker.terminate()
  }, [working])
  return heart
}
