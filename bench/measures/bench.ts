import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '#platform/db.ts'
import { type BenchGround, type Figures, openGround, round, type Urls } from '../ground.ts'
import { contextOf } from './asking.ts'
import { centreOf, localMidnight } from './centre.ts'
import { type DrillTimes, drillTimes } from './drill.ts'
import { type Duck, duckWith } from './duck.ts'
import { askFunnels } from './funnel.ts'
import { keptYear, loadYear } from './load.ts'
import { optionsOf } from './options.ts'
import { openPages } from './pages.ts'
import { readPast } from './past.ts'
import { mainStepOf } from './plan.ts'
import { addReported } from './reported.ts'
import { fingerprint, keptSums, noteSums, recomputeAll, secondsOf, sizesOf, vacuumRollups } from './rollups.ts'
import { askEverything, type Told } from './round.ts'
import { figuresOf, growthOf, pageFigures, printPages, printTable, shareOf, tellMisses } from './telling.ts'
import { upkeep } from './upkeep.ts'

const say = (line: string): void => console.log(line)

type SizeOptions = {
  rows: number
  seed: number
  label: string
  quick: boolean
  scanSeconds: number
  keep: string | undefined
  recompute: boolean
  oneCampaign: boolean
}

/** The year in a database of its own: written now, or by an earlier run into the folder that is kept. */
const yearIn = async (
  ground: BenchGround,
  { rows, seed, label, keep, oneCampaign }: SizeOptions,
  tell: (line: string) => void,
) => {
  const [past, centre] = [await readPast(), centreOf(rows, seed, oneCampaign)]
  tell(past.told)
  const name = `measures_${label}_${seed}${oneCampaign ? '_one' : ''}`
  const urls = keep ? await ground.namedDatabase(name) : await ground.freshDatabase()
  const kept = keep ? await keptYear(urls) : undefined
  if (kept) {
    tell('the year an earlier run wrote into the kept folder')
    return { urls, centre, counts: kept, loadSeconds: null }
  }
  const began = performance.now()
  const counts = await loadYear(urls, centre, past, { rows, seed, say: tell })
  return { urls, centre, counts, loadSeconds: (performance.now() - began) / 1000 }
}

/** How long all sums took to make: now, or when an earlier run made them in the very same way. */
const sumUp = async (urls: Urls, { recompute }: SizeOptions, tell: (line: string) => void): Promise<number> => {
  const before = recompute ? undefined : await keptSums(urls)
  if (before !== undefined) {
    tell(`the sums an earlier run made, in ${round(before)} s`)
    await vacuumRollups(urls)
    return before
  }
  tell('summing up …')
  const seconds = await recomputeAll(urls)
  await vacuumRollups(urls)
  await noteSums(urls, seconds)
  return seconds
}

/** One year of that many calls: written, summed up, asked about, drilled into, kept up. */
const oneSize = async (ground: BenchGround, options: SizeOptions): Promise<Figures> => {
  const { rows, label, quick, scanSeconds } = options
  const tell = (line: string): void => say(`${label}: ${line}`)
  const { centre, counts, loadSeconds, ...year } = await yearIn(ground, options, tell)
  let urls = year.urls
  tell(`${centre.agents.length} agents, ${counts.calls} calls, ${counts.spells} stretches of time`)
  if (await addReported(urls)) tell('orders, ratings, reviews, complaints and corrections added')
  const recomputeSeconds = await sumUp(urls, options, tell)
  const duckFolder = join(tmpdir(), `carillon-bench-duck-${process.pid}-${label}`)
  const duck: Duck | undefined = await duckWith(urls, duckFolder, 2)
  if (!duck) tell('skipped: npm could not fetch DuckDB; its columns stay empty')
  urls = await ground.restart(urls)
  tell('asking …')
  // The evening of the year's last working day: today has calls.
  const now = new Date(localMidnight(centre.year + 1, 0, 1) - 4 * 3_600_000)
  const database = openDatabase(urls.url)
  const told: Told[] = await askEverything({ database, duck, centre, now, quick, scanSeconds })
  const measured = [...told, ...(await askFunnels({ database, duck, centre, now, quick }))]
  await duck?.close()
  printTable(label, measured, say)
  const slowest = told.reduce((most, one) => (one.worst.ms > most.worst.ms ? one : most))
  const step = await mainStepOf(urls, contextOf(database, slowest.worst.posed.reader, now), slowest.worst.posed)
  tell(`slowest: ${slowest.kind} of a ${slowest.span}, ${round(slowest.worst.ms)} ms; its main step: ${step}`)
  tell('opening pages …')
  const pages = await openPages(database, centre, now, quick ? 4 : 6)
  printPages(label, pages, say)
  tell('drilling …')
  const drills: DrillTimes = await drillTimes(database, centre, now, quick ? 3 : 8)
  await database.stop()
  const misses = tellMisses(
    label,
    [
      ...measured.map(({ kind, span, times }) => ({ name: kind, span, times })),
      ...pages,
      { name: 'first page of calls', span: 'drill', times: drills.first },
      { name: 'twentieth page of calls', span: 'drill', times: drills.deep },
    ],
    say,
  )
  tell('keeping up …')
  const kept = await upkeep(urls, centre, centre.agents.length / 200)
  const sizes = await sizesOf(urls)
  // Another full recompute of ten million rows would take as long as the first, and tell no more.
  if (rows <= 1_000_000) {
    const before = await fingerprint(urls)
    await recomputeAll(urls)
    if ((await fingerprint(urls)) !== before) throw new Error('sums kept up and sums made anew differ')
    tell('sums kept up and sums made anew are the same')
  }
  return {
    [`calls_${label}`]: counts.calls,
    [`stretches_${label}`]: counts.spells,
    ...(loadSeconds !== null && { [`load_seconds_${label}`]: round(loadSeconds) }),
    [`recompute_all_seconds_${label}`]: round(recomputeSeconds, 1),
    [`recompute_all_rows_per_second_${label}`]: round((counts.calls + counts.spells) / recomputeSeconds),
    ...(duck && {
      [`duckdb_load_seconds_${label}`]: round(duck.exportSeconds + duck.loadSeconds),
      [`duckdb_file_mb_${label}`]: round(duck.fileMegabytes),
    }),
    ...figuresOf(label, measured),
    ...pageFigures(label, pages),
    ...misses,
    ...shareOf(label, 'drill_first_page', drills.first),
    ...shareOf(label, 'drill_deep_page', drills.deep),
    ...Object.fromEntries(Object.entries({ ...kept, ...sizes }).map(([name, value]) => [`${name}_${label}`, value])),
  }
}

/** Any figure of a day, a month, a year of a 200-seat centre beside the scan of the same rows and beside DuckDB. */
export const measures = async (args: readonly string[]): Promise<void> => {
  const { quick, json, sizes, ...rest } = optionsOf(args)
  const { ground, close } = await openGround(quick, say, rest.keep)
  try {
    const all: Figures = {}
    for (const { rows, label } of sizes) {
      const seconds = await secondsOf(async () =>
        Object.assign(all, await oneSize(ground, { rows, label, quick, ...rest })),
      )
      say(`${label}: done in ${round(seconds)} s`)
    }
    Object.assign(
      all,
      growthOf(
        all,
        sizes.map(({ label }) => label),
      ),
    )
    const width = Math.max(...Object.keys(all).map(({ length }) => length))
    for (const [name, value] of Object.entries(all)) say(`${name.padEnd(width)}  ${String(value).padStart(14)}`)
    if (json) say(JSON.stringify({ bench: 'measures', quick, ...all }))
  } finally {
    await close()
  }
}
