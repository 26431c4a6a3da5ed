import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import type { Locale } from '#contract/words.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { Db } from '#platform/db.ts'
import { mostRows, workbookDownload } from '#platform/workbook/stream.ts'
import type { Period } from '../period.ts'
import { refusals } from '../refusals.ts'
import type { Narrowing } from '../shapes.ts'
import { text } from '../text.ts'
import { type Clock, callsWithin, clocksOf } from './calls-sql.ts'
import { getPeriod } from './place.ts'

export type CallsWanted = Narrowing & Period
/** Rows read at once: what stands in memory of a file of any length. */
const pageSize = 5000
/** Sheets of a workbook nobody could open any more are not worth writing. */
const mostSheets = 5
export const mostInWorkbook = mostSheets * (mostRows - 1)
/** Files written at once: each holds a connection for as long as its reader takes. */
const mostAtOnce = 2

type CallLine = {
  id: string
  day: string
  placedAt: string
  campaign: string | null
  product: string | null
  region: string | null
  team: string | null
  staffNumber: string | null
  agent: string | null
  number: string
  attempt: number
  answered: boolean
  talkMs: number
  holdMs: number
  wrapUpMs: number
  abandoned: boolean
  outcome: string | null
  recorded: boolean
}

/** The next rows in the order of their ids, which is that of the primary key: a page costs the same at any depth. */
const nextLines = async (
  db: Db,
  clocks: readonly Clock[],
  wanted: CallsWanted,
  after: string | undefined,
): Promise<CallLine[]> => {
  const { from: _, to: __, ...narrowing } = wanted
  const { rows } = await sql<CallLine>`
    select f.id, to_char((l.local) - coalesce(s.day_starts_at, '00:00')::interval, 'YYYY-MM-DD') as day,
      to_char(l.local, 'YYYY-MM-DD HH24:MI:SS') as placed_at, c.name as campaign, nullif(c.product, '') as product, f.region,
      t.name as team, e.staff_number, e.name as agent, f.number, f.attempt_number as attempt, f.answered_at is not null as answered,
      f.talk_ms, f.hold_ms, f.wrap_up_ms, f.abandoned, f.outcome, f.recording is not null as recorded
    from (select f.* ${callsWithin(clocks, narrowing)} and f.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
      order by f.id limit ${pageSize}) f
    left join campaigns.campaign_fact c on c.id = f.campaign_id
    left join people.site_fact s on s.id = c.site_id
    left join people.team_fact t on t.id = f.team_id
    left join people.employee_fact e on e.id = f.agent_id
    cross join lateral (select f.placed_at at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) l
    order by f.id`.execute(db)
  return rows
}

type Heading = keyof (typeof text)['call']
const columns: readonly [Heading, width: number, (line: CallLine, locale: Locale) => string | number | null][] = [
  ['day', 12, ({ day }) => day],
  ['placedAt', 20, ({ placedAt }) => placedAt],
  ['campaign', 24, ({ campaign }) => campaign],
  ['product', 16, ({ product }) => product],
  ['region', 10, ({ region }) => region],
  ['team', 14, ({ team }) => team],
  ['staffNumber', 12, ({ staffNumber }) => staffNumber],
  ['agent', 12, ({ agent }) => agent],
  ['number', 14, ({ number }) => maskNumber(number)],
  ['attempt', 8, ({ attempt }) => attempt],
  ['answered', 8, ({ answered }, locale) => said(answered, locale)],
  ['talkSeconds', 10, ({ talkMs }) => talkMs / 1000],
  ['holdSeconds', 10, ({ holdMs }) => holdMs / 1000],
  ['wrapUpSeconds', 10, ({ wrapUpMs }) => wrapUpMs / 1000],
  ['abandoned', 8, ({ abandoned }, locale) => said(abandoned, locale)],
  ['outcome', 20, ({ outcome }, locale) => outcomeWords(outcome)?.[locale] ?? null],
  ['recorded', 8, ({ recorded }, locale) => said(recorded, locale)],
  ['id', 38, ({ id }) => id],
]
const said = (yes: boolean, locale: Locale): string => (yes ? text.yes : text.no)[locale]

let underWay = 0
/** How many such files are being written by this process: for whoever looks after it, and for tests. */
export const filesUnderWay = (): number => underWay

/** So long a reader may take nothing: a line that hangs must not keep others from their files, nor old rows from going. */
export const patience = { ms: 300_000 }

/**
 * The lines page by page out of one snapshot, so that the file is of one moment however long it takes. Whoever stops
 * reading ends the snapshot, and with it the queries; whoever only waits too long finds the file broken off, never short.
 */
async function* eachPage(ctx: Context, wanted: CallsWanted): AsyncGenerator<CallLine[]> {
  if (underWay >= mostAtOnce) refuse(refusals.exportsBusy, { most: mostAtOnce })
  underWay++
  const snapshot = await ctx.db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
    .catch((error: unknown) => {
      underWay--
      throw error
    })
  let isOver = false
  const end = async (): Promise<void> => {
    if (isOver) return
    isOver = true
    underWay--
    await snapshot.rollback().execute()
  }
  const giveUp = () => void end().catch((err: unknown) => ctx.log.error({ err }, 'a snapshot could not be ended'))
  try {
    const clocks = await clocksOf({ ...ctx, db: snapshot as unknown as Db }, wanted)
    let after: string | undefined
    do {
      const lines = await nextLines(snapshot as unknown as Db, clocks, wanted, after)
      const waiting = setTimeout(giveUp, patience.ms)
      try {
        if (lines.length > 0) yield lines
      } finally {
        clearTimeout(waiting)
      }
      if (isOver) throw new Error('whoever reads a file of calls took nothing for too long')
      after = lines.length < pageSize ? undefined : lines.at(-1)?.id
    } while (after)
  } finally {
    await end()
  }
}

/** How many calls such a file would hold. */
export const countCallRows = async (ctx: Context, wanted: CallsWanted): Promise<number> => {
  getPeriod({ edition: 'custom', back: 0, ...wanted }, wanted.to)
  const { from: _, to: __, ...narrowing } = wanted
  const { rows } = await sql<{ rows: number }>`
    select count(*)::int as rows ${callsWithin(await clocksOf(ctx, wanted), narrowing)}`.execute(ctx.db)
  return rows[0]?.rows ?? 0
}

/** One row a call, in the reader's language, read while the file is sent. Refuses a workbook nobody could open. */
export const exportCallRows = async (ctx: Context, format: 'csv' | 'xlsx', wanted: CallsWanted): Promise<Download> => {
  const { locale } = ctx.actor
  getPeriod({ edition: 'custom', back: 0, ...wanted }, wanted.to)
  if (underWay >= mostAtOnce) refuse(refusals.exportsBusy, { most: mostAtOnce })
  const rows = format === 'xlsx' ? await countCallRows(ctx, wanted) : 0
  if (rows > mostInWorkbook) refuse(refusals.tooManyRows, { rows, most: mostInWorkbook })
  const pages = async function* () {
    for await (const lines of eachPage(ctx, wanted))
      yield lines.map((line) => columns.map(([, , cell]) => cell(line, locale)))
  }
  const headings = columns.map(([heading]) => text.call[heading][locale])
  const name = `${text.callRows[locale].replace(/[（,(].*$/, '')} ${wanted.from}_${wanted.to}`
  if (format === 'csv') return csvDownload(`${name}.csv`, headings, pages())
  const widths = columns.map(([, width]) => width)
  return workbookDownload(`${name}.xlsx`, {
    sheet: text.callRows[locale].slice(0, 20),
    headings,
    widths,
    pages: pages(),
  })
}
