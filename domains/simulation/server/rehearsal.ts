import { type CallEnd, endOf, type Pacing, PredictiveLine } from '#domains/dialer/server/public.ts'
import type { TelephonyEvent, TelephonyPort } from '#domains/telephony/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import { type Person, RehearsedAgent, type RehearsedCall } from './rehearsed-agent.ts'

export type RehearsalOptions<P extends Person> = {
  clock: Clock
  phones: TelephonyPort
  pacing: Pacing
  ringForSeconds: number
  /** The next to be called; undefined while nobody is due. */
  next: () => P | undefined
  wrapUpMs: (call: RehearsedCall<P>) => number
  /** How many further calls the lines can take now. */
  spareLines: () => number
  /**
   * Decides on every end of a call and every agent who gets free as well, rests while nobody is there, and takes the
   * network at its word. Months of calling then need few ticks.
   */
  onNews?: boolean
  onPlaced?: (call: RehearsedCall<P>) => void
  /** The call is over: a conversation (`joinedAt`), an abandoned call, or one nobody answered. */
  onOver?: (call: RehearsedCall<P>, now: number) => void
  /** The agent has begun something else; null: signed out. A free agent no customer waited for is still free. */
  onChange?: (agent: RehearsedAgent<P>, activity: RehearsedAgent<P>['activity'] | null) => void
}

/** The telephone system is asked what is up so often, in case its word of an end was lost. */
const compareEveryMs = 30_000

/**
 * A campaign in memory: the dialer's own pacing and distribution, a telephone network, agents and a list, driven by
 * nothing but a clock. The campaign twin forecasts with it, the benchmark measures with it.
 */
export class Rehearsal<P extends Person> {
  readonly agents: RehearsedAgent<P>[] = []
  readonly calls = new Map<string, RehearsedCall<P>>()
  readonly options: RehearsalOptions<P>
  private readonly line: PredictiveLine<RehearsedCall<P>, RehearsedAgent<P>>
  private readonly free: RehearsedAgent<P>[] = []
  private readonly silence: () => void
  private ids = 0
  private running = true
  private resting = false

  constructor(options: RehearsalOptions<P>) {
    this.options = options
    const { clock, pacing, phones, ringForSeconds } = options
    this.line = new PredictiveLine({
      clock,
      pacing,
      ringForMs: () => ringForSeconds * 1000,
      agents: () => this.agents,
      nextFree: () => this.free[0],
      join: (call, agent) => this.join(call, agent),
      abandon: (call) => {
        call.abandoned = true
        void phones.hangUp(call.id)
      },
    })
    this.silence = phones.listen((event) => this.hear(event))
    clock.after(0, () => this.tick())
    if (!options.onNews) clock.after(compareEveryMs, () => this.compare())
  }

  get waiting(): number {
    return this.line.waiting
  }
  get inFlight(): number {
    return this.line.inFlight
  }

  /** An agent takes a seat, not ready yet. */
  signIn(): RehearsedAgent<P> {
    const agent = new RehearsedAgent<P>(this.options.clock.nowMs())
    this.agents.push(agent)
    this.options.pacing.changed?.(null, agent.since, 'away', agent.since)
    if (this.resting) this.tick()
    return agent
  }
  /** Ready for a call. */
  ready(agent: RehearsedAgent<P>): void {
    if (agent.activity !== 'away' && agent.activity !== 'busy') return
    agent.leaves = false
    this.become(agent, 'free')
  }
  /** Not there for calls: at once if free, else after the call and its wrap-up. */
  leave(agent: RehearsedAgent<P>, then: 'away' | 'signOut'): void {
    agent.goes = then
    if (agent.activity === 'free' || agent.activity === 'away') this.goAway(agent)
    else agent.leaves = true
  }
  /** Ends the session in this instant, whatever the agent is doing. */
  drop(agent: RehearsedAgent<P>): void {
    agent.goes = 'signOut'
    const { call } = agent
    this.goAway(agent)
    if (call) void this.options.phones.hangUp(call.id)
  }
  /** A call coming in takes this free agent for so long. */
  takeInbound(agent: RehearsedAgent<P>, forMs: number): void {
    this.become(agent, 'busy')
    this.options.clock.after(forMs, () => {
      if (agent.activity !== 'busy') return
      if (agent.leaves) this.goAway(agent)
      else this.ready(agent)
    })
  }
  firstFree(): RehearsedAgent<P> | undefined {
    return this.free[0]
  }
  stop(): void {
    this.running = false
    this.silence()
  }
  /** Somebody may be called now who could not be before. */
  consider(): void {
    if (this.options.onNews && this.free.length > 0) this.think()
  }

