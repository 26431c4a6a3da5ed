import { type AriBridge, type AriChannel, type AriEvent, channelOf } from './ari.ts'
import { addCall, type Memory, memoryVariable, readMemory, tellLeg } from './call.ts'
import { apply, loseCall } from './ending.ts'
import { type Call, type Exchange, harmless, type Node, tell } from './exchange.ts'
import { takeUpHalf } from './halves.ts'
import { takeUpMessage } from './messages.ts'
import { callOfChannel, readRecordingName, recordingOfSnoop, talkBridge, userOf, userOfSeat } from './names.ts'
import { takeUpOutside } from './outside.ts'
import { takeUpRecording } from './recording.ts'
import { answeredLeg, type Heard, hear, type Leg, newLeg } from './translate.ts'

/** Events of customers' channels. One of a call that is over is a ghost, and ended. */
export const hearCall = (exchange: Exchange, node: Node, event: AriEvent): void => {
  const channel = channelOf(event)
  const callId = channel && (callOfChannel(channel.id) ?? exchange.callers.get(channel.id)?.callId)
  if (!callId) return
  const call = exchange.calls.get(callId)
  if (call?.node === node) apply(exchange, call, asCaller(call, hear(call.leg, event)))
  else if (exchange.past.has(callId) && !lastWords.has(event.type)) void endGhost(exchange, node, channel.id)
}
/** Who called us and was not taken gave up, whatever Asterisk makes of it. */
const asCaller = (call: Call, heard: Heard): Heard => {
  if (!call.cameIn || call.leg.phase === 'answered') return heard
  const told = heard.told.map((one) =>
    one.kind === 'ended' && one.by !== 'us'
      ? ({ kind: 'ended', at: one.at, cause: 'noAnswer', by: 'customer' } as const)
      : one,
  )
  return { ...heard, told }
}
/** A call that is over may still say so. */
const lastWords: ReadonlySet<AriEvent['type']> = new Set([
  'ChannelDestroyed',
  'ChannelHangupRequest',
  'StasisEnd',
  'ChannelLeftBridge',
  'Dial',
])
const endGhost = (exchange: Exchange, node: Node, channel: string): Promise<void> =>
  harmless(exchange, node.ari.ask('DELETE', `channels/${channel}`), 'a call that is over could not be ended')

export type Found = { channels: readonly AriChannel[]; bridges: readonly AriBridge[] }

/**
 * Takes up a call another process of ours placed or took: whom it is with, and that it was answered. The channel of who
 * called us has no name of our making, but remembers.
 */
const adopt = async (exchange: Exchange, node: Node, channel: AriChannel, found: Found): Promise<void> => {
  const kept = await node.ari
    .ask<{ value: string }>('GET', `channels/${channel.id}/variable`, { variable: memoryVariable })
    .catch(() => ({ value: '' }))
  const memory = readMemory(kept.value)
  if (!memory) takeUpHalf(exchange, node, channel, kept.value)
  const callId = callOfChannel(channel.id) ?? memory?.cameIn
  if (callId === undefined || exchange.calls.has(callId) || exchange.past.has(callId)) return
  const now = exchange.clock.nowMs()
  const isUp = channel.state === 'Up'
  const cameIn = memory?.cameIn !== undefined
  const ringing: Leg = cameIn ? { ...newLeg(now), phase: 'ringing', isAlerted: true } : newLeg(now)
  const call = addCall(exchange, {
    ...{ callId, node, placedAt: now, cameIn, channel: channel.id },
    leg: isUp ? answeredLeg(now) : ringing,
    trunk: memory?.trunk ?? null,
    callerId: memory?.callerId ?? '',
  })
  if (isUp) tellLeg(exchange, call, { kind: 'answered', at: now })
  if (isUp && memory) takeUp(exchange, call, memory, found)
}
const takeUp = (exchange: Exchange, call: Call, memory: Memory, { channels, bridges }: Found): void => {
  for (const { id } of channels) {
    const name = recordingOfSnoop(id)
    const recording = name === undefined ? undefined : readRecordingName(name)
    if (name && recording?.callId === call.callId) takeUpRecording(call, name, recording.startedAt)
  }
  const { endpoint, held, muted, far, message, outside } = memory
  if (outside) takeUpOutside(exchange, call, outside, channels)
  if (message) takeUpMessage(exchange, call, message)
  if (endpoint === null) return
  const isPlace = (bridge: string): boolean =>
    far ? bridge === talkBridge(far) : userOfSeat(bridge) === userOf(endpoint)
  const isThere = bridges.some(({ id, channels: inside }) => isPlace(id) && inside.includes(call.channel))
  Object.assign(call, { endpoint, held, muted, far, bond: held || isThere ? 'joined' : 'waiting' })
  if (isThere) tell(exchange, call, exchange.clock.nowMs(), { kind: 'bridged', endpoint })
}

/** A call on the table that Asterisk does not have may just be ending: its own word on that is waited for. */
const ownWordWithinMs = 1500

const settle = (exchange: Exchange, call: Call, channel: AriChannel | undefined): void => {
  if (!channel) {
    exchange.clock.after(ownWordWithinMs, () => {
      if (exchange.calls.get(call.callId) === call) loseCall(exchange, call)
    })
    return
  }
  if (call.leg.isEndedByUs) void endGhost(exchange, call.node, call.channel)
  const state = { type: 'ChannelStateChange', timestamp: exchange.clock.now().toISOString(), channel } as const
  apply(exchange, call, hear(call.leg, state))
  if (channel.state === 'Up') apply(exchange, call, hear(call.leg, { ...state, type: 'StasisStart', args: [] }))
}

/** None of our own making has such a name: a customer who called us, whom we may not know. */
const isNobodys = ({ callers }: Exchange, channel: string): boolean =>
  /^[^.]*\d+\.\d+$/.test(channel) && !callers.has(channel)

/**
 * Compares the calls on the table with those this Asterisk has: what it lacks is lost, what we lack is taken up, or
 * ended where we know that it is over. Resolves with those it lacks.
 */
export const compareCalls = async (exchange: Exchange, node: Node, found: Found): Promise<ReadonlySet<string>> => {
  const channels = new Map(found.channels.map((channel) => [channel.id, channel]))
  const isNew = exchange.clock.nowMs() - ownWordWithinMs
  const lacking = new Set<string>()
  for (const call of exchange.calls.values()) {
    // One just ordered may not have reached it; one just ended waits for its recording.
    if (call.node !== node || call.leg.phase === 'ended' || call.placedAt > isNew) continue
    if (!channels.has(call.channel)) lacking.add(call.callId)
    settle(exchange, call, channels.get(call.channel))
  }
  const isOver = (id: string): boolean => exchange.past.has(callOfChannel(id) ?? '')
  const strays = found.channels.filter(({ id }) => {
    const callId = callOfChannel(id)
    return callId === undefined ? isNobodys(exchange, id) : !exchange.calls.has(callId)
  })
  await Promise.all(
    strays.map((channel) =>
      isOver(channel.id) ? endGhost(exchange, node, channel.id) : adopt(exchange, node, channel, found),
    ),
  )
  return lacking
}
