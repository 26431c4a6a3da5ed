import type { Db } from '#platform/db.ts'
import { maskNumber as mask } from '../mask.ts'
import { isPracticeNumber as isPractice, readNumber as read } from '../number.ts'
import { placeOfName as ofName } from '../place.ts'
import { placeOf as place, zonesOf as zones } from './number-place.ts'
import { recordReading as record } from './reveal.ts'
import { keepSegments as keep } from './segments.ts'
import { type CustomerGiven, upsert } from './upsert.ts'

export type { NumberFault, NumberReading } from '../number.ts'
export { isUseless, type NumberState, numberStates } from '../number-state.ts'
export type { NumberPlace } from './number-place.ts'
export type { CustomerRow, PhoneRow } from './store.ts'
export type { CustomerGiven } from './upsert.ts'

/** `138****2210`: every number goes through this before it reaches a screen or a file. */
export const maskNumber = mask
/** Reads whatever somebody wrote as an E.164 number, or says why it cannot be one. */
export const readNumber = read

/** Kind, province, city, carrier of the segment and time zones of an E.164 number, by its prefix. */
export const placeOf = place
/** Province and city of a name such as `广东省广州市`. */
export const placeOfName = ofName
/** The time zones an E.164 number may be in; empty where nothing is known. */
export const zonesOf = zones

/** Keeps the table of segments in memory, from start to stop. */
export const keepSegments = keep

/** Puts on record that somebody reads a number in full, and why; refuses whoever reads too many within an hour. */
export const recordReading = record

/** Numbers for demonstrations and replays, which no real trunk may ring. */
export const isPracticeNumber = isPractice

/**
 * Makes sure that each row is one customer, and answers with their ids in the order asked. A row is a known customer by
 * number, else by further numbers, else by external id, else by name with company where exactly one record bears them.
 * What was missing is filled and its source noted; what people here already know is never written over. A further number
 * or id that is somebody else's stays theirs, and the pair is suspected to be one person. Names and companies are cut at
 * 200. Needs the database of the engine: a known number may be somebody else's customer.
 */
export const upsertCustomers = (db: Db, rows: readonly CustomerGiven[]): Promise<string[]> => upsert(db, rows)

export {
  allIdsOf,
  customersOfNumbers,
  findCustomer,
  goldenIdsOf,
  markNumber,
  numbersOfCustomers,
  setOwner,
} from './doors.ts'
export { customerErased, customersMerged, mergeUndone, numberMoved } from './events.ts'
export { type Erased, eraseCustomer } from './record/erase.ts'
export { readRecord } from './record/read.ts'
export { indexWaiting as workOffSearchIndex } from './search/keep-index.ts'
export { searchCustomers } from './search/search.ts'
