import { type AriEvent, channelOf } from './ari.ts'
import { type Call, type Exchange, nextSerial } from './exchange.ts'
import { farChannel } from './names.ts'
import { trunkFormats } from './pjsip-objects.ts'

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

/** Within which a spy of our own is there, on the busiest machine. */
const spyWithinSeconds = 5

/**
 * Orders a channel and resolves once it is ours to move; before, Asterisk refuses everything that concerns it. Where the
 * line breaks meanwhile, nobody tells of it any more.
 */
export const whenOurs = async (
  exchange: Exchange,
  channel: string,
  order: () => Promise<unknown>,
  withinSeconds = spyWithinSeconds,
): Promise<void> => {
  const ours = Promise.withResolvers<void>()
  exchange.awaited.set(channel, ours)
  // It may be gone before we wait for it.
  ours.promise.catch(() => {})
  const callOff = exchange.clock.after(withinSeconds * 1000, () =>
    ours.reject(new FarLegGone(`nothing was heard of ${channel}`)),
  )
  try {
    await order()
    await ours.promise
  } finally {
    callOff()
    exchange.awaited.delete(channel)
  }
}

/** Calls somebody else for a call, on the customer's node. Resolves with their channel once they have answered. */
export const callFar = async (exchange: Exchange, call: Call, order: FarOrder): Promise<string> => {
  const channelId = farChannel(call.callId, nextSerial(exchange))
  const { ari, address } = call.node
  const wish = {
    endpoint: order.endpoint,
    callerId: order.callerId,
    formats: trunkFormats,
    timeout: order.ringForSeconds,
    channelId,
    app: address.app,
    appArgs: 'far',
  }
  await whenOurs(exchange, channelId, () => ari.ask('POST', 'channels', wish), order.ringForSeconds + spyWithinSeconds)
  return channelId
}

/** Whoever waits for a leg we called learns what became of it. */
export const hearAwaited = (exchange: Exchange, event: AriEvent): void => {
  const channel = channelOf(event)
  const awaited = channel && exchange.awaited.get(channel.id)
  if (!awaited) return
  if (event.type === 'StasisStart') awaited.resolve()
  else if (event.type === 'ChannelDestroyed') awaited.reject(new FarLegGone(`${channel.id} ended with ${event.cause}`))
}
