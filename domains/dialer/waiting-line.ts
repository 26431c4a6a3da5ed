import { type Heap, heapOf } from './heap.ts'

/** A contact held in memory to be dialled. Moments are milliseconds since 1970. */
export type Contact = {
  campaignId: string
  entryId: string
  customerId: string
  listId: string
  batchId: string
  number: string
  priority: number
  dueAt: number
  attempts: number
  attemptLimit: number | null
  triesByCause: Record<string, number>
  /** The agent a callback was promised to. */
  ownerId: string | null
  /** How likely an answer is, from 0 to 1; null where the list does not say. */
  chance: number | null
}

/** How long a callback waits for the agent it was promised to before anyone may make it. */
export const ownerPatienceMs = 15 * 60_000

type Place = { contact: Contact; from: number; gone: boolean }

const firstAfter = (now: number, places: Iterable<Place>): number | undefined => {
  let first: number | undefined
  for (const { contact, from } of places) {
    // A callback whose agent does not come rests on until anyone may make it.
    const at = contact.dueAt > now ? contact.dueAt : from
    if (at > now && (first === undefined || at < first)) first = at
  }
  return first
}

/**
 * Contacts reserved for one campaign, in the order they are to be called: by priority, then by how long they are due.
 * A promised callback is given to its agent first, to anyone when that agent has not come for it in time.
 */
export const waitingLine = () => {
  const resting: Heap<Place> = heapOf((a, b) => a.from <= b.from)
  const due: Heap<Place> = heapOf(
    (a, b) =>
      a.contact.priority < b.contact.priority ||
      (a.contact.priority === b.contact.priority && a.contact.dueAt <= b.contact.dueAt),
  )
  const owned = new Map<string, Place[]>()
  const inLine = new Map<string, Place>()
  let promised = 0

  const wake = (now: number): void => {
    for (let next = resting.peek(); next && next.from <= now; next = resting.peek()) {
      resting.pop()
      if (!next.gone) due.push(next)
    }
  }
  const remove = (place: Place): Contact => {
    place.gone = true
    inLine.delete(place.contact.entryId)
    if (place.contact.ownerId) promised--
    return place.contact
  }
  const ofOwner = (agentId: string, now: number): Place | undefined => {
    const places = owned.get(agentId)?.filter(({ gone }) => !gone)
    if (!places) return undefined
    if (places.length > 0) owned.set(agentId, places)
    else owned.delete(agentId)
    return places.filter(({ contact }) => contact.dueAt <= now).sort((a, b) => a.contact.dueAt - b.contact.dueAt)[0]
  }
  const dropGone = (): Place | undefined => {
    while (due.peek()?.gone) due.pop()
    return due.peek()
  }

  return {
    add: (contact: Contact): void => {
      if (inLine.has(contact.entryId)) return
      const place = { contact, from: contact.dueAt + (contact.ownerId ? ownerPatienceMs : 0), gone: false }
      inLine.set(contact.entryId, place)
      resting.push(place)
      if (!contact.ownerId) return
      promised++
      owned.set(contact.ownerId, [...(owned.get(contact.ownerId) ?? []), place])
    },
    /** The next contact for that agent, or for nobody in particular. */
    take: (now: number, agentId: string | null): Contact | undefined => {
      wake(now)
      const place = (agentId && ofOwner(agentId, now)) || dropGone()
      return place && remove(place)
    },
    /** The callback due that this agent has promised. */
    takePromised: (now: number, agentId: string): Contact | undefined => {
      const place = ofOwner(agentId, now)
      return place && remove(place)
    },
    /** A callback this agent has promised is due. */
    owes: (now: number, agentId: string): boolean => ofOwner(agentId, now) !== undefined,
    /** Contacts that may be called now by anyone. */
    countDue: (now: number): number => {
      wake(now)
      return dropGone() ? due.size : 0
    },
    /** When the next resting contact falls due, to its agent or to anyone; undefined if none rests. */
    nextDueAt: (now: number): number | undefined => firstAfter(now, inLine.values()),
    remove: (entryId: string): Contact | undefined => {
      const place = inLine.get(entryId)
      return place && remove(place)
    },
    /** Takes out everything that agent has promised. */
    takeAllOf: (agentId: string): Contact[] =>
      [...inLine.values()].filter(({ contact }) => contact.ownerId === agentId).map(remove),
    contacts: (): Contact[] => [...inLine.values()].map(({ contact }) => contact),
    /** Empties the line. */
    clear: (): Contact[] => [...inLine.values()].map(remove),
    get size() {
      return inLine.size
    },
    /** How many of them an agent has promised to call. */
    get promised() {
      return promised
    },
  }
}
export type WaitingLine = ReturnType<typeof waitingLine>
