import { sql } from 'kysely'
import Papa from 'papaparse'
import { refuse } from '#contract/problem.ts'
import type { Download, Upload } from '#contract/route.ts'
import type { Base, Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { Db } from '#platform/db.ts'
import { Segment, segmentRefusals } from '../segments.ts'
import { overlaySegments } from './number-place.ts'
import { placeAllAnew, placeAnew } from './place-numbers.ts'

const columns = ['prefix', 'province', 'city', 'carrier'] as const
/** As many as mainland China could have segments of seven digits, and some. */
export const mostSegments = 300_000
const refreshMs = 60_000

const readAll = (db: Db): Promise<Segment[]> => db.selectFrom('customers.numberSegment').select(columns).execute()

/** Reads our own table anew. */
export const loadSegments = async (db: Db): Promise<void> => overlaySegments(await readAll(db))

/** Keeps our own table in memory: read at the start, and each minute for what other processes changed. */
export const keepSegments = ({ database, log }: Base) => {
  const load = () => loadSegments(database.engine)
  let timer: NodeJS.Timeout | undefined
  return {
    start: async (): Promise<void> => {
      await load()
      timer = setInterval(() => {
        load().catch((error: unknown) => log.warn({ err: error }, 'the table of segments could not be read'))
      }, refreshMs)
      timer.unref()
    },
    stop: (): void => clearInterval(timer),
  }
}

export const listSegments = async (
  { db }: Context,
  { after, prefix, limit }: { after?: string | undefined; prefix?: string | undefined; limit: number },
) => {
  const rows = await db
    .selectFrom('customers.numberSegment')
    .select(columns)
    .$if(after !== undefined, (q) => q.where(sql<boolean>`prefix collate "C" > ${after}`))
    .$if(!!prefix, (q) => q.where(sql<boolean>`starts_with(prefix, ${prefix})`))
    .orderBy(sql`prefix collate "C"`)
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.prefix ?? null) : null }
}

const save = async (db: Db, segments: readonly Segment[]): Promise<void> => {
  await sql`
    insert into customers.number_segment (prefix, province, city, carrier)
    select * from unnest(${segments.map(({ prefix }) => prefix)}::text[], ${segments.map(({ province }) => province)}::text[],
      ${segments.map(({ city }) => city)}::text[], ${segments.map(({ carrier }) => carrier)}::text[])
    on conflict (prefix) do update set province = excluded.province, city = excluded.city, carrier = excluded.carrier, changed_at = now()`.execute(
    db,
  )
}
/** What was changed here holds here at once; known numbers with these digits are looked up anew within a minute. */
const applied = async (ctx: Context, prefixes: readonly string[]): Promise<void> => {
  await loadSegments(ctx.db)
  await (prefixes.length > mostAskedOneByOne ? placeAllAnew(ctx.db) : placeAnew(ctx.db, prefixes))
}
const mostAskedOneByOne = 50

export const saveSegment = async (ctx: Context, segment: Segment): Promise<Segment> => {
  await save(ctx.db, [segment])
  await applied(ctx, [segment.prefix])
  return segment
}

export const removeSegment = async (ctx: Context, prefix: string): Promise<void> => {
  await ctx.db.deleteFrom('customers.numberSegment').where('prefix', '=', prefix).execute()
  await applied(ctx, [prefix])
}

const decode = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  const whole = Buffer.concat(parts)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(whole)
  } catch {
    return new TextDecoder('gb18030').decode(whole)
  }
}
const isHeading = ([first = '']: readonly string[]): boolean => !/\d/.test(first)

/** Takes in a CSV file of prefix, province, city and carrier, whole or not at all. A known prefix is replaced. */
export const importSegments = async (ctx: Context, { bytes }: Upload): Promise<{ taken: number }> => {
  const { data } = Papa.parse<string[]>(await decode(bytes), { skipEmptyLines: 'greedy' })
  if (data.length > mostSegments + 1) refuse(segmentRefusals.tooManySegments, { limit: mostSegments })
  const found = new Map<string, Segment>()
  for (const [index, cells] of data.entries()) {
    if (index === 0 && isHeading(cells)) continue
    const [prefix = '', province = '', city = '', carrier = ''] = cells.map((cell) => cell.trim())
    const { data: segment } = Segment.safeParse({ prefix, province, city, carrier })
    if (!segment) return refuse(segmentRefusals.badSegmentRow, { line: index + 1, prefix: prefix.slice(0, 20) })
    found.set(segment.prefix, segment)
  }
  if (found.size === 0) refuse(segmentRefusals.noSegments)
  await save(ctx.db, [...found.values()])
  await applied(ctx, [...found.keys()])
  return { taken: found.size }
}

/** The table as the import reads it. */
export const exportSegments = ({ db }: Context, words: { name: string; headings: readonly string[] }): Download => {
  const pages = async function* () {
    yield (await readAll(db)).map((segment) => columns.map((column) => segment[column]))
  }
  return csvDownload(`${words.name}.csv`, words.headings, pages())
}
