import { type News, newest, readTold } from './live-news.ts'

export type Listener = {
  onNews: (news: News) => void
  /** The line came back after a break: what happened meanwhile is unknown, so ask again. */
  onReturn: () => void
  onRefused: (code: string) => void
}
type Channel = { ask: string; news: News | undefined; listeners: Set<Listener> }

/** Who listens to what in this browser tab, and the newest state heard of each. Knows no socket. */
export const openChannels = () => {
  const channels = new Map<string, Channel>()

  return {
    isEmpty: (): boolean => channels.size === 0,
    /** What to ask the server after the line came up. */
    asks: (): string[] => [...channels.values()].map(({ ask }) => ask),
    /** Says true when the server has to be asked, because nobody listened to this channel yet. */
    join: (name: string, ask: string, listener: Listener): boolean => {
      const channel = channels.get(name) ?? { ask, news: undefined, listeners: new Set<Listener>() }
      const isNew = !channels.has(name)
      channels.set(name, channel)
      channel.listeners.add(listener)
      if (channel.news) listener.onNews(channel.news)
      return isNew
    },
    /** Says true when nobody listens any more. */
    leave: (name: string, listener: Listener): boolean => {
      const channel = channels.get(name)
      if (!channel?.listeners.delete(listener) || channel.listeners.size > 0) return false
      return channels.delete(name)
    },
    hear: (text: string): void => {
      const told = readTold(text)
      const channel = told.kind === 'noise' ? undefined : channels.get(told.channel)
      if (!channel || told.kind === 'noise') return
      if (told.kind === 'refused') {
        for (const listener of channel.listeners) listener.onRefused(told.code)
        return
      }
      const held = newest(channel.news, told.news)
      if (held === channel.news) return
      channel.news = held
      for (const listener of channel.listeners) listener.onNews(held)
    },
    sayReturn: (): void => {
      for (const { listeners } of channels.values()) for (const listener of listeners) listener.onReturn()
    },
  }
}
