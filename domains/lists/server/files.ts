import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import type { Locale } from '#contract/words.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload, csvLine } from '#platform/csv.ts'
import { workbookType } from '#platform/workbook/parts.ts'
import { writeWorkbook } from '#platform/workbook/write.ts'
import { refusals } from '../contract.ts'
import type { Format, Mapping } from '../mapping.ts'
import { refusedReasons, text } from '../text.ts'
import { openRecords } from './file/records.ts'
import { findAttributeNames } from './memory-store.ts'
import { type BatchRow, findBatchRow, findListRow, findRefused, type RefusedRowRow } from './store.ts'

const rowsPerPage = 2000

const reasonIn = (locale: Locale, reason: string): string =>
  (refusedReasons as Record<string, Record<Locale, string> | undefined>)[reason]?.[locale] ?? reason

/** The cells of a refused row again, so that the file can be put right and uploaded as it is. */
const cellsOf = ({ raw }: RefusedRowRow, mapping: Mapping | null): string[] => {
  if (!mapping) return [raw]
  // A row of a workbook was kept as a line of CSV.
  const separator = mapping.format === 'xlsx' ? ',' : mapping.separator
  const [record, ...more] = openRecords(separator)(raw, true)
  return record && 'cells' in record && more.length === 0 ? record.cells : [raw]
}

async function* pagesOf({ db, actor }: Context, { id, mapping }: BatchRow) {
  for (let after = 0; ; ) {
    const rows = await findRefused(db, id, after, rowsPerPage)
    if (rows.length === 0) return
    yield rows.map((row) => [row.lineNumber, reasonIn(actor.locale, row.reason), row.detail, ...cellsOf(row, mapping)])
    after = rows.at(-1)?.lineNumber ?? after
  }
}

/** The rows of a batch that were refused, why, and what they said, in the reader's language. */
export const refusedFile = async (ctx: Context, batchId: string): Promise<Download> => {
  const batch = (await findBatchRow(ctx.db, batchId)) ?? refuse(refusals.noSuchBatch)
  const words = (['line', 'reason', 'detail'] as const).map((name) => text[name][ctx.actor.locale])
  const columns = batch.mapping?.columns.map(({ name }) => name) ?? [text.rawRow[ctx.actor.locale]]
  const name = `${batch.fileName.replace(/\.\w{1,5}$/, '')}-${text.refusedRows[ctx.actor.locale]}.csv`
  return csvDownload(name, [...words, ...columns], pagesOf(ctx, batch))
}

/** An empty file with the headings the importer knows best. */
export const templateFile = ({ actor }: Context): Download => ({
  name: `${text.template[actor.locale]}.csv`,
  type: 'text/csv; charset=utf-8',
  bytes: `\uFEFF${csvLine(text.templateHeadings[actor.locale].split(','))}`,
})

/** A template with the columns this list's files brought so far after the usual ones. */
export const listTemplateFile = async ({ db, actor }: Context, listId: string, format: Format): Promise<Download> => {
  const list = (await findListRow(db, listId)) ?? refuse(refusals.noSuchList)
  const known = await findAttributeNames(db, listId)
  const usual = text.listTemplateHeadings[actor.locale].split(',')
  const headings = [...usual, ...known.filter((name) => !usual.includes(name))]
  const name = `${list.name}-${text.template[actor.locale]}`
  if (format === 'csv')
    return { name: `${name}.csv`, type: 'text/csv; charset=utf-8', bytes: `\uFEFF${csvLine(headings)}` }
  return { name: `${name}.xlsx`, type: workbookType, bytes: writeWorkbook(list.name, [headings]) }
}
