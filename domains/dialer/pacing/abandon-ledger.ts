/** How many people answered in some stretch of time, and how many of them found nobody there. */
export type AbandonCount = { readonly at: number; readonly answered: number; readonly abandoned: number }

export type AbandonRule = {
  /** Share of answered calls that may be abandoned: the manager's target. */
  target: number
  /** Share the law or the house allows at most. */
  ceiling: number
  /** The days over which it is counted, 30 where nothing is said; target and ceiling hold over 24 hours as well. */
  windowDays?: number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** As long as any law counts, and as long as the record is read. */
const keptDays = 30
/** A share of fewer answers than this is mostly chance. */
const fewestAnswers = 1000

type Counts = { answered: number; abandoned: number }

export type AbandonBalance = {
  answered24h: number
  abandoned24h: number
  answered30d: number
  abandoned30d: number
  /** Abandoned calls that may still happen before a window is spent; the tighter of 24 hours and the days of the rule. */
  left: number
  /** One of the two is beyond the ceiling; a few hundred answers say nothing yet. */
  isBeyondCeiling: boolean
}

/**
 * What one campaign has spent of the abandoned calls allowed: people who answered and found nobody there, over the last
 * 24 hours and the days of the rule, kept by the hour. Allowed is a share of those who answered, so it grows with the work done.
 */
export class AbandonLedger {
  private readonly hours = new Map<number, Counts>()
  rule: AbandonRule

  /** `past` are counts from the record, an hour each or finer. */
  constructor(rule: AbandonRule, past: Iterable<AbandonCount> = []) {
    this.rule = rule
    for (const { at, answered, abandoned } of past) this.add(at, answered, abandoned)
  }

  answered(now: number): void {
    this.add(now, 1, 0)
  }
  abandoned(now: number): void {
    this.add(now, 0, 1)
  }

  balance(now: number): AbandonBalance {
    const { target, ceiling, windowDays = keptDays } = this.rule
    const [day, month] = [this.since(now - dayMs), this.since(now - keptDays * dayMs)]
    const counted = [day, windowDays === keptDays ? month : this.since(now - windowDays * dayMs)]
    return {
      answered24h: day.answered,
      abandoned24h: day.abandoned,
      answered30d: month.answered,
      abandoned30d: month.abandoned,
      left: Math.min(...counted.map(({ answered, abandoned }) => target * answered - abandoned)),
      isBeyondCeiling: counted.some(
        ({ answered, abandoned }) => answered >= fewestAnswers && abandoned > ceiling * answered,
      ),
    }
  }

  private since(from: number): Counts {
    const sum = { answered: 0, abandoned: 0 }
    for (const [hour, { answered, abandoned }] of this.hours) {
      if (hour * hourMs + hourMs <= from) continue
      sum.answered += answered
      sum.abandoned += abandoned
    }
    return sum
  }
  protected add(at: number, answered: number, abandoned: number): void {
    const hour = Math.floor(at / hourMs)
    const counts = this.hours.get(hour)
    if (counts) {
      counts.answered += answered
      counts.abandoned += abandoned
      return
    }
    this.hours.set(hour, { answered, abandoned })
    for (const old of this.hours.keys()) if ((old + 1) * hourMs < at - keptDays * dayMs) this.hours.delete(old)
  }
}
