import { HeadsetAway, OrderRefused } from '#domains/telephony/server/port.ts'
import { type Exchange, harmless, type Seat, type SeatUp, seated } from './exchange.ts'
import { seatBridge } from './names.ts'

/** Brings a headset back into its own bridge, alone. */
export const bringHome = (exchange: Exchange, seat: Seat): Promise<void> => {
  if (!seat.isUp || !seat.node || !seat.channel) return Promise.resolve()
  const home = seat.node.ari.ask('POST', `bridges/${seatBridge(seat.user)}/addChannel`, { channel: seat.channel })
  return harmless(exchange, home, 'a headset could not be brought home')
}

/** Parts a headset from the colleague it talks to, if there is one. The guest goes home. */
export const partFrom = (exchange: Exchange, seat: Seat): void => {
  const { partner } = seat
  if (!partner) return
  seat.partner = null
  partner.seat.partner = null
  void bringHome(exchange, partner.host === seat ? partner.seat : seat)
}

const mayTalk = (seat: SeatUp): void => {
  if (seat.customer || seat.asked || seat.barges) throw new OrderRefused(`${seat.endpoint} is in a conversation`)
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
  if (host.node !== guest.node) throw new HeadsetAway(`${from} and ${to} are not on one node`)
  partFrom(exchange, host)
  partFrom(exchange, guest)
  await host.node.ari.ask('POST', `bridges/${seatBridge(host.user)}/addChannel`, { channel: guest.channel })
  Object.assign(host, { partner: { seat: guest, host } })
  Object.assign(guest, { partner: { seat: host, host } })
}
