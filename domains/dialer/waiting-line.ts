import { type Heap, heapOf } from './heap.ts'
import { PutOff } from './put-off.ts'

/** A contact held in memory to be dialled. Moments are milliseconds since 1970. */
export type Contact = {
  campaignId: string
  entryId: string
  customerId: string
  listId: string
  batchId: string
  number: string
  priority: number
  /** From 0, called first among equals of priority, to 1. */
  rank: number
  dueAt: number
  attempts: number
  attemptLimit: number | null
  /** How long its class lets it ring; null: as the campaign says. */
  ringSeconds: number | null
  triesByCause: Record<string, number>
  /** The agent a callback was promised to. */
  ownerId: string | null
  /** The agent, or the team, in whose book the contact is: nobody else calls it, but to keep a promise. */
  assignedTo: string | null
  /** How likely an answer is, from 0 to 1; null where the list does not say. */
  chance: number | null
  /** When a call last found no agent in time. */
  abandonedAt: number | null
  /** The number of ours this customer saw last, as the campaign wrote it; null: none yet, or nobody knows. */
  lastCallerId: string | null
}

/** How long a callback waits for the agent it was promised to before anyone may make it. */
export const ownerPatienceMs = 15 * 60_000

type Place = {
  contact: Contact
  /** When anyone may call, as far as promises go. */
  from: number
  /** Until then only with an agent kept for the call. */
  lockedUntil: number
  isLocked: boolean
  gone: boolean
}

/** In whose book somebody waits; a promise made to the customer comes before the book. */
const holderOf = ({ ownerId, assignedTo }: Contact): string | null => (ownerId === null ? assignedTo : null)

const comesFirst = ({ contact: a }: Place, { contact: b }: Place): boolean => {
  if (a.priority !== b.priority) return a.priority < b.priority
  return a.rank === b.rank ? a.dueAt <= b.dueAt : a.rank < b.rank
}

const firstAfter = (now: number, places: Iterable<Place>): number | undefined => {
  let first: number | undefined
  for (const { contact, from, lockedUntil } of places) {
    // A callback whose agent does not come rests on until anyone may make it; so does who was abandoned.
    const at = [contact.dueAt, from, lockedUntil].find((moment) => moment > now)
    if (at !== undefined && (first === undefined || at < first)) first = at
  }
  return first
}

/**
 * Contacts reserved for one campaign, in the order they are to be called: by priority, then by rank, then by how long
 * they are due.
 * A promised callback is given to its agent first, to anyone when that agent has not come for it in time. Who was
 * abandoned is, while locked out, given only for a particular agent. Who is in a book is given to its agent only, before
 * the shared line.
 */
export class WaitingLine {
  private readonly resting: Heap<Place> = heapOf((a, b) => a.from <= b.from)
  private readonly due: Heap<Place> = heapOf(comesFirst)
  private readonly dueButLocked: Heap<Place> = heapOf(comesFirst)
  private readonly lockedOut: Heap<Place> = heapOf((a, b) => a.lockedUntil <= b.lockedUntil)
  private readonly owned = new Map<string, Place[]>()
  private readonly dueInBooks = new Map<string, Heap<Place>>()
  private readonly sizeOfBooks = new Map<string, number>()
  private readonly inLine = new Map<string, Place>()
  private readonly withoutWay = new PutOff<Place>(comesFirst)
  private promisedCount = 0
  private lockedCount = 0
  private bookedCount = 0

  get size(): number {
    return this.inLine.size
  }
  /** How many of them an agent has promised to call. */
  get promised(): number {
    return this.promisedCount
  }
  /** How many of them are locked out, due or not. */
  get locked(): number {
    return this.lockedCount
  }

  /** How many of them are in books. */
  get booked(): number {
    return this.bookedCount
  }
  /** How many of them, due or not, are in the book of that agent or team. */
  inBook(holder: string): number {
    return this.sizeOfBooks.get(holder) ?? 0
  }
  /** The agents and teams in whose books somebody is. */
  holders(): string[] {
    return [...this.sizeOfBooks.keys()]
  }

