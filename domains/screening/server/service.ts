import { refuse } from '#contract/problem.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import { countActiveEntries } from '#domains/lists/server/public.ts'
import { type Base, type Context, inTransaction, systemContext } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type Outcome, type Run, refusals, type Screening, type Settings } from '../contract.ts'
import { liftAll, storeExclusions, storeGrades } from './apply.ts'
import { type Asked, count, look } from './evaluate.ts'
import { screened } from './events.ts'
import {
  countExcluded,
  emptyOutcome,
  findDefault,
  findPlan,
  listRuns,
  lockPlan,
  newRunId,
  putInForce,
  putOutOfForce,
  sampleAttributes,
  saveDefault,
  savePlan,
  saveRun,
} from './store.ts'

export const getCampaignOf = async (ctx: Context, campaignId: string): Promise<Campaign> =>
  (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)

/** Campaigns are read by all; what changes whom they call is for those whose site it is. */
const getOwnCampaign = async (ctx: Context, campaignId: string): Promise<Campaign> => {
  const campaign = await getCampaignOf(ctx, campaignId)
  if (ctx.actor.scope !== 'all' && !ctx.actor.siteIds.includes(campaign.siteId)) refuse(refusals.outOfReach)
  return campaign
}
const listOf = ({ listId }: Campaign): string => listId ?? refuse(refusals.noList)

export const getScreening = async (ctx: Context, campaignId: string): Promise<Screening> => {
  const campaign = await getCampaignOf(ctx, campaignId)
  const plan = await findPlan(ctx.db, campaignId)
  const { rules, classes, spraying } = plan ?? (await findDefault(ctx.db))
  const [lastRun = null] = await listRuns(ctx.db, campaignId, 1)
  return {
    rules,
    classes,
    spraying,
    automatic: plan?.automatic ?? true,
    inForce: plan?.inForce ?? false,
    isOwn: plan !== undefined,
    updatedAt: plan?.updatedAt ?? null,
    updatedByName: plan?.updatedByName ?? '',
    version: plan?.version ?? 0,
    entries: campaign.listId ? await countActiveEntries(ctx.db, campaign.listId) : 0,
    excluded: await countExcluded(ctx.db, campaignId),
    attributes: campaign.listId ? await sampleAttributes(ctx.db, campaign.listId) : [],
    lastRun,
  }
}

/** Saves unless somebody saved others meanwhile. Takes effect with the next run. */
export const saveScreening = (
  ctx: Context,
  campaignId: string,
  { version, ...settings }: Settings & { automatic: boolean; version: number },
): Promise<Screening> =>
  inTransaction(ctx, async (tx) => {
    await getOwnCampaign(tx, campaignId)
    const plan = await lockPlan(tx.db, campaignId, tx.now())
    if (version !== (plan.isNew ? 0 : plan.version)) refuse(refusals.changedMeanwhile)
    await savePlan(tx.db, campaignId, settings, { at: tx.now(), name: tx.actor.name })
    return getScreening(tx, campaignId)
  })

export const takeDefault = (ctx: Context, campaignId: string): Promise<Screening> =>
  inTransaction(ctx, async (tx) => {
    await getOwnCampaign(tx, campaignId)
    const { automatic } = await lockPlan(tx.db, campaignId, tx.now())
    const usual = await findDefault(tx.db)
    await savePlan(tx.db, campaignId, { ...usual, automatic }, { at: tx.now(), name: tx.actor.name })
    return getScreening(tx, campaignId)
  })

export const makeDefault = (ctx: Context, settings: Settings): Promise<Settings> =>
  inTransaction(ctx, async (tx) => {
    if (tx.actor.scope !== 'all') refuse(refusals.outOfReach)
    await saveDefault(tx.db, settings, { at: tx.now(), name: tx.actor.name })
    return findDefault(tx.db)
  })

const lookAt = async (db: Context['db'], campaign: Campaign, asked: Asked, now: Date) =>
  look(db, { campaign, listId: listOf(campaign), now }, asked)

