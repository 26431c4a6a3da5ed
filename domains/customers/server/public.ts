import type { Db } from '#platform/db.ts'
import { maskNumber as mask } from '../mask.ts'
import { isPracticeNumber as isPractice, readNumber as read } from '../number.ts'
import { placeOf as place, zonesOf as zones } from './number-place.ts'
import { type CustomerRow, completeKnown, findById, findByNumber, insertMissing, type NewCustomer } from './store.ts'

export type { NumberFault, NumberReading } from '../number.ts'
export type { NumberPlace } from './number-place.ts'
export type { CustomerRow } from './store.ts'

/** `138****2210`: every number goes through this before it reaches a screen or a file. */
export const maskNumber = mask
/** Reads whatever somebody wrote as an E.164 number, or says why it cannot be one. */
export const readNumber = read

/** Kind, province, city, carrier of the segment and time zones of an E.164 number, by its prefix. */
export const placeOf = place
/** The time zones an E.164 number may be in; empty where nothing is known. */
export const zonesOf = zones

/** Numbers for demonstrations and replays, which no real trunk may ring. */
export const isPracticeNumber = isPractice

export type CustomerGiven = {
  /** E.164, as `readNumber` gives it. */
  number: string
  name?: string
  attributes?: Record<string, unknown>
  siteId?: string | null
}

/**
 * Makes sure that each number is one customer, and answers with their ids in the order asked.
 * A known customer gains what was missing; what people here already know is never written over. Names are cut at 200.
 */
export const upsertCustomers = async (db: Db, rows: readonly CustomerGiven[]): Promise<string[]> => {
  const wanted = new Map<string, NewCustomer>()
  for (const row of rows) if (!wanted.has(row.number)) wanted.set(row.number, asNew(row))
  if (wanted.size === 0) return []

  const ids = new Map<string, string>()
  for (const { number, id } of await insertMissing(db, [...wanted.values()])) ids.set(number, id)
  const known = [...wanted.values()].filter(({ number }) => !ids.has(number))
  if (known.length > 0) for (const { number, id } of await completeKnown(db, known)) ids.set(number, id)
  return rows.map(({ number }) => ids.get(number) ?? unseen(number))
}

/** One customer by id or by E.164 number, as far as the asker may see. */
export const findCustomer = (db: Db, by: { id: string } | { number: string }): Promise<CustomerRow | undefined> =>
  'id' in by ? findById(db, by.id) : findByNumber(db, by.number)

const asNew = ({ number, name = '', attributes = {}, siteId = null }: CustomerGiven): NewCustomer => ({
  number,
  name: name.slice(0, 200),
  attributes: JSON.stringify(attributes),
  siteId,
})

const unseen = (number: string): never => {
  throw new Error(`customer ${mask(number)} exists but is out of sight: upsert with the engine's database`)
}
