import type { Locale } from '#contract/words.ts'
import type { WeekResult } from './contract.ts'
import { listeningWords, type text } from './text.ts'

type Cell = string | number | null
const share = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? null : Math.round(value * 1000) / 1000
const whole = (value: number | null | undefined): Cell =>
  value === null || value === undefined ? null : Math.round(value)

/** How much longer the customer waits for a word of ours than without detection. */
export const waitsMs = ({
  mode,
  knownMs,
}: Pick<WeekResult, 'mode' | 'knownMs'>): { p50: number; p95: number } | null =>
  mode === 'while' ? { p50: 0, p95: 0 } : knownMs
/** How many judgements a rate rests on; unclear ones are left out. */
export const casesOf = ({ judgedPerson, judgedMachine }: Pick<WeekResult, 'judgedPerson' | 'judgedMachine'>): number =>
  judgedPerson + judgedMachine
/** Of those the machine had its say on, and of those it had not. */
export const unsureShare = ({ unsure, answered }: Pick<WeekResult, 'unsure' | 'answered'>): number | null =>
  answered > 0 ? unsure / answered : null

/** The table of results as it is taken out: the figures of the screen, to the same digit. */
export const resultColumns: readonly [keyof typeof text, (row: WeekResult, locale: Locale) => Cell][] = [
  ['week', ({ week }) => week],
  ['campaign', ({ campaignName }) => campaignName],
  ['site', ({ siteName }) => siteName],
  ['timeZone', ({ timeZone }) => timeZone],
  ['mode', ({ mode }, locale) => listeningWords[mode][locale]],
  ['answered', ({ answered }) => answered],
  ['machine', ({ machine }) => machine],
  ['notMachine', ({ notMachine }) => notMachine],
  ['rate', ({ falsePositive }) => share(falsePositive?.rate)],
  ['rateLow', ({ falsePositive }) => share(falsePositive?.low)],
  ['rateHigh', ({ falsePositive }) => share(falsePositive?.high)],
  ['cases', (row) => casesOf(row)],
  ['share', ({ personShare }) => share(personShare?.rate)],
  ['shareLow', ({ personShare }) => share(personShare?.low)],
  ['shareHigh', ({ personShare }) => share(personShare?.high)],
  ['persons', ({ persons }) => whole(persons?.value)],
  ['waitsP50', (row) => whole(waitsMs(row)?.p50)],
  ['waitsP95', (row) => whole(waitsMs(row)?.p95)],
  ['drawn', ({ drawn }) => drawn],
  ['judgedPerson', ({ judgedPerson }) => judgedPerson],
  ['judgedMachine', ({ judgedMachine }) => judgedMachine],
  ['judgedUnclear', ({ judgedUnclear }) => judgedUnclear],
  ['waiting', ({ waiting }) => waiting],
  ['unsure', ({ unsure }) => unsure],
  ['unsureShare', (row) => share(unsureShare(row))],
  ['undecided', ({ undecided }) => undecided],
  ['knownP50', ({ knownMs }) => whole(knownMs?.p50)],
  ['knownP95', ({ knownMs }) => whole(knownMs?.p95)],
]
