import { refuse } from '#contract/problem.ts'
import type { HangupCause, SuperviseMode } from '#domains/telephony/contract.ts'
import {
  HeadsetAway,
  longestPlayMs,
  OrderRefused,
  type Party,
  type TelephonyEvent,
  type TelephonyPort,
} from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type Journal, LeaseLost } from '#platform/journal.ts'
import type { Lease } from '#platform/lease.ts'
import { notices } from '#platform/notices.ts'
import { answeredAt, type CallSignal, newCall, releasedSince, stateOf, withSignal } from '../call-record.ts'
import { refusals } from '../contract.ts'
import { type OutcomeKind, outcomeWithoutAgent } from '../outcome.ts'
import { openApologies } from './apologies.ts'
import { callFrom, findCaller, type Incoming } from './callers.ts'
import { departed } from './departure.ts'
import { flowOrders, obeyed } from './in-flow.ts'
import { isKept, placed, progressed, recordedLate, rowOf, type SignalRow, signalled, signalledLate } from './lanes.ts'
import type { CallOrder, LiveCall, Talker } from './live-call.ts'
import { hearLostAnswer } from './lost-answer.ts'
import { type CallNews, isNews, toldBy } from './news.ts'
import { record } from './recording.ts'
import { readUnsettled } from './store.ts'
import { openSupervision } from './supervision.ts'
import { watchCalls } from './watch.ts'

/** A stretch of a call that was recorded and is finished. */
export type RecordedNews = { callId: string; recording: string; seconds: number; at: Date }
export type LiveCalls = ReturnType<typeof openLiveCalls>

/** An order to dial that waited for the database longer than this is not carried out any more. */
const staleAfterMs = 10_000

export type CallGround = { base: Base; clock: Clock; journal: Journal; phones: TelephonyPort; lease: Lease } & {
  /** So long the end of a prompt is waited for; unsaid: as long as any may last. */
  lastsAtMostMs?: (prompt: string) => number
}

