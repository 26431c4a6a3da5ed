import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import Papa from 'papaparse'

/**
 * Measures the distributions behind the demonstration centre on the UCI Bank Marketing data and writes them to
 * adapters/simulator/bank-distribution.ts. Only shares and quantiles are written, never a row.
 *
 *     node tools/measure-bank.ts [folder that holds bank-marketing/bank-additional-full.csv]
 */
const folder = process.argv[2] ?? '../shared/data'
const source = resolve(folder, 'bank-marketing/bank-additional-full.csv')
const target = new URL('../adapters/simulator/bank-distribution.ts', import.meta.url)

const columns = ['age', 'job', 'contact', 'month', 'duration', 'campaign', 'y'] as const
type Row = Record<(typeof columns)[number], string>

const readRows = (path: string): Row[] => {
  const { data, meta } = Papa.parse<Row>(readFileSync(path, 'utf8'), {
    header: true,
    delimiter: ';',
    skipEmptyLines: true,
  })
  const missing = columns.filter((column) => !meta.fields?.includes(column))
  if (missing.length > 0) throw new Error(`${path} has no column ${missing.join(', ')}`)
  return data
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits))
const succeeded = (row: Row): boolean => row.y === 'yes'

/** Of the contacts called at least n times, the share for whom the n-th call was the last. From n = 1. */
const reachedByAttempt = (rows: Row[], upTo: number): number[] => {
  const attempts = rows.map((row) => Number(row.campaign))
  return Array.from({ length: upTo }, (_, index) => {
    const still = attempts.filter((count) => count > index)
    return rounded(still.filter((count) => count === index + 1).length / still.length, 4)
  })
}

/** Talk seconds at evenly spaced shares; the ends are the 0.5 and 99.5 % points, so that no single call shows. */
const talkQuantiles = (rows: Row[], steps: number): number[] => {
  const seconds = rows.map((row) => Number(row.duration)).filter((duration) => duration > 0)
  seconds.sort((a, b) => a - b)
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = Math.min(0.995, Math.max(0.005, step / steps))
    return seconds[Math.floor(share * (seconds.length - 1))] ?? 0
  })
}

const ageBand = ({ age }: Row): string => {
  const years = Number(age)
  if (years < 25) return 'under25'
  return years < 35 ? '25to34' : years < 45 ? '35to44' : years < 55 ? '45to54' : years < 65 ? '55to64' : 'from65'
}

const successBy = (
  rows: Row[],
  segmentOf: (row: Row) => string,
): Record<string, { contacts: number; rate: number }> => {
  const groups = Map.groupBy(rows, segmentOf)
  return Object.fromEntries(
    [...groups]
      .sort(([a], [b]) => a.localeCompare(b, 'en'))
      .map(([segment, members]) => [
        segment,
        { contacts: members.length, rate: rounded(members.filter(succeeded).length / members.length, 4) },
      ]),
  )
}

const rows = readRows(source)
const distribution = {
  contacts: rows.length,
  calls: rows.reduce((sum, row) => sum + Number(row.campaign), 0),
  successRate: rounded(rows.filter(succeeded).length / rows.length, 4),
  reachedByAttempt: reachedByAttempt(rows, 12),
  talkSeconds: {
    success: talkQuantiles(rows.filter(succeeded), 40),
    refusal: talkQuantiles(
      rows.filter((row) => !succeeded(row)),
      40,
    ),
  },
  successBySegment: {
    ageBand: successBy(rows, ageBand),
    job: successBy(rows, (row) => row.job),
    contact: successBy(rows, (row) => row.contact),
    month: successBy(rows, (row) => row.month),
  },
}

writeFileSync(
  target,
  `// Written by tools/measure-bank.ts; do not edit.

/**
 * Shares and quantiles measured on ${rows.length} contacts a Portuguese bank really called, 2008 to 2010.
 *
 * Source: UCI Bank Marketing (bank-additional-full), CC BY 4.0; S. Moro, P. Cortez, P. Rita, A Data-Driven Approach to
 * Predict the Success of Bank Telemarketing, Decision Support Systems 62 (2014) 22-31, doi:10.1016/j.dss.2014.03.001.
 * The file knows no hour of day and no reason why an earlier attempt failed.
 */
export const bankDistribution = ${JSON.stringify(distribution)} as const
`,
)
execFileSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'format', '--write', fileURLToPath(target)])
console.log(`${rows.length} contacts, ${distribution.calls} calls -> ${target.pathname}`)
