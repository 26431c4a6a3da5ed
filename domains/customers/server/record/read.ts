import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type CustomerRecord, refusals } from '../../contract.ts'
import { maskNumber } from '../../mask.ts'
import { type FieldName, fieldsInDispute, type MergeRecord, sourceOf, wordOf } from '../../merge.ts'
import { oppositeOf, type RelationKind } from '../../relation.ts'
import { type CustomerRow, findById, listPhones, type PhoneRow } from '../store.ts'

const editsShown = 50

/** Names a number without telling it: what screens show of it, and a count where two look the same. */
export const withKeys = (phones: readonly PhoneRow[]): (PhoneRow & { key: string; masked: string })[] => {
  const seen = new Map<string, number>()
  return phones.map((phone) => {
    const masked = maskNumber(phone.number)
    const count = (seen.get(masked) ?? 0) + 1
    seen.set(masked, count)
    return { ...phone, masked, key: count === 1 ? masked : `${masked}~${count}` }
  })
}

/** One of the person's numbers by what screens show of it. */
export const phoneByKey = async (db: Db, customerId: string, key: string) =>
  withKeys(await listPhones(db, [customerId])).find((phone) => phone.key === key)

type RelationRow = {
  id: string
  fromId: string
  toId: string | null
  company: string
  kind: RelationKind
  note: string
  source: string
  at: string
  fromName: string | null
  toName: string | null
}
const listRelations = async (db: Db, customerId: string): Promise<CustomerRecord['relations']> => {
  const { rows } = await sql<RelationRow>`
    select r.id, r.from_id, r.to_id, r.company, r.kind, r.note, r.source, r.at, f.name as from_name, t.name as to_name
    from customers.relation r
    left join customers.customer f on f.id = r.from_id left join customers.customer t on t.id = r.to_id
    where r.from_id = ${customerId} or r.to_id = ${customerId} order by r.at, r.id`.execute(db)
  return rows.map(({ id, fromId, toId, kind, fromName, toName, ...rest }) =>
    fromId === customerId
      ? { id, kind, customerId: toId, name: toName, ...rest }
      : { id, kind: oppositeOf(kind), customerId: fromId, name: fromName, ...rest },
  )
}

const asRecord = (row: CustomerRow): MergeRecord => ({ ...row, createdAt: String(row.createdAt) })

/** Words of records merged into this one that differ from the word kept. */
const listOtherWords = async (db: Db, row: CustomerRow): Promise<CustomerRecord['otherWords']> => {
  const merged = (await db
    .selectFrom('customers.customer')
    .selectAll()
    .where('goldenId', '=', row.id)
    .orderBy('id')
    .execute()) as CustomerRow[]
  return merged.flatMap((other) =>
    fieldsInDispute(asRecord(row), asRecord(other))
      .filter((field) => field === 'name' || field === 'company' || field.startsWith('attributes.'))
      .map((field) => ({ field, value: wordOf(asRecord(other), field), from: sourceOf(asRecord(other), field) })),
  )
}

const listMerges = async (db: Db, customerId: string): Promise<CustomerRecord['merges']> =>
  (
    await sql<CustomerRecord['merges'][number]>`
      select m.id, m.kept_id, m.merged_id, c.name as merged_name, m.reason, m.by_name, m.at, m.undone_name, m.undone_at
      from customers.merge m left join customers.customer c on c.id = m.merged_id
      where m.kept_id = ${customerId} or m.merged_id = ${customerId}
        or m.kept_id in (select id from customers.customer where golden_id = ${customerId})
      order by m.place desc`.execute(db)
  ).rows

const namesOf = async (db: Db, { ownerId, teamId }: CustomerRow) =>
  (
    await sql<{ ownerName: string | null; teamName: string | null }>`
      select (select name from people.employee_fact where id = ${ownerId}) as owner_name,
             (select name from people.team_fact where id = ${teamId}) as team_name`.execute(db)
  ).rows[0] ?? { ownerName: null, teamName: null }

const sourcesOf = (row: CustomerRow): CustomerRecord['sources'] => {
  const fields: FieldName[] = [
    ...(['name', 'company', 'kind', 'lifecycleId', 'talkPattern', 'scoringOff'] as const),
    ...Object.keys(row.attributes).map((key) => `attributes.${key}` as const),
  ]
  return Object.fromEntries(fields.map((field) => [field, sourceOf(asRecord(row), field)]))
}

const partsOf = async (db: Db, customerId: string) => {
  const phones = withKeys(await listPhones(db, [customerId]))
  const externalIds = await db
    .selectFrom('customers.externalId')
    .where('customerId', '=', customerId)
    .select(['namespace', 'value', 'source'])
    .orderBy('namespace')
    .orderBy('value')
    .execute()
  const tags = await db
    .selectFrom('customers.tag')
    .where('customerId', '=', customerId)
    .select('tag')
    .orderBy('tag')
    .execute()
  const holdings = await db
    .selectFrom('customers.holding')
    .where('customerId', '=', customerId)
    .select(['id', 'product', 'channel', 'boughtOn', 'endedOn', 'quantity', 'amount', 'source', 'at'])
    .orderBy('boughtOn', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const edits = await db
    .selectFrom('customers.edit')
    .select(['id', 'at', 'byName', 'field', 'before', 'after'])
    .where('customerId', '=', customerId)
    .orderBy('id', 'desc')
    .limit(editsShown)
    .execute()
  return { phones, externalIds, tags: tags.map(({ tag }) => tag), holdings, edits }
}

/** The whole golden record as far as the reader may see; of a record merged away, the one that stands for it. */
export const readRecord = async ({ db }: Context, customerId: string): Promise<CustomerRecord> => {
  const asked = (await findById(db, customerId)) ?? refuse(refusals.noSuchCustomer)
  const row = asked.goldenId ? ((await findById(db, asked.goldenId)) ?? refuse(refusals.noSuchCustomer)) : asked
  const { phones, ...parts } = await partsOf(db, row.id)
  return {
    ...row,
    ...parts,
    ...(await namesOf(db, row)),
    sources: sourcesOf(row),
    otherWords: await listOtherWords(db, row),
    numbers: phones
      .map(({ masked, ...phone }) => ({ ...phone, number: masked, isPrimary: phone.number === row.number }))
      .toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary)),
    relations: await listRelations(db, row.id),
    merges: await listMerges(db, row.id),
  } as unknown as CustomerRecord
}
