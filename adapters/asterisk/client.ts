import { WebSocket } from 'ws'
import type { Clock } from '#platform/clock.ts'
import type { Log } from '#platform/log.ts'
import { AriAway, type AriEvent, AriRefused } from './ari.ts'

export type AriAddress = {
  /** http:// or https://, without /ari. */
  url: string
  user: string
  password: string
  app: string
}

export type AriOptions = AriAddress & {
  clock: Clock
  log: Log
  onEvent: (event: AriEvent) => void
  /**
   * The line stands: whatever happened while it did not is to be asked now. `startedAt` is when that Asterisk started;
   * another one than last time means that nothing of before is left. Nobody may originate until this is done.
   */
  onUp: (startedAt: string) => Promise<void>
  /** The line is gone, or another process took it over; told once for each `onUp` and each failed first try. */
  onDown: (why: string) => void
}

export type Query = Record<string, string | number | boolean | undefined>
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
type Reply = {
  type: 'RESTResponse'
  request_id: string
  status_code: number
  reason_phrase: string
  message_body?: string
}
type Waiting = { what: string; done: (reply: Reply) => void; failed: (error: Error) => void; callOff: () => void }

/** Nothing we ask takes long; what has not been answered by then is given up, and looked after by the next resync. */
const answersWithinMs = 5000
const pingEveryMs = 5000
const firstRetryMs = 100
const longestRetryMs = 2000
/** Who was replaced stays away for so long: by then the lease has told which of the two is in charge. */
const replacedRetryMs = 30_000
/** Why the line is gone, where another process commands that Asterisk now. */
export const takenOver = 'another process took over'

const searchOf = (query: Query): string =>
  new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString()

export type Ari = ReturnType<typeof openAri>

