import type { LiveCall, LiveCalls } from '#domains/calls/server/public.ts'
import { OrderRefused } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Journal } from '#platform/journal.ts'
import type { FlowPurpose } from '../flow.ts'
import { type FlowEvent, type FlowOrder, type FlowState, nextMove, type Passage } from '../runtime.ts'
import { ended, entered, left, spoken, tried } from './lanes.ts'
import { openSpeaker } from './speaker.ts'

export type RunGround = {
  base: Base
  clock: Clock
  journal: Journal
  calls: LiveCalls
  isRecordingOn: boolean
  /** Gives the caller to an agent who is free now; false where nobody is. */
  handOver: (call: LiveCall, to: Extract<FlowOrder, { do: 'handOver' }>) => boolean
  onOver: (callId: string) => void
}
export type LiveRun = ReturnType<typeof openRun>

type Begin = { id: string; call: LiveCall; purpose: FlowPurpose; state: FlowState; beganAt: number }

const minuteMs = 60_000

/** One way of a call through a flow: tells the runtime what happens, carries out what it orders, and writes both down. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one closure holds the call its small functions share.
export const openRun = (ground: RunGround, { id: runId, call, purpose, state: first, beganAt }: Begin) => {
  const { base, clock, journal, calls, isRecordingOn } = ground
  const callId = call.id
  let state = first
  let callOffWait = (): void => {}
  /** The passages whose recordings are under way or not told of yet, in the order they began. */
  const recordings: number[] = []
  let isRecording = false
  let isOver = false

  const failed = (error: unknown, what: string): void => {
    // The caller has hung up in this very instant: `ended` tells the rest.
    if (!(error instanceof OrderRefused)) base.log.error({ err: error, callId }, what)
  }
  const attempt = (order: Promise<void>, what: string): void => {
    order.catch((error: unknown) => failed(error, what))
  }
  const speaker = openSpeaker({ clock, calls, failed }, callId, () => hear({ kind: 'said' }))

  const wait = (milliseconds: number): void => {
    callOffWait()
    callOffWait = clock.after(milliseconds, () => hear({ kind: 'timeUp' }))
  }
  const record = ({ on, place, silenceMs }: Extract<FlowOrder, { do: 'record' }>): void => {
    attempt(calls.inFlow.listenForTalk(callId, on ? silenceMs : null), 'a caller could not be listened to')
    if (!isRecordingOn || on === isRecording) return
    isRecording = on
    if (on) recordings.push(place)
    attempt(calls.inFlow.record(callId, on), 'a spoken answer could not be recorded')
  }
  const enter = ({ place, stepId, kind }: Passage): void => {
    const step = state.flow.steps.find(({ id }) => id === stepId)
    const reading = step?.kind === 'number' ? step.readAs : null
    journal.append(entered, { runId, place, stepId, stepName: step?.name ?? stepId, kind, reading, at: clock.now() })
  }
  const close = (end: Extract<FlowOrder, { do: 'end' }>['end']): void => {
    isOver = true
    callOffWait()
    callOffTooLong()
    speaker.stop()
    journal.append(ended, { runId, end, at: clock.now() })
    ground.onOver(callId)
  }
  const handOver = (order: Extract<FlowOrder, { do: 'handOver' }>): void => {
    const isTaken = ground.handOver(call, order)
    // Told after all orders of this move have been carried out.
    clock.after(0, () => hear({ kind: isTaken ? 'handed' : 'nobody' }))
  }
  const carryOut = (order: FlowOrder): void => {
    switch (order.do) {
      case 'say':
        return speaker.say(order.prompts)
      case 'hush':
        return speaker.hush()
      case 'wait':
        return wait(order.milliseconds)
      case 'stopWaiting':
        return callOffWait()
      case 'record':
        return record(order)
      case 'handOver':
        return handOver(order)
      case 'enter':
        return enter(order.passage)
      case 'leave':
        return journal.append(left, { runId, passage: order.passage, result: order.result, at: clock.now() })
      case 'hangUp':
        return calls.hangUp(callId)
      default:
        return close(order.end)
    }
  }
  /** What is needed to go on here if this process dies. */
  const noteTries = (before: Passage | null, now: Passage | null): void => {
    if (!before || !now || before === now || before.place !== now.place) return
    const { place, tries, wrongKeys, silences } = now
    journal.append(tried, { runId, place, tries, wrongKeys, silences })
  }
  const hear = (event: FlowEvent): void => {
    if (isOver) return
    const before = state.passage
    const moved = nextMove(state, event)
    state = moved.state
    for (const order of moved.orders) carryOut(order)
    noteTries(before, state.passage)
  }
  const longestMs = state.flow.mostMinutes * minuteMs
  const callOffTooLong = clock.after(Math.max(0, beganAt + longestMs - clock.nowMs()), () => hear({ kind: 'tooLong' }))

  return {
    id: runId,
    purpose,
    call,
    /** The caller has come to its first step. */
    hasBegun: (): boolean => state.places > 0,
    hear,
    played: speaker.played,
    /** A stretch of sound is there: whose answer it is follows from the order they were asked in. */
    recorded: (recording: string, seconds: number): void => {
      const place = recordings.shift()
      if (place !== undefined) journal.append(spoken, { runId, place, recording, seconds })
    },
    awaitsRecording: (): boolean => recordings.length > 0,
    stop: (): void => {
      isOver = true
      callOffWait()
      callOffTooLong()
      speaker.stop()
    },
  }
}
