import { dictionary, funnelOf, type MeasureWords, measure } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'

export type Indicator = Pick<MeasureWords, 'name' | 'unit'> & {
  code: string
  numerator: number | null
  denominator: number | null
  value: number | null
}
/** What the product's own measures say of the campaign replayed. */
export type ReplayFigures = {
  totals: {
    records: number
    attempts: number
    connected: number
    talkSeconds: number
    successes: number
    inCallSuccessRate: number | null
  }
  funnel: Awaited<ReturnType<typeof funnelOf>>
  indicators: Indicator[]
}

const wordsOf = (code: string): Pick<MeasureWords, 'name' | 'unit'> => {
  const found = dictionary.find((entry) => entry.code === code)
  if (!found) throw new Error(`no measure ${code} in the dictionary`)
  return { name: found.name, unit: found.unit }
}

/** Asks the dictionary, as any report does; nothing here is computed from the file. */
export const measureReplay = async (
  ctx: Context,
  campaignId: string,
  from: string,
  to: string,
): Promise<ReplayFigures> => {
  const codes = dictionary.map(({ code }) => code)
  const [whole] = await measure(ctx, { codes, campaignId, from, to })
  const indicators = (whole?.values ?? []).map((value) => ({ ...value, ...wordsOf(value.code) }))
  const value = (code: string): number => indicators.find((indicator) => indicator.code === code)?.value ?? 0
  return {
    totals: {
      records: value('customer_records'),
      attempts: value('dials'),
      connected: value('agent_calls'),
      talkSeconds: value('talk_time'),
      successes: value('online_successes'),
      inCallSuccessRate: indicators.find(({ code }) => code === 'online_success_rate')?.value ?? null,
    },
    funnel: await funnelOf(ctx, campaignId),
    indicators,
  }
}
