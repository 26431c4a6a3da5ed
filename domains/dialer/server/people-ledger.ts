import { AbandonLedger } from '../pacing/abandon-ledger.ts'

/**
 * The ledger of abandoned calls counts people. That a machine answered is known only when its agent says so: then that
 * answer is taken out again, for the share allowed is one of people.
 */
export class PeopleLedger extends AbandonLedger {
  /** What answered at that moment turned out to be a machine. */
  machine(answeredAt: number): void {
    this.add(answeredAt, -1, 0)
  }
}
