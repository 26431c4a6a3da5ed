import type { HangupCause } from '#domains/telephony/contract.ts'
import { type AriEvent, channelOf } from './ari.ts'
import { causeOf } from './causes.ts'
import type { Exchange, Node } from './exchange.ts'
import { trunkFormats } from './pjsip-objects.ts'

type FarOrder = {
  channelId: string
  /** As Asterisk dials it. */
  endpoint: string
  callerId: string
  ringForSeconds: number
}

/** A leg we called did not come about. */
export class FarLegGone extends Error {
  override readonly name = 'FarLegGone'
  override readonly cause: HangupCause
  constructor(message: string, cause: HangupCause = 'networkFault') {
    super(message)
    this.cause = cause
  }
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

/** Calls somebody who is not on this node, under that name. Resolves once they have answered. */
export const callFar = async (exchange: Exchange, { ari, address }: Node, order: FarOrder): Promise<void> => {
  const { channelId, endpoint, callerId, ringForSeconds } = order
  const wish = {
    ...{ endpoint, callerId, channelId },
    formats: trunkFormats,
    timeout: ringForSeconds,
    app: address.app,
    appArgs: 'far',
  }
  exchange.ways.add(channelId)
  try {
    await whenOurs(exchange, channelId, () => ari.ask('POST', 'channels', wish), ringForSeconds + spyWithinSeconds)
  } catch (error) {
    exchange.ways.delete(channelId)
    throw error
  }
}

/** Whoever waits for a leg we called learns what became of it. */
export const hearAwaited = (exchange: Exchange, event: AriEvent): void => {
  const channel = channelOf(event)
  const awaited = channel && exchange.awaited.get(channel.id)
  if (!awaited) return
  if (event.type === 'StasisStart') awaited.resolve()
  else if (event.type === 'ChannelDestroyed') {
    const cause = causeOf({ cause: event.cause, sip: event.tech_cause }, { isAnswered: false, isAlerted: true })
    awaited.reject(new FarLegGone(`${channel.id} ended with ${event.cause}`, cause))
  }
}