/**
 * What rules and classes would come to, with no effect. Counted with the eyes of the product: a cap over all campaigns
 * must not depend on which of them the asker may see.
 */
export const previewScreening = async (
  ctx: Context,
  base: Base,
  campaignId: string,
  asked: Asked,
): Promise<Outcome> => {
  const campaign = await getOwnCampaign(ctx, campaignId)
  listOf(campaign)
  return inTransaction(systemContext(base, ctx.requestId), async ({ db, now }) =>
    count(db, await lookAt(db, campaign, asked, now())),
  )
}

type Why = { reason: Run['reason']; actorName: string }
/** Screens and grades in one transaction; of two at once the second sees what the first did. */
const run = (system: Context, campaignId: string, why: Why): Promise<Run> =>
  inTransaction(system, async (tx) => {
    const startedAt = performance.now()
    const plan = await lockPlan(tx.db, campaignId, tx.now())
    const campaign = await getCampaignOf(tx, campaignId)
    const looked = await lookAt(tx.db, campaign, plan, tx.now())
    const result = await count(tx.db, looked)
    const id = await newRunId(tx.db)
    const changed = await storeExclusions(tx.db, { campaignId, runId: id }, looked)
    await storeGrades(tx.db, campaignId, looked)
    await putInForce(tx.db, campaignId, listOf(campaign))
    const { total, passed } = result
    const tookMs = Math.round(performance.now() - startedAt)
    const done = { id, at: tx.now(), ...why, total, passed, ...changed, tookMs, result }
    await saveRun(tx.db, { ...done, campaignId, listId: campaign.listId })
    await announce(tx, screened, campaignId, { runId: id, ...changed })
    return { ...done, at: done.at.toISOString() }
  })

export const applyScreening = async (ctx: Context, base: Base, campaignId: string): Promise<Run> => {
  const campaign = await getOwnCampaign(ctx, campaignId)
  listOf(campaign)
  if (campaign.state === 'finished' || campaign.state === 'reviewed') refuse(refusals.isOver)
  return run(asSystem(ctx, base), campaignId, { reason: 'asked', actorName: ctx.actor.name })
}
/** The product's eyes, the person's name: the record tells who asked. */
const asSystem = (ctx: Context, base: Base): Context => ({
  ...systemContext(base, ctx.requestId),
  actor: { ...systemContext(base).actor, name: ctx.actor.name },
})

/** By the clock or because the list changed; a campaign that is no longer screened, or over, is left alone. */
export const screenAgain = async (
  ctx: Context,
  campaignId: string,
  reason: 'nightly' | 'listChanged',
): Promise<void> => {
  const plan = await findPlan(ctx.db, campaignId)
  const campaign = await findCampaign(ctx.db, campaignId)
  if (!plan?.inForce || !campaign?.listId || campaign.state === 'finished' || campaign.state === 'reviewed') return
  await run(ctx, campaignId, { reason, actorName: '' })
}

/** Takes everything back: whoever rules had taken out is called again. */
export const liftScreening = async (ctx: Context, base: Base, campaignId: string): Promise<Run> => {
  const campaign = await getOwnCampaign(ctx, campaignId)
  return inTransaction(asSystem(ctx, base), async (tx) => {
    const plan = await lockPlan(tx.db, campaignId, tx.now())
    if (!plan.inForce) refuse(refusals.notScreened)
    const released = await liftAll(tx.db, campaignId)
    await putOutOfForce(tx.db, campaignId)
    const id = await newRunId(tx.db)
    const total = campaign.listId ? await countActiveEntries(tx.db, campaign.listId) : 0
    const counts = { total, passed: total, added: 0, released, tookMs: 0 }
    const why = { reason: 'lifted' as const, actorName: ctx.actor.name }
    const done = { id, at: tx.now(), ...why, ...counts, result: emptyOutcome(total) }
    await saveRun(tx.db, { ...done, campaignId, listId: campaign.listId })
    await announce(tx, screened, campaignId, { runId: id, added: 0, released })
    return { ...done, at: done.at.toISOString() }
  })
}
