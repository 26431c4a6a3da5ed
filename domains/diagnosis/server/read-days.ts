import type { MeasuredGroup } from '#domains/metrics/contract.ts'
import { dictionary, type MeasureWords, measure } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type DayRow, type Part, pastWindows } from '../figures.ts'
import { dayLater } from '../finding.ts'

/** Calls on which an agent spoke: the days with work, and the sample of a person. */
const callsCode = 'agent_calls'

export const wordsOf = (code: string): MeasureWords | undefined => dictionary.find((one) => one.code === code)
/** The least sample the dictionary asks for. */
export const leastOf = (code: string): number => wordsOf(code)?.minimumSample ?? 0

const partOf = ({ code, numerator, denominator, sample }: MeasuredGroup['values'][number]): Part | undefined =>
  numerator === null || denominator === null
    ? undefined
    : { numerator, denominator, isShare: wordsOf(code)?.unit === 'ratio' && sample !== null }
const rowOf = (agentId: string, day: string, [calls, ...values]: MeasuredGroup['values']): DayRow => ({
  agentId,
  day,
  calls: calls?.numerator ?? 0,
  parts: Object.fromEntries(values.map((one) => [one.code, partOf(one)])),
})

export type Period = { from: string; to: string }
/** What a campaign did: agent by agent and day by day, or as a whole day by day. */
export const readDays = async (
  ctx: Context,
  { campaignId, codes, from, to, byAgent }: Period & { campaignId: string; codes: readonly string[]; byAgent: boolean },
): Promise<DayRow[]> => {
  const groups = await measure(ctx, {
    codes: [callsCode, ...codes.filter((code) => code !== callsCode)],
    from,
    to,
    campaignId,
    by: byAgent ? ['agent', 'day'] : ['day'],
  })
  return groups.flatMap(({ keys, values }) => {
    const [day, agentId] = byAgent ? [keys[1], keys[0]] : [keys[0], '']
    return day && agentId !== null && agentId !== undefined ? [rowOf(agentId, day, values)] : []
  })
}

/** Measures that have no day, as those of the records of a list: of the campaign as a whole, whenever it was. */
export const readWhole = async (
  ctx: Context,
  { campaignId, codes, from, to }: Period & { campaignId: string; codes: readonly string[] },
): Promise<Readonly<Record<string, Part | undefined>>> => {
  const [whole] = await measure(ctx, { codes, from, to, campaignId })
  return Object.fromEntries((whole?.values ?? []).map((one) => [one.code, partOf(one)]))
}

/** Campaigns on which agents spoke in that period. */
export const workedCampaigns = async (ctx: Context, period: Period): Promise<string[]> => {
  const groups = await measure(ctx, { codes: [callsCode], ...period, by: ['campaign'] })
  return groups.flatMap(({ keys: [campaignId], values: [calls] }) =>
    campaignId && (calls?.numerator ?? 0) > 0 ? [campaignId] : [],
  )
}

/** So far back a window and its past may reach, weekends and holidays between. */
export const reachBack = (today: string, windowDays: number): Period => ({
  from: dayLater(today, -(Math.ceil(windowDays * (1 + pastWindows) * 1.6) + 10)),
  to: today,
})
