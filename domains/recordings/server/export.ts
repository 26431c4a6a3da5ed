import type { Download } from '#contract/route.ts'
import type { Locale } from '#contract/words.ts'
import { outcomeWords } from '#domains/calls/text.ts'
import type { Context } from '#platform/context.ts'
import { type Cell, csvDownload } from '#platform/csv.ts'
import type { RecordingFilter, RecordingRow } from '../contract.ts'
import { stateWords, text } from '../text.ts'
import { eachPage } from './reading.ts'

const seconds = (ms: number | null): Cell => (ms === null ? null : Math.round(ms / 100) / 10)

const columns: readonly [keyof typeof text, (row: RecordingRow, locale: Locale) => Cell][] = [
  ['placedAt', (row) => row.placedAt],
  ['campaign', (row) => row.campaignName],
  ['customer', (row) => row.customerName],
  ['number', (row) => row.number],
  ['team', (row) => row.teamName],
  ['agent', (row) => row.agentName],
  ['outcome', (row, locale) => outcomeWords(row.outcome)?.[locale] ?? null],
  ['state', (row, locale) => stateWords[row.state][locale]],
  ['seconds', (row) => seconds(row.milliseconds)],
  ['agentSeconds', (row) => seconds(row.agentMs)],
  ['customerSeconds', (row) => seconds(row.customerMs)],
  ['overlapSeconds', (row) => seconds(row.overlapMs)],
  ['silenceSeconds', (row) => seconds(row.silenceMs)],
  ['longestSilenceSeconds', (row) => seconds(row.longestSilenceMs)],
  ['excellent', (row, locale) => (row.excellent ? text.yes : text.no)[locale]],
  ['comments', (row) => row.comments],
]

/** One row for each recording of the list, in the reader's language. */
export const exportRecordings = (ctx: Context, filter: RecordingFilter): Download => {
  const { locale } = ctx.actor
  const pages = async function* () {
    for await (const rows of eachPage(ctx, filter))
      yield rows.map((row) => columns.map(([, cell]) => cell(row, locale)))
  }
  return csvDownload(
    `${text.exportName[locale]}.csv`,
    columns.map(([heading]) => text[heading][locale]),
    pages(),
  )
}
