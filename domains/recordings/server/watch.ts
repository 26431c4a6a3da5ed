import { Refusal, refuse } from '#contract/problem.ts'
import type { LiveCall, LiveCalls } from '#domains/calls/server/public.ts'
import { stateOf } from '#domains/calls/server/public.ts'
import { OrderRefused, type TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Actor, Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import { refusals } from '../contract.ts'
import { isRecorded, type PolicyForm, usualPolicy } from '../policy.ts'
import { ordered, paused, resumed, stopped, waived } from './lanes.ts'
import { orderOf } from './order-of.ts'
import { readOpenPauses, readOpenTrials, readPolicies } from './store.ts'
import { openTrials } from './trials.ts'

export type RecordingFloor = {
  base: Base
  clock: Clock
  journal: Journal
  calls: LiveCalls
  phones: TelephonyPort
  /** False: nothing is recorded, whatever the policies say. */
  isOn: boolean
}
export type LiveRecordings = ReturnType<typeof openLiveRecordings>

/** A disk that is full has room again sooner or later: so often it is asked. */
const againAfterMs = 10_000
/** People are told of one that broke off for so long after the last. */
const brokeOffIsNewsForMs = 3_600_000

type LiveState = { on: boolean; paused: boolean; mayPause: boolean }

/** Customer and agent speak with each other: nobody else's conversation is the policy's to record. */
const isConversation = ({ record, isInFlow }: LiveCall): boolean =>
  stateOf(record) === 'talking' && record.leftAt === null && !isInFlow

/** What each campaign records, in memory. */
const openPolicies = (base: Base) => {
  const policies = new Map<string, PolicyForm>()
  return {
    of: (campaignId: string): PolicyForm => policies.get(campaignId) ?? usualPolicy,
    load: async (): Promise<void> => {
      const all = await readPolicies(base.database.engine)
      policies.clear()
      for (const { campaignId, ...policy } of all) policies.set(campaignId, policy)
    },
  }
}

/**
 * Records the conversations their campaign's policy asks for, from the moment customer and agent are joined, and lets
 * the agent pause where it allows. What goes wrong with a recording never touches the call.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds what its small functions share.
export const openLiveRecordings = ({ base, clock, journal, calls, phones, isOn }: RecordingFloor) => {
  const policies = openPolicies(base)
  const pausedCalls = new Set<string>()
  let wakeKeeper = (): void => {}
  let isStopped = false
  let brokeOffAt: number | null = null

  /** A customer who hangs up in this very instant is no fault. */
  const attempt = (order: Promise<void>, what: string, callId: string): Promise<void> =>
    order.catch((error: unknown) => {
      if (error instanceof OrderRefused || error instanceof Refusal) return
      base.log.error({ err: error, callId }, what)
    })

  const trials = openTrials({
    clock,
    journal,
    record: (call, on) => {
      const order = phones.record(call.id, on)
      void attempt(order, 'a call could not be recorded on trial', call.id)
      return order.then(
        () => true,
        () => false,
      )
    },
  })
  const begin = (call: LiveCall): void => {
    // Joined again after its headset was lost: the customer's side never stopped being recorded, unless it was paused.
    if (!isOn || call.recordingOn || pausedCalls.has(call.id)) return
    const policy = policies.of(call.campaignId)
    if (!isRecorded(policy, call.id)) return
    journal.append(ordered, orderOf(call, clock.now()))
    void attempt(calls.record(call.id, true), 'a conversation could not be recorded', call.id)
    if (policy.announcement)
      void attempt(phones.play(call.id, policy.announcement), 'the recording could not be announced', call.id)
  }
  /**
   * The telephone system stopped by itself, because its disk is full for one: the conversation goes on, nobody is told
   * that it is recorded, and it is again as soon as there is room.
   */
  const brokeOff = (call: LiveCall): void => {
    call.recordingOn = false
    clock.after(againAfterMs, () => {
      if (isStopped || !isConversation(call) || call.recordingOn || pausedCalls.has(call.id)) return
      // Only now is it known that it did not end with its call.
      brokeOffAt = clock.nowMs()
      base.log.error({ callId: call.id }, 'the recording of a conversation broke off; it is tried again')
      calls.record(call.id, true).catch(() => brokeOff(call))
    })
  }
  const goesOnWithout = (call: LiveCall | undefined): call is LiveCall =>
    call !== undefined && isConversation(call) && call.recordingOn && !pausedCalls.has(call.id)
  const stopHearing = [
    calls.news.hear(({ call, kind }) => {
      if (isOn) trials.hear(call, kind)
      if (kind === 'bridged') begin(call)
      if (kind === 'ended') pausedCalls.delete(call.id)
    }),
    calls.recordings.hear(({ callId, recording, seconds, at }) => {
      const call = calls.find(callId)
      const isWaived = trials.isOver(call, { stoppedAt: at.toISOString(), seconds })
      journal.append(isWaived ? waived : stopped, { name: recording, callId, at, seconds })
      if (!isWaived && goesOnWithout(call)) brokeOff(call)
      journal.written().then(
        () => wakeKeeper(),
        () => {},
      )
    }),
  ]

  const stateOfCall = (call: LiveCall | undefined): LiveState =>
    call && stateOf(call.record) === 'talking'
      ? {
          on: call.recordingOn,
          paused: pausedCalls.has(call.id),
          mayPause: policies.of(call.campaignId).mayPause && (call.recordingOn || pausedCalls.has(call.id)),
        }
      : { on: false, paused: false, mayPause: false }
  const ownCall = (callId: string, agentId: string): LiveCall => {
    const call = calls.find(callId)
    return call && call.agentId === agentId && stateOf(call.record) === 'talking' ? call : refuse(refusals.notYourCall)
  }

  return {
    loadPolicies: policies.load,
    /** When a recording last broke off by itself; null: not within the last hour. */
    brokeOffAt: (): string | null =>
      brokeOffAt === null || clock.nowMs() - brokeOffAt > brokeOffIsNewsForMs
        ? null
        : new Date(brokeOffAt).toISOString(),
    /** Asked of each call that is answered: whether to record it from now on, before anybody knows who it is. */
    triedOut: trials.ask,
    /** Who keeps what is finished asks to be told. */
    onStopped: (wake: () => void): void => {
      wakeKeeper = wake
    },
    /** Takes up the conversations a dead process left: recording twice is recording once. */
    recover: async (): Promise<void> => {
      await policies.load()
      for (const callId of await readOpenTrials(base.database.engine)) trials.takeUp(calls.find(callId))
      for (const callId of await readOpenPauses(base.database.engine)) if (calls.find(callId)) pausedCalls.add(callId)
      for (const call of calls.all()) if (isConversation(call) && !pausedCalls.has(call.id)) begin(call)
    },
    stateFor: (callId: string, agentId: string): LiveState => {
      const call = calls.find(callId)
      return stateOfCall(call?.agentId === agentId ? call : undefined)
    },
    /** Stops or goes on for the agent of that call; who and when stands on record before the answer. */
    pause: async (callId: string, agent: Actor, isPaused: boolean): Promise<LiveState> => {
      const call = ownCall(callId, agent.id)
      if (!policies.of(call.campaignId).mayPause) refuse(refusals.mayNotPause)
      const now = { callId, at: clock.now() }
      if (isPaused && !pausedCalls.has(callId)) {
        if (!call.recordingOn) refuse(refusals.notRecorded)
        // Before the order, so that its end is not taken for one that nobody ordered.
        pausedCalls.add(callId)
        await calls.record(callId, false).catch((error: unknown) => {
          pausedCalls.delete(callId)
          throw error
        })
        journal.append(paused, { ...now, byId: agent.id, byName: agent.name })
      } else if (!isPaused && pausedCalls.has(callId)) {
        await calls.record(callId, true)
        pausedCalls.delete(callId)
        journal.append(resumed, now)
      }
      await journal.writtenNow()
      return stateOfCall(call)
    },
    stop: (): void => {
      isStopped = true
      for (const stop of stopHearing) stop()
    },
  }
}
