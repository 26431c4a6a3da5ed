import type { z } from 'zod'
import type { Download } from '#contract/route.ts'
import type { Locale, Words } from '#contract/words.ts'
import { hangupCauses } from '#domains/telephony/contract.ts'
import type { Context } from '#platform/context.ts'
import { type Cell, csvDownload } from '#platform/csv.ts'
import type { CallFilter, CallRow } from '../contract.ts'
import { outcomeWords, text } from '../text.ts'
import { eachPage } from './reading.ts'

const wordOf = (words: Readonly<Record<string, Words>>, code: string | null, locale: Locale): Cell =>
  code === null ? null : (words[code]?.[locale] ?? code)

type Heading =
  | 'placedAt'
  | 'campaign'
  | 'customer'
  | 'number'
  | 'attempt'
  | 'agent'
  | 'answeredAt'
  | 'endedAt'
  | 'cause'
  | 'talkSeconds'
  | 'wrapUpSeconds'
  | 'abandoned'
  | 'outcome'
const columns: readonly [Heading, (call: CallRow, locale: Locale) => Cell][] = [
  ['placedAt', (call) => call.placedAt],
  ['campaign', (call) => call.campaignName],
  ['customer', (call) => call.customerName],
  ['number', (call) => call.number],
  ['attempt', (call) => call.attemptNumber],
  ['agent', (call) => call.agentName],
  ['answeredAt', (call) => call.answeredAt],
  ['endedAt', (call) => call.endedAt],
  ['cause', (call, locale) => wordOf(hangupCauses, call.cause, locale)],
  ['talkSeconds', (call) => call.talkMs / 1000],
  ['wrapUpSeconds', (call) => call.wrapUpMs / 1000],
  ['abandoned', (call, locale) => (call.abandoned ? text.yes : text.no)[locale]],
  ['outcome', (call, locale) => outcomeWords(call.outcome)?.[locale] ?? null],
]

/** One row per call, in the reader's language, read page by page while the file is sent. */
export const exportCalls = (ctx: Context, filter: z.output<typeof CallFilter>): Download => {
  const { locale } = ctx.actor
  const pages = async function* () {
    for await (const calls of eachPage(ctx, filter))
      yield calls.map((call) => columns.map(([, cell]) => cell(call, locale)))
  }
  return csvDownload(
    `${text.exportName[locale]}.csv`,
    columns.map(([heading]) => text[heading][locale]),
    pages(),
  )
}
