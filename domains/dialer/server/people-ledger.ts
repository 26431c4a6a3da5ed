import { type AbandonBalance, AbandonLedger } from '../pacing/abandon-ledger.ts'

/**
 * The ledger of abandoned calls counts people. That a machine answered is known only when its agent says so: then that
 * answer is taken out again, for the share allowed is one of people.
 */
export class PeopleLedger extends AbandonLedger {
  private readonly machines = new AbandonLedger({ target: 0, ceiling: 0 })

  /** What answered at that moment turned out to be a machine. */
  machine(answeredAt: number): void {
    this.machines.answered(answeredAt)
  }

  override balance(now: number): AbandonBalance {
    const all = super.balance(now)
    const machines = this.machines.balance(now)
    const answered24h = all.answered24h - machines.answered24h
    const answered30d = all.answered30d - machines.answered30d
    const { target } = this.rule
    const left = Math.min(target * answered24h - all.abandoned24h, target * answered30d - all.abandoned30d)
    return { ...all, answered24h, answered30d, left }
  }
}
