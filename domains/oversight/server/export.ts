import { sql } from 'kysely'
import type { RefusalParams } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import { sayBlock } from '#domains/compliance/text.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { BlockSpan } from '../contract.ts'
import { dialKindWords, text } from '../text.ts'
import { within } from './blocks.ts'

type Row = {
  id: string
  at: string
  lastAt: string
  count: number
  campaign: string | null
  customer: string | null
  number: string | null
  kind: string
  rule: string
  params: RefusalParams
  until: string | null
}
const pageSize = 1000

const readPage = async ({ db }: Context, span: BlockSpan, after: Row | undefined): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select b.id, b.at, b.last_at, b.count, c.name as campaign, g.name as customer, e.number, b.kind, b.rule, b.params, b.until
    from compliance.block_fact b left join campaigns.campaign_fact c on c.id = b.campaign_id
      left join customers.customer_fact g on g.id = b.customer_id
      left join lists.entry_fact e on e.id = b.entry_id
    where ${within(span)} and (${after?.id ?? null}::uuid is null
      or (b.last_at, b.id) < (${after?.lastAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by b.last_at desc, b.id desc limit ${pageSize}`.execute(db)
  return rows
}

/** One row per block, with the sentence people read, in the reader's language; read page by page while it is sent. */
export const exportBlocks = (ctx: Context, span: BlockSpan): Download => {
  const { locale } = ctx.actor
  const cells = (row: Row) => [
    row.lastAt,
    row.at,
    row.count,
    row.campaign,
    row.customer,
    row.number === null ? null : maskNumber(row.number),
    dialKindWords[row.kind]?.[locale] ?? row.kind,
    sayBlock(row.rule, row.params)[locale],
    row.until,
    row.rule,
  ]
  const pages = async function* () {
    for (let last: Row | undefined; ; ) {
      const rows = await readPage(ctx, span, last)
      yield rows.map(cells)
      if (rows.length < pageSize) return
      last = rows.at(-1)
    }
  }
  const headings = [
    text.lastAt,
    text.firstAt,
    text.times,
    text.campaign,
    text.customer,
    text.number,
    text.dialKind,
    text.reason,
    text.until,
    text.rule,
  ]
  return csvDownload(
    `${text.blocksFile[locale]}.csv`,
    headings.map((words) => words[locale]),
    pages(),
  )
}
