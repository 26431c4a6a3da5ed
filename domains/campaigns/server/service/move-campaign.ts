import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { dayAt, nextOpening } from '../../calling-hours.ts'
import { type CampaignMove, campaignMoves, lacksSeller } from '../../campaign.ts'
import { type Campaign, type CampaignDetail, refusals } from '../../contract.ts'
import { gatesBefore, lacksOf, unsignedBefore } from '../../stage-gates.ts'
import { campaignChanged, eventOfMove } from '../events.ts'
import { countRecords, noteMove, saveState, signedSteps, unsign } from '../store.ts'
import { getDetail, getLocked } from './write-campaign.ts'

/**
 * Takes a campaign from one state to the next: the table of moves says whether, the guards say whether now.
 * The move, its story and its announcement are one transaction.
 */
export const moveCampaign = (
  ctx: Context,
  campaignId: string,
  move: CampaignMove,
  note = '',
): Promise<CampaignDetail> =>
  inTransaction(ctx, async (tx) => {
    const campaign = await getLocked(tx, campaignId)
    const next = campaignMoves[campaign.state][move] ?? refuse(refusals.wrongState, { state: campaign.state, move })
    await guards[move]?.(tx, campaign, note)

    const at = tx.now()
    const version = await saveState(tx.db, campaignId, next, {
      startedAt: campaign.startedAt ?? (next === 'running' ? at : null),
      finishedAt: next === 'finished' && move === 'finish' ? at : next === 'paused' ? null : campaign.finishedAt,
    })
    const by = { actorId: tx.actor.sessionId === '' ? null : tx.actor.id, actorName: tx.actor.name }
    await noteMove(tx.db, { campaignId, at, move, fromState: campaign.state, toState: next, ...by, note })
    if (move in eventOfMove) await announce(tx, eventOfMove[move as keyof typeof eventOfMove], campaignId)
    await announce(tx, campaignChanged, campaignId, { version })
    return getDetail(tx, campaignId)
  })

type Guard = (tx: Context, campaign: Campaign, note: string) => Promise<void>

const refuseIncomplete = async (tx: Context, campaign: Campaign): Promise<void> => {
  const recordCount = await countRecords(tx.db, campaign.listId)
  const lacks = lacksOf({ ...campaign, recordCount }, gatesBefore('approve'))
  if (lacks.length > 0) refuse(refusals.incomplete, { lacks })
}
const refuseUnsigned = async (tx: Context, campaign: Campaign, move: 'approve' | 'start'): Promise<void> => {
  const steps = unsignedBefore(move, await signedSteps(tx.db, campaign.id))
  if (steps.length > 0) refuse(refusals.gatesOpen, { steps })
}

/** What the dialer would spin on, or dial against everybody's will. */
const refuseDialling = async (tx: Context, campaign: Campaign): Promise<void> => {
  if (!campaign.listId) refuse(refusals.noList)
  if ((await countRecords(tx.db, campaign.listId)) === 0) refuse(refusals.nothingToDial)
  if (campaign.teamIds.length === 0) refuse(refusals.noTeam)
  if (campaign.callerId === '') refuse(refusals.noCallerId)
  if (lacksSeller(campaign)) refuse(refusals.noSeller)
  if (!nextOpening(campaign.callingHours, campaign.timeZone, tx.now())) refuse(refusals.noCallingHours)
  const today = dayAt(campaign.timeZone, tx.now())
  if ((campaign.startsOn && today < campaign.startsOn) || (campaign.endsOn && today > campaign.endsOn))
    refuse(refusals.outsideDates, { today })
}
const refuseWithoutNote: Guard = async (_tx, _campaign, note) => {
  if (note.trim() === '') refuse(refusals.noteNeeded)
}

const guards: Partial<Record<CampaignMove, Guard>> = {
  submit: refuseIncomplete,
  approve: async (tx, campaign) => {
    await refuseIncomplete(tx, campaign)
    await refuseUnsigned(tx, campaign, 'approve')
  },
  start: async (tx, campaign) => {
    await refuseUnsigned(tx, campaign, 'start')
    await refuseDialling(tx, campaign)
  },
  resume: refuseDialling,
  review: refuseWithoutNote,
  reopen: async (tx, campaign, note) => {
    await refuseWithoutNote(tx, campaign, note)
    // A plan that goes back to its author is a new plan: whoever signed the old one signs again.
    if (campaignMoves[campaign.state].reopen === 'draft') await unsign(tx.db, campaign.id, gatesBefore('approve'))
  },
}
