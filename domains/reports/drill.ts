import { noKey } from '#domains/metrics/contract.ts'
import { chain, type Level, type Link } from './report.ts'
import type { Narrowing } from './shapes.ts'

/** Under which name a level narrows a report. */
const filterOf: Partial<Record<Level, keyof Narrowing>> = {
  site: 'siteId',
  campaign: 'campaignId',
  team: 'teamId',
  agent: 'agentId',
  batch: 'batchId',
  product: 'product',
  region: 'region',
}
const isLink = (level: Level): level is Link => chain.some((link) => link === level)

/** What the groups of a row narrow the calls behind it to: a group without a key to those that have none. */
export const callsOf = (by: readonly Level[], keys: readonly (string | null)[]): Narrowing =>
  Object.fromEntries(
    by.flatMap((level, place) => {
      const name = filterOf[level]
      return name ? [[name, keys[place] ?? noKey]] : []
    }),
  )

/** What the groups of a row narrow the next report to. Groups without a key narrow nothing: they lead no further. */
export const narrowingOf = (by: readonly Level[], keys: readonly (string | null)[]): Narrowing | undefined => {
  const narrowing: Narrowing = {}
  for (const [place, level] of by.entries()) {
    const name = filterOf[level]
    const key = keys[place] ?? null
    if (key === null) return undefined
    if (name) narrowing[name] = key
  }
  return narrowing
}

/**
 * Where a row leads: the next link of campaign, team, agent that is not fixed yet, with what the row fixes. Undefined
 * where only the calls are left, or the row has nothing to fix.
 */
export const nextStep = (
  by: readonly Level[],
  keys: readonly (string | null)[],
  fixed: Narrowing,
): { by: Link; narrowing: Narrowing } | undefined => {
  const narrowing = narrowingOf(by, keys)
  if (!narrowing || Object.keys(narrowing).length === 0) return undefined
  const all = { ...fixed, ...narrowing }
  const deepest = Math.max(-1, ...by.filter(isLink).map((link) => chain.indexOf(link)))
  const next = chain.find((link, place) => place > deepest && all[filterOf[link] ?? 'siteId'] === undefined)
  return next ? { by: next, narrowing } : undefined
}
