import type { Socket } from 'node:net'
import type pg from 'pg'
import type { Base } from './context.ts'
import { DatabaseAway } from './db.ts'

/** A database that says nothing for so long is taken to be away, though the connection to it still stands. */
export const silentAfterMs = 5000

/** A timer that rings so much too late tells that this process was kept from running itself. */
const wasAsleepMs = 250

/**
 * `work`, or `DatabaseAway` when it takes longer. While this process could not run, what the database said lay unheard: then
 * it is given the time once more.
 */
const withinTime = async <T>(work: Promise<T>, patienceMs: number): Promise<T> => {
  const { promise: silence, reject } = Promise.withResolvers<never>()
  let timer: NodeJS.Timeout
  const wait = (): void => {
    const due = performance.now() + patienceMs
    timer = setTimeout(() => {
      if (performance.now() - due > wasAsleepMs) wait()
      else reject(new DatabaseAway('the database has fallen silent'))
    }, patienceMs)
  }
  wait()
  return Promise.race([work, silence]).finally(() => clearTimeout(timer))
}

/** Cut, not closed: a peer that is silent would not answer a goodbye either. */
const cut = (client: pg.Client): void => {
  ;(client as unknown as { connection: { stream: Socket } }).connection.stream.destroy()
}

export type Line = ReturnType<typeof openLine>

/**
 * One connection of its own, opened when it is first spoken on and anew after it broke. A database that falls silent
 * in the middle of the network (no goodbye, nothing refused) is noticed here.
 */
export const openLine = (base: Base, options?: Parameters<Base['database']['connect']>[0]) => {
  let client: pg.Client | undefined
  let connecting: Promise<pg.Client> | undefined
  let closed = false
  const connect = async (): Promise<pg.Client> => {
    const fresh = await base.database.connect(options)
    if (closed) {
      cut(fresh)
      throw new DatabaseAway('the line is closed')
    }
    fresh.on('end', () => {
      if (client === fresh) client = undefined
    })
    client = fresh
    return fresh
  }
  const connected = (): Promise<pg.Client> => {
    connecting ??= connect().finally(() => {
      connecting = undefined
    })
    return connecting
  }
  const drop = (): void => {
    if (client) cut(client)
    client = undefined
  }

  return {
    /** What the database answers; `DatabaseAway`, and the connection dropped, when it says nothing for that long. */
    say: async <T>(work: (on: pg.Client) => Promise<T>, patienceMs = silentAfterMs): Promise<T> => {
      if (closed) throw new DatabaseAway('the line is closed')
      const on = client ?? (await connected())
      return withinTime(work(on), patienceMs).catch((error: unknown) => {
        if (error instanceof DatabaseAway && client === on) drop()
        throw error
      })
    },
    drop,
    close: async (): Promise<void> => {
      closed = true
      const closing = client
      client = undefined
      if (closing) await withinTime(closing.end(), 1000).catch(() => cut(closing))
    },
  }
}
