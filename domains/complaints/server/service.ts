import { refuse } from '#contract/problem.ts'
import { findCustomer, placeOf, readNumber } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { announce } from '#platform/outbox.ts'
import { complaintMoves, dueAfter, type Move, type Responsibility, type Source, type Topic } from '../complaint.ts'
import { type Complaint, type DueRule, type NewComplaint, refusals } from '../contract.ts'
import { complaintReceived } from './events.ts'
import { type CalledAbout, findCall, findComplaint, findLatestCall, listDueRules } from './store.ts'

export type Given = {
  source: Source
  topic: Topic
  words: string
  callbackWish: string
  caseNumber: string
  phone: string | null
  customerId: string | null
  about: CalledAbout | undefined
}
export type Received = { id: string; number: number; dueAt: string }

const noteKinds = { take: 'taken', answer: 'answered', close: 'closed', reopen: 'reopened' } as const
type NoteKind = 'received' | 'noted' | (typeof noteKinds)[Move]

const note = async (
  tx: Context,
  complaintId: string,
  { kind, words, byName = tx.actor.name }: { kind: NoteKind; words: string; byName?: string },
): Promise<void> => {
  const byId = tx.actor.sessionId === '' ? null : tx.actor.id
  await tx.db
    .insertInto('complaints.note')
    .values({ complaintId, at: tx.now(), kind, words, byId, byName: byId ? byName : '' })
    .execute()
}

/** Writes a complaint down and tells whom it concerns. Needs eyes that see all: whoever complains has no reach. */
export const receiveComplaint = (ctx: Context, given: Given): Promise<Received> =>
  inTransaction(ctx, async (tx) => {
    const { about, ...told } = given
    const receivedAt = tx.now()
    const rules = await listDueRules(tx.db)
    const days = rules.find(({ source }) => source === given.source)?.days ?? 15
    const region = given.phone ? placeOf(given.phone).province : ''
    const received = await tx.db
      .insertInto('complaints.complaint')
      .values({
        ...told,
        callId: about?.callId ?? null,
        campaignId: about?.campaignId ?? null,
        agentId: about?.agentId ?? null,
        teamId: about?.teamId ?? null,
        siteId: about?.siteId ?? tx.actor.siteIds[0] ?? null,
        region: region || null,
        receivedAt,
        dueAt: dueAfter(receivedAt, days),
      })
      .returning(['id', 'number', 'dueAt'])
      .executeTakeFirstOrThrow()
    await note(tx, received.id, { kind: 'received', words: '' })
    await announce(tx, complaintReceived, received.id, {
      source: given.source,
      topic: given.topic,
      callId: about?.callId ?? null,
      campaignId: about?.campaignId ?? null,
      agentId: about?.agentId ?? null,
    })
    return received
  })

/** `ctx` decides which call the teller may see; `all` writes, since an agent has no reach into complaints. */
export const recordComplaint = async (ctx: Context, all: Context, form: NewComplaint): Promise<Received> => {
  const { callId, number, ...told } = form
  if (!callId && !number) refuse(refusals.aboutNothing)
  if (callId) {
    const about = (await findCall(ctx.db, callId)) ?? refuse(refusals.noSuchCall)
    return receiveComplaint(all, { ...told, about, phone: about.number, customerId: about.customerId })
  }
  const reading = readNumber(number ?? '')
  const phone = reading.ok ? reading.number : refuse(refusals.notANumber, { number: number ?? '' })
  const customer = await findCustomer(all.db, { number: phone })
  const about = customer && (await findLatestCall(all.db, customer.id))
  return receiveComplaint(all, { ...told, about, phone, customerId: customer?.id ?? null })
}

export type Moving = { version: number; move: Move; words: string; responsibility?: Responsibility | null | undefined }

/** Takes in hand, answers, closes or reopens. Refuses moves out of turn, an answer without words, and an older version. */
export const moveComplaint = (ctx: Context, complaintId: string, moving: Moving): Promise<Complaint> =>
  inTransaction(ctx, async (tx) => {
    const before = (await findComplaint(tx.db, complaintId)) ?? refuse(refusals.noSuchComplaint)
    const { move, words, responsibility } = moving
    const state = complaintMoves[before.state][move] ?? refuse(refusals.wrongState)
    if (move === 'answer' && words.trim() === '') refuse(refusals.answerMissing)
    const now = tx.now()
    const saved = await tx.db
      .updateTable('complaints.complaint')
      .set((e) => ({
        state,
        version: e('version', '+', 1),
        ...(move === 'take' ? { responsibleId: tx.actor.id, responsibleName: tx.actor.name } : {}),
        ...(move === 'answer' ? { result: words, answeredAt: now } : {}),
        ...(responsibility === undefined ? {} : { responsibility }),
        closedAt: move === 'close' ? now : null,
      }))
      .where('id', '=', complaintId)
      .where('version', '=', moving.version)
      .returning('id')
      .executeTakeFirst()
    if (!saved) refuse(refusals.changedMeanwhile)
    await note(tx, complaintId, { kind: noteKinds[move], words })
    return (await findComplaint(tx.db, complaintId)) ?? refuse(refusals.noSuchComplaint)
  })

export const noteOnComplaint = (ctx: Context, complaintId: string, words: string): Promise<Complaint> =>
  inTransaction(ctx, async (tx) => {
    if (!(await findComplaint(tx.db, complaintId))) refuse(refusals.noSuchComplaint)
    await note(tx, complaintId, { kind: 'noted', words })
    return (await findComplaint(tx.db, complaintId)) ?? refuse(refusals.noSuchComplaint)
  })

/** Holds for complaints received from now on; those on the desk keep their date. */
export const changeDueRule = async (ctx: Context, { source, days }: DueRule): Promise<DueRule[]> => {
  await ctx.db
    .updateTable('complaints.dueRule')
    .set({ days, changedByName: ctx.actor.name, changedAt: ctx.now() })
    .where('source', '=', source)
    .execute()
  return listDueRules(ctx.db)
}