/**
 * The ledger in memory: places calls, keeps what the telephone system tells of them, and writes both down. Decisions
 * are taken on `news` at once; the record follows within milliseconds, and no order to dial leaves before its attempt
 * is on record.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the calls its small functions share.
export const openLiveCalls = ({
  base,
  clock,
  journal,
  phones,
  lease,
  lastsAtMostMs = () => longestPlayMs,
}: CallGround) => {
  const { fencing } = lease
  const live = new Map<string, LiveCall>()
  const news = notices<CallNews>()
  const supervision = openSupervision({ news, phones })
  const outcomes = notices<LiveCall>()
  const placings = notices<LiveCall>()
  const recordings = notices<RecordedNews>()
  let claim = (_: LiveCall): boolean => false
  const failed = (error: unknown, what: string, callId: string): void => base.log.error({ err: error, callId }, what)

  const settle = (call: LiveCall, signal: CallSignal): void => {
    if (signal.kind === 'recorded' && call.isOnTrial) return
    const wasEnded = call.record.endedAt !== null
    call.record = withSignal(call.record, signal)
    hearLostAnswer(call)
    const { endedAt, cause } = call.record
    if (endedAt !== null && !wasEnded && call.record.bridgedAt === null && cause) {
      call.outcome = { ...outcomeWithoutAgent(cause, call), at: endedAt }
    }
    // A conversation whose joining we hear of only after its end: no agent knew that it was one.
    if (call.record.bridgedAt !== null && call.outcome && /^(unreached|abandoned)/.test(call.outcome.code))
      call.outcome = { ...call.outcome, code: 'noDecision', kind: 'noDecision' }
    // Until the end the signals tell it all; only whom a call was given to would be lost with the process.
    const isGiven = signal.kind === 'bridged' && (call.mode === 'predictive' || call.handedOnFrom !== null)
    if (call.record.endedAt !== null || isGiven) journal.append(progressed, call)
  }
  const forgetIfDone = (call: LiveCall): void => {
    if (call.record.endedAt === null || !call.outcome) return
    // Late news of a call just over still finds it for a while.
    clock.after(10_000, () => live.delete(call.id))
  }

  /** A provider whose calendar is wrong says when it told us nonetheless. */
  const plausible = (at: Date): Date => (Math.abs(at.getTime() - clock.nowMs()) < 86_400_000 ? at : clock.now())

  /**
   * Ends a call nobody knows. An engine that lost its lease, or cannot tell, knows least of all: it ends nothing, for
   * such a call may be a conversation of the engine that holds the lease now.
   */
  const endStray = async (callId: string): Promise<void> => {
    // Until the ledger has been read every call is unknown.
    if (early) return
    const release = clock.hold()
    try {
      if (await lease.prove()) await phones.hangUp(callId)
    } catch (error) {
      failed(error, 'a call nobody knows could not be ended', callId)
    } finally {
      release()
    }
  }
  const signalRow = (event: TelephonyEvent): SignalRow => rowOf(event, plausible(event.at))
  /** A recording is often ready only when its call is long out of memory; the ledger still knows the call. */
  const hearOfUnknown = (event: TelephonyEvent): void => {
    if (event.kind === 'ended') return
    if (event.kind === 'incoming') return takeIn(event)
    if (event.kind !== 'recorded') return void endStray(event.callId)
    journal.append(signalledLate, signalRow(event))
    journal.append(recordedLate, event)
    recordings.tell({ ...event, at: plausible(event.at) })
  }

  /** Who that is, is asked of the ledger; what happens meanwhile happens to a call we have. */
  const takeIn = (event: Incoming): void => {
    const call = callFrom(event, { fencing, at: plausible(event.at).getTime() })
    live.set(call.id, call)
    journal.append(signalled, signalRow(event))
    const release = clock.hold()
    journal
      .written()
      .then(() => findCaller(base.database.engine, call))
      .catch((error: unknown) => failed(error, 'who calls could not be found out', call.id))
      .finally(() => {
        call.isInFlow = call.record.endedAt === null && claim(call)
        journal.append(placed, call)
        if (call.record.endedAt !== null) journal.append(progressed, call)
        if (!call.isInFlow) news.tell({ call, kind: 'incoming' })
        release()
      })
  }

  const hear = (event: TelephonyEvent): void => {
    const call = live.get(event.callId)
    if (!call) return hearOfUnknown(event)
    if (call.heardEvents.has(event.providerEventId)) return
    call.heardEvents.add(event.providerEventId)
    const { kind } = event
    const row = signalRow(event)
    if (isKept(event, call)) journal.append(signalled, row)
    const { endedAt, bridgedAt } = call.record
    const isAgain = releasedSince(call.record) !== null
    settle(call, { ...event, at: row.at.getTime() } as CallSignal)
    if (event.kind === 'recorded') recordings.tell({ ...event, at: row.at })
    if (endedAt !== null) return
    if (kind === 'played') apologies.said(call)
    if (isNews(kind, { wasJoined: bridgedAt !== null && !isAgain, isEarly: !!early })) news.tell(newsOf(call, event))
    forgetIfDone(call)
  }
  const newsOf = (call: LiveCall, event: TelephonyEvent): CallNews => {
    if (event.kind === 'bridged' || event.kind === 'transferred') call.endpoint = event.endpoint
    if (event.kind === 'released') call.endpoint = null
    if (event.kind === 'released' && event.forGood) return { call, kind: 'left' }
    return { call, kind: event.kind, ...toldBy(event) }
  }
  // Whatever goes wrong over one event must not end the line on which the others come.
  const hearSafely = (event: TelephonyEvent): void => {
    try {
      hear(event)
    } catch (error) {
      failed(error, 'an event of the telephone system could not be dealt with', event.callId)
    }
  }
  /** Events that come before the calls they tell of have been read from the ledger. */
  let early: TelephonyEvent[] | undefined = []
  const stopListening = phones.listen((event) => void (early ? early.push(event) : hearSafely(event)))
  const watch = watchCalls({ clock, phones, fencing, live, hear, failed, endStray, hangUp: (call) => hangUp(call) })

  const endedByUs = (call: LiveCall, why: string, cause: HangupCause): void =>
    hear({ callId: call.id, at: clock.now(), providerEventId: `${why}-${call.id}`, kind: 'ended', cause, by: 'us' })
  const hangUp = (call: LiveCall): void => {
    if (!call.dialled) return endedByUs(call, 'called-off', 'cancelled')
    call.isToEnd = true
    phones.hangUp(call.id).catch((error: unknown) => failed(error, 'a call could not be ended', call.id))
  }

  const apologies = openApologies({ clock, phones, hangUp, failed, lastsAtMostMs })

  const endedUnheard = (callId: string): void => {
    const providerEventId = `recovered-${fencing}`
    hear({ callId, at: clock.now(), providerEventId, kind: 'ended', cause: 'lost', by: 'network' })
  }
  /**
   * Takes up what the ledger left open when the process last died. `prepare` learns of those calls before their ends
   * are told: whatever the telephone system no longer has is over, and what it has beyond the ledger is ended. What it
   * told meanwhile counts first, with its own time.
   */
  const recover = async (prepare: (open: readonly LiveCall[]) => Promise<void>): Promise<void> => {
    const known = new Set(await phones.liveCalls())
    const open = await readUnsettled(base.database.engine, clock.now(), fencing)
    for (const call of open) live.set(call.id, call)
    await prepare(open)
    for (const event of early ?? []) hearSafely(event)
    early = undefined
    for (const { id, record } of open) if (stateOf(record) !== 'ended' && !known.has(id)) endedUnheard(id)
    await Promise.all([...known].filter((id) => !live.has(id)).map(endStray))
  }

  const take = (callId: string): LiveCall => live.get(callId) ?? refuse(refusals.notUp)
  const talking = (callId: string): LiveCall => {
    const call = take(callId)
    return stateOf(call.record) === 'talking' ? call : refuse(refusals.notTalking)
  }

  return {
    news,
    /** Told when an agent, or the machine in their place, has said what came of a conversation. */
    outcomes,
    /** Told of each call the moment it is placed; its end is news. */
    placings,
    /** Told of each finished stretch of a recording, also of calls that are out of memory. */
    recordings,
    /** Asked of each call that comes in before anybody hears of it; who says yes has it until they give it to an agent. */
    claimedBy: (asked: (call: LiveCall) => boolean): void => {
      claim = asked
    },
    /** What is done with customers who are with us alone. */
    inFlow: flowOrders(phones, lastsAtMostMs),
    recover,
    find: (callId: string): LiveCall | undefined => live.get(callId),
    all: (): Iterable<LiveCall> => live.values(),
    /** Writes the attempt down, then rings. Holds a running clock until the order is out. */
    place: ({
      agent,
      near = agent?.endpoint,
      ringForSeconds,
      departs,
      mayStillDial,
      ...order
    }: CallOrder): LiveCall => {
      const placedAt = clock.nowMs()
      const call: LiveCall = {
        ...order,
        id: newId(placedAt),
        fencing,
        record: newCall(placedAt),
        agentId: agent?.id ?? null,
        teamId: agent?.teamId ?? null,
        siteId: agent?.siteId ?? order.siteId,
        endpoint: agent?.endpoint ?? null,
        abandoned: false,
        answerLost: false,
        ringsUntil: placedAt + ringForSeconds * 1000,
        isToEnd: false,
        muted: false,
        recordingOn: false,
        isOnTrial: false,
        outcome: null,
        note: '',
        heardEvents: new Set(),
        dialled: false,
        missedAt: null,
        handedOnFrom: null,
        direction: 'out',
        isInFlow: false,
        expectedAgentId: null,
      }
      live.set(call.id, call)
      placings.tell(call)
      journal.append(placed, call)
      const release = clock.hold()
      const { outages } = journal
      journal
        .written(call.id)
        .then(() => departed(call, { departs, release }))
        .then(() => {
          if (call.record.endedAt !== null) return
          // What was right to do before the database went away need not be right any more.
          const isStale = journal.outages > outages && clock.nowMs() - placedAt > staleAfterMs
          if (isStale || !mayStillDial()) return endedByUs(call, 'too-late', 'cancelled')
          call.dialled = true
          return phones.dial({
            callId: call.id,
            to: call.number,
            callerId: call.callerId,
            ringForSeconds,
            attemptNumber: call.attemptNumber,
            ...(call.machineDetection ? { machineDetection: call.machineDetection } : {}),
            // Its customer is dialled where the headset is, so that no sound crosses nodes.
            ...(near ? { near } : {}),
          })
        })
        .catch((error: unknown) => {
          // Nothing was wrong with the call: whoever holds the lease may place it anew.
          if (error instanceof LeaseLost) return endedByUs(call, 'too-late', 'cancelled')
          failed(error, 'an order to dial failed', call.id)
          endedByUs(call, 'not-dialled', 'networkFault')
        })
        .finally(release)
      return call
    },
    /** Joins the customer to that agent; `bridged` follows. */
    connect: (call: LiveCall, agent: Talker): void => {
      call.agentId = agent.id
      call.teamId = agent.teamId
      call.siteId = agent.siteId
      call.endpoint = agent.endpoint
      phones
        .connect(call.id, agent.endpoint)
        .then(() => watch.expectJoin(call, agent.endpoint))
        .catch((error: unknown) => {
          // The customer has hung up in this very instant: `ended` follows and frees the agent.
          if (error instanceof OrderRefused) return
          // The customer is still there; whoever hears of it finds them another agent.
          if (error instanceof HeadsetAway) return news.tell({ call, kind: 'released' })
          failed(error, 'a call could not be joined to its agent', call.id)
          hangUp(call)
        })
    },
    /** Ends a conversation no agent could go on with, after that message if there is one. */
    sayGoodbye: (call: LiveCall, prompt: string | null): void => {
      if (prompt) apologies.say(call, prompt)
      else hangUp(call)
    },
    hangUp: (callId: string): void => {
      const call = live.get(callId)
      if (call && call.record.endedAt === null) hangUp(call)
    },
    /** Ends a call nobody could take in time, after that message if there is one; it is on record from now on. */
    abandon: (call: LiveCall, prompt: string | null): void => {
      call.abandoned = true
      journal.append(progressed, call)
      if (prompt) apologies.say(call, prompt)
      else hangUp(call)
    },
    hold: async (callId: string, on: boolean): Promise<void> => obeyed(phones.hold(talking(callId).id, on)),
    mute: async (callId: string, on: boolean): Promise<void> => {
      const call = talking(callId)
      await obeyed(phones.mute(callId, on))
      call.muted = on
    },
    sendDigits: async (callId: string, digits: string): Promise<void> =>
      obeyed(phones.sendDigits(talking(callId).id, digits)),
    record: async (callId: string, on: boolean): Promise<void> => record(phones, talking(callId), on),
    /** Takes a call that came in; `answered` follows. Nothing is to be done where the customer has hung up. */
    answer: (call: LiveCall): void => {
      phones.answer(call.id).catch((error: unknown) => {
        if (!(error instanceof OrderRefused)) failed(error, 'a call that came in could not be taken', call.id)
      })
    },
    /** Calls a third party for the agent, the customer waits. */
    consult: async (callId: string, to: Party): Promise<void> => obeyed(phones.consult(talking(callId).id, to)),
    endConsult: async (callId: string, how: 'handOver' | 'confer' | 'drop'): Promise<void> =>
      obeyed(phones.endConsult(talking(callId).id, how)),
    /** Leaves that message on a machine's tape; `left` is news, and the call ends by itself. */
    leaveMessage: async (callId: string, prompt: string): Promise<void> =>
      obeyed(phones.leaveMessage(talking(callId).id, prompt)),
    /** The same where no agent is on the call; harmless where it has just ended. */
    leaveOnTape: (callId: string, prompt: string): Promise<void> =>
      phones.leaveMessage(callId, prompt).catch((error: unknown) => {
        if (!(error instanceof OrderRefused)) throw error
      }),
    /** The conversation is this agent's from now on. */
    giveTo: (call: LiveCall, agent: Talker): void => {
      Object.assign(call, { agentId: agent.id, teamId: agent.teamId, siteId: agent.siteId, endpoint: agent.endpoint })
      journal.append(progressed, call)
    },
    transfer: async (callId: string, to: Party): Promise<void> => obeyed(phones.transfer(talking(callId).id, to)),
    supervise: async (callId: string, endpoint: string, mode: SuperviseMode | null): Promise<void> => {
      await obeyed(phones.supervise(talking(callId).id, endpoint, mode))
      supervision.note(callId, endpoint, mode)
    },
    /** The headsets of leaders on that conversation, and how each is on it. */
    leadersOn: supervision.on,
    /** What the agent says of it; durable when the journal's `written()` resolves. */
    conclude: (callId: string, code: string, kind: OutcomeKind, note: string): LiveCall => {
      const call = take(callId)
      // Who has left the customer to a message or to somebody outside need not wait for the end.
      if (stateOf(call.record) !== 'ended' && call.record.leftAt === null) return refuse(refusals.stillUp)
      if (call.outcome) return refuse(refusals.alreadyConcluded)
      call.outcome = { code, kind, at: clock.nowMs() }
      call.note = note
      journal.append(progressed, call)
      outcomes.tell(call)
      forgetIfDone(call)
      return call
    },
    isAnswered: (call: LiveCall): boolean => answeredAt(call.record) !== null,
    stop: (): void => {
      watch.stop()
      apologies.stop()
      supervision.stop()
      stopListening()
    },
  }
}
