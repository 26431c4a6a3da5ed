import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { maskNumber, placeOf } from '#domains/customers/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { State } from '../complaint.ts'
import type { Complaint, ComplaintRow, CustomerPage, DueRule } from '../contract.ts'
import { type CauseFilter, narrowedBy } from './causes.ts'

const shown =
  sql.raw(`c.id, c.number, c.source, c.topic, c.state, coalesce(c.phone, '') as phone, coalesce(k.name, '') as customer_name,
  coalesce(p.name, '') as campaign_name, coalesce(a.name, '') as agent_name, c.received_at, c.due_at, c.answered_at, c.closed_at, c.responsible_name, c.version`)
const joins =
  sql.raw(`left join customers.customer_fact k on k.id = c.customer_id left join campaigns.campaign_fact p on p.id = c.campaign_id
  left join people.employee_fact a on a.id = c.agent_id left join people.site_fact s on s.id = c.site_id`)
const masked = <R extends { phone: string }>(row: R): R => ({ ...row, phone: row.phone && maskNumber(row.phone) })

export type ComplaintFilter = CauseFilter & {
  state?: State | undefined
  open?: 'true' | 'false' | undefined
  overdue?: 'true' | undefined
  customerId?: string | undefined
}
const stillOpen = sql`c.state in ('new', 'inHand')`
const conditions = (filter: ComplaintFilter, now: Date): RawBuilder<unknown> => {
  const all: RawBuilder<unknown>[] = [sql`true`, ...narrowedBy(filter)]
  if (filter.state) all.push(sql`c.state = ${filter.state}`)
  if (filter.open) all.push(filter.open === 'true' ? stillOpen : sql`not (${stillOpen})`)
  if (filter.overdue) all.push(sql`${stillOpen} and c.due_at < ${now}`)
  if (filter.customerId) all.push(sql`c.customer_id = ${filter.customerId}`)
  return sql.join(all, sql` and `)
}
const Place = z.tuple([z.iso.datetime({ offset: true }), z.guid()])
const beyond = (after: string | undefined): RawBuilder<unknown> => {
  const { data } = Place.safeParse(after?.split('~'))
  return data ? sql`and (c.received_at, c.id) < (${data[0]}::timestamptz, ${data[1]}::uuid)` : sql``
}

