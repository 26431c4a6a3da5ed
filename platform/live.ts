import type { WebSocket } from 'ws'
import { channelOf, type KeyOf, type Topic, type ValueOf } from '#contract/topic.ts'
import type { Actor } from './context.ts'

/** One topic as the server offers it: who may listen to which key, and its state for a new listener. */
export type LiveTopic = {
  topic: Topic
  mayListen: (actor: Actor, key: Record<string, string>) => boolean | Promise<boolean>
  now: (key: Record<string, string>, actor: Actor) => unknown
  /** At most one message in that many milliseconds; the newest wins. */
  everyMs: number
}
export const offerTopic = <T extends Topic>(
  topic: T,
  offer: {
    mayListen: (actor: Actor, key: KeyOf<T>) => boolean | Promise<boolean>
    now: (key: KeyOf<T>, actor: Actor) => ValueOf<T> | Promise<ValueOf<T>>
    everyMs?: number
  },
): LiveTopic => ({ topic, everyMs: 0, ...offer }) as unknown as LiveTopic

type Channel = {
  live: LiveTopic
  key: Record<string, string>
  listeners: Map<WebSocket, Actor>
  sentAt: number
  timer: NodeJS.Timeout | undefined
}

/** A screen at the other end of a socket; `whoNow` says whose session it is now, if it still stands. */
export type Screen = { socket: WebSocket; actor: Actor; whoNow: () => Promise<Actor | undefined> }

export type Live = {
  /** Says that something changed; listeners get the whole newest state, computed only if somebody listens. */
  publish<T extends Topic>(topic: T, key: KeyOf<T>): void
  attend(screen: Screen): void
  stop(): void
}

let lastVersion = 0
/** Grows across restarts, so that a screen can tell newer news from older. */
const nextVersion = (): number => {
  lastVersion = Math.max(lastVersion + 1, Date.now() * 1000)
  return lastVersion
}

/** People of one sight see one state of a topic. */
const sightOf = ({ scope, id, teamIds, siteIds }: Actor): string =>
  `${scope}:${{ own: id, team: teamIds.join(), site: siteIds.join(), all: '' }[scope]}`
/** All that decides what somebody hears. */
const rightsOf = (actor: Actor): string => `${sightOf(actor)} ${[...actor.permissions].sort()}`

const sendNews = async (name: string, channel: Channel): Promise<void> => {
  channel.timer = undefined
  channel.sentAt = performance.now()
  const version = nextVersion()
  const messages = new Map<string, string>()
  for (const [socket, actor] of channel.listeners) {
    const sight = sightOf(actor)
    let message = messages.get(sight)
    if (message === undefined) {
      message = JSON.stringify({ channel: name, version, value: await channel.live.now(channel.key, actor) })
      messages.set(sight, message)
    }
    socket.send(message)
  }
}

const mayListen = async (
  { topic, mayListen }: LiveTopic,
  actor: Actor,
  key: Record<string, string>,
): Promise<boolean> =>
  (topic.permission.code === 'signedIn' || actor.permissions.has(topic.permission.code)) &&
  (await mayListen(actor, key))

/** How often an open socket is asked whether its session still stands, and for whose eyes. */
const sessionCheckMs = 5000

/** Listens for what screens ask and tells them; one socket a screen, many topics. */
export const openLive = (topics: readonly LiveTopic[], onError: (error: unknown) => void): Live => {
  const byName = new Map(topics.map((live) => [live.topic.name, live]))
  const channels = new Map<string, Channel>()
  const screens = new Set<WebSocket>()

  const channelFor = (live: LiveTopic, key: Record<string, string>): [string, Channel] => {
    const name = channelOf(live.topic, key)
    const channel = channels.get(name) ?? { live, key, listeners: new Map(), sentAt: 0, timer: undefined }
    channels.set(name, channel)
    return [name, channel]
  }
  const leave = (socket: WebSocket, name: string): void => {
    const channel = channels.get(name)
    channel?.listeners.delete(socket)
    if (channel?.listeners.size !== 0) return
    clearTimeout(channel.timer)
    channels.delete(name)
  }
  const join = async ({ socket, actor }: Screen, asked: { listen: string; key: unknown }): Promise<void> => {
    const live = byName.get(asked.listen)
    const key = live?.topic.key.safeParse(asked.key)
    if (!live || !key?.success) return socket.send(JSON.stringify({ refused: asked.listen, code: 'common.notFound' }))
    const values = key.data as Record<string, string>
    if (!(await mayListen(live, actor, values)))
      return socket.send(JSON.stringify({ refused: channelOf(live.topic, values), code: 'common.notAllowed' }))
    const [name, channel] = channelFor(live, values)
    channel.listeners.set(socket, actor)
    socket.send(JSON.stringify({ channel: name, version: nextVersion(), value: await live.now(values, actor) }))
  }
  const hear = (screen: Screen, raw: string): void => {
    const asked = readAsk(raw)
    if (!asked) screen.socket.send(JSON.stringify({ refused: '', code: 'common.badJson' }))
    else if ('leave' in asked) leave(screen.socket, asked.leave)
    else join(screen, asked).catch(onError)
  }

  return {
    publish: (topic, key) => {
      const name = channelOf(topic, key)
      const channel = channels.get(name)
      if (!channel || channel.timer) return
      const wait = Math.max(0, channel.sentAt + channel.live.everyMs - performance.now())
      channel.timer = setTimeout(() => void sendNews(name, channel).catch(onError), wait)
    },
    attend: (screen) => {
      const { socket, actor, whoNow } = screen
      screens.add(socket)
      const watch = setInterval(() => {
        whoNow()
          .then((now) => {
            if (!now) socket.close(4401, 'sign in again')
            // The screen comes back by itself and hears from then on what its reader may see now.
            else if (rightsOf(now) !== rightsOf(actor)) socket.close(1012, 'reach has changed')
          })
          .catch(onError)
      }, sessionCheckMs)
      socket.on('message', (raw) => hear(screen, String(raw)))
      socket.on('error', () => {})
      socket.on('close', () => {
        clearInterval(watch)
        screens.delete(socket)
        for (const name of [...channels.keys()]) leave(socket, name)
      })
    },
    stop: () => {
      for (const channel of channels.values()) clearTimeout(channel.timer)
      for (const socket of screens) socket.close(1001)
    },
  }
}

type Ask = { listen: string; key: unknown } | { leave: string }
const readAsk = (raw: string): Ask | undefined => {
  try {
    const asked = JSON.parse(raw) as Record<string, unknown>
    if (typeof asked.leave === 'string') return { leave: asked.leave }
    if (typeof asked.listen === 'string') return { listen: asked.listen, key: asked.key ?? {} }
  } catch {
    return undefined
  }
  return undefined
}
