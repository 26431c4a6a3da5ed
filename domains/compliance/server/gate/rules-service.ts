import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { announce } from '#platform/outbox.ts'
import type { RulesForm, RulesVersion } from '../../gate-contract.ts'
import { gateRefusals } from '../../gate-refusals.ts'
import { inForceAt, type RuleMove, ruleMoves } from '../../rules.ts'
import { rulesChanged } from '../events.ts'

const columns = [
  'id',
  'jurisdiction',
  'number',
  'state',
  'effectiveFrom',
  'rules',
  'note',
  'writers',
  'writtenBy',
  'writtenByName',
  'writtenAt',
  'submittedAt',
  'approvedByName',
  'approvedAt',
  'cameWithProduct',
  'version',
] as const
type Row = Omit<RulesVersion, 'inForce'> & { writers: string[] }

const shown = ({ writers: _, ...row }: Row, inForce: boolean): RulesVersion => ({ ...row, inForce })

/** All versions of one jurisdiction, or of every one, the newest first. */
export const listRules = async (db: Db, jurisdiction: string | undefined, now: Date): Promise<RulesVersion[]> => {
  const rows = (await db
    .selectFrom('compliance.rulesVersion')
    .select(columns)
    .$if(jurisdiction !== undefined, (q) => q.where('jurisdiction', '=', jurisdiction as string))
    .orderBy('jurisdiction')
    .orderBy('number', 'desc')
    .execute()) as unknown as Row[]
  const holding = new Set<string>()
  for (const code of new Set(rows.map((row) => row.jurisdiction))) {
    const approved = rows
      .filter((row) => row.jurisdiction === code && row.state === 'approved')
      .map(({ id, number, effectiveFrom }) => ({ id, number, effectiveFrom: Date.parse(effectiveFrom) }))
    const held = inForceAt(approved, now.getTime())
    if (held) holding.add(held.id)
  }
  return rows.map((row) => shown(row, holding.has(row.id)))
}

const lock = async (db: Db, id: string): Promise<Row> =>
  ((await db
    .selectFrom('compliance.rulesVersion')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as unknown as Row | undefined) ?? refuse(gateRefusals.noSuchRules)
const inState = (row: Row, state: Row['state'], version?: number): Row => {
  if (row.state !== state) refuse(gateRefusals.rulesInWrongState, { state: row.state })
  if (version !== undefined && row.version !== version) refuse(gateRefusals.rulesChangedMeanwhile)
  return row
}
/** Everything a step writes, under the next version number of the row. */
const save = async (db: Db, row: Row, change: Record<string, unknown>): Promise<Row> =>
  (await db
    .updateTable('compliance.rulesVersion')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(columns)
    .executeTakeFirstOrThrow()) as unknown as Row

export const writeRules = (ctx: Context, { jurisdiction, ...form }: RulesForm & { jurisdiction: string }) =>
  inTransaction(ctx, async (tx) => {
    const known = await tx.db
      .selectFrom('compliance.jurisdiction')
      .select('code')
      .where('code', '=', jurisdiction)
      .forUpdate()
      .executeTakeFirst()
    if (!known) refuse(gateRefusals.noSuchRules)
    const last = await tx.db
      .selectFrom('compliance.rulesVersion')
      .select((e) => e.fn.max('number').as('number'))
      .where('jurisdiction', '=', jurisdiction)
      .executeTakeFirst()
    const by = { writtenBy: tx.actor.id, writtenByName: tx.actor.name, writtenAt: tx.now() }
    const number = (last?.number ?? 0) + 1
    const row = { ...form, ...by, jurisdiction, number, rules: JSON.stringify(form.rules), writers: [tx.actor.id] }
    const made = await tx.db
      .insertInto('compliance.rulesVersion')
      .values(row)
      .returning(columns)
      .executeTakeFirstOrThrow()
    return shown(made as unknown as Row, false)
  })

export const changeRules = (ctx: Context, id: string, { version, ...form }: RulesForm & { version: number }) =>
  inTransaction(ctx, async (tx) => {
    const row = inState(await lock(tx.db, id), 'draft', version)
    const by = { writtenBy: tx.actor.id, writtenByName: tx.actor.name, writtenAt: tx.now() }
    const writers = [...new Set([...row.writers, tx.actor.id])]
    return shown(await save(tx.db, row, { ...form, ...by, writers, rules: JSON.stringify(form.rules) }), false)
  })

export const discardRules = (ctx: Context, id: string) =>
  inTransaction(ctx, async (tx) => {
    inState(await lock(tx.db, id), 'draft')
    await tx.db.deleteFrom('compliance.rulesVersion').where('id', '=', id).execute()
    return done
  })

/** Four eyes: nobody approves what they wrote any part of. Rules hold from their approval at the earliest. */
const approval = (tx: Context, row: Row): Record<string, unknown> => {
  if (row.writers.includes(tx.actor.id)) refuse(gateRefusals.approverWroteIt)
  const now = tx.now()
  const effectiveFrom = Date.parse(row.effectiveFrom) < now.getTime() ? now : new Date(row.effectiveFrom)
  return { approvedBy: tx.actor.id, approvedByName: tx.actor.name, approvedAt: now, effectiveFrom }
}
const movedFrom: Record<RuleMove, Row['state']> = { submit: 'draft', sendBack: 'submitted', approve: 'submitted' }
export const moveRules = (ctx: Context, id: string, move: RuleMove, version: number): Promise<RulesVersion> =>
  inTransaction(ctx, async (tx) => {
    const row = inState(await lock(tx.db, id), movedFrom[move], version)
    const state = ruleMoves[row.state][move]
    const change = move === 'approve' ? approval(tx, row) : { submittedAt: move === 'submit' ? tx.now() : null }
    const saved = await save(tx.db, row, { ...change, state })
    if (move === 'approve') await announce(tx, rulesChanged, row.jurisdiction)
    const all = await listRules(tx.db, row.jurisdiction, tx.now())
    return all.find((one) => one.id === saved.id) ?? shown(saved, false)
  })
