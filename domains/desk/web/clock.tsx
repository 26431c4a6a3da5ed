import { createContext, useContext, useEffect, useState } from 'react'
import { formatDuration } from '#web/ui/format.ts'

/** By how many milliseconds the server's clock is ahead of this computer's. */
export const AheadContext = createContext(0)

/** What time it is at the server, told anew each second. */
export const useNow = (): number => {
  const ahead = useContext(AheadContext)
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [])
  return now + ahead
}

export const secondsSince = (at: string, now: number): number => Math.max(0, Math.floor((now - Date.parse(at)) / 1000))

/** `02:14` and counting. */
export const Since = ({ at }: { at: string }) => {
  const now = useNow()
  return (
    <span className="ca-number" role="timer">
      {formatDuration(secondsSince(at, now))}
    </span>
  )
}
