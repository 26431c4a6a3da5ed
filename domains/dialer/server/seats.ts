import type { LiveAgent } from '#domains/presence/server/public.ts'
import type { Activity, AgentView } from '../pacing/pacing.ts'

/** An agent of the campaign as pacing sees them. */
class Seat implements AgentView {
  readonly agent: LiveAgent
  activity: Activity
  since: number
  /** Since when nothing else is counted on from them: a customer is to be called for this agent in particular. */
  keptSince: number | null = null

  constructor(agent: LiveAgent, activity: Activity) {
    this.agent = agent
    this.activity = activity
    this.since = agent.since
  }
  get leaves(): boolean {
    return this.agent.wants !== null || this.keptSince !== null
  }
}

/** Whose turn it is: who has been ready longest. */
const byTurn = (a: Seat, b: Seat): number => a.agent.since - b.agent.since || (a.agent.id < b.agent.id ? -1 : 1)

export type SeatsFloor = {
  campaignId: string
  /** A contact is shown to this agent to be dialled by hand. */
  isOffered: (agentId: string) => boolean
  changed: (was: Activity | null, since: number, becomes: Activity | null, now: number) => void
}

/** The agents of one campaign, kept in step with presence: what each does and since when. */
export class Seats {
  private readonly floor: SeatsFloor
  private readonly seats = new Map<string, Seat>()

  constructor(floor: SeatsFloor) {
    this.floor = floor
  }

  get size(): number {
    return this.seats.size
  }
  agents(): LiveAgent[] {
    return [...this.seats.values()].map(({ agent }) => agent)
  }
  views(): readonly AgentView[] {
    return [...this.seats.values()]
  }
  /** Somebody a customer could be joined to, now or after what they are doing. */
  get isAnyoneAtWork(): boolean {
    for (const { activity } of this.seats.values()) if (activity !== 'away') return true
    return false
  }
  /** Ready agents no call is on its way for, the longest waiting first. */
  free(): LiveAgent[] {
    return this.inTurn(({ activity }) => activity === 'free')
  }
  /** All of them, each as pacing sees them. */
  all(): Iterable<AgentView & { readonly agent: LiveAgent }> {
    return this.seats.values()
  }
  /** Agents kept for one particular customer, and still ready. */
  kept(): LiveAgent[] {
    return this.inTurn((seat) => seat.keptSince !== null && this.isReady(seat.agent))
  }

  /** From now on nothing else is counted on from this agent; answers since when. */
  keep(agentId: string, now: number): number {
    const seat = this.seats.get(agentId)
    if (!seat) return now
    seat.keptSince ??= now
    this.update(seat, now)
    return seat.keptSince
  }
  /** Those kept for a customer who is not to be called any more are there for everybody again. */
  letGo(isStillNeeded: (agent: LiveAgent) => boolean, now: number): void {
    for (const seat of this.seats.values()) {
      if (seat.keptSince === null || isStillNeeded(seat.agent)) continue
      seat.keptSince = null
      this.update(seat, now)
    }
  }

  /** Looks at an agent anew; `isHere`: still signed in. Answers whether the agent is of this campaign no more. */
  look(agent: LiveAgent, isHere: boolean, now: number): boolean {
    const belongs = isHere && agent.campaignId === this.floor.campaignId
    const seat = this.seats.get(agent.id)
    // Whoever signs in anew is somebody new.
    if (seat && (!belongs || seat.agent !== agent)) {
      this.seats.delete(agent.id)
      this.floor.changed(seat.activity, seat.since, null, now)
    } else if (seat) {
      this.update(seat, now)
      return false
    }
    if (!belongs) return seat !== undefined
    const taken = new Seat(agent, this.activityOf(agent, null))
    this.seats.set(agent.id, taken)
    this.floor.changed(null, taken.since, taken.activity, now)
    return false
  }
  /** Tells again who sits here, to a pacing that knows nobody yet. */
  introduce(now: number): void {
    for (const { activity, since } of this.seats.values()) this.floor.changed(null, since, activity, now)
  }

  private update(seat: Seat, now: number): void {
    const { activity: was, since } = seat
    const becomes = this.activityOf(seat.agent, seat.keptSince)
    if (becomes === was) return
    seat.activity = becomes
    seat.since = now
    this.floor.changed(was, since, becomes, now)
  }
  private isReady({ id, state, spokenFor }: LiveAgent): boolean {
    return state === 'ready' && spokenFor === null && !this.floor.isOffered(id)
  }
  private activityOf(agent: LiveAgent, keptSince: number | null): Activity {
    switch (agent.state) {
      case 'ready':
        if (agent.spokenFor !== null) return 'talking'
        return keptSince === null && this.isReady(agent) ? 'free' : 'busy'
      case 'talking':
      case 'holding':
        return 'talking'
      case 'wrapUp':
        return 'wrapUp'
      case 'dialing':
        return 'busy'
      default:
        return 'away'
    }
  }
  private inTurn(isMeant: (seat: Seat) => boolean): LiveAgent[] {
    return [...this.seats.values()]
      .filter(isMeant)
      .sort(byTurn)
      .map(({ agent }) => agent)
  }
}
