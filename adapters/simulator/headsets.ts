import type { HeadsetNews } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import type { Homes } from './nodes.ts'

type State = HeadsetNews['state']

/**
 * The headsets of a simulated exchange. Everybody wears theirs, always, until a fault takes one away or we no longer
 * want it seated; so one nobody spoke of yet can be joined as well.
 */
export type Headsets = ReturnType<typeof openHeadsets>

export const openHeadsets = (clock: Clock, latencyMs: number, homes: Homes) => {
  const known = new Map<string, HeadsetNews>()
  const listeners = new Set<(news: HeadsetNews) => void>()
  const taken = new Set<string>()
  const unseated = new Set<string>()
  let named: ReadonlySet<string> = new Set()
  /** Who is joined to whom without a customer, both ways round; to oneself: the echo. */
  const pairs = new Map<string, string>()
  const left: ((endpoint: string) => void)[] = []
  const joinable: ((endpoint: string) => void)[] = []

  const stateOf = (endpoint: string): State => {
    if (taken.has(endpoint)) return 'away'
    return unseated.has(endpoint) ? 'registered' : 'seated'
  }
  const settle = (endpoint: string): void => {
    const state = stateOf(endpoint)
    const before = known.get(endpoint)?.state
    if (state === before) return
    if (state === 'seated') homes.give(endpoint)
    const news: HeadsetNews = { endpoint, state, at: clock.now(), ...homes.told(endpoint) }
    known.set(endpoint, news)
    if (state !== 'seated') part(endpoint)
    for (const listener of listeners) listener(news)
    for (const hear of state === 'seated' ? joinable : left) hear(endpoint)
  }
  const soon = (endpoint: string): void => void clock.after(latencyMs, () => settle(endpoint))
  const part = (endpoint: string): void => {
    const other = pairs.get(endpoint)
    pairs.delete(endpoint)
    if (other !== undefined && pairs.get(other) === endpoint) pairs.delete(other)
  }

  return {
    isAway: (endpoint: string): boolean => stateOf(endpoint) !== 'seated',
    /** The headset it is joined to without a customer. */
    pairOf: (endpoint: string): string | undefined => pairs.get(endpoint),
    pair: (from: string, to: string): void => {
      part(from)
      part(to)
      pairs.set(from, to)
      pairs.set(to, from)
    },
    part,
    seat: (endpoint: string, on: boolean): void => {
      if (on) unseated.delete(endpoint)
      else unseated.add(endpoint)
      soon(endpoint)
    },
    /** Somebody takes it off, or puts it on. */
    wear: (endpoint: string, on: boolean): void => {
      if (on) taken.delete(endpoint)
      else taken.add(endpoint)
      settle(endpoint)
    },
    /** Those named before and no longer lose their account. */
    equip: (endpoints: readonly string[]): void => {
      const now = new Set(endpoints)
      for (const endpoint of named) if (!now.has(endpoint)) taken.add(endpoint)
      for (const endpoint of now) if (!named.has(endpoint)) taken.delete(endpoint)
      for (const endpoint of new Set([...named, ...now])) soon(endpoint)
      named = now
    },
    all: (): HeadsetNews[] => [...known.values()],
    listen: (onNews: (news: HeadsetNews) => void): (() => void) => {
      const listener = (news: HeadsetNews): void => onNews(news)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** The calls on a headset hear when it can no longer be joined, and when it can again. */
    onLeft: (hear: (endpoint: string) => void): void => void left.push(hear),
    onJoinable: (hear: (endpoint: string) => void): void => void joinable.push(hear),
  }
}
