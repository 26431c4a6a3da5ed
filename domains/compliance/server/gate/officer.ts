import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { customersOfNumbers } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { Journal } from '#platform/journal.ts'
import { type DoNotCallForm, refusals } from '../../contract.ts'
import type { ConsentEvent, ConsentForm } from '../../gate-contract.ts'
import { gateRefusals } from '../../gate-refusals.ts'
import type { DoNotCallKind } from '../../rules.ts'
import type { LiveGate } from '../live.ts'

type Floor = { gate: LiveGate; journal: Journal }
export type Normalise = (text: string, country?: string) => string | undefined

/** Forbids a number from this instant on; answers once it is on record. */
export const addDoNotCall = async (
  { gate, journal }: Floor,
  { actor, now, db }: Context,
  form: DoNotCallForm,
  normalise: Normalise,
) => {
  const number = normalise(form.number) ?? refuse(refusals.notANumber, { number: form.number })
  const until = form.until === null ? null : Date.parse(form.until)
  if (until !== null && form.kind === 'customer') refuse(gateRefusals.notEverybodys)
  if (until !== null && until <= now().getTime()) refuse(gateRefusals.untilInThePast)
  if (form.kind === 'campaign' && form.campaignId === null) refuse(gateRefusals.campaignMissing)
  const { kind, proof, callId } = form
  const campaignId = kind === 'campaign' ? form.campaignId : null
  const said = { saidTo: actor.id, saidToName: actor.name }
  gate.forbid(number, form.reason, { kind, campaignId, until, callId, proof, ...said })
  await journal.writtenNow(number)
  const customerId = kind === 'customer' ? (await customersOfNumbers(db, [number])).get(number) : undefined
  if (customerId) gate.hearForbidden({ number, kind, campaignId, since: now().getTime(), until, customerId })
  return done
}

/** Ends an entry of our own before its time. A customer's own wish is nobody's to end. */
export const endDoNotCall = async ({ gate, journal }: Floor, ctx: Context, entryId: string, reason: string) => {
  await journal.writtenNow()
  const ended = await inTransaction(ctx, async (tx) => {
    const row =
      (await tx.db
        .selectFrom('compliance.doNotCall')
        .select(['number', 'kind', 'campaignId', 'endedAt'])
        .where('id', '=', entryId)
        .executeTakeFirst()) ?? refuse(gateRefusals.noSuchEntry)
    if (row.endedAt !== null) refuse(gateRefusals.entryEnded)
    if (row.kind === 'customer') refuse(gateRefusals.wishStays)
    const end = { endedAt: tx.now(), endedBy: tx.actor.id, endedByName: tx.actor.name, endedReason: reason }
    const { numUpdatedRows } = await tx.db
      .updateTable('compliance.doNotCall')
      .set(end)
      .where('id', '=', entryId)
      .where('endedAt', 'is', null)
      .executeTakeFirst()
    if (Number(numUpdatedRows) === 0) refuse(gateRefusals.entryEnded)
    return { ...row, kind: row.kind as DoNotCallKind }
  })
  await gate.readAnew(ended)
  return done
}

const whoseConsent = async (db: Db, eventId: string) =>
  (await db
    .selectFrom('compliance.consentEvent')
    .select(['customerId', 'number'])
    .where('id', '=', eventId)
    .executeTakeFirst()) ?? refuse(gateRefusals.noSuchEntry)

/** Adds a line to the ledger of consent; it holds from this instant on. */
export const noteConsent = async (
  { gate, journal }: Floor,
  { actor, now, db }: Context,
  { ofEventId, ...given }: ConsentForm,
  normalise: Normalise,
): Promise<ConsentEvent> => {
  const form = ofEventId === null ? given : { ...given, ...(await whoseConsent(db, ofEventId)) }
  if (form.customerId === null && form.number === null) refuse(gateRefusals.consentOfNobody)
  const number =
    form.number === null ? null : (normalise(form.number) ?? refuse(refusals.notANumber, { number: form.number }))
  const at = form.at === undefined ? now().getTime() : Date.parse(form.at)
  if (at > now().getTime()) refuse(gateRefusals.consentInFuture)
  const row = gate.noteConsent({ ...form, number, at, byId: actor.id, byName: actor.name })
  await journal.writtenNow(row.id)
  const { byId: _, ...event } = row
  return { ...event, at: new Date(row.at).toISOString(), notedAt: new Date(row.notedAt).toISOString() }
}
