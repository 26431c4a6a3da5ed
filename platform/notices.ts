/** News inside one process, told at once and in order to whoever listens: how the engine's parts hear each other. */
export type Notices<T> = { tell(news: T): void; hear(listener: (news: T) => void): () => void }

export const notices = <T>(): Notices<T> => {
  const listeners = new Set<(news: T) => void>()
  return {
    tell: (news) => {
      for (const listener of listeners) listener(news)
    },
    hear: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
