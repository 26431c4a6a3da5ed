import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { orderJob } from '#platform/jobs.ts'
import { announce } from '#platform/outbox.ts'
import type { ModelLine, ModelReport } from '../contract.ts'
import { groupFeature } from '../features.ts'
import { psiOf } from '../learn/drift.ts'
import { type GroupRate, shrunkenRates } from '../learn/groups.ts'
import { calibrationOf, measure } from '../learn/measures.ts'
import { wordsOf } from '../learn/table.ts'
import { contactsScored } from './events.ts'
import { type Candidates, gatherContacts, gatherServed, nameBatches, usualRate } from './gather.ts'
import { trainJob } from './job.ts'
import { type Both, gatherLessons, type Lessons, learnBoth } from './learn-both.ts'
import type { Learner } from './learner.ts'
import {
  askForTraining,
  beginTraining,
  deleteOtherVersions,
  endTraining,
  findPlan,
  findScorers,
  insertModel,
  lockOn,
  type NewScores,
  placeScores,
  type Range,
  sampleScores,
  tellProgress,
  upsertScores,
} from './store.ts'

export type TrainingReason = ModelLine['reason']

const mostStarts = 3
const contactsAtOnce = 5000
const uncalledLookedAt = 3000
const scoresCompared = 20_000

/** Orders training unless it is under way or scoring is off. */
export const orderTraining = (ctx: Context, campaignId: string, reason: TrainingReason): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    if (!(await askForTraining(tx.db, campaignId, tx.now()))) return false
    const actorName = tx.actor.sessionId === '' ? '' : tx.actor.name
    await orderJob(tx, trainJob, { campaignId, reason, actorName }, { key: `${trainJob.task}:${campaignId}` })
    return true
  })

type Training = {
  campaign: Campaign & { listId: string }
  version: number
  at: Date
  both: Both
  groups: { all: number; groups: GroupRate[] }
}

/** A thread is asked where there is a model; groups are looked up. */
const scoreChunk = async (
  learner: Learner,
  { both, groups }: Training,
  { ids, table }: Candidates,
): Promise<NewScores> => {
  if (both.success) {
    const scored = await learner.score(table, both.success.scorer, both.answer?.scorer ?? null)
    return {
      ids,
      success: [...scored.success],
      answer: scored.answer ? [...scored.answer] : ids.map(() => null),
      reasons: scored.reasons,
    }
  }
  const rates = new Map(groups.groups.map(({ group, rate }) => [group, rate]))
  const batches = table.cells[table.names.indexOf(groupFeature)] ?? []
  const success = ids.map((_, row) => rates.get(wordsOf(batches[row]) ?? '') ?? groups.all)
  return { ids, success, answer: ids.map(() => null), reasons: ids.map(() => []) }
}

type Tally = { scored: number; off: number; ranges: Range[]; sample: number[] }

/** Scores everybody on the list, some thousands at a time. */
const scoreAll = async (ctx: Context, training: Training, learner: Learner): Promise<Tally> => {
  const { campaign, version, at } = training
  const tally: Tally = { scored: 0, off: 0, ranges: [], sample: [] }
  for (let after: string | null = null; ; ) {
    const where = { campaignId: campaign.id, listId: campaign.listId, now: at }
    const chunk: Candidates = await gatherContacts(ctx.db, where, { after, limit: contactsAtOnce })
    if (chunk.last === undefined) return tally
    if (chunk.ids.length > 0) {
      const scores = await scoreChunk(learner, training, chunk)
      await inTransaction(ctx, async (tx) => {
        if (await lockOn(tx.db, campaign.id))
          await upsertScores(tx.db, { campaignId: campaign.id, version, at }, scores)
      })
      if (tally.sample.length < scoresCompared) tally.sample.push(...scores.success)
    }
    tally.scored += chunk.ids.length
    tally.off += chunk.off
    tally.ranges.push({ from: after ?? nobody, to: chunk.last })
    after = chunk.last
    await tellProgress(ctx.db, campaign.id, Math.min(99, 75 + tally.ranges.length))
  }
}
const nobody = '00000000-0000-0000-0000-000000000000'

const bins = 50
const spreadOf = (scores: readonly number[]): Float64Array => {
  const counts = new Float64Array(bins)
  for (const score of scores) {
    const bin = Math.min(bins - 1, Math.floor(score * bins))
    counts[bin] = (counts[bin] as number) + 1
  }
  return counts
}

const servedReport = async (ctx: Context, campaignId: string): Promise<ModelReport['served']> => {
  const { scores, hits } = await gatherServed(ctx.db, campaignId)
  return hits.length === 0 ? null : { ...measure(scores, hits), calibration: calibrationOf(scores, hits) }
}

