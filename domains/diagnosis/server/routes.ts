import { refuse } from '#contract/problem.ts'
import { type Base, type Context, systemContext } from '#platform/context.ts'
import { implement } from '#platform/http/implement.ts'
import { diagnosisContract, refusals } from '../contract.ts'
import { todayAt } from './people.ts'
import { keepBuiltIns } from './service/built-ins.ts'
import { check } from './service/check.ts'
import { preview } from './service/judge-campaigns.ts'
import { moveFinding, noteOnFinding } from './service/move-finding.ts'
import { addRule, changeRule, demandSound, removeRule, switchRule } from './service/write-rule.ts'
import { findFinding, listFindings, listFormerRules, listOwnTasks, listRules } from './store.ts'

const todayOf = ({ db, actor, now }: Context): Promise<string> => todayAt(db, actor.siteIds[0], now())

/** Findings are read in the reader's reach; judging sees all, since peers know no reach. */
export const diagnosisRoutes = (base: Base) => {
  const all = (ctx: Context): Context => ({ ...systemContext(base, ctx.requestId), actor: ctx.actor })
  return implement(diagnosisContract, {
    listFindings: async (ctx, { query }) => listFindings(ctx.db, query, await todayOf(ctx)),
    getFinding: async (ctx, { params }) =>
      (await findFinding(ctx.db, params.findingId)) ?? refuse(refusals.noSuchFinding),
    moveFinding: (ctx, { params, body }) => moveFinding(ctx, all(ctx), params.findingId, body),
    noteOnFinding: (ctx, { params, body }) => noteOnFinding(ctx, params.findingId, body.words),
    checkNow: (ctx) => check(all(ctx), { onlyDue: false }),
    listRules: async (ctx) => {
      await keepBuiltIns(all(ctx))
      return listRules(ctx.db)
    },
    listFormerRules: async (ctx, { params }) => {
      const versions = await listFormerRules(ctx.db, params.ruleId)
      return versions.length > 0 ? versions : refuse(refusals.noSuchRule)
    },
    addRule: (ctx, { body }) => addRule(ctx, body),
    changeRule: (ctx, { params, body }) => changeRule(ctx, params.ruleId, body),
    switchRule: (ctx, { params, body }) => switchRule(ctx, params.ruleId, body.isOn),
    removeRule: (ctx, { params }) => removeRule(ctx, params.ruleId),
    previewRule: async (ctx, { body }) => {
      await demandSound(ctx, body)
      return preview(all(ctx), body)
    },
    listOwnTasks: (ctx) => listOwnTasks(ctx.db, ctx.actor.id),
  })
}
