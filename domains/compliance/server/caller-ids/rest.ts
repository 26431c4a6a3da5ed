import { refuse } from '#contract/problem.ts'
import type { Words } from '#contract/words.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'
import { announce } from '#platform/outbox.ts'
import { type RestRule, callerIdRefusals as refusals } from '../../caller-id-contract.ts'
import { callerIdChanged } from './service.ts'
import * as store from './store.ts'

const dayMs = 86_400_000

export const changeRestRule = (
  ctx: Context,
  { restsByRule, restDays, version }: { restsByRule: boolean; restDays: number; version: number },
): Promise<RestRule> =>
  inTransaction(ctx, async (tx) => {
    const change = { restsByRule, restDays, changedAt: tx.now(), changedByName: tx.actor.name, version }
    if (!(await store.saveRestRule(tx.db, change))) refuse(refusals.restRuleChanged)
    return store.readRestRule(tx.db)
  })

/**
 * Rests numbers by the rule, for as many days as it says, from now; nothing where it is switched off. Whom somebody has
 * moved meanwhile stays as they are.
 */
export const restByRule = (
  ctx: Context,
  numbers: readonly { id: string; version: number; why: Words }[],
): Promise<number> =>
  inTransaction(ctx, async (tx) => {
    const { restsByRule, restDays } = await store.readRestRule(tx.db)
    if (!restsByRule) return 0
    const since = tx.now()
    const restUntil = new Date(since.getTime() + restDays * dayMs).toISOString()
    let rested = 0
    for (const { id, version, why } of numbers) {
      const change = { state: 'resting', stateNote: '', stateWords: why, restUntil, stateSince: since } as const
      if (!(await store.saveCallerIdState(tx.db, id, { ...change, stateByName: '', version }))) continue
      await announce(tx, callerIdChanged, id)
      rested++
    }
    return rested
  })

const restIsOver: Words = { zh: '休眠期满，自动恢复', en: 'The rest was over; back by itself' }
/** What is past its rest is in use again, on record; the dialler has used it since that moment. */
export const wakeCallerIds = (ctx: Context): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const back = { state: 'inUse', stateNote: '', stateWords: restIsOver, restUntil: null, stateByName: '' } as const
    for (const { id, version } of await store.listRestedEnough(tx.db, tx.now())) {
      if (await store.saveCallerIdState(tx.db, id, { ...back, stateSince: tx.now(), version }))
        await announce(tx, callerIdChanged, id)
    }
  })

export const callerIdJobs: readonly Job[] = [byTheClock('compliance.wakeCallerIds', '* * * * *', wakeCallerIds)]
