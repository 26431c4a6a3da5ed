import { refuse } from '#contract/problem.ts'
import type { InputOf } from '#contract/route.ts'
import type { Context } from '#platform/context.ts'
import { type Entry, type listsContract, refusals } from '../contract.ts'
import { type EntrySearch, findEntries } from './entry-store.ts'
import { toEntry } from './import/shown.ts'
import { findListRow } from './store.ts'

/**
 * What is typed is the beginning of a name or of a number. Numbers are typed as people here read them: 138… and
 * 010-62… mean Chinese ones, others begin with a plus.
 */
export const searchFrom = (search: string | undefined): EntrySearch['from'] => {
  const text = search?.trim() ?? ''
  if (text === '') return undefined
  const digits = text.replace(/[\s()-]/g, '')
  if (!/^\+?\d+$/.test(digits)) return { column: 'name', text }
  if (digits.startsWith('+')) return { column: 'number', text: digits }
  return { column: 'number', text: `+86${digits.replace(/^(?:0086|0)/, '')}` }
}

/** One page of a list's entries in the order they came. The whole is counted only where that costs nothing. */
export const listEntries = async (
  { db }: Context,
  listId: string,
  { after, limit, search, batchId, reverted }: InputOf<(typeof listsContract)['listEntries']>['query'],
): Promise<{ rows: Entry[]; next: string | null; total: number | null }> => {
  const list = (await findListRow(db, listId)) ?? refuse(refusals.noSuchList)
  const from = searchFrom(search)
  const found = await findEntries(db, listId, { after, limit: limit + 1, from, batchId, reverted: reverted === 'yes' })
  const rows = found.slice(0, limit)
  const isAll = !from && !batchId && reverted === 'no'
  return {
    rows: rows.map(toEntry),
    next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
    total: isAll ? list.activeEntries : null,
  }
}
