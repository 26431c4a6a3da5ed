import { type HeadsetOrders, OrderRefused } from '#domains/telephony/server/port.ts'
import type { Exchange } from './call.ts'
import { notAway, ordered } from './orders.ts'

/** What is ordered of headsets, whatever call they are on. */
export const headsetOrders = (exchange: Exchange): HeadsetOrders => {
  const { clock, headsets, latencyMs, live } = exchange
  const notTalking = (endpoint: string): void => {
    for (const call of live.values())
      if (call.endpoint === endpoint) throw new OrderRefused(`${endpoint} is with a customer`)
  }
  const isFree = (endpoint: string): boolean =>
    !headsets.isAway(endpoint) && ![...live.values()].some((call) => call.endpoint === endpoint)

  const pair = (from: string, to: string): void => {
    for (const endpoint of new Set([from, to])) {
      notAway(exchange, endpoint)
      notTalking(endpoint)
    }
    clock.after(latencyMs, () => {
      if (isFree(from) && isFree(to)) headsets.pair(from, to)
    })
  }
  const unpair = (endpoint: string, from: string): void => {
    clock.after(latencyMs, () => {
      if (headsets.pairOf(endpoint) === from) headsets.part(endpoint)
    })
  }
  return {
    headsetSockets: () => null,
    seat: (endpoint, on) => ordered(() => headsets.seat(endpoint, on)),
    intercom: (from, to, on) => ordered(() => (on ? pair(from, to) : unpair(from, to))),
    echo: (endpoint, on) => ordered(() => (on ? pair(endpoint, endpoint) : unpair(endpoint, endpoint))),
    headsets: async () => headsets.all(),
    listenToHeadsets: headsets.listen,
  }
}