  /** `lockedUntil`: before that moment only for a particular agent. */
  add(contact: Contact, lockedUntil = 0): void {
    const place = this.enter(contact, lockedUntil)
    if (place) this.resting.push(place)
  }
  /** As due as before, but given to nobody until brought back; `ways` names the trunks that may call that number. */
  putOff(contact: Contact, ways: string, lockedUntil = 0): void {
    const place = this.enter(contact, lockedUntil)
    if (!place) return
    const isShared = !place.isLocked && contact.ownerId === null && contact.assignedTo === null
    this.withoutWay.add(place, ways, { number: contact.number, isShared })
  }
  get putOffCount(): number {
    return this.withoutWay.size
  }
  /** How many of them anyone may call, of those of whose number that is true. */
  sharedPutOff(isWanted: (number: string) => boolean = () => true): number {
    return this.withoutWay.countShared(isWanted)
  }
  /** Who was put off is given again, the first in line, as many as there are places for such a number. */
  bringBack(placesFor: (number: string) => number): void {
    for (const place of this.withoutWay.take(placesFor)) this.resting.push(place)
  }
  private enter(contact: Contact, lockedUntil: number): Place | undefined {
    if (this.inLine.has(contact.entryId)) return undefined
    const from = contact.dueAt + (contact.ownerId ? ownerPatienceMs : 0)
    const holder = holderOf(contact)
    // Who is in a book is called for a particular agent anyway.
    const until = holder ? 0 : lockedUntil
    const place = { contact, from, lockedUntil: until, isLocked: until > 0, gone: false }
    this.inLine.set(contact.entryId, place)
    if (place.isLocked) this.lockedCount++
    if (holder) this.countBook(holder, 1)
    if (!contact.ownerId) return place
    this.promisedCount++
    this.owned.set(contact.ownerId, [...(this.owned.get(contact.ownerId) ?? []), place])
    return place
  }
  /** The next contact for that agent, of that team, or for nobody in particular. */
  take(now: number, agentId: string | null, teamId: string | null = null): Contact | undefined {
    this.wake(now)
    if (!agentId) return this.out(this.first(this.due))
    const [open, locked] = [this.first(this.due), this.first(this.dueButLocked)]
    const next = open && locked ? (comesFirst(open, locked) ? open : locked) : (open ?? locked)
    return this.out(this.own(now, agentId, teamId) ?? next)
  }
  /** The callback due that this agent has promised, else the next in the agent's book or the team's. */
  takeOwn(now: number, agentId: string, teamId: string | null = null): Contact | undefined {
    this.wake(now)
    return this.out(this.own(now, agentId, teamId))
  }
  /** The next contact due that is locked out: whoever asks has an agent for the call. */
  takeLocked(now: number): Contact | undefined {
    this.wake(now)
    return this.out(this.first(this.dueButLocked))
  }
  /** Somebody is due whom this agent is to call: promised a callback, or in the book. */
  owes(now: number, agentId: string, teamId: string | null = null): boolean {
    this.wake(now)
    return this.own(now, agentId, teamId) !== undefined
  }
  /** Somebody locked out is due. */
  hasLockedDue(now: number): boolean {
    this.wake(now)
    return this.first(this.dueButLocked) !== undefined
  }
  /** Contacts that may be called now by anyone. */
  countDue(now: number): number {
    this.wake(now)
    return this.first(this.due) ? this.due.size : 0
  }
  /** When the next resting contact falls due, to its agent or to anyone; undefined if none rests. */
  nextDueAt(now: number): number | undefined {
    return firstAfter(now, this.inLine.values())
  }
  remove(entryId: string): Contact | undefined {
    return this.out(this.inLine.get(entryId))
  }
  /** Takes out everything that agent has promised. */
  takeAllOf(agentId: string): Contact[] {
    const theirs = [...this.inLine.values()].filter(({ contact }) => contact.ownerId === agentId)
    for (const place of theirs) this.out(place)
    return theirs.map(({ contact }) => contact)
  }
  /** Takes out everybody in the book of that agent or team. */
  takeBook(holder: string): Contact[] {
    if (!this.sizeOfBooks.has(holder)) return []
    const theirs = [...this.inLine.values()].filter(({ contact }) => holderOf(contact) === holder)
    for (const place of theirs) this.out(place)
    this.dueInBooks.delete(holder)
    return theirs.map(({ contact }) => contact)
  }
  contacts(): Contact[] {
    return [...this.inLine.values()].map(({ contact }) => contact)
  }
  /** Empties the line. */
  clear(): Contact[] {
    const all = this.contacts()
    for (const place of [...this.inLine.values()]) this.out(place)
    return all
  }

  private wake(now: number): void {
    for (let next = this.resting.peek(); next && next.from <= now; next = this.resting.peek()) {
      this.resting.pop()
      if (next.gone) continue
      const holder = holderOf(next.contact)
      if (holder) this.bookOf(holder).push(next)
      else if (next.lockedUntil > now) {
        this.dueButLocked.push(next)
        this.lockedOut.push(next)
      } else {
        this.unlock(next)
        this.due.push(next)
      }
    }
    for (let next = this.lockedOut.peek(); next && next.lockedUntil <= now; next = this.lockedOut.peek()) {
      this.lockedOut.pop()
      if (next.gone) continue
      this.unlock(next)
      this.due.push(next)
    }
  }
  private unlock(place: Place): void {
    if (place.isLocked) this.lockedCount--
    place.isLocked = false
  }
  private out(place: Place | undefined): Contact | undefined {
    if (!place) return undefined
    place.gone = true
    this.withoutWay.delete(place)
    this.unlock(place)
    this.inLine.delete(place.contact.entryId)
    if (place.contact.ownerId) this.promisedCount--
    const holder = holderOf(place.contact)
    if (holder) this.countBook(holder, -1)
    return place.contact
  }
  private countBook(holder: string, more: 1 | -1): void {
    this.bookedCount += more
    const size = this.inBook(holder) + more
    if (size > 0) this.sizeOfBooks.set(holder, size)
    else this.sizeOfBooks.delete(holder)
  }
  private bookOf(holder: string): Heap<Place> {
    const known = this.dueInBooks.get(holder)
    if (known) return known
    const book = heapOf(comesFirst)
    this.dueInBooks.set(holder, book)
    return book
  }
  private own(now: number, agentId: string, teamId: string | null): Place | undefined {
    return this.ofOwner(agentId, now) ?? this.firstInBook(agentId) ?? (teamId ? this.firstInBook(teamId) : undefined)
  }
  private firstInBook(holder: string): Place | undefined {
    const book = this.dueInBooks.get(holder)
    return book && this.first(book)
  }
  private ofOwner(agentId: string, now: number): Place | undefined {
    const places = this.owned.get(agentId)?.filter(({ gone }) => !gone)
    if (!places) return undefined
    if (places.length > 0) this.owned.set(agentId, places)
    else this.owned.delete(agentId)
    return places
      .filter((place) => place.contact.dueAt <= now && !this.withoutWay.has(place))
      .sort((a, b) => a.contact.dueAt - b.contact.dueAt)[0]
  }
  private first(heap: Heap<Place>): Place | undefined {
    const isStale = ({ gone, isLocked }: Place): boolean => gone || (heap === this.dueButLocked && !isLocked)
    for (let next = heap.peek(); next; next = heap.peek()) {
      if (!isStale(next)) return next
      heap.pop()
    }
    return undefined
  }
}
