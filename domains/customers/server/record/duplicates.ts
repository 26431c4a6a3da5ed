import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { type Duplicate, refusals } from '../../contract.ts'
import { maskNumber } from '../../mask.ts'

/** Larger groups of one name and company are switchboards and placeholders, not one person. */
const largestGroup = 8
const shortestSharedId = 5

/**
 * Suspects pairs of records to be one person: same name and company, or one external id under two namespaces with the
 * same name. Each record of a group is paired with its oldest. Pairs people have decided about stay decided.
 */
export const lookForDuplicates = (ctx: Context): Promise<number> =>
  inTransaction(ctx, async ({ db, now }) => {
    const { rows } = await sql<{ id: string }>`
      with alike as (
        select array_agg(id order by id) as ids, 'nameAndCompany' as reason, name || ' · ' || company as evidence
        from customers.customer
        where company <> '' and name <> '' and merged_into is null and erased_at is null
        group by company, name having count(*) between 2 and ${largestGroup}
        union all
        select array_agg(distinct c.id order by c.id), 'sharedExternalId', x.value
        from customers.external_id x join customers.customer c on c.id = x.customer_id
        where length(x.value) >= ${shortestSharedId} and c.name <> '' and c.erased_at is null
        group by x.value, c.name having count(distinct c.id) between 2 and ${largestGroup}
      ), pairs as (
        select ids[1] as one_id, other_id, array_agg(reason) as reasons, min(evidence) as evidence
        from alike, unnest(ids[2:]) other_id group by ids[1], other_id
      )
      insert into customers.duplicate (one_id, other_id, reasons, evidence, found_at)
      select one_id, other_id, reasons, left(evidence, 500), ${now()} from pairs
      on conflict (one_id, other_id) do nothing returning id`.execute(db)
    return rows.length
  })

type Row = {
  id: string
  reasons: Duplicate['reasons']
  evidence: string
  foundAt: string
} & Record<`${'one' | 'other'}${'Id' | 'Name' | 'Company' | 'Kind' | 'Source' | 'CreatedAt'}`, string> &
  Record<'oneNumber' | 'otherNumber', string | null>

const sideOf = (row: Row, side: 'one' | 'other'): Duplicate['one'] => {
  const number = row[`${side}Number`]
  return {
    id: row[`${side}Id`],
    name: row[`${side}Name`],
    company: row[`${side}Company`],
    number: number === null ? '' : maskNumber(number),
    kind: row[`${side}Kind`] as Duplicate['one']['kind'],
    source: row[`${side}Source`],
    createdAt: row[`${side}CreatedAt`],
  }
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Open pairs of which the reader may see both, newest first. */
export const listDuplicates = async (
  { db }: Context,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<{ rows: Duplicate[]; next: string | null; total: null }> => {
  const place = after && uuid.test(after) ? sql`and d.id < ${after}::uuid` : sql``
  const { rows } = await sql<Row>`
    select d.id, d.reasons, d.evidence, d.found_at,
      a.id as one_id, a.name as one_name, a.company as one_company, a.number as one_number, a.kind as one_kind, a.origin as one_source, a.created_at as one_created_at,
      b.id as other_id, b.name as other_name, b.company as other_company, b.number as other_number, b.kind as other_kind, b.origin as other_source, b.created_at as other_created_at
    from customers.duplicate d
    join customers.customer a on a.id = d.one_id join customers.customer b on b.id = d.other_id
    where d.state = 'open' and a.merged_into is null and b.merged_into is null and a.erased_at is null and b.erased_at is null ${place}
    order by d.id desc limit ${limit + 1}`.execute(db)
  const shown = rows.slice(0, limit)
  return {
    rows: shown.map((row) => ({
      id: row.id,
      reasons: row.reasons,
      evidence: row.evidence,
      foundAt: row.foundAt,
      one: sideOf(row, 'one'),
      other: sideOf(row, 'other'),
    })),
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
    total: null,
  }
}

/** Two people after all: the pair is not asked about again. */
export const keepApart = (ctx: Context, duplicateId: string): Promise<void> =>
  inTransaction(ctx, async ({ db, actor, now }) => {
    const pair = await db
      .selectFrom('customers.duplicate')
      .select('state')
      .where('id', '=', duplicateId)
      .forUpdate()
      .executeTakeFirst()
    if (!pair) return refuse(refusals.noSuchDuplicate)
    if (pair.state !== 'open') refuse(refusals.alreadyDecided)
    await db
      .updateTable('customers.duplicate')
      .set({ state: 'different', decidedBy: actor.id, decidedName: actor.name, decidedAt: now() })
      .where('id', '=', duplicateId)
      .execute()
  })
