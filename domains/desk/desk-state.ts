import { z } from 'zod'
import { Instant } from '#contract/when.ts'
import { agentStateCodes, pauses } from '#domains/presence/contract.ts'
import { SuperviseMode } from '#domains/telephony/contract.ts'

/** Somebody besides the customer whom this agent talks to, or is calling. */
export const Third = z.object({
  /**
   * `asked`: this agent calls them about the customer. `asks`: a colleague calls this agent about theirs. `internal`: without
   * a customer.
   */
  role: z.enum(['asked', 'asks', 'internal']),
  name: z.string(),
  /** `missed`: was busy or did not answer. `left`: they are gone. Both are told for a few seconds. */
  stage: z.enum(['called', 'talking', 'conference', 'missed', 'left']),
  since: Instant,
})
export type Third = z.infer<typeof Third>

export const DeskCall = z.object({
  id: z.uuid(),
  /** `in`: the customer called us. */
  direction: z.enum(['out', 'in']),
  /** The number of ours the customer sees, or the one they called. */
  callerId: z.string(),
  state: z.enum(['placed', 'ringing', 'answered', 'talking', 'ended']),
  placedAt: Instant,
  bridgedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  cause: z.string().nullable(),
  customerId: z.uuid().nullable(),
  /** Null: a caller who is on no list. */
  entryId: z.uuid().nullable(),
  maskedNumber: z.string(),
  attemptNumber: z.int(),
  onHold: z.boolean(),
  muted: z.boolean(),
  /** The headset was lost: the customer hears music and waits until then. Null while nothing is lost. */
  waitsForHeadsetUntil: Instant.nullable(),
  /** Another agent began this conversation and lost the headset. */
  takenOver: z.boolean(),
  /** The machine's ear says that one of its kind answered: the agent hears whether that is so. */
  soundsLikeMachine: z.boolean(),
  /** The agent left the customer to a survey, a message or somebody outside: what came of it may be said at once. */
  agentLeft: z.boolean(),
})

/** Everything the agent's screen shows at the top: state, call, offer, figures of the day. */
export const DeskState = z.object({
  agent: z
    .object({
      id: z.uuid(),
      name: z.string(),
      state: z.enum(agentStateCodes),
      since: Instant,
      signedInAt: Instant,
      reasonId: z.uuid().nullable(),
      wants: z.enum(pauses).nullable(),
      /** Since when this agent asks for help; null while not asking. */
      helpAskedAt: Instant.nullable(),
    })
    .nullable(),
  campaign: z
    .object({
      id: z.uuid(),
      name: z.string(),
      type: z.string(),
      mode: z.string(),
      openingWords: z.string(),
      scriptVersion: z.int(),
      wrapUpSeconds: z.int(),
      targetSuccesses: z.int(),
      timeZone: z.string(),
      /** When customers may be called, by weekday, so that a callback is promised within these hours. */
      callingWindows: z.record(z.string(), z.array(z.object({ from: z.string(), to: z.string() }))),
    })
    .nullable(),
  call: DeskCall.nullable(),
  third: Third.nullable(),
  /** How a leader is on this call, where the agent is to know; null where nobody is. */
  leader: SuperviseMode.nullable(),
  offer: z
    .object({
      entryId: z.uuid(),
      customerId: z.uuid(),
      maskedNumber: z.string(),
      attempts: z.int(),
      promised: z.boolean(),
    })
    .nullable(),
  today: z.object({
    dials: z.int(),
    connects: z.int(),
    successes: z.int(),
    talkMs: z.int(),
    openCallbacks: z.int(),
    /** How the call before ended, so that an attempt nobody answered does not pass without a trace. */
    last: z.object({ maskedNumber: z.string(), outcome: z.string() }).nullable(),
  }),
  now: Instant,
})
export type DeskState = z.infer<typeof DeskState>
