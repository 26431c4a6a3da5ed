import type { Db } from '#platform/db.ts'
import { type CallSignal, newCall, withSignal } from '../call-record.ts'
import type { OutcomeKind } from '../outcome.ts'
import { findCaller } from './callers.ts'
import type { LiveCall } from './live-call.ts'

/** No call lasts longer, and no outcome is awaited longer. */
const longestMs = 7 * 86_400_000

/** No phone rings for longer. */
const longestRingMs = 90_000

type Given = { outcome: string | null; outcomeKind: string | null; outcomeAt: string | null }
/** Who left the customer to a survey says what came of the conversation before its end. */
const givenOn = ({ outcome, outcomeKind, outcomeAt }: Given): LiveCall['outcome'] =>
  outcome && outcomeKind && outcomeAt
    ? { code: outcome, kind: outcomeKind as OutcomeKind, at: Date.parse(outcomeAt) }
    : null

/** Calls without an end, and ended conversations still waiting for their outcome. */
export const readUnsettled = async (db: Db, now: Date, fencing: number): Promise<LiveCall[]> => {
  const rows = await db
    .selectFrom('calls.call')
    .selectAll()
    .where('placedAt', '>', new Date(now.getTime() - longestMs).toISOString())
    .where((where) => where.or([where('state', '!=', 'ended'), where('outcome', 'is', null)]))
    .execute()
  const signals = await readSignals(
    db,
    rows.map(({ id }) => id),
  )
  const calls = rows.map(
    ({ state: _, ...row }): LiveCall => ({
      ...row,
      direction: row.direction === 'in' ? 'in' : 'out',
      isInFlow: false,
      campaignId: row.campaignId ?? '',
      expectedAgentId: null,
      entryId: row.entryId ?? '',
      customerId: row.customerId ?? '',
      listId: row.listId ?? '',
      batchId: row.batchId ?? '',
      fencing,
      endpoint: null,
      muted: false,
      recordingOn: false,
      isOnTrial: false,
      outcome: givenOn(row),
      dialled: true,
      answerLost: false,
      ringsUntil: Date.parse(row.placedAt) + longestRingMs,
      isToEnd: false,
      missedAt: null,
      handedOnFrom: null,
      heardEvents: new Set((signals.get(row.id) ?? []).map(({ providerEventId }) => providerEventId)),
      record: (signals.get(row.id) ?? [])
        .map(({ signal }) => signal)
        .reduce(withSignal, newCall(Date.parse(row.placedAt))),
    }),
  )
  for (const call of calls) if (call.direction === 'in') await recallCaller(db, call)
  return calls
}

/** Who was handed to another campaign than the one that called them last stays with it. */
const recallCaller = async (db: Db, call: LiveCall): Promise<void> => {
  const { campaignId, siteId, scriptVersion } = call
  await findCaller(db, call)
  if (campaignId && campaignId !== call.campaignId)
    Object.assign(call, { campaignId, siteId, scriptVersion, entryId: '' })
}

/** The record of an open call is what its signals come to. */
const readSignals = async (
  db: Db,
  callIds: readonly string[],
): Promise<Map<string, { providerEventId: string; signal: CallSignal }[]>> => {
  const found = new Map<string, { providerEventId: string; signal: CallSignal }[]>()
  if (callIds.length === 0) return found
  const rows = await db
    .selectFrom('calls.signal')
    .selectAll()
    .where('callId', 'in', [...callIds])
    .orderBy('at')
    .execute()
  for (const { callId, at, kind, providerEventId, detail } of rows) {
    const signal = { ...(detail as object | null), kind, at: Date.parse(at) } as CallSignal
    found.set(callId, [...(found.get(callId) ?? []), { providerEventId, signal }])
  }
  return found
}
