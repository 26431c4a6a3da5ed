/** What an agent is doing, as far as pacing needs to know. */
export type Activity =
  /** Ready, and no call is on its way to them. */
  | 'free'
  /** With a customer, or just being joined to one. */
  | 'talking'
  | 'wrapUp'
  /** At work on something a predictive call cannot count on: a call of their own, a call coming in. */
  | 'busy'
  /** On a break, in a meeting, not ready. */
  | 'away'

/** One agent signed in to the campaign. Moments are milliseconds since 1970. */
export type AgentView = {
  readonly activity: Activity
  /** When this activity began; for a conversation when the two were joined, held or not. */
  readonly since: number
  /** Will not be ready after what they are doing: a break asked for, the end of the shift. */
  readonly leaves: boolean
}

/** A call placed for nobody in particular that nobody has answered yet. */
export type CallView = {
  readonly placedAt: number
  /** What else is known of the contact: groups whose answer rates are learned apart. */
  readonly batchId: string
  readonly attemptNumber: number
  /** How likely this contact is to answer compared with others of the list, 0 to 1; null where the list does not say. */
  readonly chance: number | null
}

/** One campaign at this moment, as pacing sees it. */
export type FloorView = {
  readonly now: number
  readonly agents: readonly AgentView[]
  readonly calls: readonly CallView[]
  /** Answered calls nobody has taken yet. */
  readonly waiting: number
  /** How long a phone may ring, in milliseconds. */
  readonly ringForMs: number
  /** How long after the answer a call without an agent counts as abandoned, in milliseconds. */
  readonly answerWithinMs: number
}

/** What happened to a call that was placed for nobody in particular; `notCarried`: the network could not place it. */
export type CallEnd = 'answered' | 'unreached' | 'notCarried'

/** What the cause of the telephone system means here: who hangs up in the normal way had answered. */
export const endOf = (cause: string | null): CallEnd => {
  if (cause === 'normal') return 'answered'
  return cause === 'networkFault' ? 'notCarried' : 'unreached'
}

/** Decides how many calls to place. One object for one campaign: it learns from what it is told. */
export interface Pacing {
  /** Thinks again after so many milliseconds even if nothing happens. */
  readonly everyMs: number
  /** How many calls to place now, whole and not negative. */
  callsToPlace(floor: FloorView): number
  placed?(call: CallView, now: number): void
  /** The call was answered by a person, or ended without an answer. */
  over?(call: CallView, end: CallEnd, now: number): void
  /** A customer who answered was given to an agent, or was kept waiting too long. */
  served?(end: 'joined' | 'abandoned', now: number): void
  /** An agent stops doing one thing and begins another; null: signs in, signs out. */
  changed?(was: Activity | null, since: number, becomes: Activity | null, now: number): void
}