/** Newest first. `open` and `overdue` count everything in the reader's reach, whatever the filter. */
export const listComplaints = async (
  db: Db,
  { after, limit, ...filter }: ComplaintFilter & { after?: string | undefined; limit: number },
  now: Date,
) => {
  const { rows } = await sql<ComplaintRow>`select ${shown} from complaints.complaint c ${joins}
    where ${conditions(filter, now)} ${beyond(after)} order by c.received_at desc, c.id desc limit ${limit + 1}`.execute(
    db,
  )
  const counted = await sql<{ open: number; overdue: number }>`
    select count(*) as open, count(*) filter (where due_at < ${now}) as overdue
    from complaints.complaint c where ${stillOpen}`.execute(db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const { open, overdue } = counted.rows[0] ?? { open: 0, overdue: 0 }
  return {
    rows: page.map(masked),
    next: rows.length > limit && last ? `${last.receivedAt}~${last.id}` : null,
    total: null,
    open,
    overdue,
  }
}

/** The province kept at receipt; its English word comes from the number, as long as that is known. */
const regionOf = ({ region, phone }: { region: string | null; phone: string }): Complaint['region'] => {
  if (region === null) return null
  const english = phone ? placeOf(phone).english.split(', ').at(-1) : ''
  return { zh: region, en: english || region }
}

export const findComplaint = async (db: Db, id: string): Promise<Complaint | undefined> => {
  const { rows } = await sql<Omit<Complaint, 'notes' | 'region'> & { region: string | null }>`
    select ${shown}, c.words, c.callback_wish, c.case_number, c.customer_id, c.call_id, c.campaign_id, c.agent_id,
      c.responsible_id, c.responsibility, c.region, c.result
    from complaints.complaint c ${joins} where c.id = ${id}`.execute(db)
  const [complaint] = rows
  if (!complaint) return undefined
  const notes = await db
    .selectFrom('complaints.note')
    .select(['at', 'kind', 'byName', 'words'])
    .where('complaintId', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
  return { ...masked(complaint), region: regionOf(complaint), notes: notes as Complaint['notes'] }
}

/** What a complaint needs to know of the call it is about. */
export type CalledAbout = {
  callId: string
  number: string
  customerId: string | null
  campaignId: string
  agentId: string | null
  teamId: string | null
  siteId: string | null
}
export const findCall = async (db: Db, callId: string): Promise<CalledAbout | undefined> => {
  const { rows } = await sql<CalledAbout>`
    select k.id as call_id, k.number, coalesce(c.golden_id, k.customer_id) as customer_id, k.campaign_id, k.agent_id, k.team_id, k.site_id
    from calls.call_fact k left join customers.customer_fact c on c.id = k.customer_id where k.id = ${callId}`.execute(
    db,
  )
  return rows[0]
}

/** The latest call to that number we know of, to tell campaign and agent. */
export const findLatestCall = async (db: Db, customerId: string): Promise<CalledAbout | undefined> => {
  const { rows } = await sql<{ id: string }>`select id from calls.call_fact
    where customer_id = ${customerId} order by placed_at desc limit 1`.execute(db)
  return rows[0] && findCall(db, rows[0].id)
}

export type PageCall = CalledAbout &
  Pick<
    CustomerPage,
    'sellerName' | 'sellerPhone' | 'placedAt' | 'talked' | 'timeZone' | 'campaignType' | 'recorded'
  > & {
    erased: boolean
  }
/** A call as its customer is told of it. Without a seller on record the site speaks for itself. */
export const findPageCall = async (db: Db, callId: string): Promise<PageCall | undefined> => {
  const { rows } = await sql<PageCall>`
    select k.id as call_id, k.number, coalesce(c.golden_id, k.customer_id) as customer_id, k.campaign_id, k.agent_id, k.team_id, k.site_id,
      k.placed_at, k.talk_ms > 0 as talked, k.recording is not null as recorded, p.type as campaign_type,
      coalesce(v.name, s.name, '') as seller_name, coalesce(v.phone, d.caller_id, '') as seller_phone,
      coalesce(s.time_zone, 'Asia/Shanghai') as time_zone, k.number like '+999%' or c.erased_at is not null as erased
    from calls.call_fact k
    join calls.dial_fact d on d.id = k.id
    join campaigns.campaign_fact p on p.id = k.campaign_id
    left join compliance.seller_fact v on v.id = p.seller_id
    left join people.site_fact s on s.id = p.site_id
    left join customers.customer_fact c on c.id = k.customer_id
    where k.id = ${callId}`.execute(db)
  return rows[0]
}

export const complaintsOfCall = (db: Db, callId: string): Promise<CustomerPage['complaints']> =>
  db
    .selectFrom('complaints.complaint')
    .select(['number', 'topic', 'state', 'receivedAt', 'dueAt', 'result as answer', 'answeredAt'])
    .where('callId', '=', callId)
    .where('source', '=', 'customerPage')
    .orderBy('receivedAt', 'desc')
    .execute() as Promise<CustomerPage['complaints']>

/** Since when the number's owner wants no more calls; what we decided ourselves may end, and is not their word. */
export const doNotCallSince = async (db: Db, number: string): Promise<string | null> => {
  const row = await db
    .selectFrom('compliance.doNotCallFact')
    .select('since')
    .where('number', '=', number)
    .where('kind', '=', 'customer')
    .orderBy('since')
    .executeTakeFirst()
  return row?.since ?? null
}

/** What the person, or the number, has said of being called: a yes that still stands, else the last word. */
export const latestConsent = async (
  db: Db,
  { customerId, number }: Pick<CalledAbout, 'customerId' | 'number'>,
): Promise<CustomerPage['consent']> => {
  const { rows } = await sql<NonNullable<CustomerPage['consent']>>`
    with said as (select purpose, act, at, source from compliance.consent_fact
      where channel in ('call', 'any') and (number = ${number} or customer_id = ${customerId}))
    select act, at, source from said s
    order by s.act = 'given' and not exists (select from said later
      where later.act = 'withdrawn' and later.at >= s.at and later.purpose in ('any', s.purpose)) desc, s.at desc limit 1`.execute(
    db,
  )
  return rows[0] ?? null
}

export const listDueRules = (db: Db): Promise<DueRule[]> =>
  db.selectFrom('complaints.dueRule').select(['source', 'days']).orderBy('days').orderBy('source').execute() as Promise<
    DueRule[]
  >
