import {
  answeredAt,
  answersOver,
  dialsSince,
  type LiveCalls,
  openLiveCalls,
  stateOf,
} from '#domains/calls/server/public.ts'
import { type CallerIdPool, type LiveGate, openCallerIdPool, openLiveGate } from '#domains/compliance/server/public.ts'
import { zonesOf } from '#domains/customers/server/public.ts'
import {
  type Handling,
  type LiveDesk,
  messageOf,
  openHandling,
  openLiveDesk,
  openRescue,
  type Rescue,
  workerOf,
} from '#domains/desk/server/public.ts'
import {
  type IdleWatch,
  type LineLimits,
  type LiveDialer,
  openIdleWatch,
  openLiveDialer,
} from '#domains/dialer/server/public.ts'
import { type LiveFloor, openLiveFloor } from '#domains/floor/server/public.ts'
import { type LiveFlows, openLiveFlows } from '#domains/ivr/server/public.ts'
import { type LiveAgent, type LivePresence, openLivePresence } from '#domains/presence/server/public.ts'
import {
  type Equipment,
  keepEquipment,
  type LiveHeadsets,
  type LivePrompts,
  type LiveTrunks,
  openLiveHeadsets,
  openLivePrompts,
  openLiveTrunks,
  type TelephonyPort,
} from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { type Journal, LeaseLost, openJournal } from '#platform/journal.ts'
import type { Lease } from '#platform/lease.ts'
import { historyOf, tellGate } from './gate-ground.ts'
import { keepMonths } from './partitions.ts'

/** What decides in memory, all of it in the one process that holds the telephone lease. */
export type Engine = {
  base: Base
  clock: Clock
  journal: Journal
  equipment: Equipment
  headsets: LiveHeadsets
  trunks: LiveTrunks
  prompts: LivePrompts
  calls: LiveCalls
  presence: LivePresence
  gate: LiveGate
  callerIds: CallerIdPool
  dialer: LiveDialer
  flows: LiveFlows
  idle: IdleWatch
  rescue: Rescue
  handling: Handling
  desk: LiveDesk
  floor: LiveFloor
  stop(): Promise<void>
}

type Recovered = Pick<Engine, 'presence' | 'calls' | 'dialer'>

/** After a restart what an agent does must agree with what the call is. */
const reconcileAgent = ({ presence, calls }: Recovered, agent: LiveAgent): void => {
  const call = agent.callId ? calls.find(agent.callId) : undefined
  const over = !call || stateOf(call.record) === 'ended'
  if (over && (agent.state === 'talking' || agent.state === 'holding')) presence.move(agent, 'endCall')
  if (over && agent.state === 'dialing') presence.move(agent, 'dialFailed', { callId: null })
  if (agent.state === 'wrapUp' && (!call || call.outcome)) presence.finishWrapUp(agent)
}

/**
 * Conversations whose agent is gone get their outcome from nobody: they are closed without a decision. Also those of a
 * contact that is closed by now, which no runner waits for.
 */
const concludeUnattended = ({ presence, calls, dialer }: Recovered): void => {
  const attended = new Set([...presence.all()].map(({ callId }) => callId))
  for (const call of [...calls.all()]) {
    if (stateOf(call.record) !== 'ended' || call.outcome || attended.has(call.id)) continue
    calls.conclude(call.id, 'noDecision', 'noDecision', '')
    dialer.conclude(call, { outcomeKind: 'noDecision' })
  }
}

/**
 * Who answered while nobody listened, and is still up, is joined to the agent the call was placed for. A call no campaign
 * waits for, its contact having been closed meanwhile, is ended before anybody speaks.
 */
const joinAnswered = ({ calls, dialer }: Recovered): void => {
  for (const call of [...calls.all()]) {
    const state = stateOf(call.record)
    if (state === 'talking' || state === 'ended') continue
    // Whom a voice flow has goes on there.
    if (call.isInFlow) continue
    const runner = dialer.runner(call.campaignId)
    if (!runner?.flights.get(call.id)) calls.hangUp(call.id)
    else if (state === 'answered') runner.onAnswered(call)
    else if (call.direction === 'in') calls.answer(call)
  }
}

/**
 * Before their ends are told, all who follow calls learn of those that were up. What ended while nobody listened has cost
 * something all the same.
 */
const recoverCalls = async (base: Base, { calls, trunks, flows, dialer }: Followers): Promise<void> => {
  const wereUp: string[] = []
  await calls.recover(async (open) => {
    wereUp.push(...open.filter(({ record }) => stateOf(record) !== 'ended').map(({ id }) => id))
    trunks.begin()
    await dialer.recover(await flows.recover(open))
  })
  const gone = wereUp.filter((id) => calls.find(id)?.record.cause === 'lost')
  trunks.endedUnheard(await answersOver(base.database.engine, gone))
}
type Followers = Pick<Engine, 'calls' | 'trunks' | 'flows' | 'dialer'>

/** Every call counts against its number, also those of the last day and those still up from before a restart. */
const countCallers = async (base: Base, calls: LiveCalls, callerIds: CallerIdPool): Promise<void> => {
  const since = new Date(base.now().getTime() - 86_400_000)
  for (const { callerId, at, count } of await dialsSince(base.database.engine, since))
    callerIds.remember(callerId, at, count)
  for (const { record, direction, callerId } of calls.all())
    if (direction === 'out' && stateOf(record) !== 'ended') callerIds.stillUp(callerId)
  calls.placings.hear(({ callerId, record }) => callerIds.placed(callerId, record.placedAt))
  calls.news.hear(({ call, kind }) => {
    if (kind !== 'ended' || call.direction !== 'out') return
    callerIds.ended(call.callerId)
    if (!call.dialled) callerIds.takenBack(call.callerId, call.record.placedAt)
  })
  await callerIds.load()
}

