import { createList, importFile } from '#domains/lists/server/public.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { openDatabase } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { foundSite } from '#server/setup/found.ts'
import { type Figures, round } from '../ground.ts'
import { copyFile, copyOutcome } from './bare-copy.ts'
import type { Part, PartOptions } from './part.ts'
import { bytesOf, type FileOfPeople } from './people-file.ts'

const megabyte = 1024 * 1024

/** The most memory this process held while `work` ran, above what it held before. */
const watched = async <T>(work: () => Promise<T>): Promise<{ result: T; seconds: number; growthMegabytes: number }> => {
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  const began = performance.now()
  try {
    const result = await work()
    return { result, seconds: (performance.now() - began) / 1000, growthMegabytes: (peak - before) / megabyte }
  } finally {
    clearInterval(watch)
  }
}

const importing = async (ctx: Context, listId: string, file: FileOfPeople) => {
  const { result, ...cost } = await watched(() =>
    importFile(ctx, { listId, name: `${file.month}.csv`, bytes: bytesOf(file) }),
  )
  const { state, read, accepted, merged, refused } = result
  if (state !== 'imported' || read !== file.rows || read !== accepted + merged + refused)
    throw new Error(`the counts do not reconcile: ${JSON.stringify(result)}`)
  return { ...cost, batch: result }
}

const mostExisting = 1_000_000
/** A tenth of the rows that are there already come again: of a million some hundred thousand are joined. */
const filesOf = (rows: number): { existing: FileOfPeople; measured: FileOfPeople } => {
  const existing = Math.min(rows, mostExisting)
  return {
    existing: { rows: existing, from: 0, month: '2026-01' },
    measured: { rows, from: Math.floor(existing * 0.9), month: '2026-02' },
  }
}

/** A file of so many rows into a list that holds as many, a million at most, beside bare COPY of the same rows. */
export const importBeside = async (
  { log, freshDatabase }: PartOptions,
  rows: number,
  label: string,
): Promise<Figures> => {
  const urls = await freshDatabase()
  const database = openDatabase(urls.url)
  const ctx = systemContext({ database, now: () => new Date(), log: silentLog })
  const siteId = await foundSite(ctx, '上海职场')
  const { id: listId } = await createList(ctx, { siteId, name: '名单', supplier: '', note: '' })
  const { existing, measured } = filesOf(rows)
  log(`${label}: ${existing.rows} rows that are to be there already …`)
  const first = await importing(ctx, listId, existing)
  log(`${label}: ${rows} rows beside them …`)
  const second = await importing(ctx, listId, measured)
  await database.stop()
  const bare = await copyFile(urls, measured)
  const kept = await copyOutcome(urls, { before: first.batch.id, measured: second.batch.id })
  return {
    [`import_seconds_${label}`]: round(second.seconds, 1),
    [`import_rows_per_second_${label}`]: round(rows / second.seconds),
    [`import_into_empty_rows_per_second_${label}`]: round(existing.rows / first.seconds),
    [`import_merged_rows_${label}`]: second.batch.merged,
    [`import_refused_rows_${label}`]: second.batch.refused,
    [`bare_copy_seconds_${label}`]: round(bare, 1),
    [`import_to_bare_copy_ratio_${label}`]: round(second.seconds / bare, 2),
    [`bare_copy_with_keys_seconds_${label}`]: round(kept, 1),
    [`import_to_bare_copy_with_keys_ratio_${label}`]: round(second.seconds / kept, 2),
    [`import_memory_growth_mb_${label}`]: round(second.growthMegabytes),
  }
}

/** Import and de-duplication of a GBK file, beside bare COPY of the same rows in the same run; then its growth. */
export const importPart: Part = async (options) => {
  const sizes: [number, string][] = options.rows
    ? [[options.rows, `${options.rows / 1000}k`]]
    : options.quick
      ? [
          [20_000, '20k'],
          [100_000, '100k'],
        ]
      : [
          [100_000, '100k'],
          [1_000_000, '1m'],
          [10_000_000, '10m'],
        ]
  const figures: Figures = {}
  for (const [rows, label] of sizes) Object.assign(figures, await importBeside(options, rows, label))
  const speed = (at: number): number => figures[`import_rows_per_second_${sizes[at]?.[1]}`] ?? Number.NaN
  figures.import_growth_ratio = round(speed(sizes.length - 1) / speed(0), 2)
  return figures
}
