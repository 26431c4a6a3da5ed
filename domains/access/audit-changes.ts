import type { AuditEntry } from './contract.ts'

export type Change = { field: string; before: unknown; after: unknown }

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)
const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** What an entry says was changed, field by field; of a new or deleted row every field that holds something. */
export const changesOf = ({ before, after }: Pick<AuditEntry, 'before' | 'after'>): Change[] =>
  [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }))
    .filter((change) => !same(change.before, change.after) && !(isNothing(change.before) && isNothing(change.after)))

const nameFields = new Set(['name', 'display_name'])
/** Fields that tell nothing new: the version grows with every change, the spelling follows the name. */
const bookkeeping = new Set(['version', 'pinyin', 'id', 'created_at'])
export const tellingChanges = (entry: Pick<AuditEntry, 'before' | 'after'>): Change[] => {
  const isChange = entry.before !== null && entry.after !== null
  return changesOf(entry).filter(
    ({ field, before, after }) =>
      !bookkeeping.has(field) && (isChange || !(nameFields.has(field) || before === false || after === false)),
  )
}

/** What people call the row: its name or login name where it has one. */
export const nameOfRow = ({ before, after, rowId }: Pick<AuditEntry, 'before' | 'after' | 'rowId'>): string => {
  const row = after ?? before ?? {}
  const named = [row.name, row.display_name, row.login_name, row.permission].find(
    (name) => typeof name === 'string' && name !== '',
  )
  return typeof named === 'string' ? named : rowId
}
