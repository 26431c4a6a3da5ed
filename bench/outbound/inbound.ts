import type { Rehearsal, RehearsedAgent } from '#domains/simulation/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Listed } from './listed.ts'
import { logNormal, uniform } from './random.ts'
import type { World } from './world.ts'

export type InboundGround = {
  clock: Clock
  rehearsal: Rehearsal<Listed>
  seed: number
  world: World
  agents: number
  /** Share of the agents' time that calls coming in would fill. */
  share: number
}

/** Calls coming in at random: they take the agent free for longest, or wait, the first to call first. */
export class Inbound {
  private readonly ground: InboundGround
  private readonly queue: { since: number; forMs: number }[] = []
  private turn = 0
  /** How long each caller served so far waited, in seconds. */
  readonly waits: number[] = []

  constructor(ground: InboundGround) {
    this.ground = ground
  }
  open(): void {
    const { clock, world, agents, share, seed } = this.ground
    const handlingMs = 1000 * (world.talk.mean + world.wrap.mean)
    const turn = this.turn++
    clock.after((-Math.log(1 - uniform(seed, turn, 90)) * handlingMs) / (share * agents), () => {
      this.queue.push({ since: clock.nowMs(), forMs: this.handling(turn) })
      this.serve()
      this.open()
    })
  }
  /** To be told whenever an agent may have become free. */
  serve(): void {
    const { clock, rehearsal } = this.ground
    const [caller] = this.queue
    const agent: RehearsedAgent<Listed> | undefined = caller && rehearsal.firstFree()
    if (!caller || !agent) return
    this.queue.shift()
    this.waits.push((clock.nowMs() - caller.since) / 1000)
    rehearsal.takeInbound(agent, caller.forMs)
  }

  private handling(turn: number): number {
    const { world, seed } = this.ground
    const draw = (what: number): number => uniform(seed, turn, what)
    return Math.round(1000 * (logNormal(world.talk, draw(91), draw(92)) + logNormal(world.wrap, draw(93), draw(94))))
  }
}
