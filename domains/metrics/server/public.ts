import type { Context } from '#platform/context.ts'
import type { MeasureWords } from '../measure.ts'
import { getFunnel, listProgress } from './campaign-figures.ts'
import { sumConversations } from './conversations.ts'
import { ownKpis } from './custom/kpis.ts'
import { allKpis } from './kpis/all.ts'
import { measure as measureFacts } from './measure.ts'
import { freezePeriod as freeze, periodState as stateOfPeriod } from './periods.ts'
import { freshen } from './rollup.ts'
import { keptSpokenTo } from './spoken.ts'

export type { Measured, MeasuredGroup } from '../contract.ts'
export type { Grouping, MeasureWords } from '../measure.ts'
export type { Wanted } from './measure.ts'

/** Measures of the dictionary as ratios of sums, under the reader's scope. */
export const measure = measureFacts
/** Sums of calls told apart by how conversations ended, and by which script they went. */
export const conversations = sumConversations
/** The codes of the dictionary, in its order. */
export const measureCodes: readonly string[] = allKpis.map(({ code }) => code)
/** The words of the dictionary, in its order. */
export const dictionary: readonly MeasureWords[] = allKpis
/** The dictionary with the measures people here defined after it. */
export const dictionaryOf = async (ctx: Context): Promise<readonly MeasureWords[]> => [
  ...allKpis,
  ...(await ownKpis(ctx)),
]
/** How many records of a campaign reach each stage. */
export const funnelOf = getFunnel
/** How many records of campaigns there are, how many are closed, and how many of these succeeded. */
export const progressOf = listProgress
/** Before figures that say as of when they are: whatever is on record now is in them. */
export const takeInAll = (ctx: Context): Promise<void> => freshen(ctx, { atOnce: true })
/** How many customers were spoken to in a period, where that is kept. */
export const spokenToIn = keptSpokenTo
/** What stands under every report: as of when, by which clocks, how much is frozen. */
export const periodState = stateOfPeriod
/** Lets business days stand as they are; what comes later waits. */
export const freezePeriod = freeze
