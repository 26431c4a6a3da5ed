import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { refusals } from '../../contract.ts'
import { maskNumber } from '../../mask.ts'
import { applyTaken, fieldsInDispute, fieldsTaken, type MergeRecord, undoTaken, wordOf } from '../../merge.ts'
import { customersMerged, mergeUndone } from '../events.ts'
import { indexCustomers } from '../search/keep-index.ts'
import { type CustomerRow, findById, lockCustomers } from '../store.ts'
import { live } from './locked.ts'
import {
  keepWish,
  type MergeRow,
  mendFirstNumber,
  moveAll,
  moveBack,
  saveFields,
  standUnder,
  takeTurns,
} from './merge-store.ts'

const asRecord = (row: CustomerRow): MergeRecord => ({
  number: row.number,
  name: row.name,
  company: row.company,
  kind: row.kind,
  lifecycleId: row.lifecycleId,
  talkPattern: row.talkPattern,
  scoringOff: row.scoringOff,
  ownerId: row.ownerId,
  teamId: row.teamId,
  siteId: row.siteId,
  attributes: row.attributes,
  sources: row.sources,
  origin: row.origin,
  createdAt: String(row.createdAt),
})
const patchOf = ({ sources, origin: _origin, createdAt: _createdAt, ...fields }: MergeRecord) => ({ fields, sources })

/**
 * Makes two records of one person one: `otherId` stands for `keptId` from now on. The kept record takes over what it
 * lacks, with its source; both keep their own words; numbers, ids, tags, purchases and relations move. Ledgers go on
 * naming the id they had.
 */
export const mergeCustomers = (
  ctx: Context,
  { keptId, otherId, reason }: { keptId: string; otherId: string; reason: string },
): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    if (keptId === otherId) refuse(refusals.sameRecord)
    await takeTurns(tx.db)
    const rows = await lockCustomers(tx.db, [keptId, otherId])
    const kept = live(rows.find(({ id }) => id === keptId))
    const other = live(rows.find(({ id }) => id === otherId))

    const fields = fieldsTaken(asRecord(kept), asRecord(other))
    await saveFields(tx.db, keptId, applyTaken(patchOf(asRecord(kept)), fields))
    const moved = await moveAll(tx.db, otherId, keptId)
    await standUnder(tx.db, otherId, keptId)
    const duplicates = await answerDuplicate(tx, keptId, otherId)
    const { id } = await tx.db
      .insertInto('customers.merge')
      .values({
        keptId,
        mergedId: otherId,
        reason,
        changes: JSON.stringify({ fields, ...moved, duplicates }),
        byId: tx.actor.id,
        byName: tx.actor.name,
        at: tx.now(),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await indexCustomers(tx.db, [keptId, otherId])
    await announce(tx, customersMerged, keptId, { mergedId: otherId })
    return id
  })

const answerDuplicate = async (tx: Context, keptId: string, otherId: string): Promise<string[]> => {
  const [oneId = '', secondId = ''] = [keptId, otherId].toSorted()
  const rows = await tx.db
    .updateTable('customers.duplicate')
    .set({ state: 'merged', decidedBy: tx.actor.id, decidedName: tx.actor.name, decidedAt: tx.now() })
    .where('oneId', '=', oneId)
    .where('otherId', '=', secondId)
    .where('state', '=', 'open')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** What a merge would do, without doing it. */
export const previewMerge = async (ctx: Context, keptId: string, otherId: string) => {
  if (keptId === otherId) refuse(refusals.sameRecord)
  const kept = asRecord(live(await findById(ctx.db, keptId)))
  const other = asRecord(live(await findById(ctx.db, otherId)))
  const count = async (table: 'phone' | 'tag' | 'holding'): Promise<number> => {
    const { n } = await ctx.db
      .selectFrom(`customers.${table}`)
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('customerId', '=', otherId)
      .executeTakeFirstOrThrow()
    return n
  }
  const { n: relations } = await ctx.db
    .selectFrom('customers.relation')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where((e) => e.or([e('fromId', '=', otherId), e('toId', '=', otherId)]))
    .executeTakeFirstOrThrow()
  return {
    taken: fieldsTaken(kept, other).map(({ field, before, after, sourceAfter }) => ({
      field,
      before: before ?? null,
      after: field === 'number' ? maskNumber(String(after)) : after,
      from: sourceAfter,
    })),
    // Both numbers are the person's afterwards: nothing to differ about.
    disputed: fieldsInDispute(kept, other)
      .filter((field) => field !== 'number')
      .map((field) => ({ field, kept: wordOf(kept, field), merged: wordOf(other, field) })),
    numbers: await count('phone'),
    tags: await count('tag'),
    holdings: await count('holding'),
    relations,
  }
}

/**
 * Takes a merge apart: each record gets back what was its own, unless somebody changed or moved it since. Merges that
 * came later on top of it are undone first. Answers the record that was kept.
 */
export const undoMerge = (ctx: Context, mergeId: string): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    await takeTurns(tx.db)
    const found = await tx.db.selectFrom('customers.merge').selectAll().where('id', '=', mergeId).executeTakeFirst()
    if (!found) return refuse(refusals.noSuchMerge)
    const merge = found as unknown as MergeRow
    if (merge.undoneAt) refuse(refusals.alreadyUndone)
    const { keptId, mergedId, changes } = merge
    const rows = await lockCustomers(tx.db, [keptId, mergedId])
    const kept = rows.find(({ id }) => id === keptId)
    if (!kept || rows.length < 2) return refuse(refusals.noSuchCustomer)
    if (rows.some(({ erasedAt }) => erasedAt)) refuse(refusals.isErased)
    if (kept.mergedInto) refuse(refusals.undoLaterFirst)

    const { fields, sources } = undoTaken(patchOf(asRecord(kept)), changes.fields)
    await saveFields(tx.db, keptId, { fields, sources })
    await moveBack(tx.db, merge, changes)
    await standUnder(tx.db, mergedId, null)
    if (kept.scoringOff && !fields.scoringOff) await keepWish(tx.db, keptId)
    await mendFirstNumber(tx.db, [keptId, mergedId])
    await tx.db
      .updateTable('customers.merge')
      .set({ undoneAt: tx.now(), undoneBy: tx.actor.id, undoneName: tx.actor.name })
      .where('id', '=', mergeId)
      .execute()
    await reopen(tx, changes.duplicates)
    await indexCustomers(tx.db, [keptId, mergedId])
    await announce(tx, mergeUndone, keptId, { mergedId })
    return keptId
  })

const reopen = async (tx: Context, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  await tx.db
    .updateTable('customers.duplicate')
    .set({ state: 'open', decidedBy: null, decidedName: null, decidedAt: null })
    .where('id', 'in', [...ids])
    .where('state', '=', 'merged')
    .execute()
}
