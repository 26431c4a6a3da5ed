import { refuse } from '#contract/problem.ts'
import { callerIdKey, findJurisdiction, findSeller, percent } from '#domains/compliance/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { needsConfirmation } from '../../calling-hours.ts'
import { callerIdsOf, lacksSeller, mayPlan, mayTune } from '../../campaign.ts'
import { type Campaign, type CampaignDetail, type CampaignForm, refusals } from '../../contract.ts'
import { campaignChanged } from '../events.ts'
import {
  countTeams,
  findDetail,
  insertCampaign,
  isList,
  isSite,
  lockCampaign,
  saveForm,
  saveTeams,
  touch,
} from '../store.ts'

export const getDetail = async (ctx: Context, campaignId: string): Promise<CampaignDetail> =>
  (await findDetail(ctx.db, campaignId)) ?? refuse(refusals.notFound)

export const getLocked = async (tx: Context, campaignId: string): Promise<Campaign> =>
  (await lockCampaign(tx.db, campaignId)) ?? refuse(refusals.notFound)

const refuseUnknown = async (tx: Context, { siteId, listId, callingHours }: CampaignForm): Promise<void> => {
  if (needsConfirmation(callingHours)) refuse(refusals.unusualHours)
  if (!(await isSite(tx.db, siteId))) refuse(refusals.noSuchSite)
  if (listId && !(await isList(tx.db, listId))) refuse(refusals.noSuchList)
}

/** What the law of the place asks of the form. */
const refuseAgainstTheLaw = async (
  tx: Context,
  { jurisdiction, sellerId, abandonTargetOwn, attemptPolicy }: CampaignForm,
): Promise<void> => {
  const law = (await findJurisdiction(tx.db, jurisdiction)) ?? refuse(refusals.noSuchJurisdiction)
  if (sellerId && !(await findSeller(tx.db, sellerId))) refuse(refusals.noSuchSeller)
  if (abandonTargetOwn !== null && abandonTargetOwn > law.abandonCeiling)
    refuse(refusals.abandonTargetAboveCeiling, {
      target: percent(abandonTargetOwn),
      ceiling: percent(law.abandonCeiling),
    })
  if (attemptPolicy.ringSeconds < law.leastRingSeconds)
    refuse(refusals.ringsTooShort, { least: law.leastRingSeconds, seconds: attemptPolicy.ringSeconds })
}

/** A pool holds each number once, however it is written, and has a first one as soon as it has any. */
const withOnePool = (form: CampaignForm): CampaignForm => {
  const byKey = new Map<string, string>()
  for (const number of callerIdsOf(form)) if (!byKey.has(callerIdKey(number))) byKey.set(callerIdKey(number), number)
  const [callerId = '', ...moreCallerIds] = byKey.values()
  return { ...form, callerId, moreCallerIds }
}

/** Two people may choose the same name at once: the constraint decides, its refusal is told in words. */
const orNameTaken = async <T>(name: string, work: Promise<T>): Promise<T> =>
  work.catch((error: { constraint?: string }) => {
    if (error.constraint === 'a_campaign_name_is_unique') refuse(refusals.nameTaken, { name })
    throw error
  })

export const createCampaign = (ctx: Context, form: CampaignForm): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    await refuseUnknown(tx, form)
    await refuseAgainstTheLaw(tx, form)
    const id = await orNameTaken(form.name, insertCampaign(tx.db, withOnePool(form), tx.actor.id, tx.now()))
    await announce(tx, campaignChanged, id, { version: 1 })
    return getDetail(tx, id)
  })

/** Set by the plan; while customers are called only the dials of the machine may turn. */
const planned = ['name', 'type', 'purpose', 'siteId', 'listId', 'startsOn'] as const
const refuseChangeOfPlan = (campaign: Campaign, form: CampaignForm): void => {
  if (mayPlan(campaign.state)) return
  const fields = mayTune(campaign.state) ? planned.filter((field) => campaign[field] !== form[field]) : ['*']
  if (fields.length > 0) refuse(refusals.notNow, { fields: fields.join(', '), state: campaign.state })
}

/** Saves the form unless somebody saved another meanwhile. New opening words are a new version of the script. */
export const changeCampaign = (
  ctx: Context,
  campaignId: string,
  { version, ...form }: CampaignForm & { version: number },
): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    const campaign = await getLocked(tx, campaignId)
    if (campaign.version !== version) refuse(refusals.changedMeanwhile, { version: campaign.version })
    refuseChangeOfPlan(campaign, form)
    await refuseUnknown(tx, form)
    await refuseAgainstTheLaw(tx, form)
    if (campaign.state === 'running' && lacksSeller(form)) refuse(refusals.noSeller)
    if (campaign.siteId !== form.siteId) await saveTeams(tx.db, campaignId, [])
    const sameWords = campaign.openingWords === form.openingWords
    const scriptVersion = campaign.scriptVersion + (sameWords || campaign.openingWords === '' ? 0 : 1)
    const saved = await orNameTaken(form.name, saveForm(tx.db, campaignId, withOnePool(form), scriptVersion))
    await announce(tx, campaignChanged, campaignId, { version: saved })
    return getDetail(tx, campaignId)
  })

/** A new draft with the same plan and teams; signatures, story and numbers stay with the original. */
export const copyCampaign = (ctx: Context, campaignId: string, name: string): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    const { teamIds, ...original } = await getLocked(tx, campaignId)
    const form: CampaignForm = {
      name,
      type: original.type,
      purpose: original.purpose,
      siteId: original.siteId,
      listId: original.listId,
      callerId: original.callerId,
      moreCallerIds: original.moreCallerIds,
      mode: original.mode,
      jurisdiction: original.jurisdiction,
      sellerId: original.sellerId,
      abandonTargetOwn: original.abandonTargetOwn,
      lineLimit: original.lineLimit,
      agentHourCost: original.agentHourCost,
      callingHours: original.callingHours,
      attemptPolicy: original.attemptPolicy,
      wrapUpSeconds: original.wrapUpSeconds,
      rescueSeconds: original.rescueSeconds,
      machineDetection: original.machineDetection,
      machineAudits: original.machineAudits,
      targetSuccesses: original.targetSuccesses,
      openingWords: original.openingWords,
      product: original.product,
      startsOn: null,
      endsOn: null,
    }
    const id = await orNameTaken(name, insertCampaign(tx.db, form, tx.actor.id, tx.now()))
    await saveTeams(tx.db, id, teamIds)
    await announce(tx, campaignChanged, id, { version: 1 })
    return getDetail(tx, id)
  })

export const assignTeams = (ctx: Context, campaignId: string, wanted: readonly string[]): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    const { state, siteId } = await getLocked(tx, campaignId)
    if (!mayTune(state)) refuse(refusals.notNow, { fields: 'teamIds', state })
    const teamIds = [...new Set(wanted)]
    if ((await countTeams(tx.db, siteId, teamIds)) !== teamIds.length) refuse(refusals.noSuchTeam)
    await saveTeams(tx.db, campaignId, teamIds)
    await announce(tx, campaignChanged, campaignId, { version: await touch(tx.db, campaignId) })
    return getDetail(tx, campaignId)
  })
