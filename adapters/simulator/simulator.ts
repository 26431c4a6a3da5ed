import type { DialOrder, TelephonyPort } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import { type Call, type Exchange, end, forget, heardOn } from './call.ts'
import { type Behaviour, type CallScript, type Heard, unreached } from './call-script.ts'
import { ring } from './customer.ts'
import { eventLine, type LineFaults, noFaults } from './event-line.ts'
import * as orders from './orders.ts'
import { type Wiretap, wiretapOf } from './wiretap.ts'

/** A whole telephone network in memory: customers, carriers and exchange, driven by nothing but a clock. */
export interface SimulatedNetwork extends TelephonyPort {
  /** What the agent hears from this customer; undefined unless the two were connected. Kept after the end. */
  heard(callId: string): Heard | undefined
  /** Who hears what; undefined unless the call is up. */
  wiretap(callId: string): Wiretap | undefined
  faults: Faults
}

/** What goes wrong, for tests, drills and demonstrations. */
export interface Faults {
  /** Makes the way of events faulty; what is not named works. `events({})` mends it. */
  events(faults: Partial<LineFaults>): void
  /** For so long every new call fails at once with a network fault; calls that are up go on. */
  outage(milliseconds: number): void
  /** The provider starts anew and drops every call: with `ended`, cause `lost`, or without a word. */
  restart(options?: { silently: boolean }): void
}

export type SimulatorOptions = {
  clock: Clock
  /** The same seed, numbers and attempts make the same customers, in whatever order calls are placed. */
  seed: string | number
  behaviour: Behaviour
  /** How long an order takes to be carried out, in milliseconds; 3 as measured with Asterisk on one machine. */
  latencyMs?: number
  /** How long each prompt lasts, in milliseconds. */
  promptMs?: number
}

const failsAtOnce: CallScript = unreached('networkFault')

export const simulator = (options: SimulatorOptions): SimulatedNetwork => {
  const { clock, seed, behaviour, latencyMs = 3, promptMs = 2000 } = options
  const line = eventLine({ clock, seed })
  const exchange: Exchange = { clock, seed, latencyMs, promptMs, live: new Map(), past: new Map(), tell: line.tell }
  let outageUntil = Number.NEGATIVE_INFINITY

  const place = (order: DialOrder): void => {
    if (exchange.live.has(order.callId) || exchange.past.has(order.callId)) return
    const at = clock.now()
    const script = at.getTime() < outageUntil ? failsAtOnce : behaviour(order.to, order.attemptNumber, { seed, at })
    const call = newCall(order, script, at.getTime())
    exchange.live.set(order.callId, call)
    ring(exchange, call)
  }

  return {
    provider: 'simulator',
    ...portOrders(exchange, place),
    liveCalls: () => Promise.resolve([...exchange.live.keys()]),
    listen: line.listen,
    heard(callId) {
      const call = exchange.live.get(callId)
      return call ? heardOn(call) : exchange.past.get(callId)
    },
    wiretap(callId) {
      const call = exchange.live.get(callId)
      return call && wiretapOf(call)
    },
    faults: {
      events: (faults) => line.setFaults(Object.keys(faults).length === 0 ? noFaults : { ...noFaults, ...faults }),
      outage(milliseconds) {
        outageUntil = clock.nowMs() + milliseconds
      },
      restart({ silently } = { silently: false }) {
        for (const call of [...exchange.live.values()]) {
          if (silently) forget(exchange, call)
          else end(exchange, call, clock.nowMs(), { cause: 'lost', by: 'network' })
        }
      },
    },
  }
}

const newCall = (order: DialOrder, script: CallScript, placedAt: number): Call => ({
  order,
  script,
  placedAt,
  state: 'placed',
  callOffNext: () => {},
  events: 0,
  lastEventAt: placedAt,
  endpoint: null,
  held: false,
  muted: false,
  leaders: null,
  prompts: [],
  recordingSince: null,
  recordings: 0,
})

type Orders = Omit<TelephonyPort, 'provider' | 'liveCalls' | 'listen'>

/** Orders are checked at once and carried out after the latency; one that cannot be is a rejected promise. */
const portOrders = (exchange: Exchange, place: (order: DialOrder) => void): Orders => {
  const ordered = (give: () => void): Promise<void> =>
    new Promise((accepted) => {
      give()
      accepted()
    })
  return {
    dial: (order) => ordered(() => place(order)),
    connect: (callId, endpoint) => ordered(() => orders.connect(exchange, callId, endpoint)),
    hangUp: (callId) => ordered(() => orders.hangUp(exchange, callId)),
    hold: (callId, on) => ordered(() => orders.hold(exchange, callId, on)),
    mute: (callId, on) => ordered(() => orders.mute(exchange, callId, on)),
    record: (callId, on) => ordered(() => orders.record(exchange, callId, on)),
    play: (callId, prompt) => ordered(() => orders.play(exchange, callId, prompt)),
    transfer: (callId, to) => ordered(() => orders.transfer(exchange, callId, to)),
    supervise: (callId, leader, mode) => ordered(() => orders.supervise(exchange, callId, leader, mode)),
  }
}
