import { refuse } from '#contract/problem.ts'
import {
  answeredAt,
  type CallNews,
  type LiveCall,
  type LiveCalls,
  releasedSince,
  stateOf,
} from '#domains/calls/server/public.ts'
import type { LiveDialer } from '#domains/dialer/server/public.ts'
import type { LiveAgent, LivePresence } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import type { Journal } from '#platform/journal.ts'
import { refusals } from '../contract.ts'
import { type FlowEvent, newRun, resumedRun } from '../runtime.ts'
import { type LiveFlow, readLive } from './flow-store.ts'
import { began, resumed } from './lanes.ts'
import { type LiveRun, openRun, type RunGround } from './live-run.ts'
import { closeLost, type OpenRun, readOpenRuns } from './run-store.ts'

type Ground = {
  base: Base
  clock: Clock
  journal: Journal
  calls: LiveCalls
  presence: LivePresence
  dialer: LiveDialer
  isRecordingOn: boolean
}
export type LiveFlows = ReturnType<typeof openLiveFlows>

/** They hear each other: nobody has left, and no headset is lost. */
const isWithAgent = ({ record }: LiveCall): boolean =>
  stateOf(record) === 'talking' && record.leftAt === null && releasedSince(record) === null

/** Word of a recording comes soon after its end; nobody waits for it longer. */
const recordingComesWithinMs = 60_000

