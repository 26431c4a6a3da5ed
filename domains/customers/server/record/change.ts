import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { CustomerChange, CustomerRecord, HoldingForm, RelationForm } from '../../contract.ts'
import { refusals } from '../../contract.ts'
import type { FieldSource } from '../../merge.ts'
import { indexCustomers } from '../search/keep-index.ts'
import { type CustomerRow, lockCustomers } from '../store.ts'
import { live, note, sourceOfActor, takeLive, touch } from './locked.ts'
import { readRecord } from './read.ts'

const mostTags = 40

const refuseStage = async (tx: Context, lifecycleId: string | null, kind: string): Promise<void> => {
  if (lifecycleId === null) return
  const stage = await tx.db
    .selectFrom('customers.lifecycleState')
    .select('kind')
    .where('id', '=', lifecycleId)
    .where('retiredAt', 'is', null)
    .executeTakeFirst()
  if (!stage) return refuse(refusals.noSuchStage)
  if (stage.kind !== kind) refuse(refusals.stageOfOtherKind)
}

type Edit = { field: string; before: unknown; after: unknown }
const plainFields = ['name', 'company', 'kind', 'lifecycleId', 'talkPattern', 'scoringOff'] as const

/** A stage belongs to a kind: whoever becomes a customer leaves the stages of leads. */
const withoutForeignStage = (row: CustomerRow, change: Omit<CustomerChange, 'version'>) =>
  change.kind && change.kind !== row.kind && change.lifecycleId === undefined && row.lifecycleId
    ? { ...change, lifecycleId: null }
    : change

const editsOf = (row: CustomerRow, change: Omit<CustomerChange, 'version'>): Edit[] => [
  ...plainFields
    .filter((field) => change[field] !== undefined && change[field] !== row[field])
    .map((field) => ({ field, before: row[field], after: change[field] })),
  ...Object.entries(change.attributes ?? {})
    .map(([key, after]) => ({
      field: `attributes.${key}`,
      before: Object.hasOwn(row.attributes, key) ? row.attributes[key] : undefined,
      after: after === null ? undefined : after,
    }))
    .filter(({ before, after }) => JSON.stringify(before) !== JSON.stringify(after)),
]

const isAttribute = ({ field }: Edit): boolean => field.startsWith('attributes.')
const asPatch = (row: CustomerRow, edits: readonly Edit[], source: FieldSource) => {
  const attributes = new Map(Object.entries(row.attributes))
  for (const { field, after } of edits.filter(isAttribute)) {
    const key = field.slice('attributes.'.length)
    if (after === undefined) attributes.delete(key)
    else attributes.set(key, after)
  }
  return {
    ...Object.fromEntries(edits.filter((edit) => !isAttribute(edit)).map(({ field, after }) => [field, after])),
    attributes: JSON.stringify(Object.fromEntries(attributes)),
    sources: JSON.stringify({ ...row.sources, ...Object.fromEntries(edits.map(({ field }) => [field, source])) }),
  }
}

/** Writes what somebody here knows, with who said so and when; refuses to write over what others wrote meanwhile. */
export const changeCustomer = (
  ctx: Context,
  customerId: string,
  { version, ...asked }: CustomerChange,
): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    const row = await takeLive(tx, customerId)
    if (row.version !== version) refuse(refusals.changedMeanwhile)
    const change = withoutForeignStage(row, asked)
    if (change.lifecycleId !== undefined) await refuseStage(tx, change.lifecycleId, change.kind ?? row.kind)
    const edits = editsOf(row, change)
    if (edits.length > 0) {
      const source = { source: sourceOfActor(tx), at: tx.now().toISOString() }
      await tx.db
        .updateTable('customers.customer')
        .set(asPatch(row, edits, source))
        .where('id', '=', customerId)
        .execute()
      await note(tx, customerId, edits)
      await touch(tx, customerId)
    }
    return readRecord(tx, customerId)
  })

