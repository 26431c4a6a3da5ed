import type { Contact, WaitingLine } from '../waiting-line.ts'
import type { Floor } from './dialling.ts'
import { reserveBooks } from './store.ts'

/** So many of a book are taken into memory at once, and more once fewer than the second are left. */
const batchOfBook = 20
const lowBook = 5
/** Contacts due this soon are taken into memory ahead of time. */
const aheadMs = 10 * 60_000

export type Booked = {
  readonly campaign: { readonly id: string }
  readonly isRunning: boolean
  /** The agents at work for the campaign, and their teams. */
  holders(): ReadonlySet<string>
  consider(): void
}

/** The books of agents who are here, a few contacts of each in memory: those of the others stay in the database. */
export class Books {
  private readonly floor: Floor
  private readonly served: Booked
  private readonly line: WaitingLine
  /** Everything in that book and due before then is in memory. */
  private readonly loadedUntil = new Map<string, number>()
  /** Whose books are on their way into memory, unless they were forgotten since. */
  private readonly asked = new Set<string>()
  private loading = false
  private loadingEnds: Promise<void> = Promise.resolve()

  constructor(floor: Floor, served: Booked, line: WaitingLine) {
    this.floor = floor
    this.served = served
    this.line = line
  }

  get isLoading(): boolean {
    return this.loading
  }
  /** Resolves when no book is on its way into memory. */
  settled(): Promise<void> {
    return this.loadingEnds
  }
  /** Whether memory knows what is due in these books. */
  knows(holders: readonly (string | null)[]): boolean {
    return holders.every((holder) => holder === null || this.loadedUntil.has(holder))
  }
  /** Whether a contact of that book, due then, is one memory has to hold. */
  holds({ assignedTo, dueAt }: Contact): boolean {
    return assignedTo !== null && dueAt < this.ends(assignedTo)
  }
  private ends(holder: string): number {
    return this.loadedUntil.get(holder) ?? 0
  }
  /** More may be in these books than memory knows of; in all of them where none is named. */
  forget(holder?: string): void {
    for (const known of [this.loadedUntil, this.asked]) {
      if (holder === undefined) known.clear()
      else known.delete(holder)
    }
  }
  /** Takes out what is in the books of those who are gone. */
  takeLeft(): Contact[] {
    const here = this.served.holders()
    for (const holder of [...this.loadedUntil.keys(), ...this.asked]) if (!here.has(holder)) this.forget(holder)
    return this.line
      .holders()
      .filter((holder) => !here.has(holder))
      .flatMap((holder) => this.line.takeBook(holder))
  }

  /** Takes more of the books that run low into memory, all in one question, holding a running clock meanwhile. */
  refill(keep: (contact: Contact) => void, onTrouble: (error: unknown) => void): void {
    const now = this.floor.clock.nowMs()
    if (this.loading || !this.served.isRunning) return
    const wanted = [...this.served.holders()].filter(
      (holder) =>
        !this.knows([holder]) || (this.line.inBook(holder) < lowBook && this.ends(holder) <= now + aheadMs / 2),
    )
    if (wanted.length === 0) return
    this.loading = true
    for (const holder of wanted) this.asked.add(holder)
    const release = this.floor.clock.hold()
    this.loadingEnds = this.load(wanted, now + aheadMs, keep)
      .finally(() => {
        this.loading = false
        this.asked.clear()
      })
      .then(() => this.served.consider(), onTrouble)
      .finally(release)
  }
  private async load(holders: readonly string[], until: number, keep: (contact: Contact) => void): Promise<void> {
    const { base, journal, fencing } = this.floor
    // Contacts just settled must be on record before we look for those waiting.
    await journal.writtenNow()
    const contacts = await reserveBooks(base.database.engine, this.served.campaign.id, {
      holders,
      until: new Date(until),
      limit: batchOfBook,
      fencing,
    })
    const counts = new Map<string, number>()
    for (const { assignedTo } of contacts)
      if (assignedTo !== null) counts.set(assignedTo, (counts.get(assignedTo) ?? 0) + 1)
    for (const holder of this.asked) this.loadedUntil.set(holder, (counts.get(holder) ?? 0) < batchOfBook ? until : 0)
    for (const contact of contacts) keep(contact)
  }
}
