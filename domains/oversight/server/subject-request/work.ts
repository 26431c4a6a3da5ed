import { sql } from 'kysely'
import { customerErased } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { byTheClock, type Job, whenDue } from '#platform/jobs.ts'
import { announce } from '#platform/outbox.ts'
import type { SubjectRequest } from '../../subject-contract.ts'
import { orderWork, subjectJob } from './service.ts'
import {
  callIsUp,
  correctName,
  eraseFrom,
  findRequest,
  forgetTraces,
  gatherTraces,
  listStuck,
  personTables,
} from './store.ts'

/** Tables of one transaction: what a crash may cost, against a row of the audit trail for each. */
const tablesAtOnce = 8
const lookAgainMs = 60_000
const stuckAfterSeconds = 180

type Standing = { stepsDone: number; changedRows: number }
const standingOf = async (ctx: Context, id: string): Promise<Standing> =>
  ctx.db
    .selectFrom('oversight.subjectRequest')
    .select(['stepsDone', 'changedRows'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

const finish = (tx: Context, { id }: SubjectRequest, changedRows: number): Promise<unknown> =>
  tx.db
    .updateTable('oversight.subjectRequest')
    .set((e) => ({
      state: 'done',
      progress: 100,
      finishedAt: tx.now(),
      changedRows,
      version: e('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()

/** Table by table, going on where a process that died had come; each step may be done twice without harm. */
const erase = async (ctx: Context, request: SubjectRequest): Promise<void> => {
  const { id } = request
  await gatherTraces(ctx.db, id)
  // Between approval and now somebody may have answered the last call placed.
  if (await callIsUp(ctx.db, id, ctx.now())) return orderWork(ctx, id, new Date(Date.now() + lookAgainMs))
  const tables = await personTables(ctx.db)
  let { stepsDone, changedRows } = await standingOf(ctx, id)
  while (stepsDone < tables.length) {
    const now = tables.slice(stepsDone, stepsDone + tablesAtOnce)
    await inTransaction(ctx, async (tx) => {
      for (const table of now) changedRows += await eraseFrom(tx.db, id, table)
      stepsDone += now.length
      await tx.db
        .updateTable('oversight.subjectRequest')
        .set({
          ...{ state: 'working', stepsDone, changedRows, workedAt: sql`clock_timestamp()` },
          progress: Math.min(99, Math.floor((stepsDone / tables.length) * 100)),
        })
        .where('id', '=', id)
        .execute()
    })
  }
  await inTransaction(ctx, async (tx) => {
    // What was written while the tables before it were worked on, and what these steps themselves left in the audit trail.
    for (const table of tables) changedRows += await eraseFrom(tx.db, id, table)
    await forgetTraces(tx.db, id)
    await finish(tx, request, changedRows)
    await announce(tx, customerErased, request.customerId)
  })
}

const correct = (ctx: Context, request: SubjectRequest): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await gatherTraces(tx.db, request.id)
    const changedRows = await correctName(tx.db, request, tx.now())
    await forgetTraces(tx.db, request.id)
    await finish(tx, request, changedRows)
  })

/** Carries out an approved request. What goes wrong stands beside it, without a word of the person. */
export const workSubjectRequest = async (ctx: Context, requestId: string): Promise<void> => {
  const request = await findRequest(ctx.db, requestId)
  if (!request || (request.state !== 'approved' && request.state !== 'working')) return
  try {
    await (request.kind === 'erase' ? erase(ctx, request) : correct(ctx, request))
  } catch (error) {
    ctx.log.error({ err: error, requestId }, 'a request about personal data could not be carried out')
    const code = (error as { code?: unknown }).code
    await ctx.db
      .updateTable('oversight.subjectRequest')
      .set({ state: 'failed', error: typeof code === 'string' ? code : 'error' })
      .where('id', '=', requestId)
      .execute()
  }
}

export const resumeSubjectRequests = async (ctx: Context): Promise<void> => {
  for (const requestId of await listStuck(ctx.db, stuckAfterSeconds)) await orderWork(ctx, requestId)
}

export const subjectJobs: readonly Job[] = [
  whenDue(subjectJob, (ctx, { requestId }) => workSubjectRequest(ctx, requestId)),
  byTheClock('oversight.resumeSubjectRequests', '*/3 * * * *', resumeSubjectRequests),
]
