/** What a ready agent without a call waits for, in the order of every bar and table. */
export const idleCauses = ['pacing', 'list', 'lines', 'hours', 'gate', 'other'] as const
export type IdleCause = (typeof idleCauses)[number]
/** Agent-milliseconds by cause. */
export type IdleMs = Record<IdleCause, number>

export const noIdleTime = (): IdleMs => ({ pacing: 0, list: 0, lines: 0, hours: 0, gate: 0, other: 0 })
export const sumOf = (ms: IdleMs): number => idleCauses.reduce((sum, cause) => sum + ms[cause], 0)
export const addTo = (to: IdleMs, ms: IdleMs): void => {
  for (const cause of idleCauses) to[cause] += ms[cause]
}

/** A quarter of an hour on the clock of a site, cut where a business day ends. Moments are milliseconds since 1970. */
export type Quarter = { day: string; startsAt: number; endsAt: number }
export type IdleQuarter = Quarter & { ms: IdleMs }

/**
 * Where the idle time of one campaign goes: each agent-second spent ready with no call on its way belongs to what kept
 * the next call from being placed at that moment. Told of every change of agents or cause, it misses no millisecond and
 * counts none twice; time that runs backwards counts nothing.
 */
export class IdleAccount {
  private readonly quarterAt: (at: number) => Quarter
  private readonly quarters = new Map<number, IdleQuarter>()
  private readonly touched = new Set<IdleQuarter>()
  private current: IdleQuarter | undefined
  private until: number
  private idleAgents = 0
  private why: IdleCause = 'other'

  constructor(quarterAt: (at: number) => Quarter, from: number) {
    this.quarterAt = quarterAt
    this.until = from
  }

  /** Agents ready with no call on its way, as last told. */
  get agents(): number {
    return this.idleAgents
  }
  get cause(): IdleCause {
    return this.why
  }

  /** From now on it is so many agents, or another cause. */
  change(at: number, { agents = this.idleAgents, cause = this.why }: { agents?: number; cause?: IdleCause }): void {
    this.settle(at)
    this.idleAgents = agents
    this.why = cause
  }
  /** Counts up to this moment. */
  settle(at: number): void {
    this.spread(this.until, at, this.idleAgents, this.why)
    this.until = Math.max(this.until, at)
  }
  /** So many agents were idle from then to then. */
  spread(from: number, to: number, agents: number, cause: IdleCause): void {
    if (agents <= 0) return
    for (let at = from; at < to; ) {
      const quarter = this.quarterOf(at)
      const end = Math.min(to, quarter.endsAt)
      quarter.ms[cause] += (end - at) * agents
      this.touched.add(quarter)
      at = end
    }
  }
  /** What the record already holds of a quarter, before anything else is counted in it or after. */
  recall(at: number, ms: Partial<IdleMs>): void {
    const quarter = this.quarterOf(at)
    for (const cause of idleCauses) quarter.ms[cause] += ms[cause] ?? 0
  }

  /** What the business day of this moment comes to so far. */
  dayOf(at: number): { day: string; ms: IdleMs } {
    const { day } = this.quarterOf(at)
    const ms = noIdleTime()
    for (const quarter of this.quarters.values()) if (quarter.day === day) addTo(ms, quarter.ms)
    return { day, ms }
  }
  /** The quarters that grew since this was last asked, the present one in any case; business days past are forgotten. */
  takeGrown(at: number): IdleQuarter[] {
    const now = this.quarterOf(at)
    const grown = [...this.touched.add(now)].map((quarter) => ({ ...quarter, ms: { ...quarter.ms } }))
    this.touched.clear()
    for (const [startsAt, { day, endsAt }] of this.quarters)
      if (day !== now.day && endsAt <= at) this.quarters.delete(startsAt)
    return grown
  }

  private quarterOf(at: number): IdleQuarter {
    if (this.current && at >= this.current.startsAt && at < this.current.endsAt) return this.current
    const quarter = this.quarterAt(at)
    const known = this.quarters.get(quarter.startsAt) ?? { ...quarter, ms: noIdleTime() }
    this.quarters.set(quarter.startsAt, known)
    this.current = known
    return known
  }
}
