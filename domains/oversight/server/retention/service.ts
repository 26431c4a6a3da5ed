import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { type RetentionRule, refusals } from '../../contract.ts'
import { dueNext, findDue } from './due.ts'
import { type KeptRule, readRules, saveRule, saveSwitch } from './store.ts'

const shown = async (ctx: Context, rule: KeptRule, rules: readonly KeptRule[]): Promise<RetentionRule> => {
  const found = await findDue(ctx.db, rule, rules, ctx.now())
  const { due, kept, oldest } = found
  return { ...rule, due, kept, oldest, nextDue: dueNext(rule, found) }
}

export const listRetention = async (ctx: Context): Promise<RetentionRule[]> => {
  const rules = await readRules(ctx.db)
  const list: RetentionRule[] = []
  for (const rule of rules) list.push(await shown(ctx, rule, rules))
  return list
}

const ruleOf = async (tx: Context, id: string): Promise<{ rule: KeptRule; rules: KeptRule[] }> => {
  const rules = await readRules(tx.db)
  return { rule: rules.find((one) => one.id === id) ?? refuse(refusals.noSuchRule), rules }
}
const shownAgain = async (tx: Context, id: string): Promise<RetentionRule> => {
  const { rule, rules } = await ruleOf(tx, id)
  return shown(tx, rule, rules)
}

type Change = { leastDays: number; mostDays: number; lawZh: string; lawEn: string; version: number }
/** Other days for a rule. Fewer days may make more due, so deletion is switched off again until somebody has looked. */
export const changeRetention = (ctx: Context, id: string, form: Change): Promise<RetentionRule> =>
  inTransaction(ctx, async (tx) => {
    const { rule } = await ruleOf(tx, id)
    const { leastDays: least, mostDays: most } = form
    if (least > most) refuse(refusals.leastAboveMost, { least, most })
    const by = { at: tx.now(), name: tx.actor.name }
    if (!(await saveRule(tx.db, id, form, by))) refuse(refusals.ruleChanged)
    if (rule.deletes && most < rule.mostDays)
      await saveSwitch(tx.db, id, { deletes: false, version: form.version + 1 }, by)
    return shownAgain(tx, id)
  })

/** Lets the nightly run delete what is past the most, or stops it. Nothing is switched on that nobody has seen. */
export const switchRetention = (
  ctx: Context,
  id: string,
  { deletes, seenDue, version }: { deletes: boolean; seenDue: number; version: number },
): Promise<RetentionRule> =>
  inTransaction(ctx, async (tx) => {
    const { rule, rules } = await ruleOf(tx, id)
    const { due } = await findDue(tx.db, rule, rules, tx.now())
    if (deletes && due > seenDue) refuse(refusals.moreIsDue, { due, seen: seenDue })
    const by = { at: tx.now(), name: tx.actor.name }
    if (!(await saveSwitch(tx.db, id, { deletes, version }, by))) refuse(refusals.ruleChanged)
    return shownAgain(tx, id)
  })