  private tick(): void {
    if (!this.running) return
    const { clock, pacing, onNews } = this.options
    this.resting = onNews === true && this.agents.length === 0 && this.calls.size === 0
    if (this.resting) return
    clock.after(pacing.everyMs, () => this.tick())
    this.think()
  }
  private think(): void {
    if (!this.running) return
    const count = Math.min(this.line.callsToPlace(), this.options.spareLines())
    for (let placed = 0; placed < count; placed++) {
      const person = this.options.next()
      if (!person) return
      this.place(person)
    }
  }
  private place(person: P): void {
    const { clock, phones, ringForSeconds, onPlaced } = this.options
    const call: RehearsedCall<P> = {
      id: `${++this.ids}`,
      person,
      placedAt: clock.nowMs(),
      batchId: person.batchId,
      attemptNumber: person.attemptNumber,
      chance: person.chance,
      answeredAt: null,
      agent: null,
      joinedAt: null,
      abandoned: false,
    }
    this.calls.set(call.id, call)
    this.line.onPlaced(call)
    onPlaced?.(call)
    const { to, attemptNumber } = person
    void phones.dial({ callId: call.id, to, callerId: '', ringForSeconds, attemptNumber })
  }

  private hear(event: TelephonyEvent): void {
    const { callId, kind, at } = event
    const call = this.calls.get(callId)
    if (!call) return
    if (kind === 'answered') this.hearAnswer(call, at.getTime())
    else if (kind === 'ended') this.over(call, endOf(event.cause))
  }
  private hearAnswer(call: RehearsedCall<P>, at: number): void {
    if (call.answeredAt !== null) return
    call.answeredAt = this.options.clock.nowMs()
    this.line.onAnswered(call, at)
  }
  private join(call: RehearsedCall<P>, agent: RehearsedAgent<P>): void {
    call.agent = agent
    call.joinedAt = this.options.clock.nowMs()
    agent.call = call
    this.become(agent, 'talking')
    this.options.phones.connect(call.id, agent.endpoint).catch(() => this.over(call))
  }
  private over(call: RehearsedCall<P>, end: CallEnd = 'unreached'): void {
    if (!this.calls.delete(call.id)) return
    this.line.onEnded(call, end)
    this.options.onOver?.(call, this.options.clock.nowMs())
    const { agent } = call
    if (agent?.call !== call) return this.consider()
    this.become(agent, 'wrapUp')
    this.options.clock.after(this.options.wrapUpMs(call), () => {
      if (agent.call !== call || agent.activity !== 'wrapUp') return
      agent.call = null
      if (agent.leaves) this.goAway(agent)
      else this.become(agent, 'free')
    })
  }

  private goAway(agent: RehearsedAgent<P>): void {
    agent.leaves = false
    agent.call = null
    if (agent.goes === 'signOut') {
      this.agents.splice(this.agents.indexOf(agent), 1)
      this.become(agent, null)
    } else this.become(agent, 'away')
  }
  private become(agent: RehearsedAgent<P>, activity: RehearsedAgent<P>['activity'] | null): void {
    const now = this.options.clock.nowMs()
    const { activity: was, since } = agent
    if (was === 'free') this.free.splice(this.free.indexOf(agent), 1)
    agent.turn(activity, now)
    this.options.pacing.changed?.(was, since, activity, now)
    if (activity === 'free') {
      this.free.push(agent)
      this.line.onAgentFree()
      this.consider()
    }
    this.options.onChange?.(agent, activity)
  }

  private compare(): void {
    if (!this.running) return
    this.options.clock.after(compareEveryMs, () => this.compare())
    const before = this.options.clock.nowMs() - compareEveryMs
    void this.options.phones.liveCalls().then((up) => {
      const known = new Set(up)
      for (const call of [...this.calls.values()]) if (!known.has(call.id) && call.placedAt < before) this.over(call)
    })
  }
}