/**
 * The flows callers hear now, and the calls in them: takes calls to a number that has a flow before any agent is looked
 * for, and customers whose agent hands them to a survey. A process that dies leaves them in silence for seconds only:
 * the next one begins the step anew they had come to.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the runs its small functions share.
export const openLiveFlows = ({ base, clock, journal, calls, presence, dialer, isRecordingOn }: Ground) => {
  const flows = new Map<string, LiveFlow>()
  const numbers = new Map<string, string>()
  const surveys = new Map<string, string>()
  /** By call: a call is in one flow at a time. */
  const runs = new Map<string, LiveRun>()
  /** Over, but for word of what was recorded last. */
  const fading = new Set<LiveRun>()
  /** Surveys begun in vain, by call: the customer heard nothing of them, and the next try is the same run. */
  const vain = new Map<string, string>()

  const load = async (): Promise<void> => {
    const live = await readLive(base.database.engine)
    for (const known of [flows, numbers, surveys]) known.clear()
    for (const flow of live.flows) flows.set(flow.id, flow)
    for (const { number, flowId } of live.numbers) numbers.set(number, flowId)
    for (const { campaignId, flowId } of live.surveys) surveys.set(campaignId, flowId)
  }

  const onOver = (callId: string): void => {
    const run = runs.get(callId)
    runs.delete(callId)
    if (run?.purpose === 'survey' && !run.hasBegun()) vain.set(callId, run.id)
    if (!run?.awaitsRecording()) return
    fading.add(run)
    clock.after(recordingComesWithinMs, () => fading.delete(run))
  }
  const handOver: RunGround['handOver'] = (call, { to, campaignId }) =>
    dialer.takeFromFlow(call, (to === 'lastAgent' && call.campaignId) || campaignId || call.campaignId)
  const ground: RunGround = { base, clock, journal, calls, isRecordingOn, handOver, onOver }

  const begin = (call: LiveCall, flow: LiveFlow, { purpose }: { purpose: LiveRun['purpose'] }): LiveRun => {
    const { agentId, teamId } = call
    const id = vain.get(call.id) ?? newId(clock.nowMs())
    vain.delete(call.id)
    const run = openRun(ground, { id, call, purpose, state: newRun(flow.body), beganAt: clock.nowMs() })
    runs.set(call.id, run)
    journal.append(began, {
      ...{ id, callId: call.id, flowId: flow.id, version: flow.version, purpose, at: clock.now() },
      ...{ number: call.number, calledNumber: call.callerId, siteId: call.siteId },
      ...{ customerId: call.customerId || null, campaignId: call.campaignId || null },
      ...(purpose === 'survey' ? { agentId, teamId } : { agentId: null, teamId: null }),
    })
    return run
  }
  /** Whether a flow answers that number; then no agent is looked for. */
  const claim = (call: LiveCall): boolean => {
    const flow = flows.get(numbers.get(call.callerId) ?? '')
    if (!flow) return false
    // Whoever may read what callers of this flow said is at its place.
    call.siteId = flow.siteId
    begin(call, flow, { purpose: 'incoming' })
    calls.answer(call)
    return true
  }

  const surveyOf = (call: LiveCall): LiveFlow | undefined => flows.get(surveys.get(call.campaignId) ?? '')
  const talkOf = (agent: LiveAgent): LiveCall | undefined => {
    const call = agent.callId ? calls.find(agent.callId) : undefined
    return call && !call.isInFlow && isWithAgent(call) ? call : undefined
  }

  const goOnRecording = (call: LiveCall): Promise<void> =>
    calls
      .record(call.id, true)
      .catch((error: unknown) => base.log.error({ err: error, callId: call.id }, 'a conversation is not recorded on'))

  const endedAs = ({ record }: LiveCall): 'hungUp' | 'lost' =>
    record.cause === 'lost' || record.cause === 'networkFault' ? 'lost' : 'hungUp'
  const eventOf = ({ call, kind, key, isTalking }: CallNews): FlowEvent | undefined => {
    if (kind === 'answered' || kind === 'left') return { kind: 'begin' }
    if (kind === 'digit' && key !== undefined) return { kind: 'key', key }
    if (kind === 'talking') return { kind: isTalking ? 'talking' : 'silent' }
    return kind === 'ended' ? { kind: endedAs(call) } : undefined
  }
  const hear = (news: CallNews): void => {
    const run = runs.get(news.call.id)
    const event = eventOf(news)
    if (news.kind === 'played') run?.played()
    if (event) run?.hear(event)
    // Their headset was lost in the instant they left, so they never did: the customer is with an agent again.
    if (news.kind === 'bridged' && run && news.call.isInFlow) giveBack(run)
    if (news.kind === 'ended') vain.delete(news.call.id)
  }
  const giveBack = ({ call, hear }: LiveRun): void => {
    call.isInFlow = false
    hear({ kind: 'lost' })
  }
  const silence = [
    calls.news.hear(hear),
    calls.recordings.hear(({ callId, recording, seconds }) =>
      [...fading, ...runs.values()]
        .find((run) => run.call.id === callId && run.awaitsRecording())
        ?.recorded(recording, seconds),
    ),
  ]
  calls.claimedBy(claim)

  const takeUp = (call: LiveCall, { id, purpose, body, passage, beganAt }: OpenRun): void => {
    call.isInFlow = true
    const state = passage ? resumedRun(body, passage) : newRun(body)
    runs.set(call.id, openRun(ground, { id, call, purpose, state, beganAt: Date.parse(beganAt) }))
  }

  return {
    load,
    /** After a restart: which of the open calls are in a flow. Those of nobody else are kept from whoever looks for agents. */
    recover: async (open: readonly LiveCall[]): Promise<LiveCall[]> => {
      await load()
      const found = await readOpenRuns(base.database.engine)
      // Where word of the end of one was lost, the newest is the one the caller is in.
      const newest = new Map(found.map((run) => [run.callId, run]))
      for (const call of open) {
        const run = newest.get(call.id)
        if (run && stateOf(call.record) !== 'ended') takeUp(call, run)
      }
      const lost = found.filter(({ id, callId }) => runs.get(callId)?.id !== id).map(({ id }) => id)
      await closeLost(base.database.engine, clock.now(), lost)
      return open.filter(({ id }) => runs.get(id)?.purpose !== 'incoming')
    },
    /** Then those still there go on where they were; who still rings is answered. */
    start: (): void => {
      for (const run of runs.values()) {
        const { call } = run
        if (answeredAt(call.record) === null) calls.answer(call)
        else {
          journal.append(resumed, { runId: run.id })
          run.hear({ kind: 'resume' })
        }
      }
    },
    /** The survey that agent could hand the customer to now. */
    surveyFor: (agentId: string): LiveFlow | undefined => {
      const agent = presence.find(agentId)
      const call = agent && talkOf(agent)
      return call && surveyOf(call)
    },
    /** The agent leaves and says what came of the conversation; the customer is asked about it. */
    handToSurvey: async (agentId: string): Promise<void> => {
      const agent = presence.take(agentId)
      const call = talkOf(agent) ?? refuse(refusals.noCall)
      const flow = surveyOf(call) ?? refuse(refusals.noSurvey)
      // From now on no second click finds it.
      call.isInFlow = true
      const wasRecorded = call.recordingOn
      try {
        if (call.recordingOn) await calls.record(call.id, false)
        if (!isWithAgent(call)) refuse(refusals.noCall)
        begin(call, flow, { purpose: 'survey' })
        await calls.inFlow.release(call.id)
      } catch (error) {
        runs.get(call.id)?.hear({ kind: 'lost' })
        if (wasRecorded && isWithAgent(call)) await goOnRecording(call)
        // Only then may they be handed again: what begins anew is on record as lost before.
        await journal.writtenNow().catch(() => {})
        if (stateOf(call.record) !== 'ended') call.isInFlow = false
        throw error
      }
    },
    stop: (): void => {
      for (const end of silence) end()
      for (const run of runs.values()) run.stop()
      runs.clear()
    },
  }
}
