import { findCampaign } from '#domains/campaigns/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { GradeClass } from '../grading.ts'
import * as events from './events.ts'
import { readSpraying } from './spraying.ts'
import { findDefault, findPlan } from './store.ts'

export type { GradeClass, Treatment } from '../grading.ts'

/** A campaign's list was screened and graded anew: ask `screening.exclusion_fact` and `grade_fact`. */
export const { screened } = events

/** The classes of a campaign, the best first, with how each is to be worked; the centre's where it has none. */
export const classesOf = async (db: Db, campaignId: string): Promise<readonly GradeClass[]> =>
  ((await findPlan(db, campaignId)) ?? (await findDefault(db))).classes

export type PremiumLimit = { agentId: string; premiumLeft: number }
/**
 * Agents who dial much and achieve little, with how many more contacts of the best class each should get today; agents
 * not named have no limit. Empty while the campaign's rule is off. Advice for who allocates: nothing here enforces it.
 * Asked with a `db` that sees all agents.
 */
export const premiumLimits = async (
  db: Db,
  campaignId: string,
  now: Date,
): Promise<{ classCode: string | null; limits: PremiumLimit[] }> => {
  const campaign = await findCampaign(db, campaignId)
  if (!campaign) return { classCode: null, limits: [] }
  const { agents, premiumClass } = await readSpraying(db, campaign, now)
  const limits = agents.flatMap(({ id, premiumLeft }) => (premiumLeft === null ? [] : [{ agentId: id, premiumLeft }]))
  return { classCode: premiumClass, limits }
}
