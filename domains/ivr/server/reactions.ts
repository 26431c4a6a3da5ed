import { allIdsOf, customerErased } from '#domains/customers/server/public.ts'
import { type GivenRow, receiveResults } from '#domains/results/server/public.ts'
import type { Context } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import { ratingOf } from '../runtime.ts'
import { flowsChanged, runEnded } from './events.ts'
import type { LiveFlows } from './live.ts'
import { eraseRuns, findRated, forgetRuns } from './run-store.ts'
import { tieSpoken } from './spoken.ts'

/** As results name us. */
const source = 'ivr'

/** What a customer pressed after the conversation counts with the other ratings of its call and agent. */
const reportRating = async (tx: Context, runId: string): Promise<void> => {
  const run = await findRated(tx.db, runId)
  const rating = run?.purpose === 'survey' ? ratingOf(run.flow, run.answers) : undefined
  if (!run || !rating) return
  const { satisfied, score } = rating
  const { callId } = run
  const fields = { externalId: runId, at: run.endedAt, callId, channel: 'hangup', satisfied }
  const row: GivenRow = { row: 1, fields: score === null ? fields : { ...fields, score }, cells: [] }
  const received = await receiveResults(tx, tx, { kind: 'survey', source, mode: 'good', channel: 'api', rows: [row] })
  for (const { problem } of received.faults)
    tx.log.error({ callId, code: problem.code }, 'a rating could not be kept as a result')
}

export const ivrReactions: readonly Reaction[] = [
  when(runEnded, (tx, { subjectId }) => reportRating(tx, subjectId)),
  when(customerErased, async (tx, { subjectId }) =>
    eraseRuns(tx.db, [subjectId, ...(await allIdsOf(tx.db, subjectId))]),
  ),
]
/** Only in the process that dials. */
export const flowReactions = (flows: LiveFlows): Reaction[] => [when(flowsChanged, () => flows.load())]

/** A call may be settled late; by then nobody is still on it. */
const keptAnywayMs = 30 * 86_400_000
export const ivrJobs: readonly Job[] = [
  byTheClock('ivr.tieSpoken', '* * * * *', tieSpoken),
  byTheClock('ivr.forgetRuns', '20 19 * * *', (ctx) =>
    forgetRuns(ctx.db, new Date(ctx.now().getTime() - keptAnywayMs)),
  ),
]
