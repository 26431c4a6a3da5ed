import type { Db } from '#platform/db.ts'
import type { NumberState } from '../number-state.ts'
import {
  type CustomerRow,
  findById,
  findGolden,
  findPhone,
  listIdsOf,
  listPhones,
  type PhoneRow,
  saveNumberState,
  saveOwner,
} from './store.ts'
import { ownersOf } from './upsert-store.ts'

/**
 * One customer by id or by any of the person's E.164 numbers, as far as the asker may see. Of a record that was merged
 * into another the answer is that other one: `id` is then not the one asked for.
 */
export const findCustomer = async (
  db: Db,
  by: { id: string } | { number: string },
): Promise<CustomerRow | undefined> => {
  const id = 'id' in by ? by.id : (await findPhone(db, by.number))?.customerId
  const found = id === undefined ? undefined : await findById(db, id)
  return found?.goldenId ? findById(db, found.goldenId) : found
}

/** Whose each E.164 number is, as far as `db` sees; numbers nobody has are left out. */
export const customersOfNumbers = async (db: Db, numbers: readonly string[]): Promise<Map<string, string>> =>
  numbers.length === 0
    ? new Map()
    : new Map((await ownersOf(db, numbers)).map(({ number, customerId }) => [number, customerId]))

/** All numbers of these customers, with their states. */
export const numbersOfCustomers = (db: Db, customerIds: readonly string[]): Promise<PhoneRow[]> =>
  listPhones(db, customerIds)

/** The records that stand for these now; an id that was never merged is answered as it is. */
export const goldenIdsOf = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> => {
  const golden = await findGolden(db, ids)
  return new Map(ids.map((id) => [id, golden.get(id) ?? id]))
}

/** Every id under which ledgers may know this person: the record's own and those merged into it. */
export const allIdsOf = async (db: Db, customerId: string): Promise<string[]> => {
  const golden = (await findGolden(db, [customerId])).get(customerId) ?? customerId
  return listIdsOf(db, golden)
}

/**
 * Gives customers to an owner, or to nobody. `teamId` left out keeps the team. Records merged away stand for the one
 * that is kept. Answers how many were given.
 */
export const setOwner = async (
  db: Db,
  { customerIds, ownerId, teamId }: { customerIds: readonly string[]; ownerId: string | null; teamId?: string | null },
): Promise<number> => {
  if (customerIds.length === 0) return 0
  const golden = await goldenIdsOf(db, customerIds)
  return saveOwner(db, [...new Set(golden.values())], { ownerId, teamId })
}

/**
 * What a call or check found out about a number: suspended, empty, a fax, reaches somebody … The last word counts; a
 * word older than the one on record is left aside. Answers whether anything changed; an unknown number changes nothing.
 */
export const markNumber = (
  db: Db,
  number: string,
  state: NumberState,
  { source, at }: { source: string; at: Date },
): Promise<boolean> => saveNumberState(db, number, { state, source: source.slice(0, 200), at })
