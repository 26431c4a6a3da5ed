import { addDays } from '#contract/days.ts'
import type { MeasuredGroup } from '#domains/metrics/contract.ts'
import { dictionaryOf, type MeasureWords, measure } from '#domains/metrics/server/public.ts'
import type { Context } from '#platform/context.ts'
import { type DayRow, type Part, pastWindows } from '../figures.ts'

/** Calls on which an agent spoke: the days with work, and the sample of a person. */
const callsCode = 'agent_calls'

export type Dictionary = ReadonlyMap<string, MeasureWords>
/** Every measure by its code, with those people here defined. */
export const readDictionary = async (ctx: Context): Promise<Dictionary> =>
  new Map((await dictionaryOf(ctx)).map((words) => [words.code, words]))

type Value = MeasuredGroup['values'][number]
const partOf = ({ code, numerator, denominator, sample }: Value, words: Dictionary): Part | undefined =>
  numerator === null || denominator === null
    ? undefined
    : { numerator, denominator, isShare: words.get(code)?.unit === 'ratio' && sample !== null }
type Place = { agentId: string; day: string }
const rowOf = ({ agentId, day }: Place, [calls, ...values]: readonly Value[], words: Dictionary): DayRow => ({
  agentId,
  day,
  calls: calls?.numerator ?? 0,
  parts: Object.fromEntries(values.map((one) => [one.code, partOf(one, words)])),
})

export type Period = { from: string; to: string }
/** What a campaign did: agent by agent and day by day, or as a whole day by day. */
export const readDays = async (
  ctx: Context,
  { campaignId, codes, from, to, byAgent }: Period & { campaignId: string; codes: readonly string[]; byAgent: boolean },
): Promise<DayRow[]> => {
  const words = await readDictionary(ctx)
  const groups = await measure(ctx, {
    codes: [callsCode, ...codes.filter((code) => code !== callsCode)],
    from,
    to,
    campaignId,
    by: byAgent ? ['agent', 'day'] : ['day'],
  })
  return groups.flatMap(({ keys, values }) => {
    const [day, agentId] = byAgent ? [keys[1], keys[0]] : [keys[0], '']
    return day && agentId !== null && agentId !== undefined ? [rowOf({ agentId, day }, values, words)] : []
  })
}

/** Measures that have no day, as those of the records of a list: of the campaign as a whole, whenever it was. */
export const readWhole = async (
  ctx: Context,
  { campaignId, codes, from, to }: Period & { campaignId: string; codes: readonly string[] },
): Promise<Readonly<Record<string, Part | undefined>>> => {
  const words = await readDictionary(ctx)
  const [whole] = await measure(ctx, { codes, from, to, campaignId })
  return Object.fromEntries((whole?.values ?? []).map((one) => [one.code, partOf(one, words)]))
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
  from: addDays(today, -(Math.ceil(windowDays * (1 + pastWindows) * 1.6) + 10)),
  to: today,
})
