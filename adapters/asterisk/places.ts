import { HeadsetAway } from '#domains/telephony/server/port.ts'
import { AriRefused } from './ari.ts'
import { type Call, type Exchange, harmless, type Node, type Seat, type SeatUp, seated } from './exchange.ts'
import { seatBridge, talkBridge, userOf } from './names.ts'

/** The bridge where the customer and whoever they talk to hear each other. */
export const bridgeOf = (exchange: Exchange, call: Call): string =>
  call.far ? talkBridge(call.far) : seatBridge(seatOf(exchange, call)?.channel ?? 'nowhere')

/** Makes the bridge, unless it is there. */
export const openBridge = ({ ari }: Node, id: string, name: string): Promise<void> =>
  ari.ask<void>('POST', `bridges/${id}`, { type: 'mixing', name }).catch((error: unknown) => {
    if (!(error instanceof AriRefused) || error.status !== 409) throw error
  })
export const addTo = (call: Call, bridge: string): Promise<void> =>
  call.node.ari.ask('POST', `bridges/${bridge}/addChannel`, { channel: call.channel })
export const takeFrom = (call: Call, bridge: string): Promise<void> =>
  call.node.ari.ask('POST', `bridges/${bridge}/removeChannel`, { channel: call.channel })
export const music = (exchange: Exchange, call: Call, on: boolean): Promise<void> =>
  harmless(exchange, call.node.ari.ask(on ? 'POST' : 'DELETE', `channels/${call.channel}/moh`), 'music failed')

/** A free headset that is worn, for this call from now on. */
export const takeSeat = (exchange: Exchange, call: Call, endpoint: string): SeatUp => {
  const seat = seated(exchange, endpoint)
  const isBusy = (seat.customer !== null && seat.customer !== call) || (seat.asked !== null && seat.asked !== call)
  if (isBusy) throw new HeadsetAway(`${endpoint} talks to somebody else`)
  seat.customer = call
  return seat
}
/** Frees every headset that is kept for the call, but for the one it goes to. */
export const leaveSeat = (exchange: Exchange, call: Call, but?: Seat): void => {
  for (const seat of exchange.seats.values()) if (seat.customer === call && seat !== but) seat.customer = null
}
export const seatOf = (exchange: Exchange, call: Call): Seat | undefined =>
  call.endpoint === null ? undefined : exchange.seats.get(userOf(call.endpoint))

/** The channel through which the customer hears whoever they are with, and the line to its node. */
export const voiceOf = (exchange: Exchange, call: Call): { ari: Call['node']['ari']; channel: string } | undefined => {
  const seat = seatOf(exchange, call)
  if (seat?.isUp && seat.node && seat.channel) return { ari: seat.node.ari, channel: seat.channel }
  return call.far ? { ari: call.node.ari, channel: call.far } : undefined
}
export const setMute = async (exchange: Exchange, call: Call, on: boolean): Promise<void> => {
  const voice = voiceOf(exchange, call)
  if (voice) await voice.ari.ask(on ? 'POST' : 'DELETE', `channels/${voice.channel}/mute`, { direction: 'in' })
}
