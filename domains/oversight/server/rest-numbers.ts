import { sql } from 'kysely'
import type { Words } from '#contract/words.ts'
import type { CampaignType } from '#domains/campaigns/server/public.ts'
import {
  type CallerIdPurpose,
  callerIdKey,
  callerIdPurposeFor,
  restCallerIdsByRule,
} from '#domains/compliance/server/public.ts'
import { callPurposeOf } from '#domains/dialer/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { NumberReport } from '../contract.ts'
import { findingWords } from '../text.ts'
import { readNumberHealth } from './health.ts'

type Pool = { numbers: readonly string[]; campaignType: CampaignType }
/** Of each pool the numbers that may carry its campaign's calls: one meant for other calls never does. */
export const carriersOf = (pools: readonly Pool[], meantFor: ReadonlyMap<string, CallerIdPurpose>): string[][] =>
  pools.map(({ numbers, campaignType }) => {
    const wanted = callerIdPurposeFor(callPurposeOf(campaignType))
    return numbers.map(callerIdKey).filter((number) => ['any', wanted].includes(meantFor.get(number) ?? 'any'))
  })
/** The pools of the campaigns that call now, each without the numbers that are meant for other calls than its own. */
const readRunningPools = async (db: Db): Promise<string[][]> => {
  const { rows } = await sql<Pool>`
    select array_agg(p.number order by p.place) as numbers, c.type as campaign_type
    from campaigns.pool_fact p join campaigns.campaign_fact c on c.id = p.campaign_id where p.state = 'running'
    group by p.campaign_id, c.type`.execute(db)
  const { rows: meant } = await sql<{ number: string; purpose: CallerIdPurpose }>`
    select number, purpose from compliance.caller_id_fact`.execute(db)
  return carriersOf(rows, new Map(meant.map(({ number, purpose }) => [number, purpose])))
}

const joined = (words: readonly Words[]): Words => ({
  zh: `按规则休眠：${words.map(({ zh }) => zh).join('、')}`,
  en: `Rested by the rule: ${words.map(({ en }) => en).join(', ')}`,
})

type Rested = NumberReport & { callerIdId: string; version: number }
const isToRest = (report: NumberReport): report is Rested =>
  report.advice === 'rest' && report.state === 'inUse' && report.callerIdId !== null && report.version !== null

/**
 * Which numbers the rule rests: those advised to, but the last good number of a campaign that calls. That one is for a
 * person to decide, who sees the advice; the rule must not stop a campaign in the middle of the day.
 */
export const whomToRest = (reports: readonly NumberReport[], pools: readonly (readonly string[])[]): Rested[] => {
  const good = new Set(
    reports
      .filter(({ state, openFlags }) => (state ?? 'inUse') === 'inUse' && openFlags === 0)
      .map(({ number }) => number),
  )
  // What nobody has registered and nobody has called under yet is not among the reports.
  for (const number of pools.flat()) if (!reports.some((report) => report.number === number)) good.add(number)
  return reports.filter(isToRest).filter(({ number, openFlags }) => {
    const isLast = pools.some((pool) => pool.includes(number) && !pool.some((one) => one !== number && good.has(one)))
    if (isLast && openFlags === 0) return false
    good.delete(number)
    return true
  })
}

/** Rests what should rest, and says why; who is at the desk of compliance sees it there. */
export const restNumbers = async (ctx: Context): Promise<void> => {
  const reports = await readNumberHealth(ctx.db, ctx.now(), { keyOf: callerIdKey })
  if (!reports.some(isToRest)) return
  const chosen = whomToRest(reports, await readRunningPools(ctx.db))
  const numbers = chosen.map(({ callerIdId, version, findings }) => ({
    id: callerIdId,
    version,
    why: joined(findings.map((finding) => findingWords[finding])),
  }))
  await restCallerIdsByRule(ctx, numbers)
}
