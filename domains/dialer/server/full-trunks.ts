import type { WaitingLine } from '../waiting-line.ts'
import type { Floor } from './dialling.ts'

/** Where few numbers are left that open trunks may call, they are looked for anew so often: it may read the whole list. */
const scarceAgainMs = 30_000

/** Who in a campaign's line waits for full trunks, and what numbers are looked for meanwhile. */
export class FullTrunks {
  private readonly floor: Pick<Floor, 'lines' | 'clock'>
  private readonly line: WaitingLine
  private readonly lowWater: () => number
  /** When the database last had too few numbers with these beginnings. */
  private readonly scarceAt = new Map<string, number>()
  /** The trunks under which contacts were put off. */
  private layout = ''

  constructor(floor: Pick<Floor, 'lines' | 'clock'>, line: WaitingLine, lowWater: () => number) {
    this.floor = floor
    this.line = line
    this.lowWater = lowWater
  }

  /** So many wait that only numbers other trunks take are looked for: memory must not fill with them. */
  get areMany(): boolean {
    return this.line.sharedPutOff() >= 3 * this.lowWater()
  }
  /** Who waited for a full trunk is in line again, as many as it takes now; everybody where trunks have changed. */
  bringBack(): void {
    const { lines } = this.floor
    const isSame = this.layout === lines.layout
    this.layout = lines.layout
    this.line.bringBack((number) => (isSame ? lines.placesFor(number) : Number.POSITIVE_INFINITY))
  }
  /** What numbers to look for begin with; null: with anything. Undefined: no more are to be looked for. */
  wantedPrefixes(): readonly string[] | null | undefined {
    if (!this.areMany) return null
    const { lines, clock } = this.floor
    const { openPrefixes } = lines
    if (openPrefixes?.length === 0) return undefined
    const inMemory = this.line.sharedPutOff((number) => lines.waysFor(number) !== 'full')
    const scarceAt = this.scarceAt.get(String(openPrefixes)) ?? Number.NEGATIVE_INFINITY
    const isScarce = Math.abs(clock.nowMs() - scarceAt) < scarceAgainMs
    return isScarce || inMemory >= this.lowWater() ? undefined : openPrefixes
  }
  /** The database has fewer such numbers than were asked for. */
  noteScarce(prefixes: readonly string[]): void {
    this.scarceAt.set(String(prefixes), this.floor.clock.nowMs())
  }
  /** More may be waiting than was known. */
  forget(): void {
    this.scarceAt.clear()
  }
}
