import { type Context, inTransaction } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { announce } from '#platform/outbox.ts'
import type { ConsentAct, ConsentChannel, ConsentPurpose, DoNotCallKind } from '../../rules.ts'
import { consentNoted, numberForbidden } from '../events.ts'

export type ConsentWord = {
  customerId: string | null
  /** E.164. */
  number: string | null
  purpose: ConsentPurpose
  channel?: ConsentChannel
  act: ConsentAct
  evidence?: string
  callId?: string | null
  source?: string
  at?: Date
}
/** Notes consent from a process that does not dial; the gate hears of it within milliseconds of the commit. */
export const recordConsent = (ctx: Context, { at, ...word }: ConsentWord): Promise<string> =>
  inTransaction(ctx, async (tx) => {
    const notedAt = tx.now()
    const id = newId(notedAt)
    const by = tx.actor.sessionId === '' ? { byId: null, byName: '' } : { byId: tx.actor.id, byName: tx.actor.name }
    await tx.db
      .insertInto('compliance.consentEvent')
      .values({ ...word, ...by, id, at: at ?? notedAt, notedAt })
      .execute()
    await announce(tx, consentNoted, id)
    return id
  })

/** Forbids a number from a process that does not dial. Where the caller can, a route that runs on telephony is faster. */
export const forbidNumber = (
  ctx: Context,
  entry: { number: string; reason: string; kind?: DoNotCallKind; proof?: string; callId?: string | null },
): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { number, reason, kind = 'customer', proof = '', callId = null } = entry
    const signedIn = tx.actor.sessionId !== ''
    const made = await tx.db
      .insertInto('compliance.doNotCall')
      .values({
        ...{ number, reason, kind, proof, callId, since: tx.now() },
        ...{ saidTo: signedIn ? tx.actor.id : null, saidToName: signedIn ? tx.actor.name : '' },
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) await announce(tx, numberForbidden, made.id)
  })
