import type { AgentView } from '#domains/dialer/server/public.ts'
import type { Truth } from '../policy-ground.ts'

/** When agents will be free, looked up once for each thing they do. */
export class FreeMoments {
  private readonly truth: Truth
  private readonly known = new WeakMap<AgentView, { since: number; moment: number }>()

  constructor(truth: Truth) {
    this.truth = truth
  }
  /** A moment; infinity for those who will not be free by themselves. */
  of(agent: AgentView, now: number): number {
    if (agent.leaves) return Number.POSITIVE_INFINITY
    if (agent.activity === 'free') return now
    const known = this.known.get(agent)
    if (known?.since === agent.since) return known.moment
    const moment = this.truth.freeAt(agent) ?? Number.POSITIVE_INFINITY
    this.known.set(agent, { since: agent.since, moment })
    return moment
  }
}
