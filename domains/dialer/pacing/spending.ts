import type { AbandonBalance, AbandonLedger } from './abandon-ledger.ts'

/** How often the ledger is added up, in milliseconds. */
const lookEveryMs = 2000
/** Answers of about so long are steered together: longer than any phone rings, or the controller would chase its tail. */
const paceMs = 120_000
/** So many answers in that time are steered with the whole cushion. */
const wholePace = 10
/** In debt by so many swings, every call waits for an agent of its own. */
const deepestDebt = 3.5

/**
 * How much risk the abandoned calls still allowed permit: a controller on the ledger. What is left makes bolder, a debt
 * makes careful; over time it finds the risk at which the campaign spends just what it may. It is proportional in what
 * is left, integral in what it has learned.
 */
export class Spending {
  private readonly ledger: AbandonLedger
  private lookedAt = Number.NEGATIVE_INFINITY
  private known: AbandonBalance | null = null
  /** The risk found right so far: the logarithm of its ratio to the target. */
  private learned = 0
  /** Answers within the last two minutes or so. */
  private pace = 0
  private heardAt = Number.NEGATIVE_INFINITY

  constructor(ledger: AbandonLedger) {
    this.ledger = ledger
  }

  hear(end: 'joined' | 'abandoned', now: number): void {
    this.ledger.answered(now)
    if (end === 'abandoned') this.ledger.abandoned(now)
    this.pace = this.pace * Math.exp(-Math.max(0, now - this.heardAt) / paceMs) + 1
    this.heardAt = now
    this.lookedAt = Number.NEGATIVE_INFINITY
    this.learned = Math.max(-2.5, Math.min(2.5, this.learned + this.slack(now) / 400))
  }

  private balance(now: number): AbandonBalance {
    if (this.known && now - this.lookedAt < lookEveryMs && now >= this.lookedAt) return this.known
    this.lookedAt = now
    this.known = this.ledger.balance(now)
    return this.known
  }

  /** So many abandoned calls come and go by chance and before steering can be felt. */
  private get swing(): number {
    const { target } = this.ledger.rule
    return 2 + Math.sqrt(200 * target) + target * this.pace
  }

  /**
   * Days differ by a few calls, so a little less than the target is aimed at; but not by the smallest teams, to whom a few
   * calls are much: they keep to the target over days.
   */
  private get grown(): number {
    return Math.min(1, this.pace / wholePace)
  }

  /** What may be spent, in swings; between the deepest debt and one. */
  private slack(now: number): number {
    const { left, answered24h } = this.balance(now)
    const { target } = this.ledger.rule
    const { swing } = this
    // A day begins with nothing answered and nothing allowed: a small credit, paid back by the work of the day.
    const credit = target * 40 * Math.max(0, 1 - answered24h / 200)
    const cushion = Math.min(1.7 * swing * this.grown * Math.min(1, answered24h / 800), 0.35 * target * answered24h)
    return Math.max(-deepestDebt, Math.min(1, (left + credit - cushion) / swing))
  }

  /** Chance of finding nobody that the next answer may run; 0 when the ledger is spent. */
  riskAllowed(now: number): number {
    const slack = this.slack(now)
    return slack <= -deepestDebt || this.balance(now).isBeyondCeiling
      ? 0
      : Math.min(0.5, this.ledger.rule.target * Math.exp(this.learned + slack))
  }
}