const namedGroups = async (ctx: Context, groups: readonly GroupRate[]): Promise<ModelReport['groups']> => {
  const shown = groups.slice(0, 50)
  const names = await nameBatches(
    ctx.db,
    shown.map(({ group }) => group),
  )
  return shown.map((one) => ({ ...one, group: names.get(one.group) ?? one.group }))
}

type Ordered = { campaign: Campaign & { listId: string }; reason: TrainingReason; actorName: string }

const gather = async (ctx: Context, campaign: Ordered['campaign']): Promise<Lessons> => {
  const where = { campaignId: campaign.id, listId: campaign.listId, now: ctx.now() }
  const { table: uncalled } = await gatherContacts(ctx.db, where, {
    after: null,
    limit: uncalledLookedAt,
    uncalled: true,
  })
  const { keptOut } = await findPlan(ctx.db, campaign.id)
  return gatherLessons(ctx.db, campaign.id, { uncalled, keptOut })
}

const train = async (ctx: Context, { campaign, reason, actorName }: Ordered, learner: Learner): Promise<void> => {
  const began = performance.now()
  const at = ctx.now()
  const previous = await findScorers(ctx.db, campaign.id)
  const version = (previous?.version ?? 0) + 1
  const lessons = await gather(ctx, campaign)
  const { conversations, attempts, refused } = lessons
  const onDone = (share: number): void => {
    // A moment without the database costs a report, not the training.
    tellProgress(ctx.db, campaign.id, Math.round(share * 75)).catch(() => {})
  }
  const both = await learnBoth(learner, lessons, { previous, seed: version, onDone })
  const groups = shrunkenRates(
    conversations.table,
    groupFeature,
    conversations.target,
    await usualRate(ctx.db, campaign.id),
  )
  const served = await servedReport(ctx, campaign.id)
  const before = await sampleScores(ctx.db, campaign.id, scoresCompared)
  const tally = await scoreAll(ctx, { campaign, version, at, both, groups }, learner)
  const report: ModelReport = {
    success: both.success?.report ?? null,
    answer: both.answer?.report ?? null,
    why: both.why,
    refused,
    groups: both.success ? [] : await namedGroups(ctx, groups.groups),
    served,
    scoreDrift: before.length === 0 ? null : psiOf(spreadOf(before), spreadOf(tally.sample)),
  }
  const moments = conversations.at
  await inTransaction(ctx, async (tx) => {
    // Switched off meanwhile: nothing of this is to stand.
    if (!(await lockOn(tx.db, campaign.id))) return
    await deleteOtherVersions(tx.db, campaign.id, version)
    await placeScores(tx.db, campaign.id)
    await insertModel(tx.db, {
      campaignId: campaign.id,
      version,
      kind: both.success ? 'learned' : 'groups',
      reason,
      actorName,
      trainedAt: at,
      rows: conversations.target.length,
      hits: conversations.target.reduce((sum, hit) => sum + hit, 0),
      attempts: attempts.target.length,
      answered: attempts.target.reduce((sum, hit) => sum + hit, 0),
      windowFrom: moments.length > 0 ? new Date(moments[0] as number) : null,
      windowTo: moments.length > 0 ? new Date(moments[moments.length - 1] as number) : null,
      scored: tally.scored,
      switchedOff: tally.off,
      tookMs: Math.round(performance.now() - began),
      report,
      scorers: { success: both.success?.scorer ?? null, answer: both.answer?.scorer ?? null },
    })
    for (const range of tally.ranges) await announce(tx, contactsScored, campaign.id, { ...range, byLot: true })
    await endTraining(tx.db, campaign.id, 'idle', null)
  })
}

/** Trains one campaign's model in a thread and scores its contacts; ends quietly where scoring was switched off. */
export const workTraining = async (
  ctx: Context,
  { campaignId, reason, actorName }: { campaignId: string; reason: TrainingReason; actorName: string },
  learner: Learner,
): Promise<void> => {
  if (!(await beginTraining(ctx.db, campaignId, mostStarts))) {
    await endTraining(ctx.db, campaignId, 'failed', 'begun too often')
    return
  }
  const campaign = await findCampaign(ctx.db, campaignId)
  if (!campaign?.listId) {
    await endTraining(ctx.db, campaignId, 'failed', 'there is no list')
    return
  }
  try {
    await train(ctx, { campaign: { ...campaign, listId: campaign.listId }, reason, actorName }, learner)
  } catch (error) {
    await endTraining(ctx.db, campaignId, 'failed', (error as Error).message.slice(0, 500))
    throw error
  }
}
