import type {
  CallOrders,
  DialOrder,
  Equipment,
  FinishedRecording,
  TelephonyPort,
} from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import { newId } from '#platform/id.ts'
import { type DetectionErrors, type Exchange, end, forget, heardOn, newCall } from './call.ts'
import { type AnsweredScript, type Behaviour, type CallScript, type Heard, person, unreached } from './call-script.ts'
import { consult, endConsult } from './consult.ts'
import { ring, ringUs } from './customer.ts'
import { eventLine, type LineFaults, noFaults } from './event-line.ts'
import { headsetOrders } from './headset-orders.ts'
import { openHeadsets } from './headsets.ts'
import { press } from './keys.ts'
import { openHomes, openNodes, type SimulatedNode } from './nodes.ts'
import * as orders from './orders.ts'
import { ordered } from './orders.ts'
import { legsOf } from './recorded-legs.ts'
import * as sounds from './sounds.ts'
import * as talk from './talk.ts'
import type { Tape } from './tape.ts'
import { openTrunks } from './trunks.ts'
import { type Wiretap, wiretapOf } from './wiretap.ts'

/** A whole telephone network in memory: customers, carriers and exchange, driven by nothing but a clock. */
export interface SimulatedNetwork extends TelephonyPort {
  /** What the agent hears from this customer; undefined unless the two were connected. Kept after the end. */
  heard(callId: string): Heard | undefined
  /** Who hears what; undefined unless the call is up. */
  wiretap(callId: string): Wiretap | undefined
  /** The node a call is on; undefined unless it is up. */
  nodeOf(callId: string): string | undefined
  /** Whom a headset hears that is on no call: a colleague, or themselves. */
  hearsApart(endpoint: string): string[]
  /** A customer rings us, from their number to one of ours; answers the call's id. */
  callIn(from: string, to: string, caller?: Partial<Caller>): string
  /** The customer presses these keys now. */
  press(callId: string, digits: string): void
  faults: Faults
}

/** Somebody who calls us. */
export type Caller = Omit<AnsweredScript, 'answeredBy' | 'ringsAfterMs' | 'answersAfterMs' | 'patienceMs'> & {
  /** How long they let it ring. */
  ringsForMs: number
  /** How long they wait to be connected once the call is taken. */
  patienceMs: number
}

/** What goes wrong, for tests, drills and demonstrations. */
export interface Faults {
  /** Makes the way of events faulty; what is not named works. `events({})` mends it. */
  events(faults: Partial<LineFaults>): void
  /** For so long every new call fails at once with a network fault; calls that are up go on. */
  outage(milliseconds: number): void
  /** That node, or unsaid every one, is away for so long: no new call leaves the house by it, those up go on. */
  nodeDown(milliseconds: number, name?: string): void
  /** That node cannot fetch these prompts, should it be told of them. */
  lackPrompts(node: string, prompts: readonly string[]): void
  /** The provider starts anew and drops every call: with `ended`, cause `lost`, or without a word. */
  restart(options?: { silently: boolean }): void
  /** Somebody takes their headset off, or their browser dies; or they are there again. */
  headset(endpoint: string, state: 'away' | 'seated'): void
}

const onlyNode: readonly SimulatedNode[] = [{ name: 'simulator', mostCalls: null }]

export type SimulatorOptions = {
  clock: Clock
  /** The same seed, numbers and attempts make the same customers, in whatever order calls are placed. */
  seed: string | number
  behaviour: Behaviour
  /** How long an order takes to be carried out, in milliseconds; 3 as measured with Asterisk on one machine. */
  latencyMs?: number
  /** How long each prompt lasts that it was not equipped with, in milliseconds. */
  promptMs?: number | ((prompt: string) => number)
  /** The machines it consists of, and how many calls are placed on each at once (null: as many as come); unsaid: one. */
  nodes?: readonly SimulatedNode[]
  /** How often machine detection errs; unsaid: 3 % of persons are taken for machines (1 to 5 % in the field). */
  detection?: Partial<DetectionErrors>
}

