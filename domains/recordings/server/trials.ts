import { type CallNews, type LiveCall, seemsMachine } from '#domains/calls/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Journal } from '#platform/journal.ts'
import { ordered, tried } from './lanes.ts'
import { liesBefore } from './nobodys.ts'
import { orderOf } from './order-of.ts'

type Ground = {
  clock: Clock
  journal: Pick<Journal, 'append'>
  /** Begins or ends the recording, whether or not anybody talks with the customer; false where that could not be. */
  record: (call: LiveCall, on: boolean) => Promise<boolean>
}

/**
 * Sound recorded from the answer on, while it is found out who answered. A machine's is kept as its call's recording; all
 * other is let go at once, whatever the campaign records: that of its conversations begins, as ever, with the joining.
 */
export const openTrials = ({ clock, journal, record }: Ground) => {
  let isWanted = (_: LiveCall): boolean => false
  /** On trial, and already told to stop. */
  const stopping = new WeakSet<LiveCall>()
  /** Begun by this process, and not refused to stop: the first stretch that ends is the trial, however short. */
  const begun = new WeakSet<LiveCall>()

  const begin = (call: LiveCall): void => {
    if (call.isOnTrial || call.recordingOn || call.record.bridgedAt !== null || !isWanted(call)) return
    call.isOnTrial = true
    begun.add(call)
    // At once, for the telephone system listens who it is next, and lets nothing come between.
    void record(call, true).then((isOn) => {
      call.isOnTrial &&= isOn
    })
    journal.append(tried, { ...keyOf(call), at: clock.now(), isMachine: false })
  }
  const keyOf = ({ id, record: { placedAt } }: LiveCall) => ({ callId: id, placedAt: new Date(placedAt) })
  const keep = (call: LiveCall): void => {
    call.isOnTrial = false
    journal.append(tried, { ...keyOf(call), at: clock.now(), isMachine: true })
    // Whoever it was placed for was never on it.
    journal.append(ordered, { ...orderOf(call, clock.now()), agentId: null, teamId: null })
  }
  const drop = (call: LiveCall): void => {
    if (stopping.has(call)) return
    stopping.add(call)
    void record(call, false).then((isDone) => {
      if (isDone) return
      begun.delete(call)
      // It goes on into the conversation: what of it is whose is told apart when it is fetched.
      if (call.record.endedAt === null) call.isOnTrial = false
    })
  }
  const decide = (call: LiveCall): void => (seemsMachine(call.record) && !call.abandoned ? keep(call) : drop(call))

  return {
    ask: (asked: (call: LiveCall) => boolean): void => {
      isWanted = asked
    },
    hear: (call: LiveCall, kind: CallNews['kind']): void => {
      if (kind === 'answered') begin(call)
      else if (!call.isOnTrial) return
      else if (kind === 'classified') decide(call)
      // An agent came before the machine knew.
      else if (kind === 'bridged') drop(call)
    },
    /** A stretch of this call is finished: whether it was on trial and is nobody's recording. */
    isOver: (call: LiveCall | undefined, stretch: { stoppedAt: string; seconds: number }): boolean => {
      if (!call?.isOnTrial) return false
      call.isOnTrial = false
      const { bridgedAt } = call.record
      return bridgedAt === null || begun.has(call) || liesBefore(stretch, bridgedAt)
    },
    /** A call a dead process had on trial, and that is still up. */
    takeUp: (call: LiveCall | undefined): void => {
      // Whose conversation has begun is recorded as the campaign wants; what came before is told apart when it is fetched.
      if (!call || call.record.endedAt !== null || call.record.bridgedAt !== null) return
      // Known before the process died, it has most likely stopped: the next stretch we hear of is the conversation's.
      call.isOnTrial = call.record.classified === null
      if (!call.isOnTrial) decide(call)
    },
  }
}
