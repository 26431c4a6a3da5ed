import { type AriEvent, channelOf } from './ari.ts'
import { type Call, type Exchange, nextSerial } from './exchange.ts'
import { farChannel } from './names.ts'

type FarOrder = {
  /** As Asterisk dials it. */
  endpoint: string
  callerId: string
  ringForSeconds: number
}

/** A leg we called did not come about. */
export class FarLegGone extends Error {
  override readonly name = 'FarLegGone'
}

/** Calls somebody else for a call, on the customer's node. Resolves with their channel once they have answered. */
export const callFar = async (exchange: Exchange, call: Call, order: FarOrder): Promise<string> => {
  const channelId = farChannel(call.callId, nextSerial(exchange))
  const up = Promise.withResolvers<void>()
  exchange.awaited.set(channelId, up)
  // It may be gone before we wait for it.
  up.promise.catch(() => {})
  try {
    await call.node.ari.ask('POST', 'channels', {
      endpoint: order.endpoint,
      callerId: order.callerId,
      timeout: order.ringForSeconds,
      channelId,
      app: call.node.address.app,
      appArgs: 'far',
    })
    await up.promise
    return channelId
  } finally {
    exchange.awaited.delete(channelId)
  }
}

/** Whoever waits for a leg we called learns what became of it. */
export const hearAwaited = (exchange: Exchange, event: AriEvent): void => {
  const channel = channelOf(event)
  const awaited = channel && exchange.awaited.get(channel.id)
  if (!awaited) return
  if (event.type === 'StasisStart') awaited.resolve()
  else if (event.type === 'ChannelDestroyed') awaited.reject(new FarLegGone(`${channel.id} ended with ${event.cause}`))
}
