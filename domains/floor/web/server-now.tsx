import { createContext, useContext, useSyncExternalStore } from 'react'
import { formatDuration } from '#web/ui/format.ts'

/** How far the centre's clock is ahead of this browser's, in milliseconds: timers follow the centre. */
export const AheadContext = createContext(0)

let seconds = 0
const watchers = new Set<() => void>()
let ticking: ReturnType<typeof setInterval> | undefined
const tick = () => {
  seconds++
  for (const watch of watchers) watch()
}
const watchSeconds = (watch: () => void) => {
  watchers.add(watch)
  ticking ??= setInterval(tick, 1000)
  return () => {
    watchers.delete(watch)
    if (watchers.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
}

/** The centre's time in milliseconds, anew each second; one clock for however many timers. */
export const useServerNow = (): number => {
  useSyncExternalStore(watchSeconds, () => seconds)
  return Date.now() + useContext(AheadContext)
}

export const useSecondsSince = (since: string): number => Math.max(0, (useServerNow() - Date.parse(since)) / 1000)

/** A running `02:14`. */
export const Timer = ({ since }: { since: string }) => <>{formatDuration(Math.floor(useSecondsSince(since)))}</>
