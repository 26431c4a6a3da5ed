import { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import { Instant } from '#contract/when.ts'
import { businessDayAt } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce, defineEvent } from '#platform/outbox.ts'
import { type Correction, type NewCorrection, refusals } from '../contract.ts'
import { piecesOf, type Recorded, type Said } from '../correction.ts'
import {
  areClosed,
  findCorrection,
  lockSession,
  lockSessionAround,
  readHolding,
  readSpells,
  replacePieces,
  type Session,
  type SpellOf,
  stateOfReason,
} from './correction-store.ts'

/** Recorded time of an employee (the subject) reads otherwise from now on: corrected, or a correction was withdrawn. */
export const timeCorrected = defineEvent(
  'presence.timeCorrected',
  z.object({ siteId: z.uuid().nullable(), teamId: z.uuid().nullable(), from: Instant, to: Instant }),
)

type Span = { from: Date; to: Date }
/** Time recorded at no site is reckoned by the usual clock. */
const noSite = '00000000-0000-0000-0000-000000000000'
type Owner = { teamId: string | null; siteId: string | null }

const refuseClosedDays = async (tx: Context, siteId: string | null, { from, to }: Span): Promise<void> => {
  const first = await businessDayAt(tx.db, siteId ?? noSite, from)
  const last = await businessDayAt(tx.db, siteId ?? noSite, new Date(to.getTime() - 1))
  if (await areClosed(tx.db, first, last)) refuse(refusals.daysClosed)
}

/** The stretches of the span, which must hold it without gap. Where the present stretch is part of it, it is not over. */
const takeSpells = async (tx: Context, session: Session, { from, to }: Span): Promise<SpellOf[]> => {
  const spells = await readSpells(tx.db, session.id, from, to)
  const [first] = spells
  const last = spells.at(-1)
  if (session.signedOutAt === null && (last?.endedAt ?? 0) < to.getTime()) refuse(refusals.notOver)
  const meets = spells.every(({ startedAt }, place) => place === 0 || spells[place - 1]?.endedAt === startedAt)
  if (!first || !last || !meets || first.startedAt > from.getTime() || last.endedAt < to.getTime())
    return refuse(refusals.noTimeThere)
  return spells
}

/** Whose time it is; refuses a span in which that changed. */
const ownerOf = (spells: readonly SpellOf[]): Owner => {
  const [{ teamId, siteId } = refuse(refusals.noTimeThere)] = spells
  if (spells.some((one) => one.teamId !== teamId || one.siteId !== siteId)) refuse(refusals.acrossTeams)
  return { teamId, siteId }
}

const saysSoAlready = (spells: readonly SpellOf[], holding: readonly Said[], said: Said): boolean =>
  spells
    .flatMap((spell): readonly Recorded[] => {
      const pieces = piecesOf(spell, holding)
      return pieces.length > 0 ? pieces : [spell]
    })
    .filter(({ startedAt, endedAt }) => startedAt < said.endsAt && endedAt > said.startsAt)
    .every(({ state, reasonId }) => state === said.state && reasonId === said.reasonId)

/** Cuts the stretches anew by all corrections that hold now, and says that their time reads otherwise. */
const retell = async (
  tx: Context,
  { sessionId, employeeId, span, owner }: { sessionId: string; employeeId: string; span: Span; owner: Owner },
): Promise<void> => {
  const spells = await readSpells(tx.db, sessionId, span.from, span.to)
  const holding = await readHolding(tx.db, sessionId)
  const cut = spells.map((spell) => ({ spell, pieces: piecesOf(spell, holding) }))
  await replacePieces(tx.db, { sessionId, employeeId }, cut)
  const [from, to] = [span.from.toISOString(), span.to.toISOString()]
  await announce(tx, timeCorrected, employeeId, { ...owner, from, to })
}

const checkReason = async (tx: Context, { state, reasonId }: NewCorrection): Promise<void> => {
  if (reasonId !== null && (await stateOfReason(tx.db, reasonId)) !== state) refuse(refusals.noSuchReason)
}

/**
 * Says what an agent really did in a stretch of recorded time; the record itself stays as it is. Refuses one's own time,
 * what is not over, what is not wholly within one sign-in and the leader's reach, and days that have been closed.
 */
export const correctTime = (ctx: Context, employeeId: string, wanted: NewCorrection): Promise<Correction> =>
  inTransaction(ctx, async (tx) => {
    if (employeeId === tx.actor.id) refuse(refusals.ownTime)
    const span = { from: new Date(wanted.startsAt), to: new Date(wanted.endsAt) }
    if (span.to <= span.from) refuse(refusals.endsBeforeItBegins)
    if (span.to > tx.now()) refuse(refusals.notOver)
    await checkReason(tx, wanted)
    const session = (await lockSessionAround(tx.db, employeeId, span.from, span.to)) ?? refuse(refusals.noTimeThere)
    const spells = await takeSpells(tx, session, span)
    const owner = ownerOf(spells)
    await refuseClosedDays(tx, owner.siteId, span)
    const { state, reasonId, why } = wanted
    const said = { id: '', state, reasonId, startsAt: span.from.getTime(), endsAt: span.to.getTime() }
    if (saysSoAlready(spells, await readHolding(tx.db, session.id), said)) refuse(refusals.alreadySo)
    const { id } = await tx.db
      .insertInto('presence.correction')
      .values({
        ...{ sessionId: session.id, employeeId, ...owner, startsAt: span.from, endsAt: span.to },
        ...{ state, reasonId, why, at: tx.now(), byId: tx.actor.id, byName: tx.actor.name },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await retell(tx, { sessionId: session.id, employeeId, span, owner })
    return (await findCorrection(tx.db, id)) ?? refuse(refusals.noSuchCorrection)
  })

/** Takes a correction back: what stands below it, an earlier correction or the record, holds again. */
export const withdrawCorrection = (ctx: Context, correctionId: string, why: string): Promise<Correction> =>
  inTransaction(ctx, async (tx) => {
    const seen = (await findCorrection(tx.db, correctionId)) ?? refuse(refusals.noSuchCorrection)
    const { sessionId, employeeId, teamId, siteId } = seen
    if (employeeId === tx.actor.id) refuse(refusals.ownTime)
    if (!(await lockSession(tx.db, sessionId))) refuse(refusals.noSuchCorrection)
    const span = { from: new Date(seen.startsAt), to: new Date(seen.endsAt) }
    await refuseClosedDays(tx, siteId, span)
    const taken = await tx.db
      .updateTable('presence.correction')
      .set({
        withdrawnAt: tx.now(),
        withdrawnById: tx.actor.id,
        withdrawnByName: tx.actor.name,
        withdrawnWhy: why,
      })
      .where('id', '=', correctionId)
      .where('withdrawnAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!taken) refuse(refusals.alreadyWithdrawn)
    await retell(tx, { sessionId, employeeId, span, owner: { teamId, siteId } })
    return (await findCorrection(tx.db, correctionId)) ?? refuse(refusals.noSuchCorrection)
  })
