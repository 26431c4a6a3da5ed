import { sql } from 'kysely'
import { readNumber } from '#domains/customers/server/public.ts'
import type { TelephonyEvent } from '#domains/telephony/server/public.ts'
import type { Db } from '#platform/db.ts'
import { newCall, withSignal } from '../call-record.ts'
import type { LiveCall } from './live-call.ts'

export type Incoming = Extract<TelephonyEvent, { kind: 'incoming' }>

/** Nobody lets it ring for longer. */
const longestRingMs = 180_000
/** Who was not called for so long does not call back: they call. */
const rememberedDays = 90

/** A call that comes in, before anybody knows whose. */
export const callFrom = (
  { callId, from, to, providerEventId }: Incoming,
  { fencing, at }: { fencing: number; at: number },
): LiveCall => ({
  id: callId,
  direction: 'in',
  isInFlow: false,
  fencing,
  record: withSignal(newCall(at), { kind: 'incoming', at }),
  ...{ campaignId: '', entryId: '', customerId: '', listId: '', batchId: '' },
  number: asWritten(from),
  callerId: asWritten(to),
  mode: 'incoming',
  attemptNumber: 1,
  scriptVersion: 0,
  ...{ agentId: null, teamId: null, siteId: null, endpoint: null, expectedAgentId: null },
  ...{ abandoned: false, answerLost: false, isToEnd: false, muted: false, recordingOn: false, isOnTrial: false },
  ringsUntil: at + longestRingMs,
  outcome: null,
  note: '',
  heardEvents: new Set([providerEventId]),
  dialled: true,
  missedAt: null,
  handedOnFrom: null,
})

/** As our records write numbers; what is none stays as it came. */
const asWritten = (told: string): string => {
  const read = readNumber(told)
  return read.ok ? read.number : told
}

type Known = 'campaignId' | 'entryId' | 'customerId' | 'listId' | 'batchId'
type Caller = Pick<LiveCall, 'siteId' | 'scriptVersion' | 'attemptNumber' | 'expectedAgentId'> & {
  [K in Known]: string | null
}

/**
 * Fills in what our last call to that number was about, and which agent was on the line with them last. Looked for among
 * the calls of the customers who have the number, for calls are not kept by number.
 */
export const findCaller = async (db: Db, call: LiveCall): Promise<void> => {
  const since = new Date(call.record.placedAt - rememberedDays * 86_400_000)
  const { rows } = await sql<Caller>`
    with ours as (
      select * from calls.call k
      where k.customer_id in (select p.customer_id from customers.phone_fact p where p.number = ${call.number})
        and k.number = ${call.number} and k.direction = 'out' and k.placed_at > ${since})
    select campaign_id, entry_id, customer_id, list_id, batch_id, site_id, script_version, attempt_number,
      (select agent_id from ours where agent_id is not null order by placed_at desc limit 1) as expected_agent_id
    from ours order by placed_at desc limit 1`.execute(db)
  const [last] = rows
  if (!last) return
  const { campaignId, entryId, customerId, listId, batchId, ...others } = last
  const known = { campaignId, entryId, customerId, listId, batchId }
  Object.assign(call, others, Object.fromEntries(Object.entries(known).map(([part, id]) => [part, id ?? ''])))
}
