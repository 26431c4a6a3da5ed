import { sql } from 'kysely'
import type { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { findEmployee } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals } from '../refusals.ts'
import type { ReportCode } from '../report.ts'
import { KeptRequest, type NewView, type View } from '../shapes.ts'

type NewView_ = z.output<typeof NewView>
type Row = Omit<View, 'isOwn' | 'isDefault' | 'request' | 'report'> & {
  report: ReportCode
  request: unknown
  ownerId: string
  deletedAt: string | null
  isDefault: boolean
}

const shownTo = ({ actor }: Context, { ownerId, deletedAt: _, request, ...row }: Row): View => ({
  ...row,
  // What an older version of the product kept may have fields this one does not know.
  request: KeptRequest.catch({ edition: 'day', back: 0, compare: 'none' }).parse(request),
  isOwn: ownerId === actor.id,
})

const selected = (ctx: Context) => sql`
  select v.id, v.report, v.name, v.request, v.sharing, v.owner_id, v.owner_name, v.version, v.deleted_at,
    exists (select from reports.default_view d where d.view_id = v.id and d.account_id = ${ctx.actor.id}) as is_default
  from reports.view v`

/** One's own views, and those others share with the team or everybody. */
export const listViews = async (ctx: Context): Promise<View[]> => {
  const { rows } =
    await sql<Row>`${selected(ctx)} where v.deleted_at is null order by v.report, v.name limit 500`.execute(ctx.db)
  return rows.map((row) => shownTo(ctx, row))
}

const findRow = async (ctx: Context, viewId: string): Promise<Row | undefined> =>
  (await sql<Row>`${selected(ctx)} where v.id = ${viewId}`.execute(ctx.db)).rows[0]

const takeOwn = async (ctx: Context, viewId: string): Promise<Row> => {
  const row = (await findRow(ctx, viewId)) ?? refuse(refusals.noSuchView)
  return row.ownerId === ctx.actor.id ? row : refuse(refusals.notYourView)
}

/** Teams that see a view shared with the team: those one leads, or one's own. */
const teamsOf = async ({ db, actor }: Context): Promise<readonly string[]> => {
  if (actor.teamIds.length > 0) return actor.teamIds
  const own = (await findEmployee(db, actor.id))?.teamId
  return own ? [own] : []
}
const sharedWith = async (ctx: Context, sharing: View['sharing']): Promise<readonly string[]> => {
  // Who sees only own rows shares with nobody: a view is an invitation to look somewhere.
  if (sharing !== 'own' && ctx.actor.scope === 'own') refuse(refusals.maySharePrivately)
  return sharing === 'team' ? teamsOf(ctx) : []
}

const refuseTakenName = async (
  { db, actor }: Context,
  report: string,
  name: string,
  except: string | null,
): Promise<void> => {
  const { rows } =
    await sql`select 1 from reports.view where owner_id = ${actor.id} and report = ${report} and name = ${name}
    and deleted_at is null and id is distinct from ${except}::uuid`.execute(db)
  if (rows.length > 0) refuse(refusals.viewNameTaken)
}

export const saveView = (ctx: Context, { report, name, request, sharing }: NewView_): Promise<View> =>
  inTransaction(ctx, async (tx) => {
    await refuseTakenName(tx, report, name, null)
    const teamIds = await sharedWith(tx, sharing)
    const { rows } = await sql<{ id: string }>`
      insert into reports.view (report, name, request, sharing, owner_id, owner_name, team_ids, made_at)
      values (${report}, ${name}, ${JSON.stringify(request)}::jsonb, ${sharing}, ${tx.actor.id}, ${tx.actor.name},
        ${[...teamIds]}::uuid[], ${tx.now()}) returning id`.execute(tx.db)
    return shownTo(tx, await takeOwn(tx, rows[0]?.id ?? ''))
  })

export const changeView = (
  ctx: Context,
  viewId: string,
  { name, request, sharing, version }: Omit<NewView_, 'report'> & { version: number },
): Promise<View> =>
  inTransaction(ctx, async (tx) => {
    const { report } = await takeOwn(tx, viewId)
    await refuseTakenName(tx, report, name, viewId)
    const teamIds = await sharedWith(tx, sharing)
    const { rows } = await sql`
      update reports.view set name = ${name}, request = ${JSON.stringify(request)}::jsonb, sharing = ${sharing},
        team_ids = ${[...teamIds]}::uuid[], version = version + 1
      where id = ${viewId} and version = ${version} and deleted_at is null returning id`.execute(tx.db)
    if (rows.length === 0) refuse(refusals.changedMeanwhile)
    return shownTo(tx, await takeOwn(tx, viewId))
  })

/** Puts a view aside; it can be taken back for a week. */
export const deleteView = (ctx: Context, viewId: string): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await takeOwn(tx, viewId)
    await sql`update reports.view set deleted_at = ${tx.now()} where id = ${viewId} and deleted_at is null`.execute(
      tx.db,
    )
  })

export const restoreView = (ctx: Context, viewId: string): Promise<View> =>
  inTransaction(ctx, async (tx) => {
    const { report, name } = await takeOwn(tx, viewId)
    await refuseTakenName(tx, report, name, viewId)
    await sql`update reports.view set deleted_at = null where id = ${viewId}`.execute(tx.db)
    return shownTo(tx, await takeOwn(tx, viewId))
  })

/** Which view a report opens with for whoever asks; none takes the choice back. */
export const chooseDefaultView = (ctx: Context, report: ReportCode, viewId: string | null): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    await sql`delete from reports.default_view where account_id = ${tx.actor.id} and report = ${report}`.execute(tx.db)
    if (viewId === null) return
    const view = await findRow(tx, viewId)
    if (!view || view.deletedAt !== null || view.report !== report) refuse(refusals.noSuchView)
    await sql`insert into reports.default_view (account_id, report, view_id) values (${tx.actor.id}, ${report}, ${viewId})`.execute(
      tx.db,
    )
  })

const keptDays = 7
/** Lets go of views deleted a week ago. */
export const forgetDeletedViews = async ({ db, now }: Context): Promise<void> => {
  const before = new Date(now().getTime() - keptDays * 86_400_000)
  await sql`delete from reports.view where deleted_at < ${before}`.execute(db)
}
