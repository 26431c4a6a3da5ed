import { addDays } from '#contract/days.ts'
import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { type Finding, refusals } from '../../contract.ts'
import { type FindingMove, findingMoves } from '../../finding.ts'
import { todayAt } from '../people.ts'
import { findFinding, lockFinding } from '../store.ts'
import { noteOf } from './story.ts'
import { verifyFinding } from './verify-finding.ts'

export type Moving = { version: number; move: FindingMove; words: string }

const getFinding = async (ctx: Context, id: string): Promise<Finding> =>
  (await findFinding(ctx.db, id)) ?? refuse(refusals.noSuchFinding)

const unsettledTwin = 'one_open_finding_of_a_rule_and_subject'
const isTwin = (error: unknown): boolean => String((error as { constraint?: string }).constraint) === unsettledTwin

type Change = {
  ownerId?: string
  ownerName?: string
  doneOn?: string | null
  verifyOn?: string | null
  reason?: string
  dismissedAt?: Date | null
}
/** What a move writes beside the state. */
const changeBy = (tx: Context, finding: Finding, { move, words }: Moving, today: string): Change => {
  if (move === 'take') return { ownerId: tx.actor.id, ownerName: tx.actor.name }
  if (move === 'finish')
    return { doneOn: today, verifyOn: finding.action === 'note' ? null : addDays(today, finding.verifyAfterDays) }
  if (move === 'dismiss') return { reason: words, dismissedAt: tx.now() }
  if (move === 'undoDismiss') return { reason: '', dismissedAt: null }
  return {}
}

const saveMove = async (tx: Context, finding: Finding, moving: Moving, today: string): Promise<void> => {
  const state = findingMoves[finding.state][moving.move] ?? refuse(refusals.wrongState)
  if (moving.move === 'dismiss' && moving.words.trim() === '') refuse(refusals.reasonMissing)
  const saved = await tx.db
    .updateTable('diagnosis.finding')
    .set((e) => ({ state, version: e('version', '+', 1), ...changeBy(tx, finding, moving, today) }))
    .where('id', '=', finding.id)
    .where('version', '=', moving.version)
    .returning('id')
    .executeTakeFirst()
  if (!saved) refuse(refusals.changedMeanwhile)
  await noteOf(tx, finding.id, { kind: moving.move, words: moving.words })
}

/**
 * Takes up, puts back, finishes, dismisses with a reason, takes a dismissal back, or verifies once the last day is over.
 * Refuses moves out of turn, an older version, and to bring back what has been found anew.
 */
export const moveFinding = async (ctx: Context, all: Context, findingId: string, moving: Moving): Promise<Finding> => {
  try {
    return await inTransaction(ctx, async (tx) => {
      const locked = (await lockFinding(tx.db, findingId)) ?? refuse(refusals.noSuchFinding)
      if (locked.version !== moving.version) refuse(refusals.changedMeanwhile)
      const today = await todayAt(tx.db, locked.siteId, tx.now())
      if (moving.move === 'verify') await verifyFinding(tx, all, { findingId, today })
      else await saveMove(tx, await getFinding(tx, findingId), moving, today)
      return getFinding(tx, findingId)
    })
  } catch (error) {
    if (isTwin(error)) refuse(refusals.foundAgain)
    throw error
  }
}

export const noteOnFinding = (ctx: Context, findingId: string, words: string): Promise<Finding> =>
  inTransaction(ctx, async (tx) => {
    await getFinding(tx, findingId)
    await noteOf(tx, findingId, { kind: 'noted', words })
    return getFinding(tx, findingId)
  })
