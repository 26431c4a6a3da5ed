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

export type Live = {
  /** Says that something changed; listeners get the whole newest state, computed only if somebody listens. */
  publish<T extends Topic>(topic: T, key: KeyOf<T>): void
  attend(socket: WebSocket, actor: Actor): void
  stop(): void
}

let lastVersion = 0
/** Grows across restarts, so that a screen can tell newer news from older. */
const nextVersion = (): number => {
  lastVersion = Math.max(lastVersion + 1, Date.now() * 1000)
  return lastVersion
}

/** Listens for what screens ask and tells them; one socket a screen, many topics. */
export const openLive = (topics: readonly LiveTopic[], onError: (error: unknown) => void): Live => {
  const byName = new Map(topics.map((live) => [live.topic.name, live]))
  const channels = new Map<string, Channel>()
  const sockets = new Set<WebSocket>()

  const send = async (name: string, channel: Channel): Promise<void> => {
    channel.timer = undefined
    channel.sentAt = performance.now()
    const version = nextVersion()
    // Listeners of one scope see one state: computed once for each distinct sight.
    const states = new Map<string, string>()
    for (const [socket, actor] of channel.listeners) {
      const sight = `${actor.scope}:${actor.scope === 'own' ? actor.id : actor.scope === 'team' ? actor.teamIds : actor.scope === 'site' ? actor.siteIds : ''}`
      let message = states.get(sight)
      if (message === undefined) {
        message = JSON.stringify({ channel: name, version, value: await channel.live.now(channel.key, actor) })
        states.set(sight, message)
      }
      socket.send(message)
    }
  }
  const schedule = (name: string, channel: Channel): void => {
    if (channel.timer) return
    const wait = Math.max(0, channel.sentAt + channel.live.everyMs - performance.now())
    channel.timer = setTimeout(() => void send(name, channel).catch(onError), wait)
  }

  const leave = (socket: WebSocket, name: string): void => {
    const channel = channels.get(name)
    channel?.listeners.delete(socket)
    if (channel?.listeners.size === 0) {
      clearTimeout(channel.timer)
      channels.delete(name)
    }
  }
  const join = async (socket: WebSocket, actor: Actor, topicName: string, rawKey: unknown): Promise<void> => {
    const live = byName.get(topicName)
    const key = live?.topic.key.safeParse(rawKey)
    if (!live || !key?.success) return void socket.send(JSON.stringify({ refused: topicName, code: 'common.notFound' }))
    const name = channelOf(live.topic, key.data)
    const may = actor.permissions.has(live.topic.permission.code) || live.topic.permission.code === 'signedIn'
    if (!may || !(await live.mayListen(actor, key.data as Record<string, string>)))
      return void socket.send(JSON.stringify({ refused: name, code: 'common.notAllowed' }))
    let channel = channels.get(name)
    if (!channel) {
      channel = { live, key: key.data as Record<string, string>, listeners: new Map(), sentAt: 0, timer: undefined }
      channels.set(name, channel)
    }
    channel.listeners.set(socket, actor)
    socket.send(JSON.stringify({ channel: name, version: nextVersion(), value: await live.now(channel.key, actor) }))
  }

  return {
    publish: (topic, key) => {
      const name = channelOf(topic, key)
      const channel = channels.get(name)
      if (channel) schedule(name, channel)
    },
    attend: (socket, actor) => {
      sockets.add(socket)
      const joined = new Set<string>()
      socket.on('message', (raw) => {
        const asked = readAsk(String(raw))
        if (!asked) return socket.send(JSON.stringify({ refused: '', code: 'common.badJson' }))
        if ('leave' in asked) return leave(socket, asked.leave)
        const topic = byName.get(asked.listen)?.topic
        if (topic) joined.add(channelOf(topic, asked.key))
        join(socket, actor, asked.listen, asked.key).catch(onError)
      })
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        for (const name of joined) leave(socket, name)
      })
    },
    stop: () => {
      for (const channel of channels.values()) clearTimeout(channel.timer)
      for (const socket of sockets) socket.close(1001)
    },
  }
}

type Ask = { listen: string; key: Record<string, unknown> } | { leave: string }
const readAsk = (raw: string): Ask | undefined => {
  try {
    const asked = JSON.parse(raw) as Record<string, unknown>
    if (typeof asked.leave === 'string') return { leave: asked.leave }
    if (typeof asked.listen === 'string')
      return { listen: asked.listen, key: (asked.key ?? {}) as Record<string, unknown> }
  } catch {
    return undefined
  }
  return undefined
}
