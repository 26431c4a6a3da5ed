import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { List } from '../contract.ts'
import * as events from './events.ts'
import { importFile as fromFile, importRows as fromRows } from './import/import-rows.ts'
import { toList } from './import/shown.ts'
import { createList as create } from './service.ts'
import { findListRow } from './store.ts'

export type { Batch, List, NewList } from '../contract.ts'
export type { Mapping } from '../mapping.ts'
export type { RawRow } from './file/row.ts'

export const batchImported = events.batchImported
export const batchReverted = events.batchReverted
export const entriesReassigned = events.entriesReassigned

export const createList = create
export const findList = async (db: Db, listId: string): Promise<List | undefined> => {
  const list = await findListRow(db, listId)
  return list && toList(list)
}

/** How many people the list offers to call. */
export const countActiveEntries = async (db: Db, listId: string): Promise<number> => {
  const { rows } = await sql<{ activeEntries: number }>`
    select active_entries from lists.contact_list where id = ${listId}`.execute(db)
  return rows[0]?.activeEntries ?? 0
}

/**
 * Imports generated rows into a list: numbers are read, duplicates joined, refusals kept and counts reconciled exactly
 * as for an upload. With `systemContext`; one batch per call, named `name`.
 */
export const importRows = fromRows
/** Imports a file (any encoding and separator) into a list at once, without HTTP and queue. With `systemContext`. */
export const importFile = fromFile
