import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals } from '../../contract.ts'
import { issueOf, type RuleBody } from '../../rule.ts'
import { readDictionary } from '../read-days.ts'

/** Refuses a rule nobody could be judged by, in words that name what is wrong with it. */
export const demandSound = async (ctx: Context, body: RuleBody): Promise<void> => {
  const issue = issueOf(body, await readDictionary(ctx))
  if (issue) refuse(refusals[issue.issue], { about: issue.about })
}

const keepVersion = async (
  tx: Context,
  { ruleId, version, body }: { ruleId: string; version: number; body: RuleBody },
) => {
  await tx.db
    .insertInto('diagnosis.formerRule')
    .values({ ruleId, version, body: JSON.stringify(body), at: tx.now(), byName: tx.actor.name })
    .execute()
}
const byWhom = ({ actor, now }: Context) => ({ changedAt: now(), changedById: actor.id, changedByName: actor.name })

/** A new rule is off until somebody has seen whom it would tell of. */
export const addRule = (ctx: Context, body: RuleBody): Promise<{ id: string }> =>
  inTransaction(ctx, async (tx) => {
    await demandSound(tx, body)
    const { id } = await tx.db
      .insertInto('diagnosis.rule')
      .values({ body: JSON.stringify(body), ...byWhom(tx) })
      .returning('id')
      .executeTakeFirstOrThrow()
    await keepVersion(tx, { ruleId: id, version: 1, body })
    return { id }
  })

/** Writes the next version; findings keep the one they rest on. Refuses an older version. */
export const changeRule = (
  ctx: Context,
  ruleId: string,
  { version, body }: { version: number; body: RuleBody },
): Promise<{ version: number }> =>
  inTransaction(ctx, async (tx) => {
    await demandSound(tx, body)
    const saved = await tx.db
      .updateTable('diagnosis.rule')
      .set((e) => ({ body: JSON.stringify(body), version: e('version', '+', 1), ...byWhom(tx) }))
      .where('id', '=', ruleId)
      .where('removedAt', 'is', null)
      .where('version', '=', version)
      .returning('version')
      .executeTakeFirst()
    if (!saved) {
      await lockRule(tx, ruleId)
      return refuse(refusals.changedMeanwhile)
    }
    await keepVersion(tx, { ruleId, version: saved.version, body })
    return saved
  })

const lockRule = async (tx: Context, ruleId: string) =>
  (await tx.db
    .selectFrom('diagnosis.rule')
    .select(['id', 'code', 'body'])
    .where('id', '=', ruleId)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()) ?? refuse(refusals.noSuchRule)

/** On or off. What it needs must be in the dictionary when it goes on. */
export const switchRule = (ctx: Context, ruleId: string, isOn: boolean): Promise<{ isOn: boolean }> =>
  inTransaction(ctx, async (tx) => {
    const { body } = await lockRule(tx, ruleId)
    if (isOn) await demandSound(tx, body as unknown as RuleBody)
    await tx.db
      .updateTable('diagnosis.rule')
      .set({ isOn, ...byWhom(tx) })
      .where('id', '=', ruleId)
      .execute()
    return { isOn }
  })

/** Rules people wrote may go; their findings and versions stay. */
export const removeRule = (ctx: Context, ruleId: string): Promise<{ id: string }> =>
  inTransaction(ctx, async (tx) => {
    const { code } = await lockRule(tx, ruleId)
    if (code) refuse(refusals.builtIn)
    await tx.db
      .updateTable('diagnosis.rule')
      .set({ isOn: false, removedAt: tx.now(), ...byWhom(tx) })
      .where('id', '=', ruleId)
      .execute()
    return { id: ruleId }
  })
