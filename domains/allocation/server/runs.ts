import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { type Campaign, findCampaign } from '#domains/campaigns/server/public.ts'
import { countActiveEntries } from '#domains/lists/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { announce } from '#platform/outbox.ts'
import { refusals } from '../contract.ts'
import { nobody } from '../deal.ts'
import type { Run } from '../shapes.ts'
import type { Spec } from '../way.ts'
import { allocationChanged } from './events.ts'
import { type Deal, makeDeal, type Plan, type Reach, readReach, sharesOf } from './plan.ts'
import {
  asRun,
  countInBooks,
  countInForce,
  endAssignments,
  findRunRow,
  insertAssignments,
  listRunRows,
  lockRun,
  type RunRow,
  readBooks,
  returnBook,
  undoAssignments,
} from './store.ts'
import { seeingAll, takeTurns } from './wide.ts'

export const campaignWithList = async (db: Db, campaignId: string): Promise<{ campaign: Campaign; listId: string }> => {
  const campaign = (await findCampaign(db, campaignId)) ?? refuse(refusals.noSuchCampaign)
  return { campaign, listId: campaign.listId ?? refuse(refusals.noList) }
}
const sameShares = (one: RunRow['outcome'], other: RunRow['outcome']): boolean =>
  one.length === other.length &&
  one.every(
    ({ agentId, teamId, contacts, expected }, place) =>
      other[place]?.agentId === agentId &&
      other[place]?.teamId === teamId &&
      other[place]?.contacts === contacts &&
      Math.abs((other[place]?.expected ?? 0) - (expected ?? 0)) < 1e-6,
  )
const countLeft = ({ dealt, contacts }: Deal): number =>
  contacts.reduce((left, _, place) => left + (dealt[place] === nobody ? 1 : 0), 0)

/** Works out who would get what, and keeps it as a plan; nothing changes yet. */
export const planRun = async (ctx: Context, engine: Db, campaignId: string, spec: Spec): Promise<Run> => {
  const place = await campaignWithList(ctx.db, campaignId)
  const reach = await readReach(ctx, place.campaign)
  return seeingAll(ctx, engine, async (tx) => {
    const seed = randomInt(2 ** 31)
    const dealt = await makeDeal(tx.db, { ...place, spec, seed, reach }, tx.now())
    const { rows } = await sql<RunRow>`
      insert into allocation.run (campaign_id, site_id, method, spec, seed, contacts, left_over, outcome, created_by, created_by_name, created_at)
      values (${campaignId}, ${place.campaign.siteId}, ${spec.way.by}, ${JSON.stringify(spec)}, ${seed}, ${dealt.contacts.length - countLeft(dealt)},
        ${countLeft(dealt)}, ${JSON.stringify(sharesOf(dealt, reach))}, ${ctx.actor.id}, ${ctx.actor.name}, ${tx.now()})
      returning id, campaign_id, method, state, contacts, left_over, outcome, created_by_name, created_at, applied_at, undone_at, undone_by_name`.execute(
      tx.db,
    )
    return asRun(rows[0] as RunRow)
  })
}

const assignmentsOf = ({ contacts, dealt, holders, expected }: Deal, reach: Reach, siteId: string) =>
  contacts.flatMap((contact, place) => {
    const holder = holders[dealt[place] ?? nobody]
    if (!holder) return []
    const agent = holder.agentId ? reach.members.get(holder.agentId) : undefined
    return {
      entryId: contact.entryId,
      customerId: contact.customerId,
      agentId: holder.agentId,
      teamId: agent?.teamId ?? holder.teamId,
      siteId: agent?.siteId ?? siteId,
      expected: expected(contact),
      replaces: contact.replaces,
    }
  })

const settle = async (tx: Context, plan: Plan, run: RunRow): Promise<void> => {
  const dealt = await makeDeal(tx.db, plan, tx.now())
  if (!sameShares(run.outcome, sharesOf(dealt, plan.reach))) refuse(refusals.planOutdated)
  const rows = assignmentsOf(dealt, plan.reach, plan.campaign.siteId)
  const [changeId, at] = [newId(tx.now()), tx.now()]
  const replaced = rows.flatMap(({ replaces }) => replaces ?? [])
  await endAssignments(tx.db, replaced, { why: 'reassigned', changeId, at })
  await insertAssignments(tx.db, { campaignId: plan.campaign.id, runId: run.id, changeId, at }, rows)
  await announce(tx, allocationChanged, plan.campaign.id, { changeId })
}

