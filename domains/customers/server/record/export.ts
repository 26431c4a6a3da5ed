import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { CustomerQuery, CustomerRow, Stage } from '../../contract.ts'
import { recordRefusals } from '../../record-routes.ts'
import { kindWords, text } from '../../record-text.ts'
import { talkPatterns } from '../../talk-pattern.ts'
import { mostFound } from '../search/search.ts'
import { allRows, listCustomers } from './list.ts'
import { listStages } from './stages.ts'

const perPiece = 500

type Column = [keyof typeof text, (row: CustomerRow, stage: Stage | undefined, locale: 'zh' | 'en') => string]
const columns: readonly Column[] = [
  ['number', ({ number }) => number],
  ['name', ({ name }) => name],
  ['company', ({ company }) => company],
  ['kind', ({ kind }, _stage, locale) => kindWords[kind][locale]],
  ['stage', (_row, stage, locale) => (locale === 'zh' ? stage?.nameZh : stage?.nameEn) ?? ''],
  ['tags', ({ tags }) => tags.join(' / ')],
  ['talkPattern', ({ talkPattern }, _stage, locale) => (talkPattern ? talkPatterns[talkPattern].name[locale] : '')],
  ['owner', ({ ownerName }) => ownerName ?? ''],
  ['team', ({ teamName }) => teamName ?? ''],
  ['origin', ({ source }) => source],
  ['createdAt', ({ createdAt }) => createdAt],
]

/** Every customer the reader sees under the filter; numbers masked, as on screens. Refuses a search that tells of some only. */
export const exportCustomers = async (
  ctx: Context,
  query: Omit<CustomerQuery, 'after' | 'limit'>,
): Promise<Download> => {
  const { locale } = ctx.actor
  if (query.search && (await listCustomers(ctx, { ...query, limit: 1 })).more)
    refuse(recordRefusals.tooManyFound, { limit: mostFound })
  const stages = new Map((await listStages(ctx)).map((stage) => [stage.id, stage]))
  const pages = async function* () {
    let piece: string[][] = []
    for await (const row of allRows(ctx, query)) {
      piece.push(columns.map(([, cell]) => cell(row, stages.get(row.lifecycleId ?? ''), locale)))
      if (piece.length < perPiece) continue
      yield piece
      piece = []
    }
    if (piece.length > 0) yield piece
  }
  return csvDownload(
    `${text.customers[locale]}.csv`,
    columns.map(([heading]) => text[heading][locale]),
    pages(),
  )
}
