import { maskNumber } from '#domains/customers/server/public.ts'
import type { Batch, Entry, List } from '../../contract.ts'
import type { EntryRow } from '../entry-store.ts'
import type { BatchRow, ListRow } from '../store.ts'

export const toList = ({ createdBy: _, ...list }: ListRow): List => list

export const toBatch = ({
  mapping: _,
  createdBy: __,
  starts: ___,
  workedAt: ____,
  sha256: _____,
  requestKey: ______,
  ...batch
}: BatchRow): Batch => batch

/** An entry as a screen may show it: the whole number stays here. */
export const toEntry = ({ listId: _, number, furtherNumbers, ...entry }: EntryRow): Entry => ({
  ...entry,
  number: maskNumber(number),
  furtherNumbers: furtherNumbers.map(maskNumber),
})