/** Does what the plan says, all of it or nothing. Refuses when contacts or agents are no longer those of the preview. */
export const applyRun = async (ctx: Context, engine: Db, campaignId: string, runId: string): Promise<Run> => {
  const place = await campaignWithList(ctx.db, campaignId)
  const reach = await readReach(ctx, place.campaign)
  return seeingAll(ctx, engine, async (tx) => {
    await takeTurns(tx.db, campaignId)
    const run = (await lockRun(tx.db, campaignId, runId)) ?? refuse(refusals.noSuchRun)
    if (run.state !== 'planned') refuse(refusals.wrongState)
    await settle(tx, { ...place, spec: run.spec, seed: run.seed, reach }, run)
    return moveRun(tx, run, { state: 'applied', appliedAt: tx.now() })
  })
}
const moveRun = async (tx: Context, run: RunRow, change: Record<string, unknown>): Promise<Run> => {
  await tx.db.updateTable('allocation.run').set(change).where('id', '=', run.id).execute()
  return asRun((await lockRun(tx.db, run.campaignId, run.id)) as RunRow)
}

/**
 * Takes back what a run has given and is still so; who was in another book before is in it again. Refuses whoever does
 * not see all it gave.
 */
export const undoRun = async (ctx: Context, engine: Db, campaignId: string, runId: string): Promise<Run> => {
  if (!(await findRunRow(ctx.db, campaignId, runId))) refuse(refusals.noSuchRun)
  const seen = await countInForce(ctx.db, runId)
  return seeingAll(ctx, engine, async (tx) => {
    await takeTurns(tx.db, campaignId)
    const run = (await lockRun(tx.db, campaignId, runId)) ?? refuse(refusals.noSuchRun)
    if (run.state !== 'applied') refuse(refusals.wrongState)
    if (seen < (await countInForce(tx.db, runId))) refuse(refusals.beyondReach)
    const changeId = newId(tx.now())
    await undoAssignments(tx.db, runId, { changeId, at: tx.now() })
    await announce(tx, allocationChanged, campaignId, { changeId })
    return moveRun(tx, run, { state: 'undone', undoneAt: tx.now(), undoneByName: ctx.actor.name })
  })
}

type Return = { holderId: string; campaignId?: string; why: 'agentLeft' | 'agentMoved' | 'agentAbsent' | 'givenBack' }
/** Gives back a book and tells the dialer; answers how many contacts. Within a transaction that sees all rows. */
export const giveBackBook = async (
  tx: Context,
  { holderId, campaignId, why }: Return,
  to: 'shared' | 'team',
): Promise<number> => {
  const changeId = newId(tx.now())
  const book = campaignId === undefined ? { holderId } : { holderId, campaignId }
  const concerned = await returnBook(tx.db, book, { why, changeId, at: tx.now(), to })
  for (const id of concerned.keys()) await announce(tx, allocationChanged, id, { changeId })
  return [...concerned.values()].reduce((all, n) => all + n, 0)
}

/** A leader takes a book back, as far as its holder is within reach. */
export const giveBack = async (
  ctx: Context,
  engine: Db,
  { campaignId, holderId }: { campaignId: string; holderId: string },
  to: 'shared' | 'team',
): Promise<number> => {
  const campaign = (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)
  const isInReach = (await readBooks(ctx.db, campaign.id)).some(
    ({ agentId, teamId }) => (agentId ?? teamId) === holderId,
  )
  if (!isInReach) return 0
  return seeingAll(ctx, engine, async (tx) => {
    await takeTurns(tx.db, campaignId)
    return giveBackBook(tx, { holderId, campaignId, why: 'givenBack' }, to)
  })
}

export const listRuns = async (db: Db, campaignId: string): Promise<Run[]> =>
  (await listRunRows(db, campaignId)).map(asRun)

/** Who has how many contacts, and how many of the list are in nobody's book. */
export const listBooks = async (ctx: Context, engine: Db, campaignId: string) => {
  const campaign = (await findCampaign(ctx.db, campaignId)) ?? refuse(refusals.noSuchCampaign)
  const books = await readBooks(ctx.db, campaignId)
  // Counted whole: also what is in books the reader does not see.
  const inBooks = await countInBooks(engine, campaignId)
  const all = campaign.listId ? await countActiveEntries(engine, campaign.listId) : 0
  return { books, shared: Math.max(0, all - inBooks) }
}
