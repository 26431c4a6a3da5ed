import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce, defineEvent, NoPayload } from '#platform/outbox.ts'
import {
  type CallerId,
  type CallerIdFlag,
  type CallerIdForm,
  type CallerIdSettings,
  type FlagForm,
  callerIdRefusals as refusals,
} from '../../caller-id-contract.ts'
import type { CallerIdLimits, CallerIdState } from '../../caller-ids.ts'
import * as store from './store.ts'

/** A number of the pool is another from now on: its limits, whether it rests. The subject is its id. */
export const callerIdChanged = defineEvent('compliance.callerIdChanged', NoPayload)

const refuseContradiction = ({ hourLimit: hour, dayLimit: day }: CallerIdLimits): void => {
  if (hour !== null && day !== null && hour > day) refuse(refusals.limitsContradict, { hour, day })
}
const getCallerId = async (tx: Context, id: string): Promise<CallerId> =>
  (await store.findCallerId(tx.db, id)) ?? refuse(refusals.noSuchCallerId)

export const addCallerId = (ctx: Context, form: CallerIdForm): Promise<CallerId> =>
  inTransaction(ctx, async (tx) => {
    refuseContradiction(form)
    const by = { at: tx.now(), name: tx.actor.name }
    const id = (await store.insertCallerId(tx.db, form, by)) ?? refuse(refusals.callerIdTaken, { number: form.number })
    await announce(tx, callerIdChanged, id)
    return getCallerId(tx, id)
  })

export const changeCallerId = (
  ctx: Context,
  id: string,
  form: CallerIdSettings & { version: number },
): Promise<CallerId> =>
  inTransaction(ctx, async (tx) => {
    await getCallerId(tx, id)
    refuseContradiction(form)
    if (!(await store.saveCallerId(tx.db, id, form))) refuse(refusals.callerIdChanged)
    await announce(tx, callerIdChanged, id)
    return getCallerId(tx, id)
  })

type Move = { state: CallerIdState; note: string; restUntil: string | null; version: number }
/**
 * Rests a number for a reason, takes it into use again, or retires it. Campaigns go on under the others of their pool; one
 * that has no other waits.
 */
export const moveCallerId = (ctx: Context, id: string, { state, note, restUntil, version }: Move): Promise<CallerId> =>
  inTransaction(ctx, async (tx) => {
    await getCallerId(tx, id)
    if (state === 'resting' && note.trim() === '') refuse(refusals.restNeedsReason)
    const end = state === 'resting' ? restUntil : null
    if (end !== null && Date.parse(end) <= tx.now().getTime()) refuse(refusals.restEndsBeforeItBegins)
    const change = {
      state,
      stateNote: note,
      stateWords: null,
      restUntil: end,
      stateSince: tx.now(),
      stateByName: tx.actor.name,
    }
    if (!(await store.saveCallerIdState(tx.db, id, { ...change, version }))) refuse(refusals.callerIdChanged)
    await announce(tx, callerIdChanged, id)
    return getCallerId(tx, id)
  })

export const listFlags = async (ctx: Context, id: string): Promise<CallerIdFlag[]> => {
  await getCallerId(ctx, id)
  return store.listFlags(ctx.db, id)
}

export const noteFlag = (ctx: Context, id: string, form: FlagForm): Promise<CallerIdFlag> =>
  inTransaction(ctx, async (tx) => {
    await getCallerId(tx, id)
    const now = tx.now()
    const seenAt = form.seenAt ?? now.toISOString()
    if (Date.parse(seenAt) > now.getTime()) refuse(refusals.flagInFuture)
    await announce(tx, callerIdChanged, id)
    return store.insertFlag(tx.db, id, { ...form, seenAt, notedAt: now, notedByName: tx.actor.name })
  })

export const clearFlag = (ctx: Context, id: string, flagId: string, note: string): Promise<CallerIdFlag> =>
  inTransaction(ctx, async (tx) => {
    if (!(await store.findFlag(tx.db, id, flagId))) refuse(refusals.noSuchFlag)
    const by = { clearedAt: tx.now(), clearedByName: tx.actor.name, clearedNote: note }
    await announce(tx, callerIdChanged, id)
    return (await store.clearFlag(tx.db, flagId, by)) ?? refuse(refusals.flagCleared)
  })
