import { OrderRefused } from '#domains/telephony/server/port.ts'
import { endLeg, reach } from './across.ts'
import { dropEcho } from './echo.ts'
import { type Exchange, harmless, nextSerial, type Seat, type SeatUp, seated } from './exchange.ts'
import { seatBridge, wayChannel } from './names.ts'

/** Brings a headset back into its own bridge, alone. */
export const bringHome = (exchange: Exchange, seat: Seat): Promise<void> => {
  if (!seat.isUp || !seat.node || !seat.channel) return Promise.resolve()
  const home = seat.node.ari.ask('POST', `bridges/${seatBridge(seat.channel)}/addChannel`, { channel: seat.channel })
  return harmless(exchange, home, 'a headset could not be brought home')
}

/** Parts a headset from the colleague it talks to, if there is one. The guest goes home. */
export const partFrom = (exchange: Exchange, seat: Seat): void => {
  const { partner } = seat
  if (!partner) return
  const { host, way } = partner
  seat.partner = null
  partner.seat.partner = null
  if (!way) void bringHome(exchange, host === seat ? partner.seat : seat)
  // Where the host is gone, its leg to the guest went with it, or goes with its node.
  else if (host.node) endLeg(exchange, host.node, way)
}
/** The leg between two colleagues on two nodes is gone. */
export const loseWay = (exchange: Exchange, way: string): void => {
  for (const seat of exchange.seats.values()) if (seat.partner?.way === way) return partFrom(exchange, seat)
}

const mayTalk = (seat: Seat): void => {
  if (seat.customer || seat.asked || seat.barges) throw new OrderRefused(`${seat.endpoint} is in a conversation`)
}

const bringTogether = async (exchange: Exchange, host: SeatUp, guest: SeatUp): Promise<string | null> => {
  const { node } = host
  const order = { way: wayChannel(guest.user, nextSerial(exchange)), callerId: 'Carillon' }
  const way = node === guest.node ? null : await reach(exchange, node, guest, order)
  try {
    // A customer may have come meanwhile, or another colleague.
    for (const seat of [host, guest]) mayTalk(seat)
    partFrom(exchange, host)
    partFrom(exchange, guest)
    await node.ari.ask('POST', `bridges/${seatBridge(host.channel)}/addChannel`, { channel: way ?? guest.channel })
    for (const seat of [host, guest]) mayTalk(seat)
    return way
  } catch (error) {
    if (way) endLeg(exchange, node, way)
    else void bringHome(exchange, guest)
    throw error
  }
}

export const intercom = async (exchange: Exchange, from: string, to: string, on: boolean): Promise<void> => {
  const [host, guest] = [seated(exchange, from), seated(exchange, to)]
  if (!on) {
    if (host.partner?.seat.user === guest.user) partFrom(exchange, host)
    return
  }
  mayTalk(host)
  mayTalk(guest)
  if (host.partner?.seat.user === guest.user) return
  for (const seat of [host, guest]) dropEcho(exchange, seat)
  const way = await bringTogether(exchange, host, guest)
  Object.assign(host, { partner: { seat: guest, host, way } })
  Object.assign(guest, { partner: { seat: host, host, way } })
}
