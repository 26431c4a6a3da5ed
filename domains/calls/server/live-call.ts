import type { MachineDetection } from '#domains/telephony/contract.ts'
import type { CallRecord } from '../call-record.ts'
import type { OutcomeKind } from '../outcome.ts'

/** Whom to call, for whom, about what. */
export type CallOrder = {
  campaignId: string
  entryId: string
  customerId: string
  listId: string
  batchId: string
  number: string
  callerId: string
  mode: string
  attemptNumber: number
  scriptVersion: number
  /** Of the campaign: a call nobody took belongs there. */
  siteId: string | null
  ringForSeconds: number
  /** Whether to find out if a machine answered, and when; unsaid: off. `classified` tells. */
  machineDetection?: MachineDetection
  /** The agent this call is placed for; in predictive mode nobody yet. */
  agent: Talker | null
  /** The headset of one of those who are likely to take it, where that is not the agent it is placed for. */
  near?: string | undefined
  /**
   * Asked once the attempt is on record: tells `go`, now or later, when there is a place for it on the lines. Who is not
   * wanted any more takes no place.
   */
  departs: (departure: { isWanted: () => boolean; go: () => void }) => void
  /** Asked once more when the attempt is on record, in the very instant before it rings. */
  mayStillDial: () => boolean
}
export type Talker = { id: string; teamId: string | null; siteId: string | null; endpoint: string }

/** A call in memory, from the order until its outcome is known. */
export type LiveCall = Omit<CallOrder, 'agent' | 'near' | 'ringForSeconds' | 'departs' | 'mayStillDial'> & {
  id: string
  /**
   * `in`: the customer called us. Campaign, contact and customer are those of our last call to that number; all empty
   * where nobody here ever called it.
   */
  direction: 'in' | 'out'
  /** A voice flow has the customer: no agent is looked for, and none is on it. */
  isInFlow: boolean
  /** Of a call that comes in: the agent who called that customer last. */
  expectedAgentId: string | null
  fencing: number
  record: CallRecord
  agentId: string | null
  teamId: string | null
  siteId: string | null
  endpoint: string | null
  abandoned: boolean
  /** That the customer had answered was known only from the end of the call. */
  answerLost: boolean
  /** Until when it may ring. */
  ringsUntil: number
  /** It has been told to end. */
  isToEnd: boolean
  muted: boolean
  recordingOn: boolean
  /**
   * What is recorded now began with the answer, before anybody knew who it was: unless it turns out to be a machine it is
   * nobody's recording and is let go.
   */
  isOnTrial: boolean
  outcome: { code: string; kind: OutcomeKind; at: number } | null
  note: string
  heardEvents: Set<string>
  /** The telephone system has been told to ring; before that there is nothing to hang up. */
  dialled: boolean
  /** When the telephone system was first found not to have it any more, without having said so. */
  missedAt: number | null
  /** The agent whose headset was lost in this conversation, before another took it; null where that never happened. */
  handedOnFrom: string | null
}
