import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'
import { z } from 'zod'
import type { PjsipObject } from '../pjsip-objects.ts'
import type { NetworkNode } from './open-network.ts'

const AriEvent = z.looseObject({
  type: z.string(),
  channel: z.looseObject({ id: z.string(), state: z.string() }).optional(),
  cause: z.number().optional(),
  tech_cause: z.number().optional(),
  dialstatus: z.string().optional(),
  peer: z.looseObject({ id: z.string() }).optional(),
  args: z.array(z.string()).optional(),
})
export type AriEvent = z.infer<typeof AriEvent>

/** ARI with nothing on top, to try the network itself: every event kept, every request a plain one. */
export type BareAri = {
  events: AriEvent[]
  request: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: string }>
  put: (objects: readonly PjsipObject[]) => Promise<void>
  /** Rings a number over an endpoint; answers the channel's id. */
  originate: (endpoint: string, query?: Record<string, string>) => Promise<string>
  /** The first event of a channel that is like this; waits for it. */
  heard: (isIt: (event: AriEvent) => boolean, withinMs?: number) => Promise<AriEvent>
  close: () => void
}

export const openBareAri = async ({ http, ari }: Pick<NetworkNode, 'http' | 'ari'>): Promise<BareAri> => {
  const events: AriEvent[] = []
  const key = `${ari.user}:${ari.password}`
  const query = new URLSearchParams({ app: ari.app, subscribeAll: 'false', api_key: key })
  const socket = new WebSocket(`ws://${http.host}:${http.port}/ari/events?${query}`)
  socket.on('message', (data) => events.push(AriEvent.parse(JSON.parse(String(data)))))
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  const request: BareAri['request'] = async (method, path, body) => {
    const authorization = `Basic ${Buffer.from(key).toString('base64')}`
    const reply = await fetch(`http://${http.host}:${http.port}/ari/${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: reply.status, body: await reply.text() }
  }
  const accepted: BareAri['request'] = async (...asked) => {
    const { status, body } = await request(...asked)
    if (status >= 400) throw new Error(`${asked[0]} ${asked[1]}: ${status} ${body}`)
    return { status, body }
  }
  return {
    events,
    request,
    put: async (objects) => {
      for (const { type, id, fields } of objects) {
        const list = Object.entries(fields).map(([attribute, value]) => ({ attribute, value }))
        await accepted('PUT', `asterisk/config/dynamic/res_pjsip/${type}/${id}`, { fields: list })
      }
    },
    originate: async (endpoint, more = {}) => {
      const asked = new URLSearchParams({ endpoint, app: ari.app, callerId: '4000', timeout: '30', ...more })
      const { body } = await accepted('POST', `channels?${asked}`)
      return z.object({ id: z.string() }).parse(JSON.parse(body)).id
    },
    heard: async (isIt, withinMs = 20_000) => {
      for (let waited = 0; waited < withinMs; waited += 20) {
        const event = events.find(isIt)
        if (event) return event
        await wait(20)
      }
      throw new Error(`not heard within ${withinMs} ms, but ${events.map(({ type }) => type).join(' ')}`)
    },
    close: () => socket.close(),
  }
}
