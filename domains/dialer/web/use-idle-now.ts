import { useEffect, useState } from 'react'
import { useLine } from '#web/client/use-topic.ts'
import { causeOf } from '../binding-cause.ts'
import type { Dialling } from '../contract.ts'
import type { IdleToday } from '../explanation.ts'

/**
 * Idle time as it stands this second: news come only when something changes, and waiting is what happens while nothing
 * does. Stands still while the line is down, since nobody knows then.
 */
export const useIdleNow = ({ idle, binding, at }: Dialling): IdleToday | null => {
  const { connected } = useLine()
  const [heard, setHeard] = useState({ at, since: performance.now() })
  const [now, setNow] = useState(heard.since)
  if (heard.at !== at) setHeard({ at, since: performance.now() })
  useEffect(() => {
    if (!connected) return
    const ticking = setInterval(() => setNow(performance.now()), 1000)
    return () => clearInterval(ticking)
  }, [connected])
  if (!idle || !connected) return idle
  const cause = causeOf(binding)
  const waited = idle.agents * Math.max(0, now - heard.since)
  return { ...idle, ms: { ...idle.ms, [cause]: idle.ms[cause] + waited } }
}