export const setTags = (ctx: Context, customerId: string, wanted: readonly string[]): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    await takeLive(tx, customerId)
    const tags = [...new Set(wanted.map((tag) => tag.trim()))].toSorted()
    if (tags.length > mostTags) refuse(refusals.tooManyTags, { limit: mostTags })
    const rows = await tx.db.selectFrom('customers.tag').select('tag').where('customerId', '=', customerId).execute()
    const had = rows.map(({ tag }) => tag).toSorted()
    const fresh = tags.filter((tag) => !had.includes(tag))
    const gone = had.filter((tag) => !tags.includes(tag))
    if (fresh.length > 0)
      await tx.db
        .insertInto('customers.tag')
        .values(fresh.map((tag) => ({ customerId, tag, source: sourceOfActor(tx), at: tx.now() })))
        .execute()
    if (gone.length > 0)
      await tx.db.deleteFrom('customers.tag').where('customerId', '=', customerId).where('tag', 'in', gone).execute()
    if (fresh.length + gone.length > 0) {
      await note(tx, customerId, [{ field: 'tags', before: had, after: tags }])
      await touch(tx, customerId)
    }
    return readRecord(tx, customerId)
  })

const refuseOrder = ({ boughtOn, endedOn }: HoldingForm): void => {
  if (boughtOn && endedOn && endedOn < boughtOn) refuse(refusals.endsBeforeBought)
}

/** Whoever bought something is a customer from then on, no lead. */
export const addHolding = (ctx: Context, customerId: string, form: HoldingForm): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    refuseOrder(form)
    const row = await takeLive(tx, customerId)
    await tx.db
      .insertInto('customers.holding')
      .values({ ...form, customerId, source: sourceOfActor(tx), at: tx.now() })
      .execute()
    await note(tx, customerId, [{ field: 'holding', before: undefined, after: form }])
    if (row.kind === 'customer') {
      await touch(tx, customerId)
      return readRecord(tx, customerId)
    }
    return changeCustomer(tx, customerId, { version: row.version, kind: 'customer' })
  })

export const changeHolding = (
  ctx: Context,
  { customerId, holdingId }: { customerId: string; holdingId: string },
  form: HoldingForm,
): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    refuseOrder(form)
    await takeLive(tx, customerId)
    const before = await tx.db
      .selectFrom('customers.holding')
      .select(['product', 'channel', 'boughtOn', 'endedOn', 'quantity', 'amount'])
      .where('id', '=', holdingId)
      .where('customerId', '=', customerId)
      .executeTakeFirst()
    if (!before) refuse(refusals.noSuchHolding)
    await tx.db
      .updateTable('customers.holding')
      .set({ ...form, source: sourceOfActor(tx), at: tx.now() })
      .where('id', '=', holdingId)
      .execute()
    await note(tx, customerId, [{ field: 'holding', before, after: form }])
    await touch(tx, customerId)
    return readRecord(tx, customerId)
  })

export const addRelation = (ctx: Context, customerId: string, form: RelationForm): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    const other = 'customerId' in form ? form.customerId : null
    if (other === customerId) refuse(refusals.sameRecord)
    const rows = await lockCustomers(tx.db, other ? [customerId, other] : [customerId])
    live(rows.find(({ id }) => id === customerId))
    if (other) live(rows.find(({ id }) => id === other))
    const made = await tx.db
      .insertInto('customers.relation')
      .values({
        fromId: customerId,
        toId: other,
        company: 'company' in form ? form.company.trim() : '',
        kind: form.kind,
        note: form.note,
        source: sourceOfActor(tx),
        at: tx.now(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .execute()
    if (made.length === 0) refuse(refusals.relationExists)
    await note(tx, customerId, [{ field: 'relation', before: undefined, after: form.kind }])
    await touch(tx, customerId)
    return readRecord(tx, customerId)
  })

export const removeRelation = (
  ctx: Context,
  { customerId, relationId }: { customerId: string; relationId: string },
): Promise<CustomerRecord> =>
  inTransaction(ctx, async (tx) => {
    await takeLive(tx, customerId)
    const gone = await tx.db
      .deleteFrom('customers.relation')
      .where('id', '=', relationId)
      .where((e) => e.or([e('fromId', '=', customerId), e('toId', '=', customerId)]))
      .returning('kind')
      .executeTakeFirst()
    if (!gone) refuse(refusals.noSuchRelation)
    await note(tx, customerId, [{ field: 'relation', before: gone?.kind, after: undefined }])
    await indexCustomers(tx.db, [customerId])
    return readRecord(tx, customerId)
  })
