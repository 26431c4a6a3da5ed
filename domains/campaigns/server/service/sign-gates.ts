import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { type CampaignDetail, refusals } from '../../contract.ts'
import { type GateStep, lacksOf, maySign } from '../../stage-gates.ts'
import { campaignChanged } from '../events.ts'
import { countRecords, sign, touch, unsign } from '../store.ts'
import { getDetail, getLocked } from './write-campaign.ts'

/** Signs steps off, answering for what each of them checks. Refuses where the campaign itself shows a gap. */
export const signGates = (
  ctx: Context,
  campaignId: string,
  { steps, note }: { steps: readonly GateStep[]; note: string },
): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    const campaign = await getLocked(tx, campaignId)
    const closed = steps.filter((step) => !maySign(campaign.state, step))
    if (closed.length > 0) refuse(refusals.notNow, { fields: closed.join(', '), state: campaign.state })
    const recordCount = await countRecords(tx.db, campaign.listId)
    const lacks = lacksOf({ ...campaign, recordCount }, steps)
    if (lacks.length > 0) refuse(refusals.incomplete, { lacks })

    const by = { passedBy: tx.actor.id, passedByName: tx.actor.name }
    await sign(tx.db, [...new Set(steps)], { campaignId, ...by, passedAt: tx.now(), note })
    await announce(tx, campaignChanged, campaignId, { version: await touch(tx.db, campaignId) })
    return getDetail(tx, campaignId)
  })

export const withdrawGate = (ctx: Context, campaignId: string, step: GateStep): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    const { state } = await getLocked(tx, campaignId)
    if (!maySign(state, step)) refuse(refusals.notNow, { fields: step, state })
    await unsign(tx.db, campaignId, [step])
    await announce(tx, campaignChanged, campaignId, { version: await touch(tx.db, campaignId) })
    return getDetail(tx, campaignId)
  })
