import type { AbandonBalance, AbandonLedger } from './abandon-ledger.ts'

/** How often the ledger is added up, in milliseconds. */
const lookEveryMs = 2000

/**
 * How much risk the abandoned calls still allowed permit: a controller on the ledger. What is left makes bolder, a debt
 * makes careful; over time it finds the risk at which the campaign spends just what it may.
 */
export class Spending {
  private readonly ledger: AbandonLedger
  private lookedAt = Number.NEGATIVE_INFINITY
  private known: AbandonBalance | null = null
  /** The risk found right so far, as a logarithm of its ratio to the first guess. */
  private learned = 0

  constructor(ledger: AbandonLedger) {
    this.ledger = ledger
  }

  hear(end: 'joined' | 'abandoned', now: number): void {
    this.ledger.answered(now)
    if (end === 'abandoned') this.ledger.abandoned(now)
    this.lookedAt = Number.NEGATIVE_INFINITY
    const slack = this.slack(now)
    this.learned = Math.max(-2.5, Math.min(2.5, this.learned + slack / 400))
  }

  balance(now: number): AbandonBalance {
    if (this.known && now - this.lookedAt < lookEveryMs && now >= this.lookedAt) return this.known
    this.lookedAt = now
    this.known = this.ledger.balance(now)
    return this.known
  }

  /** What may be spent, in units of the usual swing; kept within −4 … 1. */
  private slack(now: number): number {
    const { left, answered24h } = this.balance(now)
    const { target } = this.ledger.rule
    const swing = 2 + Math.sqrt(target * 200)
    // A day begins with nothing answered and nothing allowed: a small credit, paid back by the work of the day.
    const credit = target * 100 * Math.max(0, 1 - answered24h / 500)
    const cushion = swing * 0.7
    return Math.max(-4, Math.min(1, (left + credit - Math.min(cushion, target * answered24h * 0.5)) / swing))
  }

  /** Chance of finding nobody that the next answer may run. */
  riskAllowed(now: number, agents: number): number {
    const { target } = this.ledger.rule
    const slack = this.slack(now)
    if (slack <= -3.5) return 0
    // First guess: the critical ratio of the newsvendor grows with the square root of the team.
    const guess = target * (1.6 + 0.25 * Math.sqrt(agents))
    return Math.min(0.5, guess * Math.exp(this.learned + slack))
  }
}