/** What may be asked of the telephone system without the lease, for it changes nothing there; all else is an order. */
const questions: ReadonlySet<PropertyKey> = new Set([
  'provider',
  'liveCalls',
  'listen',
  'headsetSockets',
  'headsets',
  'listenToHeadsets',
  'health',
  'checkTrunk',
  'recording',
  'finishedRecordings',
] satisfies readonly Exclude<keyof TelephonyPort, Order>[])
type Order = {
  [O in keyof TelephonyPort]: TelephonyPort[O] extends (...told: never[]) => Promise<void> ? O : never
}[keyof TelephonyPort]

/**
 * The telephone system as the engine may use it: every order needs a lease nobody else can hold at that moment. What is
 * not named a question is an order, so that none can be forgotten.
 */
const orderedBy = (phones: TelephonyPort, lease: Lease): TelephonyPort => {
  const whileOurs =
    (order: (...told: unknown[]) => unknown) =>
    async (...told: unknown[]): Promise<unknown> => {
      if (!lease.isSure() && !(await lease.prove())) throw new LeaseLost('the telephone lease is not certain just now')
      return order(...told)
    }
  return new Proxy(phones, {
    get: (port, name) => {
      const part: unknown = Reflect.get(port, name)
      if (typeof part !== 'function') return part
      const bound = part.bind(port)
      return questions.has(name) ? bound : whileOurs(bound)
    },
  })
}

export type EngineGround = {
  base: Base
  clock: Clock
  phones: TelephonyPort
  limits: LineLimits
  /** Whether what is said can be kept; unsaid: no. */
  isRecordingOn?: boolean
  /** Where telephone nodes reach this process; they fetch prompts there. */
  address?: () => string | undefined
}

/** What the ledger knows of a call, for whoever reckons what it costs. */
const ledgerOf = (find: LiveCalls['find']) => ({
  answeredAt: (callId: string): number | null => {
    const call = find(callId)
    return call ? answeredAt(call.record) : null
  },
  endedAt: (callId: string): number | null | undefined => find(callId)?.record.endedAt,
})
const messageIn =
  ({ database }: Base) =>
  (campaignId: string): Promise<string> =>
    messageOf(database.engine, campaignId)

/** Opens the engine and takes up where the last one was killed: calls settled, agents' time unbroken, campaigns on. */
export const openEngine = async (
  { base, clock, phones: system, limits, isRecordingOn = false, address = () => undefined }: EngineGround,
  lease: Lease,
): Promise<Engine> => {
  const stopMonths = await keepMonths(base, clock)
  const journal = openJournal(base, lease.guard)
  const phones = orderedBy(system, lease)
  const equipment = keepEquipment({ base, clock, phones })
  const headsets = openLiveHeadsets({ base, clock, phones, equipment })
  const trunks = openLiveTrunks({ base, clock, journal, phones, equipment, ...ledgerOf((id) => calls.find(id)) })
  const prompts = openLivePrompts({ base, phones, equipment, address })
  const presence = openLivePresence({ base, clock, journal, headsets })
  const calls = openLiveCalls({ base, clock, journal, phones, lease, lastsAtMostMs: prompts.lastsAtMostMs })
  const callerIds = openCallerIdPool(base)
  const gate = openLiveGate({ base, clock, journal, callerIds, zonesOf, history: historyOf(base) })
  tellGate(calls, gate)
  const seen = { base, clock, journal, phones, calls, presence, gate, headsets, messageOf: messageIn(base) }
  const dialer = openLiveDialer({ ...seen, fencing: lease.fencing, limits, isSpent: trunks.isOffForCost })
  equipment.told.hear(() => void dialer.trunksChanged())
  const flows = openLiveFlows({ base, clock, journal, calls, presence, dialer, isRecordingOn })
  const idle = openIdleWatch({ base, clock, journal, presence, calls, dialer })
  const desk = openLiveDesk({ base, clock, journal, calls, presence, dialer, gate })
  const rescue = openRescue({ clock, calls, presence, dialer, headsets })
  const handling = openHandling({ clock, calls, presence, dialer, headsets })
  const floor = openLiveFloor({ base, clock, calls, presence, dialer, headsets })

  const stop = async (): Promise<void> => {
    stopMonths()
    gate.stop()
    floor.stop()
    idle.stop()
    handling.stop()
    rescue.stop()
    flows.stop()
    presence.stop()
    dialer.stop()
    calls.stop()
    headsets.stop()
    trunks.stop()
    equipment.stop()
    await journal.stop()
  }
  try {
    await gate.load()
    await headsets.recover()
    await trunks.load()
    await prompts.follow()
    await presence.recover((ids) => Promise.all(ids.map((id) => workerOf(base.database.engine, id))))
    await recoverCalls(base, { calls, trunks, flows, dialer })
    await countCallers(base, calls, callerIds)
    for (const agent of presence.all()) reconcileAgent({ presence, calls, dialer }, agent)
    concludeUnattended({ presence, calls, dialer })
    await journal.written()
    await idle.load()
    await floor.load()
    presence.start()
    rescue.start()
    await dialer.resume()
    joinAnswered({ presence, calls, dialer })
    flows.start()
  } catch (error) {
    await stop()
    throw error
  }

  return {
    ...{ base, clock, journal, equipment, headsets, trunks, prompts, calls, presence, gate, callerIds },
    ...{ dialer, flows, idle, rescue, handling, desk, floor },
    stop,
  }
}
