import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Gate, Version } from '../../gate/gate.ts'
import type { Edition, Forbidden } from '../../gate/lists.ts'
import { dayMs, type Holidays } from '../../gate/wall.ts'
import { CallingRules, type ConsentAct, type ConsentPurpose, type DoNotCallKind } from '../../rules.ts'

/** Every approved version, by jurisdiction. */
export const readRules = async (db: Db): Promise<Map<string, Version[]>> => {
  const rows = await db
    .selectFrom('compliance.rulesVersion')
    .select(['jurisdiction', 'number', 'effectiveFrom', 'rules'])
    .where('state', '=', 'approved')
    .execute()
  const versions = new Map<string, Version[]>()
  for (const { jurisdiction, number, effectiveFrom, rules } of rows)
    versions.set(jurisdiction, [
      ...(versions.get(jurisdiction) ?? []),
      { number, effectiveFrom: Date.parse(effectiveFrom), rules: CallingRules.parse(rules) },
    ])
  return versions
}

export const readHolidays = async (db: Db): Promise<Map<string, Holidays>> => {
  const { rows } = await sql<{ calendar: string; day: string; kind: 'holiday' | 'workday' }>`
    select calendar, day::text as day, kind from compliance.holiday`.execute(db)
  const calendars = new Map<string, Map<number, 'holiday' | 'workday'>>()
  for (const { calendar, day, kind } of rows) {
    const days = calendars.get(calendar) ?? new Map()
    calendars.set(calendar, days.set(Date.parse(day) / dayMs, kind))
  }
  return calendars
}

type ForbiddenRow = {
  number: string
  kind: DoNotCallKind
  campaignId: string | null
  since: string
  until: string | null
}
const asForbidden = ({ since, until, ...row }: ForbiddenRow): Forbidden => ({
  ...row,
  since: Date.parse(since),
  until: until === null ? null : Date.parse(until),
})
const pageSize = 100_000
const nowhere = '00000000-0000-0000-0000-000000000000'
export const loadForbidden = async (db: Db, gate: Gate): Promise<void> => {
  for (let after = nowhere; ; ) {
    const { rows } = await sql<ForbiddenRow & { id: string }>`
      select id, number, kind, campaign_id, since, until from compliance.do_not_call
      where id > ${after} and ended_at is null order by id limit ${pageSize}`.execute(db)
    for (const row of rows) gate.forbid(asForbidden(row))
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}
/** What still holds of one kind for one number. */
export const readForbidden = async (
  db: Db,
  { number, kind, campaignId }: Pick<Forbidden, 'number' | 'kind' | 'campaignId'>,
): Promise<Forbidden[]> => {
  const { rows } = await sql<ForbiddenRow>`
    select number, kind, campaign_id, since, until from compliance.do_not_call
    where number = ${number} and kind = ${kind} and campaign_id is not distinct from ${campaignId}::uuid and ended_at is null`.execute(
    db,
  )
  return rows.map(asForbidden)
}

type ConsentRow = {
  id: string
  number: string | null
  customerId: string | null
  purpose: ConsentPurpose
  act: ConsentAct
  at: string
}
export const loadConsents = async (db: Db, gate: Gate): Promise<void> => {
  for (let after = nowhere; ; ) {
    const { rows } = await sql<ConsentRow>`
      select id, number, customer_id, purpose, act, at from compliance.consent_event
      where id > ${after} and channel in ('call', 'any') order by id limit ${pageSize}`.execute(db)
    for (const { at, ...word } of rows) gate.consent(word, { ...word, at: Date.parse(at) })
    const last = rows.at(-1)
    if (!last || rows.length < pageSize) return
    after = last.id
  }
}

/** The numbers of an edition, chunk after chunk, so that no second copy of ten million is ever held. */
export const readEdition = async (
  db: Db,
  { id, numbers, dated }: { id: string; numbers: number; dated: string },
): Promise<Edition> => {
  const all = new Float64Array(numbers)
  let filled = 0
  for (let no = 0; filled < numbers; no++) {
    const { rows } = await sql<{ numbers: Buffer }>`
      select numbers from compliance.registry_chunk where version_id = ${id} and no = ${no}`.execute(db)
    const bytes = rows[0]?.numbers
    if (!bytes) throw new Error(`chunk ${no} of registry edition ${id} is missing`)
    const aligned = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
    all.set(new Float64Array(aligned as ArrayBuffer), filled)
    filled += bytes.byteLength / 8
  }
  return { numbers: all, datedAt: Date.parse(dated) }
}
export const loadRegistries = async (db: Db, gate: Gate): Promise<void> => {
  const { rows } = await sql<{ id: string; registry: string; numbers: number; dated: string }>`
    select id, registry, numbers, dated::text as dated from compliance.registry_version where state = 'inForce'`.execute(
    db,
  )
  for (const { registry, ...edition } of rows) gate.setRegistry(registry, await readEdition(db, edition))
}
