import { customersMerged, customersOfNumbers, mergeUndone } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import type { ConsentAct, ConsentPurpose, DoNotCallKind } from '../rules.ts'
import { consentNoted, numberForbidden, rulesChanged } from './events.ts'
import type { LiveGate } from './live.ts'

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
  const customerId = (await customersOfNumbers(db, [row.number])).get(row.number) ?? null
  gate.hearForbidden({ ...rest, ...times, kind: kind as DoNotCallKind, customerId })
}

/** What the gate in memory hears of what other processes write; only in the process that dials. */
export const gateReactions = (gate: LiveGate): Reaction[] => [
  when(rulesChanged, async () => {
    await gate.loadRules()
    await gate.loadHolidays()
  }),
  when(customersMerged, (_, { subjectId, payload }) => gate.recordsChanged([subjectId, payload.mergedId])),
  when(mergeUndone, (_, { subjectId, payload }) => gate.recordsChanged([subjectId, payload.mergedId])),
  when(consentNoted, ({ db }, { subjectId }) => hearConsent(db, gate, subjectId)),
  when(numberForbidden, ({ db }, { subjectId }) => hearForbidden(db, gate, subjectId)),
]
