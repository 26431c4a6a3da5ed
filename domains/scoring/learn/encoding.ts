import { type Cell, dayOf, numberOf, type Table, wordsOf } from './table.ts'

/**
 * How one column becomes small numbers. Bin 0 is "no value". Of numbers and dates, bin n holds what lies above
 * `cuts[n-2]` and not above `cuts[n-1]`. Of categories, bins stand in the order of their success rate in the table learned
 * from, so that one cut parts them as well as any (Breiman et al. 1984, §4.2.2); `other` takes those too rare to tell.
 */
export type Column =
  | { name: string; kind: 'number' | 'date'; cuts: number[]; mean: number; spread: number; bins: number }
  | { name: string; kind: 'category'; levels: Record<string, number>; other: number; bins: number }

export type Encoding = { columns: Column[] }

/** Bins by column, all rows of the first column first; and standardised values, likewise (0 for categories). */
export type Encoded = { rows: number; columns: number; bins: Uint8Array; values: Float32Array }

const mostBins = 128
const leastOfLevel = 20
const shareToBe = 0.95
const strengthOfPrior = 20

const parseAs = { number: numberOf, date: dayOf }

/** What a column holds: numbers or dates where at least 95 % of its values are; otherwise categories. */
export const kindOf = (cells: readonly Cell[]): 'number' | 'date' | 'category' => {
  let [filled, numbers, dates] = [0, 0, 0]
  for (const cell of cells) {
    if (wordsOf(cell) === null) continue
    filled++
    if (!Number.isNaN(numberOf(cell))) numbers++
    else if (!Number.isNaN(dayOf(cell))) dates++
  }
  if (filled === 0) return 'category'
  if (numbers >= shareToBe * filled) return 'number'
  return dates >= shareToBe * filled ? 'date' : 'category'
}

/** Upper ends of bins with about equal counts; the last bin has no end. */
const quantileCuts = (sorted: Float64Array): number[] => {
  const distinct = [...new Set(sorted)]
  if (distinct.length <= mostBins) return distinct.slice(0, -1)
  const cuts = new Set<number>()
  for (let bin = 1; bin < mostBins; bin++) cuts.add(sorted[Math.floor((bin * sorted.length) / mostBins)] as number)
  const last = sorted[sorted.length - 1] as number
  return [...cuts].filter((cut) => cut < last)
}

const learnNumbers = (name: string, kind: 'number' | 'date', cells: readonly Cell[]): Column => {
  const found = Float64Array.from(cells, parseAs[kind])
    .filter((value) => !Number.isNaN(value))
    .sort()
  const cuts = quantileCuts(found)
  // Between the 1st and the 99th percentile: a single absurd value must not flatten all others.
  const core = found.subarray(Math.floor(found.length * 0.01), Math.ceil(found.length * 0.99))
  const mean = core.reduce((sum, value) => sum + value / core.length, 0)
  const spread = Math.sqrt(core.reduce((sum, value) => sum + (value - mean) ** 2 / core.length, 0))
  const sound = Number.isFinite(mean) && Number.isFinite(spread) && spread > 0
  return { name, kind, cuts, mean: sound ? mean : 0, spread: sound ? spread : 1, bins: cuts.length + 2 }
}

type Seen = { count: number; hits: number }
/** Towards the rate of all by `strengthOfPrior` rows, so that few rows claim little. */
const smoothed = ({ count, hits }: Seen, prior: number): number =>
  (hits + strengthOfPrior * prior) / (count + strengthOfPrior)

const countLevels = (cells: readonly Cell[], target: Uint8Array): Map<string, Seen> => {
  const seen = new Map<string, Seen>()
  for (const [row, cell] of cells.entries()) {
    const level = wordsOf(cell)
    if (level === null) continue
    const so = seen.get(level) ?? { count: 0, hits: 0 }
    so.count++
    so.hits += target[row] as number
    seen.set(level, so)
  }
  return seen
}

const learnCategories = (name: string, cells: readonly Cell[], target: Uint8Array): Column => {
  const seen = countLevels(cells, target)
  const prior = target.reduce((sum, hit) => sum + hit, 0) / Math.max(1, target.length)
  // A level seen a few times teaches nothing but the rows it stands in.
  const known = [...seen].filter(([, { count }]) => count >= leastOfLevel).sort(([, a], [, b]) => b.count - a.count)
  const kept = known.slice(0, mostBins - 1)
  const rest: Seen = { count: 0, hits: 0 }
  const isKept = new Set(kept.map(([level]) => level))
  for (const [level, { count, hits }] of seen) {
    if (isKept.has(level)) continue
    rest.count += count
    rest.hits += hits
  }
  const inOrder = [...kept.map(([level, so]) => ({ level, rate: smoothed(so, prior) }))]
  const places: { level: string | null; rate: number }[] = [...inOrder, { level: null, rate: smoothed(rest, prior) }]
  places.sort((a, b) => a.rate - b.rate || ((a.level ?? '') < (b.level ?? '') ? -1 : 1))
  const levels: Record<string, number> = Object.create(null)
  for (const [place, { level }] of places.entries()) if (level !== null) levels[level] = place + 1
  return {
    name,
    kind: 'category',
    levels,
    other: places.findIndex(({ level }) => level === null) + 1,
    bins: places.length + 1,
  }
}

/** Learns how to encode any table from the rows whose outcome is known. */
export const learnEncoding = (table: Table, target: Uint8Array): Encoding => ({
  columns: table.names.map((name, at) => {
    const cells = table.cells[at] ?? []
    const kind = kindOf(cells)
    return kind === 'category' ? learnCategories(name, cells, target) : learnNumbers(name, kind, cells)
  }),
})

/** The first cut not below the value, by halving. */
const binOfNumber = (cuts: readonly number[], value: number): number => {
  let [low, high] = [0, cuts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low + 1
}

/** Beyond four spreads a value says no more: what was never seen must not decide alone. */
const farthest = 4

const encodeNumbers = (
  column: Extract<Column, { cuts: number[] }>,
  cells: readonly Cell[],
  { bins, values }: { bins: Uint8Array; values: Float32Array },
): void => {
  const parse = parseAs[column.kind]
  for (let row = 0; row < cells.length; row++) {
    const value = parse(cells[row])
    if (Number.isNaN(value)) continue
    bins[row] = binOfNumber(column.cuts, value)
    values[row] = Math.max(-farthest, Math.min(farthest, (value - column.mean) / column.spread))
  }
}

const encodeCategories = (
  { levels, other }: Extract<Column, { other: number }>,
  cells: readonly Cell[],
  bins: Uint8Array,
): void => {
  const places = new Map(Object.entries(levels))
  for (let row = 0; row < cells.length; row++) {
    const level = wordsOf(cells[row])
    if (level !== null) bins[row] = places.get(level) ?? other
  }
}

/** A table in the terms of an encoding; columns it does not know are left out, columns it lacks hold no values. */
export const encode = ({ columns }: Encoding, table: Table): Encoded => {
  const bins = new Uint8Array(columns.length * table.rows)
  const values = new Float32Array(columns.length * table.rows)
  for (const [at, column] of columns.entries()) {
    const cells = table.cells[table.names.indexOf(column.name)]
    if (!cells) continue
    const own = {
      bins: bins.subarray(at * table.rows, (at + 1) * table.rows),
      values: values.subarray(at * table.rows, (at + 1) * table.rows),
    }
    if (column.kind === 'category') encodeCategories(column, cells, own.bins)
    else encodeNumbers(column, cells, own)
  }
  return { rows: table.rows, columns: columns.length, bins, values }
}
