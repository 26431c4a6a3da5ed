import type { ProviderHealth } from '#domains/telephony/server/port.ts'
import { hearMeeting } from './across.ts'
import type { AriBridge, AriChannel, AriEvent } from './ari.ts'
import { compareCalls, type Found, hearCall } from './calls.ts'
import { type AriOptions, openAri, takenOver } from './client.ts'
import { callsOn } from './dialling.ts'
import { compareEchoes, isEchoOf } from './echo.ts'
import { loseCall } from './ending.ts'
import { equipInTurn } from './equip.ts'
import { type Exchange, harmless, type Node, type NodeAddress, type Seat } from './exchange.ts'
import { hearAwaited } from './far.ts'
import { hearFar } from './far-left.ts'
import { compareHalves, hearHalf, loseHalves } from './halves.ts'
import { comeUp, hearSeat, loseSeats, seatFor, sitDown } from './headsets.ts'
import { hearCaller } from './incoming.ts'
import { hearKeys } from './keys.ts'
import { hearVerdict } from './machine-detection.ts'
import {
  callOfFar,
  callOfTalk,
  farOfTalk,
  isWay,
  readRecordingName,
  recordingOfSnoop,
  seatBridge,
  userOfSeat,
} from './names.ts'
import { hearOutside } from './outside.ts'
import { hearPlayback } from './playing.ts'
import { fetchPrompts, hearFetch, missingPrompts } from './prompts.ts'
import { hearRecording } from './recording.ts'
import { compareLeaders, hearLeaders, isListenedBy } from './supervision.ts'
import { hearTalk } from './talk.ts'
import { trunkHealth } from './trunks.ts'

/** A node nobody has heard of for so long is lost with all its calls: its customers are told nothing any more anyway. */
const lostAfterMs = 20_000
/** A machine that answers, but on which nobody listens so many times within a second, has no Asterisk any more. */
const refusalsOfTheDead = 3
/** A headset found joined that nobody orders to be so any more is let go after as much time. */
const unwantedAfterMs = 60_000

/** Events nobody here reads; Asterisk need not send them. */
const unread = ['ChannelVarset', 'ChannelDialplan', 'ChannelConnectedLine', 'ChannelCallerId', 'BridgeCreated']

/** Every part hears every event and knows by its name whether it is one of its own. */
export const hear = (exchange: Exchange, node: Node, event: AriEvent): void => {
  hearAwaited(exchange, event)
  hearCall(exchange, node, event)
  hearSeat(exchange, node, event)
  hearFar(exchange, node, event)
  hearLeaders(exchange, node, event)
  hearHalf(exchange, node, event)
  hearOutside(exchange, event)
  hearMeeting(exchange, node, event)
  hearRecording(exchange, event)
  hearPlayback(exchange, event)
  hearFetch(node, event)
  hearKeys(exchange, event)
  hearVerdict(exchange, event)
  hearTalk(exchange, event)
  hearCaller(exchange, node, event)
}

/** This Asterisk started anew, or is gone for good: nothing of before is left on it. */
const loseNode = (exchange: Exchange, node: Node): void => {
  node.equipped.clear()
  node.watched.clear()
  node.prompts.clear()
  for (const call of [...exchange.calls.values()]) if (call.node === node) loseCall(exchange, call)
  loseHalves(exchange, node)
  loseSeats(exchange, node)
}

/** Legs of headsets that are up on this Asterisk: those of before our own start are taken up, those gone are lost. */
const compareSeats = (exchange: Exchange, node: Node, { channels, bridges }: Found): void => {
  const up = new Set(channels.map(({ id }) => id))
  for (const seat of exchange.seats.values())
    if (seat.node === node && seat.channel && !up.has(seat.channel))
      hearSeat(exchange, node, destroyed(exchange, seat.channel))
  for (const { id, state } of channels) {
    const user = userOfSeat(id)
    if (user === undefined) continue
    const seat = seatFor(exchange, user)
    const isOurs = seat.channel === id
    // Its end may have been ordered while nobody could hear it.
    if (seat.wanted === false || state !== 'Up' || (seat.channel && !isOurs)) endStray(exchange, node, id)
    else if (!isOurs) adoptSeat(exchange, node, seat, { id, isInBridge: isAtHome(bridges, id) })
    // It answered while nobody heard so.
    else if (!seat.isUp) void comeUp(exchange, seat, node, id)
  }
}
/** Who was with a colleague, or heard a leader, when our process went is brought home: nobody knows of it any more. */
const isAtHome = (bridges: readonly AriBridge[], channel: string): boolean =>
  bridges.some(({ id, channels }) => id === seatBridge(channel) && channels.includes(channel))
