import { answerSeconds, horizons } from './horizon.ts'
import { Lengths } from './lengths.ts'
import { Level } from './level.ts'
import type { CallEnd, CallView } from './pacing.ts'

/** Calls are aged by half seconds. */
const slotMs = 500
const refreshAfter = 40
/** So many answers tell after how long people answer. */
const fewestAnswers = 40
/** A group's own rate counts as much as the common one after so many answers. */
const groupWorth = 25
/** The next call is taken to be worth what about so many before it were. */
const usualOver = 20

type Slot = { start: number; worth: number; groups: Map<string, number> }
type Group = { seen: number; expected: number }
type Traits = Pick<CallView, 'batchId' | 'attemptNumber' | 'chance'>

/** What a call has in common with others. */
const groupsOf = ({ batchId, attemptNumber }: Traits): readonly string[] => [
  `batch ${batchId}`,
  `attempt ${Math.min(6, attemptNumber)}`,
]

/**
 * Which calls will be answered, and when. A call's chance is a common level times what its batch, its attempt number
 * and its own score have shown to be worth; its time follows from how long answered phones have rung. A call's claim to
 * an answer is counted out as its age passes the ages at which answers come, whether it still rings or not: so a burst
 * of calls placed together misleads nobody before its answers are due.
 */
export class Answers {
  private readonly level: Level
  private readonly ring = new Lengths({ mean: 11, cv: 0.55, worth: 12 })
  private readonly failure = new Lengths({ mean: 20, cv: 0.8, worth: 8 })
  private readonly groups = new Map<string, Group>()
  /** What their groups make of the calls placed lately. Their own scores are left out: who is next is not known yet. */
  private usualWorth = 1
  private meanChance = 0
  private chancesSeen = 0
  /** What calls placed in each half second are worth together, the newest last, and of which groups. */
  private slots: Slot[] = []
  private countedAt = Number.NEGATIVE_INFINITY
  private seen = 0
  private news = 0
  private slotsOfRing = 0
  /** By age in slots: share of answers that have come by then, share of failures. */
  private answeredBy: Float64Array = new Float64Array(0)
  private failedBy: Float64Array = new Float64Array(0)

  constructor() {
    this.level = new Level(0.25, 3)
  }

  /** Chance that a new call with these traits is answered. */
  chanceOf(call: Traits): number {
    return Math.min(0.97, this.level.value * this.worthOf(call))
  }
  /** Chance that the next call is answered, its groups being those of the calls before it. */
  get rate(): number {
    return Math.min(0.97, this.level.value * this.usualWorth)
  }
  /** How many answers the level rests on. */
  get certainty(): number {
    return this.level.certainty
  }

  private worthOf(call: Traits): number {
    const { chance } = call
    const own = chance === null || this.meanChance <= 0 ? 1 : chance / this.meanChance
    return own * this.worthOfGroups(call)
  }
  private worthOfGroups(call: Traits): number {
    let worth = 1
    for (const name of groupsOf(call)) worth *= this.worthOfGroup(name)
    return worth
  }
  private worthOfGroup(name: string): number {
    const group = this.groups.get(name)
    return group ? (group.seen + groupWorth) / (group.expected + groupWorth) : 1
  }

  private note(call: Traits): void {
    this.usualWorth += (this.worthOfGroups(call) - this.usualWorth) / usualOver
    const { chance } = call
    if (chance === null) return
    this.chancesSeen++
    this.meanChance += (chance - this.meanChance) / Math.min(2000, this.chancesSeen)
  }
  placed(call: CallView, now: number): void {
    this.note(call)
    const start = Math.floor(now / slotMs)
    let slot = this.slots.at(-1)
    if (slot?.start !== start) {
      slot = { start, worth: 0, groups: new Map() }
      this.slots.push(slot)
    }
    const worth = this.worthOf(call)
    slot.worth += worth
    for (const name of groupsOf(call))
      slot.groups.set(name, (slot.groups.get(name) ?? 0) + worth / this.worthOfGroup(name))
  }

  over(call: CallView, end: CallEnd, now: number): void {
    const seconds = Math.max(0, (now - call.placedAt) / 1000)
    this.news++
    if (end === 'notCarried') return this.takeOut(call)
    if (end === 'unreached') return this.failure.add(seconds)
    this.ring.add(seconds)
    this.seen++
    for (const name of groupsOf(call)) {
      const group = this.groupOf(name)
      group.seen++
      if (group.seen > 2000) {
        group.seen /= 2
        group.expected /= 2
      }
    }
  }
  /** A call that was never carried raised no hope of an answer. */
  private takeOut(call: CallView): void {
    const start = Math.floor(call.placedAt / slotMs)
    const slot = this.slots.findLast((candidate) => candidate.start === start)
    if (!slot) return
    const worth = this.worthOf(call)
    slot.worth = Math.max(0, slot.worth - worth)
    for (const name of groupsOf(call))
      slot.groups.set(name, Math.max(0, (slot.groups.get(name) ?? 0) - worth / this.worthOfGroup(name)))
  }
  private groupOf(name: string): Group {
    let group = this.groups.get(name)
    if (!group) {
      group = { seen: 0, expected: 0 }
      this.groups.set(name, group)
    }
    return group
  }

