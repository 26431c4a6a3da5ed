import type { Download } from '#contract/route.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { ResultQuery } from '../contract.ts'
import { resultColumns } from '../result-columns.ts'
import { text } from '../text.ts'
import { listResults } from './results.ts'

/** One row for each row on the screen, in the reader's language. */
export const exportResults = async (ctx: Context, query: ResultQuery): Promise<Download> => {
  const { locale } = ctx.actor
  const rows = await listResults(ctx, query)
  const pages = async function* () {
    yield rows.map((row) => resultColumns.map(([, cell]) => cell(row, locale)))
  }
  return csvDownload(
    `${text.exportName[locale]}.csv`,
    resultColumns.map(([heading]) => text[heading][locale]),
    pages(),
  )
}
