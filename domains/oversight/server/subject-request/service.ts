import { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { type LiveCalls, stateOf } from '#domains/calls/server/public.ts'
import { type LiveGate, rememberErased } from '#domains/compliance/server/public.ts'
import { allIdsOf, findCustomer, maskNumber, numbersOfCustomers, readNumber } from '#domains/customers/server/public.ts'
import { type Base, type Context, inTransaction, systemContext } from '#platform/context.ts'
import { defineJob, orderJob } from '#platform/jobs.ts'
import { type NewSubjectRequest, type PersonFound, refusals, type SubjectRequest } from '../../subject-contract.ts'
import { dueOn } from '../../subject-request.ts'
import { callIsUp, countOf, findRequest, gatherTraces, lockRequest, readWorkingDays, tracedNumbers } from './store.ts'

export const subjectJob = defineJob('oversight.workSubjectRequest', z.object({ requestId: z.uuid() }))
export const orderWork = (tx: Context, requestId: string, runAt?: Date): Promise<void> =>
  orderJob(tx, subjectJob, { requestId }, { key: `${subjectJob.task}:${requestId}`, ...(runAt ? { runAt } : {}) })

const customerOf = async (ctx: Context, said: string) => {
  const reading = readNumber(said)
  const number = reading.ok ? reading.number : refuse(refusals.notAPhone, { number: said })
  const customer = (await findCustomer(ctx.db, { number })) ?? refuse(refusals.noSuchPerson)
  return { customer, number }
}

export const findPerson = async (ctx: Context, said: string): Promise<PersonFound> => {
  const { customer, number } = await customerOf(ctx, said)
  const ids = await allIdsOf(ctx.db, customer.id)
  const numbers = await numbersOfCustomers(ctx.db, ids)
  return {
    customerId: customer.id,
    shownAs: maskNumber(number),
    name: customer.name,
    numbers: numbers.map((phone) => maskNumber(phone.number)),
    ...(await countOf(ctx.db, ids)),
  }
}

/** Enters what a person asks; nothing happens before somebody else approves it. */
export const askForSubject = (ctx: Context, form: NewSubjectRequest): Promise<SubjectRequest> =>
  inTransaction(ctx, async (tx) => {
    const { number: said, newName, ...told } = form
    const now = tx.now()
    if (told.receivedOn > now.toISOString().slice(0, 10)) refuse(refusals.receivedLater)
    if (told.kind === 'correct' && !newName?.trim()) refuse(refusals.nameMissing)
    const { customer, number } = await customerOf(tx, said)
    const made = await tx.db
      .insertInto('oversight.subjectRequest')
      .values({
        ...told,
        newName: told.kind === 'correct' ? (newName?.trim() ?? null) : null,
        customerId: customer.id,
        shownAs: maskNumber(number),
        dueOn: dueOn(told.receivedOn, await readWorkingDays(tx.db)),
        requestedBy: tx.actor.id,
        requestedByName: tx.actor.name,
        requestedAt: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    return (made && (await findRequest(tx.db, made.id))) ?? refuse(refusals.alreadyAsked)
  })

/** What only the process that dials has: the gate, and the calls that are up. */
export type Floor = () => { gate: LiveGate; calls: LiveCalls }

/** Also a call the record does not know yet, and one whose agent is still writing. */
const isOnTheLine = ({ calls }: ReturnType<Floor>, numbers: ReadonlySet<string>): boolean =>
  [...calls.all()].some((call) => numbers.has(call.number) && (stateOf(call.record) !== 'ended' || !call.outcome))

/**
 * From the approval of an erasure on the gate refuses every number of the person, before anything is erased: so no call
 * can begin while it is worked on.
 */
const prepareErasure = async (tx: Context, floor: ReturnType<Floor>, requestId: string): Promise<string[]> => {
  await gatherTraces(tx.db, requestId)
  const numbers = await tracedNumbers(tx.db, requestId)
  if (isOnTheLine(floor, new Set(numbers)) || (await callIsUp(tx.db, requestId, tx.now()))) refuse(refusals.callIsUp)
  await rememberErased(tx.db, numbers, tx.now())
  return numbers
}

export const decideForSubject = async (
  base: Base,
  floor: Floor,
  { ctx, requestId, approve, words }: { ctx: Context; requestId: string; approve: boolean; words: string },
): Promise<SubjectRequest> => {
  const { actor, requestId: webRequest } = ctx
  let forgotten: string[] = []
  const decided = await inTransaction({ ...systemContext(base, webRequest), actor }, async (tx) => {
    const request = (await lockRequest(tx.db, requestId)) ?? refuse(refusals.noSuchRequest)
    if (request.state !== 'waiting') refuse(refusals.alreadyDecided)
    if (request.requestedBy === actor.id) refuse(refusals.sameTwoEyes)
    if (approve && request.kind === 'erase') forgotten = await prepareErasure(tx, floor(), requestId)
    await tx.db
      .updateTable('oversight.subjectRequest')
      .set((e) => ({
        state: approve ? 'approved' : 'refused',
        decidedBy: actor.id,
        decidedByName: actor.name,
        decidedAt: tx.now(),
        decision: words,
        finishedAt: approve ? null : tx.now(),
        version: e('version', '+', 1),
      }))
      .where('id', '=', requestId)
      .execute()
    if (approve && request.kind !== 'export') await orderWork(tx, requestId)
    return (await findRequest(tx.db, requestId)) ?? refuse(refusals.noSuchRequest)
  })
  const since = base.now().getTime()
  for (const number of forgotten)
    floor().gate.hearForbidden({ number, kind: 'customer', campaignId: null, since, until: null })
  return decided
}

export const retryRequest = (ctx: Context, requestId: string): Promise<SubjectRequest> =>
  inTransaction(ctx, async (tx) => {
    const request = (await lockRequest(tx.db, requestId)) ?? refuse(refusals.noSuchRequest)
    if (request.state !== 'failed') refuse(refusals.notFailed)
    await tx.db
      .updateTable('oversight.subjectRequest')
      .set((e) => ({ state: 'approved', error: null, version: e('version', '+', 1) }))
      .where('id', '=', requestId)
      .execute()
    await orderWork(tx, requestId)
    return (await findRequest(tx.db, requestId)) ?? refuse(refusals.noSuchRequest)
  })