  /** A call of the past, from the record. */
  recall(call: Traits, end: CallEnd, afterMs: number): void {
    this.note(call)
    const worth = this.worthOf(call)
    for (const name of groupsOf(call)) {
      const group = this.groupOf(name)
      group.expected += (worth / this.worthOfGroup(name)) * this.level.value
      if (end === 'answered') group.seen++
    }
    this.level.hear(end === 'answered' ? 1 : 0, worth)
    this.news++
    if (end === 'answered') this.ring.add(afterMs / 1000)
    else this.failure.add(afterMs / 1000)
  }

  /** Brings level and curves up to this moment. */
  prepare(now: number, ringForMs: number): void {
    if (this.news >= refreshAfter || this.slotsOfRing !== Math.ceil(ringForMs / slotMs) + 1) this.redraw(ringForMs)
    this.countOut(now)
  }
  private redraw(ringForMs: number): void {
    this.news = 0
    this.slotsOfRing = Math.ceil(ringForMs / slotMs) + 1
    this.ring.refresh([])
    this.failure.refresh([])
    const longest = ringForMs / 1000
    const least = this.ring.survivalAt(longest)
    this.answeredBy = Float64Array.from({ length: this.slotsOfRing + 1 }, (_, slot) =>
      slot >= this.slotsOfRing ? 1 : (1 - this.ring.survivalAt((slot * slotMs) / 1000)) / Math.max(1e-9, 1 - least),
    )
    this.failedBy = Float64Array.from({ length: this.slotsOfRing + 1 }, (_, slot) =>
      slot >= this.slotsOfRing ? 1 : 1 - this.failure.survivalAt((slot * slotMs) / 1000),
    )
  }
  private countOut(now: number): void {
    const [from, to] = [Math.floor(this.countedAt / slotMs), Math.floor(now / slotMs)]
    this.countedAt = now
    // A clock that jumped tells nothing of how many answers were to be expected.
    if (!(to > from) || to - from > 2 * this.slotsOfRing) {
      if (to - from > 2 * this.slotsOfRing || to < from) this.forgetCalls()
      return
    }
    let expected = 0
    for (const { start, worth, groups } of this.slots) {
      const share = this.claimed(to - start) - this.claimed(from - start)
      if (share <= 0) continue
      expected += worth * share
      for (const [name, part] of groups) this.groupOf(name).expected += part * share * this.level.value
    }
    while (this.slots[0] && to - this.slots[0].start > this.slotsOfRing) this.slots.shift()
    this.level.hear(this.seen, expected)
    this.seen = 0
  }
  /**
   * How much of a call's claim to an answer has been counted at that age. While few answers have been heard, nobody
   * knows after how long people here answer: then a claim counts only once the phone has rung out, so that silence at
   * the start of a campaign is not taken for a list that answers less.
   */
  private claimed(slot: number): number {
    const known = Math.min(1, this.ring.count / fewestAnswers)
    return known * this.answeredShare(slot) + (slot >= this.slotsOfRing ? 1 - known : 0)
  }
  private forgetCalls(): void {
    this.slots = []
    this.seen = 0
  }
  private answeredShare(slot: number): number {
    if (slot <= 0) return 0
    return this.answeredBy[Math.min(slot, this.slotsOfRing)] as number
  }
  private failedShare(slot: number): number {
    if (slot <= 0) return 0
    return this.failedBy[Math.min(slot, this.slotsOfRing)] as number
  }

  /** Fills in the chance that this call, still unanswered at this moment, is answered by each horizon. */
  chancesBy(call: CallView, now: number, into: Float64Array): void {
    this.fill(this.chanceOf(call), Math.max(0, Math.floor((now - call.placedAt) / slotMs)), into)
  }
  /** The same for a call that is yet to be placed. */
  chancesOfNext(into: Float64Array): void {
    this.fill(this.rate, 0, into)
  }
  private fill(chance: number, age: number, into: Float64Array): void {
    const by = this.answeredShare(age)
    const alive = chance * (1 - by) + (1 - chance) * (1 - this.failedShare(age))
    for (let h = 0; h < horizons; h++) {
      const share = this.answeredShare(age + Math.round((1000 * answerSeconds(h)) / slotMs)) - by
      into[h] = alive > 1e-9 ? Math.min(1, (chance * share) / alive) : 0
    }
  }
}
