import { sql } from 'kysely'
import type { Words } from '#contract/words.ts'
import { callerIdKey, restCallerIdsByRule } from '#domains/compliance/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { NumberReport } from '../contract.ts'
import { findingWords } from '../text.ts'
import { readNumberHealth } from './health.ts'

/** The pools of the campaigns that call now. */
const readRunningPools = async (db: Db): Promise<string[][]> => {
  const { rows } = await sql<{ numbers: string[] }>`
    select array_agg(number order by place) as numbers from campaigns.pool_fact where state = 'running'
    group by campaign_id`.execute(db)
  return rows.map(({ numbers }) => numbers.map(callerIdKey))
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
