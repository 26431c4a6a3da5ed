import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { CallOf, Route } from '#contract/route.ts'
import { channelOf, type KeyOf, type Topic, type ValueOf } from '#contract/topic.ts'
import type { Heard } from './call.ts'
import { liveSocket } from './live-socket.ts'
import { askKey, routeKey } from './query-client.ts'

/** A call whose kept answer the news replaces: `into: asking(getDesk, { params })`. */
export type Asking<V> = { key: readonly unknown[]; answer?: V }
export const asking = <R extends Route>(route: R, call?: CallOf<R>): Asking<Heard<R>> => ({ key: askKey(route, call) })

export type TopicOptions<V> = {
  /** Writes the news into the kept answer of this call, and asks it again after a break. */
  into?: Asking<V>
  onNews?: (value: V) => void
  /** Routes to ask again after a break. */
  refresh?: readonly Pick<Route, 'method' | 'path'>[]
  /** Does not listen while this is false. */
  when?: boolean
}
export type Hearing<V> = {
  /** The newest state; undefined until the first news. */
  value: V | undefined
  connected: boolean
  /** How old the value may be, in milliseconds: 0 while connected, since every change is pushed. */
  age: number
  /** Why the server does not let us listen, if so. */
  refused: string | undefined
}

/** Listens to a topic: the newest value, whether the line is up, and how old the value may be. */
export const useTopic = <T extends Topic>(
  topic: T,
  key: KeyOf<T>,
  options: TopicOptions<ValueOf<T>> = {},
): Hearing<ValueOf<T>> => {
  const channel = channelOf(topic, key)
  const cache = useQueryClient()
  const [heard, setHeard] = useState<{ channel: string; value?: ValueOf<T>; refused?: string }>({ channel })
  const latest = useRef({ options, key })
  latest.current = { options, key }
  const listening = options.when !== false

  useEffect(() => {
    if (!listening) return
    return liveSocket.listen(channel, topic.name, latest.current.key, {
      onNews: (news) => {
        const value = news.value as ValueOf<T>
        const { into, onNews } = latest.current.options
        if (into) {
          // An answer still on its way may be older than this news, and would stand until the next.
          void cache.cancelQueries({ queryKey: into.key, exact: true })
          cache.setQueryData(into.key, value)
        }
        setHeard({ channel, value })
        onNews?.(value)
      },
      onReturn: () => {
        const { into, refresh = [] } = latest.current.options
        if (into) void cache.invalidateQueries({ queryKey: into.key })
        for (const route of refresh) void cache.invalidateQueries({ queryKey: [routeKey(route)] })
      },
      onRefused: (refused) => setHeard({ channel, refused }),
    })
  }, [channel, topic.name, listening, cache])

  const line = useLine()
  const mine = heard.channel === channel ? heard : undefined
  return { value: mine?.value, refused: mine?.refused, ...line }
}

/** Whether the live line is up, and for how long it has been broken. Ticks each second only while it is. */
export const useLine = (): { connected: boolean; age: number } => {
  const brokenSince = useSyncExternalStore(liveSocket.watch, liveSocket.brokenSince)
  const connected = useSyncExternalStore(liveSocket.watch, liveSocket.isOpen)
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (brokenSince === undefined) return
    setNow(Date.now())
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [brokenSince])
  return { connected, age: brokenSince === undefined ? 0 : Math.max(0, now - brokenSince) }
}
