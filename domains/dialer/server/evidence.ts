import { refuse } from '#contract/problem.ts'
import type { Download, InputOf } from '#contract/route.ts'
import { permissions as callPermissions } from '#domains/calls/contract.ts'
import { answersOf, placeOf, readAbandoned } from '#domains/calls/server/public.ts'
import { refusals as campaignRefusals } from '#domains/campaigns/contract.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import type { Db } from '#platform/db.ts'
import type { dialerContract } from '../contract.ts'
import { type Abandoned, type AbandonedCall, shareOf } from '../evidence.ts'
import { text } from '../text.ts'

const rowsPerPage = 2000

const getCampaign = async (ctx: Context, campaignId: string) =>
  (await findCampaign(ctx.db, campaignId)) ?? refuse(campaignRefusals.notFound)

const page = async (ctx: Context, campaignId: string, after: string | undefined, limit: number) => {
  const found = await readAbandoned(ctx, campaignId, { after, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    rows: shown.map(({ id, ...call }): AbandonedCall => ({ callId: id, ...call })),
    next: last ? placeOf(last) : null,
  }
}

/**
 * Counts are the same for everybody who may watch the campaign, so they are read past the reader's own reach (`all`);
 * who was abandoned is told only within it.
 */
export const readEvidence = async (
  ctx: Context,
  all: Db,
  campaignId: string,
  { after, limit }: InputOf<(typeof dialerContract)['listAbandoned']>['query'],
): Promise<Abandoned> => {
  const { timeZone, dayStartsAt, abandonTarget: target, abandonCeiling: ceiling } = await getCampaign(ctx, campaignId)
  const { days, last24h, last30d } = await answersOf(all, campaignId, { now: ctx.now(), timeZone, dayStartsAt })
  const mayRead = ctx.actor.permissions.has(callPermissions.read.code)
  return {
    target,
    ceiling,
    timeZone,
    last24h: shareOf(last24h),
    last30d: shareOf(last30d),
    days: days.map(({ day, ...count }) => ({ day, ...shareOf(count) })),
    ...(mayRead ? await page(ctx, campaignId, after, limit) : { rows: [], next: null }),
  }
}

/** One row per abandoned call, in the reader's language, read page by page while the file is sent. */
export const exportAbandoned = async (ctx: Context, campaignId: string): Promise<Download> => {
  const { locale } = ctx.actor
  const { name } = await getCampaign(ctx, campaignId)
  const pages = async function* () {
    for (let after: string | undefined; ; ) {
      const { rows, next } = await page(ctx, campaignId, after, rowsPerPage)
      yield rows.map((call) => [
        call.callId,
        call.placedAt,
        call.answeredAt,
        call.number,
        call.onLineMs === null ? null : call.onLineMs / 1000,
        (call.messagePlayed ? text.yes : text.no)[locale],
        call.redialledCallId,
      ])
      if (!next) return
      after = next
    }
  }
  const headings = [
    'callId',
    'placedAt',
    'answeredAt',
    'number',
    'secondsOnLine',
    'messagePlayed',
    'redialled',
  ] as const
  return csvDownload(
    `${name}-${text.abandonedCalls[locale]}.csv`,
    headings.map((heading) => text[heading][locale]),
    pages(),
  )
}
