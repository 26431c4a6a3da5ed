import type { HeadsetNews } from '#domains/telephony/server/port.ts'
import { partAcross } from './across.ts'
import { type AriEndpoint, type AriEvent, channelOf } from './ari.ts'
import { remember } from './call.ts'
import { leastLoaded } from './dialling.ts'
import { dropEcho } from './echo.ts'
import {
  type Call,
  type Exchange,
  harmless,
  inTurn,
  isUp,
  type Node,
  nextSerial,
  type Seat,
  seated,
  tell,
} from './exchange.ts'
import { partFrom } from './intercom.ts'
import { bridged, join } from './joining.ts'
import { seatBridge, seatChannel, userOf, userOfSeat } from './names.ts'
import { headsetFormats } from './pjsip-objects.ts'
import { bridgeOf, music, openBridge, takeFrom } from './places.ts'
import { dropLeaders, leaveAll } from './supervision.ts'
import { dropThird, loseThird } from './third-party.ts'

/** A browser answers by itself; one that does not within so many seconds is called again. */
const answersWithinSeconds = 10
/** By then Asterisk itself has given up, and said so; what became of a leg while nobody heard, it does not say. */
const givenUpAfterMs = (answersWithinSeconds + 2) * 1000
const firstRetryMs = 500
const longestRetryMs = 15_000

export const seatFor = (exchange: Exchange, endpoint: string): Seat => {
  const user = userOf(endpoint)
  const known = exchange.seats.get(user)
  if (known) return known
  const seat: Seat = {
    endpoint,
    user,
    wanted: null,
    registeredOn: new Set(),
    state: 'away',
    changedAt: exchange.clock.now(),
    node: null,
    channel: null,
    rises: null,
    isUp: false,
    customer: null,
    echo: null,
    barges: null,
    asked: null,
    partner: null,
    tries: 0,
    callOffTry: () => {},
  }
  exchange.seats.set(user, seat)
  return seat
}

export const newsOf = ({ endpoint, state, changedAt, node, registeredOn }: Seat): HeadsetNews => {
  const where = node ?? [...registeredOn][0]
  return { endpoint, state, at: changedAt, ...(where ? { node: where.address.name } : {}) }
}
const stateOf = ({ isUp: up, registeredOn }: Seat): Seat['state'] => {
  if (up) return 'seated'
  return registeredOn.size > 0 ? 'registered' : 'away'
}
const update = (exchange: Exchange, seat: Seat): void => {
  const state = stateOf(seat)
  if (state === seat.state) return
  seat.state = state
  seat.changedAt = exchange.clock.now()
  exchange.tellHeadset(newsOf(seat))
}

/** Calls the headset where it is registered, unless it is up, or being called already. */
const callSeat = async (exchange: Exchange, seat: Seat): Promise<void> => {
  seat.callOffTry()
  const node = leastLoaded(exchange, [...seat.registeredOn])
  if (!seat.wanted || seat.channel) return
  if (!node) {
    // Its node is out of reach, or is just being compared with what we know of it.
    seat.tries += 1
    return tryAgain(exchange, seat)
  }
  const channel = seatChannel(seat.user, nextSerial(exchange))
  Object.assign(seat, { node, channel, tries: seat.tries + 1 })
  seat.callOffTry = exchange.clock.after(givenUpAfterMs, () => {
    if (seat.channel === channel && !seat.isUp) void giveUpLeg(exchange, seat, node, channel)
  })
  const { ari, address } = node
  try {
    await ari.ask('POST', 'channels', {
      endpoint: `PJSIP/${seat.user}`,
      channelId: channel,
      app: address.app,
      appArgs: 'seat',
      callerId: 'Carillon',
      formats: headsetFormats,
      timeout: answersWithinSeconds,
    })
  } catch (error) {
    exchange.log.info({ err: error, endpoint: seat.endpoint }, 'a headset could not be called')
    if (seat.channel === channel) seatGone(exchange, seat)
  }
}
const tryAgain = (exchange: Exchange, seat: Seat): void => {
  seat.callOffTry()
  if (!seat.wanted || seat.registeredOn.size === 0) return
  // One that was up a moment ago is called at once: its customer hears music.
  const wait = seat.tries === 0 ? 0 : Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(6, seat.tries))
  seat.callOffTry = exchange.clock.after(wait, () => void callSeat(exchange, seat))
}

/** Nothing comes of that leg any more, whether Asterisk says so or not. */
const giveUpLeg = async (exchange: Exchange, seat: Seat, { ari }: Node, channel: string): Promise<void> => {
  await harmless(exchange, ari.ask('DELETE', `channels/${channel}`), 'a headset could not be ended')
  if (seat.channel === channel) seatGone(exchange, seat)
}

/** The leg is up: it gets a bridge of its own, and back the customer who waits for it. */
export const comeUp = async (exchange: Exchange, seat: Seat, node: Node, channel: string): Promise<void> => {
  if (seat.rises === channel) return
  seat.rises = channel
  const { ari } = node
  try {
    await openBridge(node, seatBridge(channel), seat.endpoint)
    await ari.ask('POST', `bridges/${seatBridge(channel)}/addChannel`, { channel })
  } catch (error) {
    exchange.log.warn({ err: error, endpoint: seat.endpoint }, 'a headset could not be seated')
    return giveUpLeg(exchange, seat, node, channel)
  }
  if (seat.channel !== channel) return
  sitDown(exchange, seat)
  await rejoin(exchange, seat)
}
/** The leg is in its bridge. */
export const sitDown = (exchange: Exchange, seat: Seat): void => {
  seat.callOffTry()
  Object.assign(seat, { isUp: true, tries: 0 })
  update(exchange, seat)
}
export const rejoin = async (exchange: Exchange, seat: Seat): Promise<void> => {
  const call = seat.customer
  if (call?.bond !== 'waiting') return
  if (call.endpoint !== seat.endpoint) return
  await inTurn(call, async () => {
    if (call.bond !== 'waiting' || !isUp(call)) return
    await music(exchange, call, false)
    await join(exchange, call, seated(exchange, seat.endpoint))
    bridged(exchange, call, seat.endpoint)
  }).catch((error: unknown) => {
    exchange.log.warn({ err: error, callId: call.callId }, 'a customer could not be joined to their agent again')
    if (isUp(call)) void music(exchange, call, true)
  })
}