/**
 * One line to one Asterisk: its events, and REST over the same socket, so that nothing can be ordered whose events would
 * not be heard. It comes back by itself, and only `close` ends it.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the socket its small functions share.
export const openAri = (options: AriOptions) => {
  const { clock, log } = options
  const waiting = new Map<string, Waiting>()
  let socket: WebSocket | undefined
  let state: 'down' | 'syncing' | 'up' | 'closed' = 'down'
  let asked = 0
  let retryMs = firstRetryMs
  let callOffRetry = (): void => {}
  let callOffPing = (): void => {}

  const giveUpAll = (why: string): void => {
    for (const { failed, callOff, what } of waiting.values()) {
      callOff()
      failed(new AriAway(`${what}: ${why}`))
    }
    waiting.clear()
  }
  /** Leaves this socket for good and tries anew; what was asked on it may or may not have been done. */
  const leave = (left: WebSocket, why: string, retryAfterMs: number): void => {
    if (socket !== left) return
    socket = undefined
    left.removeAllListeners()
    // Its last words must not end the process.
    left.on('error', () => {})
    left.terminate()
    callOffPing()
    giveUpAll(why)
    if (state === 'closed') return
    state = 'down'
    options.onDown(why)
    callOffRetry = clock.after(retryAfterMs, connect)
    retryMs = Math.min(longestRetryMs, retryMs * 2)
  }
  const isReply = (message: AriEvent | Reply): message is Reply => message.type === 'RESTResponse'
  const hearReply = (reply: Reply): void => {
    const one = waiting.get(reply.request_id)
    if (!one) return
    waiting.delete(reply.request_id)
    one.callOff()
    one.done(reply)
  }
  const hear = (from: WebSocket, text: string): void => {
    const message = JSON.parse(text) as AriEvent | Reply
    if (isReply(message)) hearReply(message)
    else if (message.type === 'ApplicationReplaced') leave(from, takenOver, replacedRetryMs)
    else options.onEvent(message)
  }
  // Whatever goes wrong over one message must not end the line on which the others come.
  const hearSafely = (from: WebSocket, text: string): void => {
    try {
      hear(from, text)
    } catch (error) {
      log.error({ err: error }, 'a message of Asterisk could not be dealt with')
    }
  }

  /** A line nobody answers on is cut, however long the network takes to notice. */
  const ping = (on: WebSocket): void => {
    const callOffWait = clock.after(pingEveryMs, () => leave(on, 'no sign of life', firstRetryMs))
    const callOffNext = (): void => {}
    callOffPing = callOffWait
    on.once('pong', () => {
      callOffWait()
      callOffNext()
      callOffPing = clock.after(pingEveryMs, () => ping(on))
    })
    on.ping()
  }
  const begin = async (on: WebSocket): Promise<void> => {
    state = 'syncing'
    ping(on)
    try {
      const { status } = await ask<{ status: { startup_time: string } }>('GET', 'asterisk/info', { only: 'status' })
      await options.onUp(status.startup_time)
      if (socket !== on) return
      state = 'up'
      retryMs = firstRetryMs
    } catch (error) {
      if (socket === on) log.warn({ err: error }, 'Asterisk could not be asked what is up')
      leave(on, 'could not be asked what is up', retryMs)
    }
  }
  const connect = (): void => {
    if (state === 'closed') return
    const { url, user, password, app } = options
    const search = searchOf({ app, subscribeAll: false })
    const on = new WebSocket(`${url.replace(/^http/, 'ws').replace(/\/$/, '')}/ari/events?${search}`, {
      auth: `${user}:${password}`,
      handshakeTimeout: answersWithinMs,
      perMessageDeflate: false,
    })
    socket = on
    on.on('open', () => void begin(on))
    on.on('message', (data) => hearSafely(on, String(data)))
    on.on('error', (error) => leave(on, error.message, retryMs))
    on.on('close', (code) => leave(on, `closed (${code})`, retryMs))
  }

  const send = (what: string, request: object): Promise<Reply> =>
    new Promise((done, failed) => {
      const on = socket
      if (on?.readyState !== WebSocket.OPEN) return failed(new AriAway(`${what}: Asterisk is not connected`))
      const id = String(++asked)
      const callOff = clock.after(answersWithinMs, () => {
        waiting.delete(id)
        failed(new AriAway(`${what}: no answer in time`))
      })
      waiting.set(id, { what, done, failed, callOff })
      on.send(JSON.stringify({ type: 'RESTRequest', request_id: id, ...request }))
    })
  /** Asks Asterisk over the line. Rejects with `AriRefused` where it says no, `AriAway` where nobody knows. */
  async function ask<T = void>(method: Method, path: string, query: Query = {}, body?: object): Promise<T> {
    const search = searchOf(query)
    const reply = await send(`${method} ${path}`, {
      method,
      uri: search ? `${path}?${search}` : path,
      ...(body ? { content_type: 'application/json', message_body: JSON.stringify(body) } : {}),
    })
    const { status_code, reason_phrase, message_body } = reply
    if (status_code >= 400)
      throw new AriRefused(status_code, `${method} ${path}: ${status_code} ${message_body ?? reason_phrase}`)
    return (message_body ? JSON.parse(message_body) : undefined) as T
  }

  return {
    ask,
    /** Orders may be given: whatever they bring about will be heard. */
    isUp: (): boolean => state === 'up',
    open: (): void => {
      if (socket || state === 'syncing') return
      state = 'down'
      connect()
    },
    close: (): void => {
      state = 'closed'
      callOffRetry()
      if (socket) leave(socket, 'we left', 0)
    },
  }
}

/** What must also work where no events are heard, such as fetching a recording: plain HTTP. */
export const askHttp = (address: AriAddress, method: Method, path: string): Promise<Response> =>
  fetch(`${address.url.replace(/\/$/, '')}/ari/${path}`, {
    method,
    headers: { authorization: `Basic ${Buffer.from(`${address.user}:${address.password}`).toString('base64')}` },
    signal: AbortSignal.timeout(60_000),
  })