const failsAtOnce: CallScript = unreached('networkFault')
const usualErrors: DetectionErrors = { falseMachines: 0.03, falsePersons: 0.08, unsure: 0.05 }

export const simulator = (options: SimulatorOptions): SimulatedNetwork => {
  const { clock, seed, behaviour, latencyMs = 3, promptMs = 2000, detection, nodes = onlyNode } = options
  const line = eventLine({ clock, seed })
  let outageUntil = Number.NEGATIVE_INFINITY
  const isOut = (): boolean => clock.nowMs() < outageUntil
  const homes = openHomes(nodes.map(({ name }) => name))
  const exchange: Exchange = {
    clock,
    seed,
    behaviour,
    latencyMs,
    prompts: new Map(),
    promptMs: (prompt) => exchange.prompts.get(prompt) ?? (typeof promptMs === 'number' ? promptMs : promptMs(prompt)),
    detection: { ...usualErrors, ...detection },
    live: new Map(),
    past: new Map(),
    tapes: new Map(),
    homes,
    headsets: openHeadsets(clock, latencyMs, homes),
    nodes: openNodes(clock, nodes),
    trunks: openTrunks(clock, isOut),
    tell: line.tell,
  }
  const followHeadset = (isBack: boolean) => (endpoint: string) => {
    for (const call of [...exchange.live.values()]) orders.followHeadset(exchange, call, endpoint, isBack)
  }
  exchange.headsets.onLeft(followHeadset(false))
  exchange.headsets.onJoinable(followHeadset(true))

  const place = (order: DialOrder): void => {
    if (exchange.live.has(order.callId) || exchange.past.has(order.callId)) return
    const at = clock.now()
    const node = exchange.nodes.nodeFor(exchange, order.near)
    const isLimited = node !== undefined && exchange.trunks.areNamed()
    const trunk = isLimited ? exchange.trunks.take(order.to, order.trunk) : null
    const hasNoWay = trunk === false || node === undefined
    const fails = hasNoWay || isOut()
    const script = fails ? failsAtOnce : behaviour(order.to, order.attemptNumber, { seed, at })
    const call = newCall(order, script, at.getTime())
    call.trunk = trunk || null
    call.hasNoWay = hasNoWay
    call.node = node ?? null
    exchange.live.set(order.callId, call)
    ring(exchange, call)
  }

  return {
    provider: 'simulator',
    ...callOrders(exchange, place),
    ...headsetOrders(exchange),
    ...equipment(exchange),
    liveCalls: () => Promise.resolve([...exchange.live.keys()]),
    listen: line.listen,
    ...lookInto(exchange),
    callIn: (from, to, caller) => callIn(exchange, { from, to, caller: caller ?? {} }),
    faults: {
      events: (faults) => line.setFaults(Object.keys(faults).length === 0 ? noFaults : { ...noFaults, ...faults }),
      outage(milliseconds) {
        outageUntil = clock.nowMs() + milliseconds
      },
      nodeDown: exchange.nodes.takeDown,
      lackPrompts: exchange.nodes.lackPrompts,
      restart({ silently } = { silently: false }) {
        for (const call of [...exchange.live.values()]) {
          if (silently) forget(exchange, call)
          else end(exchange, call, clock.nowMs(), { cause: 'lost', by: 'network' })
        }
      },
      headset: (endpoint, state) => exchange.headsets.wear(endpoint, state === 'seated'),
    },
  }
}

const lookInto = (
  exchange: Exchange,
): Pick<SimulatedNetwork, 'heard' | 'wiretap' | 'nodeOf' | 'hearsApart' | 'press'> => ({
  heard(callId) {
    const call = exchange.live.get(callId)
    return call ? heardOn(call) : exchange.past.get(callId)
  },
  wiretap(callId) {
    const call = exchange.live.get(callId)
    return call && wiretapOf(call)
  },
  nodeOf: (callId) => exchange.live.get(callId)?.node ?? undefined,
  hearsApart(endpoint) {
    const other = exchange.headsets.pairOf(endpoint)
    return other === undefined ? [] : [other]
  },
  press(callId, digits) {
    const call = exchange.live.get(callId)
    if (call) press(exchange, call, digits, 0)
  },
})

