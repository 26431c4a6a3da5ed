import { forgetCalls, forgetRecordings } from '#domains/calls/server/public.ts'
import { forgetOldBlocks, forgetSupersededConsent } from '#domains/compliance/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { cutoffOf } from '../../retention.ts'
import { campaignsUnder, findDue, nextCalls, recordingRule } from './due.ts'
import { insertRun, type KeptRule, readRules } from './store.ts'

/** Rows of one transaction: small enough that agents' screens do not feel it. */
const batch = 2000
/** A rule that is not through by then goes on the next night. */
const mostBatches = 500

type Work = { rule: KeptRule; rules: readonly KeptRule[]; now: Date }

const deleteSome = async (tx: Context, { rule, rules, now }: Work): Promise<number> => {
  const before = cutoffOf(rule, now)
  if (rule.kind === 'consent') return forgetSupersededConsent(tx.db, before, batch)
  if (rule.kind === 'block') {
    const campaignIds = await campaignsUnder(tx.db, rule.jurisdiction)
    return forgetOldBlocks(tx.db, { campaignIds, before, atMost: batch })
  }
  const recording = recordingRule(rules, rule.jurisdiction)
  const calls = await nextCalls(tx.db, { rule, recording, now, atMost: batch })
  return rule.kind === 'recording' ? forgetRecordings(tx, calls) : forgetCalls(tx, calls)
}

/** Deletes batch by batch; what is done stays done when a later batch fails. Answers how many, and what went wrong. */
const deleteAll = async (ctx: Context, work: Work): Promise<{ deleted: number; failed: string }> => {
  let deleted = 0
  try {
    for (let turn = 0; turn < mostBatches; turn++) {
      const gone = await inTransaction(ctx, (tx) => deleteSome(tx, work))
      deleted += gone
      if (gone === 0) break
    }
    return { deleted, failed: '' }
  } catch (error) {
    // One rule that fails must not keep the others from running; the run tells of it.
    ctx.log.error({ err: error, rule: work.rule.id }, 'records past their time could not be deleted')
    return { deleted, failed: String(error).slice(0, 500) }
  }
}

/**
 * Goes through every rule: counts what is past its days and, where the officer switched that on, deletes it. Each rule
 * leaves a run on record, the dry ones too. Recordings first, so that a call never goes while its recording is awaited.
 */
export const runRetention = async (ctx: Context): Promise<void> => {
  const now = ctx.now()
  const rules = await readRules(ctx.db)
  for (const rule of rules) {
    const { due, kept } = await findDue(ctx.db, rule, rules, now)
    const { deleted, failed } =
      rule.deletes && due > 0 ? await deleteAll(ctx, { rule, rules, now }) : { deleted: 0, failed: '' }
    const cutoff = cutoffOf(rule, now)
    await insertRun(ctx.db, { ruleId: rule.id, at: now, cutoff, due, kept, deleted, deletes: rule.deletes, failed })
  }
}
