import { OrderRefused } from '#domains/telephony/server/port.ts'
import { type Exchange, harmless, type Node, nextSerial, type Seat, seated } from './exchange.ts'
import { whenOurs } from './far.ts'
import { echoSnoop, seatBridge } from './names.ts'

/** Ends the echo of a headset, if there is one. */
export const dropEcho = (exchange: Exchange, seat: Seat): void => {
  const { echo, node } = seat
  seat.echo = null
  if (echo && node) void harmless(exchange, node.ari.ask('DELETE', `channels/${echo}`), 'an echo could not be ended')
}

export const isEchoOf = ({ seats }: Exchange, spy: string): boolean =>
  [...seats.values()].some((seat) => seat.echo === spy)

/** Echoes that ended while nobody could hear of it. */
export const compareEchoes = ({ seats, awaited }: Exchange, node: Node, up: ReadonlySet<string>): void => {
  for (const seat of seats.values())
    if (seat.node === node && seat.echo && !up.has(seat.echo) && !awaited.has(seat.echo)) seat.echo = null
}

/** A spy on what the wearer says joins them in their own bridge: what they hear has been all the way to us and back. */
export const echo = async (exchange: Exchange, endpoint: string, on: boolean): Promise<void> => {
  const seat = seated(exchange, endpoint)
  if (seat.customer && on) throw new OrderRefused(`${endpoint} talks to a customer`)
  if (!on) return dropEcho(exchange, seat)
  if (seat.echo) return
  const { ari, address } = seat.node
  const snoop = echoSnoop(seat.user, nextSerial(exchange))
  seat.echo = snoop
  const wish = { spy: 'in', whisper: 'none', app: address.app, appArgs: 'echo' }
  try {
    await whenOurs(exchange, snoop, () => ari.ask('POST', `channels/${seat.channel}/snoop/${snoop}`, wish))
    await ari.ask('POST', `bridges/${seatBridge(seat.channel)}/addChannel`, { channel: snoop })
  } catch (error) {
    dropEcho(exchange, seat)
    throw error
  }
}
