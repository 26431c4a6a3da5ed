import type { Clock } from '#platform/clock.ts'
import type { AgentView, CallEnd, CallView, Pacing } from '../pacing/pacing.ts'

/** An abandoned call is one no agent has spoken on this long after the answer. */
export const answerWithinMs = 2000
/** By then they must hear in whose name we called: what the telephone system takes to say so is not theirs to wait. */
const messageTakesMs = 100
/** Word of an answer that seems to come later than this tells of a provider's clock that is behind, not of a delay. */
const believedLateMs = 1000

export type PredictiveFloor<Call extends CallView, Agent> = {
  clock: Clock
  pacing: Pacing
  ringForMs(): number
  agents(): readonly AgentView[]
  /** The agent who is to have this customer. */
  nextFree(call: Call): Agent | undefined
  join(call: Call, agent: Agent): void
  abandon(call: Call): void
  /** Whether what became of this call is told to pacing, and so to its ledger; all are where this is absent. */
  counts?(call: Call): boolean
}

/**
 * Calls placed for nobody in particular: asks pacing how many, gives who answers to the agent whose turn it is, and
 * gives up whoever has waited too long.
 */
export class PredictiveLine<Call extends CallView, Agent> {
  private readonly floor: PredictiveFloor<Call, Agent>
  private readonly ringing = new Set<Call>()
  private readonly answered: { call: Call; callOff: () => void }[] = []

  constructor(floor: PredictiveFloor<Call, Agent>) {
    this.floor = floor
  }

  /** Answered calls nobody has taken yet. */
  get waiting(): number {
    return this.answered.length
  }
  /** Calls under way nobody has answered yet. */
  get inFlight(): number {
    return this.ringing.size
  }

  /** Those calls. */
  calls(): Iterable<Call> {
    return this.ringing
  }

  callsToPlace(): number {
    const { floor } = this
    return floor.pacing.callsToPlace({
      now: floor.clock.nowMs(),
      agents: floor.agents(),
      calls: [...this.ringing],
      waiting: this.answered.length,
      ringForMs: floor.ringForMs(),
      answerWithinMs,
    })
  }
  onPlaced(call: Call): void {
    this.ringing.add(call)
    this.floor.pacing.placed?.(call, this.floor.clock.nowMs())
  }
  /** The customer answered at that moment; word of it may have come a little later, no more than `mostLateMs`. */
  onAnswered(call: Call, answeredAt: number, mostLateMs = believedLateMs): void {
    const { clock, pacing } = this.floor
    const now = clock.nowMs()
    if (this.ringing.delete(call)) pacing.over?.(call, 'answered', now)
    const agent = this.floor.nextFree(call)
    if (agent) return this.give(call, agent)
    const late = Math.max(0, Math.min(mostLateMs, now - answeredAt))
    const callOff = clock.after(Math.max(0, answerWithinMs - messageTakesMs - late), () => void this.giveUp(call))
    this.answered.push({ call, callOff })
  }
  /** They answered, and no agent is looked for: whoever says so gives them up. False where they are none of ours. */
  onAnsweredInVain(call: Call): boolean {
    if (!this.ringing.delete(call)) return false
    this.floor.pacing.over?.(call, 'answered', this.floor.clock.nowMs())
    this.answered.push({ call, callOff: () => {} })
    return true
  }
  /** Whoever has waited longest is given to the agent whose turn it is. */
  onAgentFree(): void {
    const [first] = this.answered
    const agent = first && this.floor.nextFree(first.call)
    if (!first || !agent) return
    this.forget(first.call)
    this.give(first.call, agent)
  }
  /**
   * `answered` where the network says that there was a conversation: then its word of the answer was lost, and somebody
   * heard silence. Answers whether the customer was waiting for an agent.
   */
  onEnded(call: Call, end: CallEnd): boolean {
    const { clock, pacing } = this.floor
    if (this.ringing.delete(call)) {
      pacing.over?.(call, end, clock.nowMs())
      if (end === 'answered') this.tell(call, 'abandoned')
    }
    return this.forget(call)
  }
  /** Nobody comes for this customer any more; answers whether they were waiting. */
  giveUp(call: Call): boolean {
    if (!this.forget(call)) return false
    this.tell(call, 'abandoned')
    this.floor.abandon(call)
    return true
  }

  private give(call: Call, agent: Agent): void {
    this.tell(call, 'joined')
    this.floor.join(call, agent)
  }
  private tell(call: Call, end: 'joined' | 'abandoned'): void {
    const { clock, pacing, counts } = this.floor
    if (counts?.(call) ?? true) pacing.served?.(end, clock.nowMs())
  }
  private forget(call: Call): boolean {
    const at = this.answered.findIndex((waiting) => waiting.call === call)
    if (at >= 0) this.answered.splice(at, 1)[0]?.callOff()
    return at >= 0
  }
}
