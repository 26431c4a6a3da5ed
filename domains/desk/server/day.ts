import { sql } from 'kysely'
import { type LiveCall, type LiveCalls, talkMs } from '#domains/calls/server/public.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { LivePresence } from '#domains/presence/server/public.ts'
import type { Clock } from '#platform/clock.ts'
import type { Base } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { Journal } from '#platform/journal.ts'
import type { DeskState } from '../contract.ts'

type Ground = { base: Base; clock: Clock; journal: Journal; calls: LiveCalls; presence: LivePresence }
type Today = DeskState['today']
type Last = { placedAt: number; number: string; outcome: string }
type Sums = Pick<Today, 'dials' | 'connects' | 'successes' | 'talkMs'>
type Page = {
  timeZone: string
  startsAt: number
  endsAt: number
  /** Calls memory has forgotten; those it still has are added whenever somebody looks. */
  sums: Sums
  last: Last | null
  calls: Map<string, LiveCall>
  /** Callbacks promised and not made, by contact; false for one made while the page is being loaded. */
  callbacks: Map<string, boolean>
  isLoaded: boolean
}
type Contact = { campaignId: string; entryId: string }
const keyOf = ({ campaignId, entryId }: Contact): string => `${campaignId} ${entryId}`

type Row = Sums & { startsAt: string; endsAt: string; last: Last | null }
/** What the ledger has of the agent since local midnight, up to `before`, but for the calls memory counts itself. */
const readDay = async (
  db: Db,
  agentId: string,
  { timeZone, before, except }: { timeZone: string; before: Date; except: readonly string[] },
): Promise<Row | undefined> => {
  const { rows } = await sql<Row>`
    with day as (select date_trunc('day', ${before}::timestamptz at time zone ${timeZone}) as starts),
      mine as (select * from calls.call_fact where agent_id = ${agentId} and placed_at < ${before}
        and placed_at >= (select starts at time zone ${timeZone} from day) and id <> all (${except}::uuid[]))
    select count(*) as dials, count(*) filter (where talk_ms > 0) as connects,
      count(*) filter (where outcome_kind = 'success') as successes, coalesce(sum(talk_ms), 0)::bigint as talk_ms,
      (select starts at time zone ${timeZone} from day) as starts_at,
      (select (starts + interval '1 day') at time zone ${timeZone} from day) as ends_at,
      (select jsonb_build_object('placedAt', extract(epoch from placed_at) * 1000, 'number', number, 'outcome', outcome)
        from mine where outcome is not null order by placed_at desc limit 1) as last
    from mine`.execute(db)
  return rows[0]
}
const readCallbacks = async (db: Db, agentId: string): Promise<string[]> => {
  const { rows } = await sql<Contact>`
    select campaign_id, entry_id from followups.followup_fact where agent_id = ${agentId} and state = 'open'`.execute(
    db,
  )
  return rows.map(keyOf)
}

const addCall = (to: Pick<Page, 'sums' | 'last' | 'startsAt'>, call: LiveCall): void => {
  const { record, number, outcome } = call
  if (record.placedAt < to.startsAt || call.direction === 'in') return
  const talked = talkMs(record)
  to.sums.dials++
  to.sums.talkMs += talked
  if (talked > 0) to.sums.connects++
  if (outcome?.kind === 'success') to.sums.successes++
  if (outcome && record.placedAt >= (to.last?.placedAt ?? 0))
    to.last = { placedAt: record.placedAt, number, outcome: outcome.code }
}

const freshPage = (timeZone: string, calls: (readonly [string, LiveCall])[]): Page => ({
  timeZone,
  startsAt: 0,
  endsAt: Number.POSITIVE_INFINITY,
  sums: { dials: 0, connects: 0, successes: 0, talkMs: 0 },
  last: null,
  calls: new Map(calls),
  callbacks: new Map(),
  isLoaded: false,
})

/**
 * The figures of today of each agent at work, kept in memory: read from the ledger once, when a desk first asks, and
 * right from then on the moment something happens, whether it is on record yet or not.
 */
export const openDays = ({ base, clock, journal, calls, presence }: Ground) => {
  const pages = new Map<string, { page: Page; loaded: Promise<void> }>()

  const note = (agentId: string, call: LiveCall | undefined): void => {
    if (call) pages.get(agentId)?.page.calls.set(call.id, call)
  }
  calls.news.hear(({ call }) => call.agentId && note(call.agentId, call))
  presence.news.hear(({ agent, now }) => {
    if (now === null) pages.delete(agent.id)
    else if (agent.callId) note(agent.id, calls.find(agent.callId))
  })

  const load = async (page: Page, agentId: string, before: Date): Promise<void> => {
    const except = [...page.calls.keys()]
    await journal.writtenNow()
    const db = base.database.engine
    const [day, callbacks] = await Promise.all([
      readDay(db, agentId, { timeZone: page.timeZone, before, except }),
      readCallbacks(db, agentId),
    ])
    if (!day) return
    const { startsAt, endsAt, last, ...sums } = day
    Object.assign(page, { sums, last, startsAt: Date.parse(startsAt), endsAt: Date.parse(endsAt), isLoaded: true })
    for (const key of callbacks) if (!page.callbacks.has(key)) page.callbacks.set(key, true)
    for (const [key, isOpen] of page.callbacks) if (!isOpen) page.callbacks.delete(key)
  }
  const open = (agentId: string, timeZone: string) => {
    const theirs = [...calls.all()].filter((call) => call.agentId === agentId).map((call) => [call.id, call] as const)
    const page = freshPage(timeZone, theirs)
    const opened = { page, loaded: load(page, agentId, clock.now()) }
    if (!presence.find(agentId)) return opened
    pages.set(agentId, opened)
    opened.loaded.catch(() => pages.get(agentId) === opened && pages.delete(agentId))
    return opened
  }
  const pageOf = async (agentId: string, timeZone: string): Promise<Page> => {
    const known = pages.get(agentId)
    const isToday = known && known.page.timeZone === timeZone && clock.nowMs() < known.page.endsAt
    const { page, loaded } = isToday ? known : open(agentId, timeZone)
    await loaded
    return page
  }

  return {
    /** Since local midnight of that time zone. */
    today: async (agentId: string, timeZone: string): Promise<Today> => {
      const page = await pageOf(agentId, timeZone)
      for (const [id, call] of page.calls)
        if (!calls.find(id)) {
          page.calls.delete(id)
          if (call.agentId === agentId) addCall(page, call)
        }
      const now = { startsAt: page.startsAt, sums: { ...page.sums }, last: page.last }
      for (const call of page.calls.values()) if (call.agentId === agentId) addCall(now, call)
      const { last } = now
      return {
        ...now.sums,
        openCallbacks: page.callbacks.size,
        last: last && { maskedNumber: maskNumber(last.number), outcome: last.outcome },
      }
    },
    promised: (agentId: string, contact: Contact): void => {
      pages.get(agentId)?.page.callbacks.set(keyOf(contact), true)
    },
    /** Whoever has called, nobody owes this contact a callback any more. */
    kept: (contact: Contact): void => {
      for (const { page } of pages.values())
        if (page.isLoaded) page.callbacks.delete(keyOf(contact))
        else page.callbacks.set(keyOf(contact), false)
    },
  }
}
