import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { announce, type Reaction, when } from '#platform/outbox.ts'
import type { ConsentAct, ConsentChannel, ConsentPurpose, DoNotCallKind } from '../../rules.ts'
import { consentNoted, numberForbidden, rulesChanged } from '../events.ts'
import type { LiveGate } from '../live.ts'

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

const hearConsent = async (db: Db, gate: LiveGate, id: string): Promise<void> => {
  const row = await db
    .selectFrom('compliance.consentEvent')
    .select(['customerId', 'number', 'purpose', 'channel', 'act', 'at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || (row.channel !== 'call' && row.channel !== 'any')) return
  gate.hearConsent(row, {
    purpose: row.purpose as ConsentPurpose,
    act: row.act as ConsentAct,
    at: Date.parse(row.at),
  })
}
const hearForbidden = async (db: Db, gate: LiveGate, id: string): Promise<void> => {
  const row = await db
    .selectFrom('compliance.doNotCall')
    .select(['number', 'kind', 'campaignId', 'since', 'until'])
    .where('id', '=', id)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  if (!row) return
  const { since, until, kind, ...rest } = row
  const times = { since: Date.parse(since), until: until === null ? null : Date.parse(until) }
  gate.hearForbidden({ ...rest, ...times, kind: kind as DoNotCallKind })
}

/** What the gate in memory hears of what other processes write; only in the process that dials. */
export const gateReactions = (gate: LiveGate): Reaction[] => [
  when(rulesChanged, async () => {
    await gate.loadRules()
    await gate.loadHolidays()
  }),
  when(consentNoted, ({ db }, { subjectId }) => hearConsent(db, gate, subjectId)),
  when(numberForbidden, ({ db }, { subjectId }) => hearForbidden(db, gate, subjectId)),
]