/** Callers wait longer than those we call: it was they who wanted something. */
const callIn = (
  exchange: Exchange,
  { from, to, caller }: { from: string; to: string; caller: Partial<Caller> },
): string => {
  const { ringsForMs = 30_000, patienceMs = 60_000, ...script } = caller
  const callId = newId(exchange.clock.nowMs())
  const order = { callId, to: from, callerId: to, ringForSeconds: ringsForMs / 1000, attemptNumber: 1 }
  const call = newCall(order, person({ ...script, patienceMs }), exchange.clock.nowMs(), true)
  call.node = exchange.nodes.front
  exchange.live.set(callId, call)
  ringUs(exchange, call, exchange.clock.nowMs() + exchange.latencyMs)
  return callId
}

const callOrders = (exchange: Exchange, place: (order: DialOrder) => void): CallOrders => ({
  dial: (order) => ordered(() => place(order)),
  answer: (callId) => ordered(() => orders.answer(exchange, callId)),
  connect: (callId, endpoint) => ordered(() => orders.connect(exchange, callId, endpoint)),
  hangUp: (callId) => ordered(() => orders.hangUp(exchange, callId)),
  hold: (callId, on) => ordered(() => orders.hold(exchange, callId, on)),
  mute: (callId, on) => ordered(() => orders.mute(exchange, callId, on)),
  record: (callId, on) => ordered(() => sounds.record(exchange, callId, on)),
  play: (callId, prompt) => ordered(() => sounds.play(exchange, callId, prompt)),
  stopPlaying: (callId) => ordered(() => sounds.stopPlaying(exchange, callId)),
  sendDigits: (callId, digits) => ordered(() => sounds.sendDigits(exchange, callId, digits)),
  transfer: (callId, to) => ordered(() => orders.transfer(exchange, callId, to)),
  consult: (callId, to) => ordered(() => consult(exchange, callId, to)),
  endConsult: (callId, how) => ordered(() => endConsult(exchange, callId, how)),
  leaveMessage: (callId, prompt) => ordered(() => sounds.leaveMessage(exchange, callId, prompt)),
  release: (callId) => ordered(() => talk.release(exchange, callId)),
  listenForTalk: (callId, silenceMs) => ordered(() => talk.listenForTalk(exchange, callId, silenceMs)),
  supervise: (callId, leader, mode) => ordered(() => orders.supervise(exchange, callId, leader, mode)),
})

const equipment = (exchange: Exchange): Equipment => {
  const { tapes, headsets, trunks, prompts, seed } = exchange
  return {
    equip: (wanted) =>
      ordered(() => {
        headsets.equip(wanted.headsets.map(({ endpoint }) => endpoint))
        trunks.equip(wanted.trunks)
        prompts.clear()
        for (const { name, milliseconds } of wanted.prompts ?? []) prompts.set(name, milliseconds)
      }),
    health: async () => ({
      nodes: exchange.nodes.health(exchange, headsets.all()),
      trunks: trunks.health(),
      ...(trunks.areNamed() ? {} : { needsNoTrunk: true as const }),
    }),
    checkTrunk: async (trunk) => trunks.check(trunk),
    recording: async (name) => {
      const tape = tapes.get(name)
      return tape && legsOf(tape, seed)
    },
    finishedRecordings: async () => [...tapes.values()].map(finished),
    forgetRecording: (name) => ordered(() => void tapes.delete(name)),
  }
}

const finished = ({ name, callId, sinceMs, untilMs }: Tape): FinishedRecording => ({
  recording: name,
  callId,
  stoppedAt: new Date(untilMs),
  seconds: Math.round((untilMs - sinceMs) / 1000),
})