const seatGone = (exchange: Exchange, seat: Seat): void => {
  const { customer, node, channel } = seat
  const place = customer && bridgeOf(exchange, customer)
  dropEcho(exchange, seat)
  partFrom(exchange, seat)
  if (seat.asked) loseThird(exchange, seat.asked)
  Object.assign(seat, { channel: null, rises: null, isUp: false, node: null, barges: null })
  leaveAll(exchange, seat)
  update(exchange, seat)
  if (customer && place && isUp(customer)) loseHeadset(exchange, customer, place)
  if (node && channel) void removeBridge(node, channel, customer)
  tryAgain(exchange, seat)
}
/** Once its customer has left it. Where nobody hears that, it is cleared away when the line is back. */
const removeBridge = async ({ ari }: Node, leg: string, customer: Call | null): Promise<void> => {
  await customer?.turn
  await ari.ask('DELETE', `bridges/${seatBridge(leg)}`).catch(() => {})
}
/** The customer is still there and hears music until a headset takes them. */
export const loseHeadset = (exchange: Exchange, call: Call, place = bridgeOf(exchange, call)): void => {
  const { endpoint } = call
  if (endpoint === null || call.bond !== 'joined') return
  const wasHeld = call.held
  dropThird(exchange, call)
  Object.assign(call, { bond: 'waiting', held: false, muted: false })
  dropLeaders(exchange, call)
  tell(exchange, call, exchange.clock.nowMs(), { kind: 'released', endpoint })
  remember(exchange, call)
  const toMusic = async (): Promise<void> => {
    if (call.bond !== 'waiting') return
    if (!wasHeld) await harmless(exchange, takeFrom(call, place), 'a customer could not be parted from a lost headset')
    partAcross(exchange, call)
    // On hold they hear it already.
    if (!wasHeld) await music(exchange, call, true)
  }
  inTurn(call, toMusic).catch((error: unknown) =>
    exchange.log.warn({ err: error, callId: call.callId }, 'a customer whose agent was lost hears nothing'),
  )
}

/**
 * A browser that registers anew is another page, or one that lost its line: what is up is the leg of the one before,
 * which would die by its silence only, seconds later, while its customer hears nothing.
 */
const replaceLeg = async (exchange: Exchange, { node, channel }: Seat): Promise<void> => {
  if (node && channel)
    await harmless(exchange, node.ari.ask('DELETE', `channels/${channel}`), 'a leg of before could not be ended')
}

/** Where a headset is registered, as Asterisk says. */
export const seeEndpoint = (exchange: Exchange, node: Node, { resource, state }: AriEndpoint): void => {
  const seat = exchange.seats.get(resource)
  if (!seat) return
  const was = seat.registeredOn.has(node)
  if (state === 'online') seat.registeredOn.add(node)
  else seat.registeredOn.delete(node)
  if (state === 'online' && !was) seat.tries = 0
  update(exchange, seat)
  if (state === 'online' && !was && !seat.isUp) void callSeat(exchange, seat)
}
/** The news that a headset is there. What is merely found so by a process that starts has the leg it had. */
const hearEndpoint = (exchange: Exchange, node: Node, endpoint: AriEndpoint): void => {
  const seat = exchange.seats.get(endpoint.resource)
  const isNew = endpoint.state === 'online' && seat?.registeredOn.has(node) === false
  if (seat?.isUp && isNew) void replaceLeg(exchange, seat)
  seeEndpoint(exchange, node, endpoint)
}

export const hearSeat = (exchange: Exchange, node: Node, event: AriEvent): void => {
  if (event.type === 'EndpointStateChange') return hearEndpoint(exchange, node, event.endpoint)
  const channel = channelOf(event)
  const user = channel && userOfSeat(channel.id)
  const seat = user === undefined ? undefined : exchange.seats.get(user)
  if (!channel || seat?.channel !== channel.id || seat.node !== node) return
  if (event.type === 'StasisStart' && !seat.isUp) void comeUp(exchange, seat, node, channel.id)
  if (event.type === 'ChannelDestroyed') seatGone(exchange, seat)
}

/** All headsets of a node are gone with it. */
export const loseSeats = (exchange: Exchange, node: Node): void => {
  for (const seat of exchange.seats.values()) {
    seat.registeredOn.delete(node)
    if (seat.node === node) seatGone(exchange, seat)
    else update(exchange, seat)
  }
}

export const seat = async (exchange: Exchange, endpoint: string, on: boolean): Promise<void> => {
  const own = seatFor(exchange, endpoint)
  own.wanted = on
  if (on) {
    own.tries = 0
    return callSeat(exchange, own)
  }
  own.callOffTry()
  const { node, channel } = own
  if (node && channel)
    await harmless(exchange, node.ari.ask('DELETE', `channels/${channel}`), 'a headset could not leave')
}