const destroyed = (exchange: Exchange, id: string): AriEvent => ({
  type: 'ChannelDestroyed',
  timestamp: exchange.clock.now().toISOString(),
  channel: { id } as AriChannel,
  cause: 0,
  cause_txt: '',
})
const endStray = (exchange: Exchange, node: Node, channel: string): void =>
  void harmless(exchange, node.ari.ask('DELETE', `channels/${channel}`), 'a stray leg could not be ended')
const adoptSeat = (
  exchange: Exchange,
  node: Node,
  seat: Seat,
  { id, isInBridge }: { id: string; isInBridge: boolean },
) => {
  Object.assign(seat, { node, channel: id })
  // Whose leg is up is there; that it is so is no news, for which a leg of before would be ended.
  seat.registeredOn.add(node)
  for (const call of exchange.calls.values()) if (call.endpoint === seat.endpoint) seat.customer = call
  if (isInBridge) sitDown(exchange, seat)
  else void comeUp(exchange, seat, node, id)
  exchange.clock.after(unwantedAfterMs, () => {
    if (!seat.wanted && seat.channel === id && !seat.customer) endStray(exchange, node, id)
  })
}

/** A leg to elsewhere that another process of ours called, and that no customer we know of is with. */
const isStrayLeg = ({ ways, calls }: Exchange, id: string): boolean => {
  if (ways.has(id)) return false
  return isWay(id) || (callOfFar(id) !== undefined && calls.get(callOfFar(id) ?? '')?.far !== id)
}

/** What a leader or the wearer of a headset listens by, of another process of ours or of before. */
const isStraySpy = (exchange: Exchange, node: Node, id: string): boolean =>
  /^(lead|echo)\./.test(id) && !isListenedBy(exchange, node, id) && !isEchoOf(exchange, id)

/** Nobody is about to be brought into it: what was found empty may be so no more. */
const isStrayBridge = (exchange: Exchange, node: Node, id: string): boolean => {
  const user = userOfSeat(id)
  if (user !== undefined) return exchange.seats.get(user)?.channel !== id
  const callId = callOfTalk(id)
  if (callId !== undefined) return !exchange.ways.has(farOfTalk(id)) && !exchange.calls.get(callId)?.far
  return id.startsWith('lead.') && !isListenedBy(exchange, node, id)
}

/** Spies and bridges of conversations that are over. */
const clearAway = (exchange: Exchange, node: Node, { channels, bridges }: Found): void => {
  for (const { id } of channels) {
    const recording = readRecordingName(recordingOfSnoop(id) ?? '')
    const isOfNobody = recording && !exchange.calls.has(recording.callId)
    if (isOfNobody || isStraySpy(exchange, node, id) || isStrayLeg(exchange, id)) endStray(exchange, node, id)
  }
  for (const { id, channels: inside } of bridges)
    if (inside.length === 0 && isStrayBridge(exchange, node, id))
      void harmless(exchange, node.ari.ask('DELETE', `bridges/${id}`), 'an empty bridge could not be removed')
}

export const find = async ({ ari }: Node): Promise<Found> => {
  const [channels, bridges] = await Promise.all([
    ari.ask<AriChannel[]>('GET', 'channels'),
    ari.ask<AriBridge[]>('GET', 'bridges'),
  ])
  return { channels, bridges }
}

