import { createHash } from 'node:crypto'
import type { Context } from '#platform/context.ts'
import { bareHeading, type Mapping } from '../../mapping.ts'
import { findRemembered, type Meaning, type Remembered, rememberMapping } from '../memory-store.ts'
import { type BatchRow, findListRow } from '../store.ts'

/** Files with the same words above their columns, in the same order, are alike, whatever they are encoded in. */
const fingerprintOf = ({ columns, hasHeader }: Mapping): string =>
  createHash('sha256')
    .update(JSON.stringify([hasHeader, ...columns.map(({ name }) => (hasHeader ? bareHeading(name) : ''))]))
    .digest('hex')

/** A list without a supplier remembers for itself. */
const keyOf = async ({ db }: Context, { listId }: Pick<BatchRow, 'listId'>, seen: Mapping) => {
  const list = await findListRow(db, listId)
  return list && { siteId: list.siteId, supplier: list.supplier || list.id, fingerprint: fingerprintOf(seen) }
}

/** What the columns meant in an earlier file of this supplier. `seen`: the mapping as guessed, names as in the header. */
export const recall = async (ctx: Context, batch: BatchRow, seen: Mapping): Promise<Remembered | undefined> => {
  const key = await keyOf(ctx, batch, seen)
  const found = key && (await findRemembered(ctx.db, key))
  return found?.mapping.columns.length === seen.columns.length ? found : undefined
}

export const withMeaning = (seen: Mapping, { country, columns }: Meaning): Mapping => ({ ...seen, country, columns })

/** `seen` says which file this was, `chosen` what somebody made of it. */
export const remember = async (ctx: Context, batch: BatchRow, { seen, chosen }: { seen: Mapping; chosen: Mapping }) => {
  const key = await keyOf(ctx, batch, seen)
  if (!key || seen.columns.length !== chosen.columns.length) return
  const { country, columns } = chosen
  await rememberMapping(ctx.db, key, {
    mapping: { country, columns },
    fileName: batch.fileName,
    at: ctx.now(),
    by: ctx.actor.sessionId === '' ? null : ctx.actor.id,
  })
}
