import { refuse } from '#contract/problem.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { announce } from '#platform/outbox.ts'
import { alarmsOf } from '../alarms.ts'
import {
  type CampaignScoring,
  type Model,
  type ModelLine,
  refusals,
  type ScoredContact,
  type ScoringView,
} from '../contract.ts'
import { contactsScored } from './events.ts'
import { countOutcomes } from './gather.ts'
import {
  deleteScores,
  endTraining,
  findPlan,
  findScore,
  listModels,
  listNewest,
  listScores,
  type ModelRow,
  type ScoreRow,
  savePlan,
} from './store.ts'
import { orderTraining } from './work.ts'

const getCampaign = async ({ db }: Context, campaignId: string): Promise<Campaign> =>
  (await findCampaign(db, campaignId)) ?? refuse(refusals.noSuchCampaign)

const shown = (row: ModelRow): Model => ({
  ...row,
  auc: row.report.success?.outOfTime.auc ?? null,
  calibrationError: row.report.success?.outOfTime.calibrationError ?? null,
  alarms: alarmsOf(row.report),
})
const lineOf = (row: ModelRow): ModelLine => shown(row)

/** `all` counts past the reader's own reach, as training does. */
export const getScoring = async (ctx: Context, all: Db, campaignId: string): Promise<ScoringView> => {
  await getCampaign(ctx, campaignId)
  const models = await listModels(ctx.db, campaignId)
  const [newest] = models
  return {
    plan: await findPlan(ctx.db, campaignId),
    model: newest ? shown(newest) : null,
    history: models.map(lineOf),
    newOutcomes: await countOutcomes(all, campaignId, newest?.windowTo ? new Date(newest.windowTo) : null),
  }
}

const isOver = ({ state }: Campaign): boolean => state === 'finished' || state === 'reviewed'

/** Switches scoring on or off and keeps attributes out. Off: every score is deleted, and the line is as it came. */
export const setScoring = (
  ctx: Context,
  campaignId: string,
  settings: { isOn: boolean; keptOut: string[]; version: number },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const campaign = await getCampaign(tx, campaignId)
    if (isOver(campaign)) refuse(refusals.isOver)
    const before = await findPlan(tx.db, campaignId)
    const keptOut = [...new Set(settings.keptOut)]
    if (!(await savePlan(tx.db, campaignId, { ...settings, keptOut }, { name: tx.actor.name, at: tx.now() })))
      refuse(refusals.changedMeanwhile)
    if (settings.isOn) {
      if (!before.isOn && campaign.listId) await orderTraining(tx, campaignId, 'asked')
      return
    }
    await endTraining(tx.db, campaignId, 'idle', null)
    const gone = await deleteScores(tx.db, campaignId)
    if (gone) await announce(tx, contactsScored, campaignId, { from: firstId, to: lastId, byLot: false })
  })
const firstId = '00000000-0000-0000-0000-000000000000'
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

export const refitNow = async (ctx: Context, campaignId: string): Promise<void> => {
  const campaign = await getCampaign(ctx, campaignId)
  if (isOver(campaign)) refuse(refusals.isOver)
  if (!campaign.listId) refuse(refusals.noList)
  if (!(await findPlan(ctx.db, campaignId)).isOn) refuse(refusals.isOff)
  if (!(await orderTraining(ctx, campaignId, 'asked'))) refuse(refusals.atWork)
}

const masked = (row: ScoreRow): ScoredContact => ({ ...row, number: maskNumber(row.number) })

const cursorOf = ({ success, entryId }: ScoreRow): string => `${success}_${entryId}`
const readCursor = (cursor: string | undefined): { success: number; entryId: string } | null => {
  const parts = /^([\d.e-]{1,30})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(cursor ?? '')
  const success = Number(parts?.[1])
  return parts && success >= 0 && success <= 1 ? { success, entryId: parts[2] as string } : null
}

export const listContacts = async (
  ctx: Context,
  campaignId: string,
  { from, after, limit }: { from: 'best' | 'worst'; after?: string | undefined; limit: number },
) => {
  await getCampaign(ctx, campaignId)
  const rows = await listScores(ctx.db, campaignId, { from, after: readCursor(after), limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page.map(masked), next: rows.length > limit && last ? cursorOf(last) : null, total: null }
}

export const getContact = async (ctx: Context, campaignId: string, entryId: string): Promise<ScoredContact> => {
  await getCampaign(ctx, campaignId)
  return masked((await findScore(ctx.db, campaignId, entryId)) ?? refuse(refusals.notScored))
}

export const listCampaignModels = async ({ db }: Context): Promise<{ rows: CampaignScoring[] }> => ({
  rows: (await listNewest(db)).map(({ campaignName, isOn, ...row }) => ({ ...shown(row), campaignName, isOn })),
})