/** The line stands: what is the case is asked, for what happened meanwhile will not be told. */
const resync = async (exchange: Exchange, node: Node, startedAt: string): Promise<void> => {
  if (node.startedAt !== null && node.startedAt !== startedAt) loseNode(exchange, node)
  node.startedAt = startedAt
  node.watched.clear()
  const { app } = node.address
  const filter = { disallowed: unread.map((type) => ({ type })) }
  await node.ari.ask('PUT', `applications/${app}/eventFilter`, {}, filter)
  const asked = exchange.clock.nowMs()
  const found = await find(node)
  await compareCalls(exchange, node, found)
  await equipInTurn(exchange, node)
  compareSeats(exchange, node, found)
  const up = new Set(found.channels.map(({ id }) => id))
  compareLeaders(exchange, node, up, asked)
  compareEchoes(exchange, node, up)
  clearAway(exchange, node, found)
  await compareHalves(exchange)
  node.downSince = null
  node.trouble = null
  node.refusals = 0
  node.since = exchange.clock.now()
  node.firstTry.resolve()
  exchange.log.info({ node: node.address.name, startedAt }, 'Asterisk is up')
  fetchPrompts(exchange, node)
}

/** 401: what it says to a password that is not its own. */
const troubleOf = (why: string): Node['trouble'] => {
  if (/response: 40[13]$/.test(why)) return 'password'
  return why === takenOver ? 'takenOver' : 'away'
}

const fallSilent = (exchange: Exchange, node: Node, why: string): void => {
  node.firstTry.resolve()
  node.trouble = troubleOf(why)
  node.refusals = /ECONNREFUSED/.test(why) ? node.refusals + 1 : 0
  if (node.refusals === refusalsOfTheDead) loseNode(exchange, node)
  if (node.downSince !== null) return
  const now = exchange.clock.nowMs()
  node.downSince = now
  node.since = null
  exchange.log.warn({ node: node.address.name, why }, 'Asterisk is out of reach')
  exchange.clock.after(lostAfterMs, () => {
    if (node.downSince === now) loseNode(exchange, node)
  })
}

export const newNode = (
  exchange: () => Exchange,
  address: NodeAddress,
  { clock, log }: Pick<AriOptions, 'clock' | 'log'>,
): Node => {
  const ari = openAri({
    ...address,
    clock,
    log,
    onEvent: (event) => hear(exchange(), node, event),
    onUp: (startedAt) => resync(exchange(), node, startedAt),
    onDown: (why) => fallSilent(exchange(), node, why),
  })
  const node: Node = {
    address,
    ari,
    startedAt: null,
    since: null,
    downSince: null,
    trouble: null,
    refusals: 0,
    firstTry: Promise.withResolvers(),
    equipped: new Map(),
    watched: new Set(),
    equipping: Promise.resolve(),
    prompts: new Map(),
    fetches: new Map(),
    fetching: Promise.resolve(),
    isFetchQueued: false,
    callOffFetch: () => {},
  }
  // Nobody waits for a line that is not opened.
  node.firstTry.resolve()
  return node
}

/** Opens its line; who asks for calls waits until it is known whether it stands. */
export const openNode = (node: Node): void => {
  node.firstTry = Promise.withResolvers()
  node.ari.open()
}

/** The calls that are up, compared with what each Asterisk says. Those of one out of reach are not known to be over. */
export const liveCalls = async (exchange: Exchange): Promise<string[]> => {
  const lacking = new Set<string>()
  for (const node of exchange.nodes) {
    await node.firstTry.promise
    if (!node.ari.isUp()) continue
    for (const callId of await compareCalls(exchange, node, await find(node))) lacking.add(callId)
  }
  return [...exchange.calls.keys()].filter((callId) => !lacking.has(callId))
}

export const health = (exchange: Exchange): ProviderHealth => ({
  nodes: exchange.nodes.map((node) => ({
    name: node.address.name,
    isUp: node.ari.isUp(),
    calls: callsOn(exchange, node),
    mostCalls: node.address.mostCalls ?? null,
    headsets: [...exchange.seats.values()].filter((seat) => seat.node === node && seat.isUp).length,
    since: node.since,
    trouble: node.ari.isUp() ? null : (node.trouble ?? 'away'),
    missingPrompts: missingPrompts(exchange, node),
  })),
  trunks: trunkHealth(exchange),
})
