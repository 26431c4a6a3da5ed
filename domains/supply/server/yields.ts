import type { z } from 'zod'
import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import { findCampaign } from '#domains/campaigns/server/public.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import type { Context } from '#platform/context.ts'
import { csvDownload } from '#platform/csv.ts'
import { refusals, type Yield, type YieldQuery, type Yields } from '../contract.ts'
import { adviceWords, text } from '../text.ts'
import { estimateOf, lifeOf, type Money, priorOf, verdictOf } from '../yield.ts'
import { type BatchFact, findWorth, type Part, readBatches, readDaysWorked, readParts } from './store.ts'

/** More groups than that nobody reads; the largest are shown. */
const mostGroups = 100
const dayMs = 86_400_000
/** The pace of the last week says how long the rest lasts. */
const paceDays = 7

type Query = z.output<typeof YieldQuery>
type Group = Omit<Part, 'campaignId' | 'worthPerSuccess' | 'costPerHour'> & { attemptsPerDay: number; money: Money }

/** Null as soon as one part with something to weigh has no figure. */
const weighed = (
  parts: readonly Part[],
  of: (part: Part) => number | null,
  by: (part: Part) => number,
): number | null => {
  const telling = parts.filter((part) => by(part) > 0)
  const shown = telling.length > 0 ? telling : parts
  if (shown.some((part) => of(part) === null)) return null
  const weight = shown.reduce((sum, part) => sum + by(part), 0)
  const total = shown.reduce((sum, part) => sum + (of(part) ?? 0) * (weight > 0 ? by(part) : 1), 0)
  return total / (weight > 0 ? weight : shown.length)
}

const sumOf = (parts: readonly Part[], of: (part: Part) => number): number =>
  parts.reduce((sum, part) => sum + of(part), 0)

/** What several campaigns did with one group, as one: money is weighed by what it was spent on. */
const merge = (parts: readonly Part[], daysWorked: ReadonlyMap<string, number>): Group => {
  const [first] = parts
  const records = sumOf(parts, (part) => part.records)
  const paid = parts.some((part) => part.paid === null) ? null : sumOf(parts, (part) => part.paid ?? 0)
  return {
    key: first?.key ?? '',
    records,
    called: sumOf(parts, (part) => part.called),
    reached: sumOf(parts, (part) => part.reached),
    successes: sumOf(parts, (part) => part.successes),
    attempts: sumOf(parts, (part) => part.attempts),
    closed: sumOf(parts, (part) => part.closed),
    closedAttempts: sumOf(parts, (part) => part.closedAttempts),
    agentMs: sumOf(parts, (part) => part.agentMs),
    lately: sumOf(parts, (part) => part.lately),
    paid,
    attemptsPerDay: sumOf(parts, (part) => part.lately / Math.max(1, daysWorked.get(part.campaignId) ?? 1)),
    money: {
      pricePerRecord: paid === null || records === 0 ? null : paid / records,
      worthPerSuccess: weighed(
        parts,
        (part) => part.worthPerSuccess,
        (part) => part.successes,
      ),
      costPerHour: weighed(
        parts,
        (part) => part.costPerHour,
        (part) => part.agentMs,
      ),
    },
  }
}

type Named = Pick<Yield, 'name' | 'supplier' | 'listName' | 'importedAt' | 'pricePerRecord'>
const nameOf = (key: string, groupBy: Query['groupBy'], batches: readonly BatchFact[]): Named => {
  const plain: Named = { name: key, supplier: null, listName: null, importedAt: null, pricePerRecord: null }
  const batch = batches.find(({ id, listId }) => (groupBy === 'list' ? listId : id) === key)
  if (!batch || groupBy === 'column' || groupBy === 'supplier') return plain
  const { supplier, listName, fileName, importedAt, pricePerRecord } = batch
  return groupBy === 'list'
    ? { ...plain, name: listName, supplier }
    : { name: fileName, supplier, listName, importedAt, pricePerRecord }
}

const groupsOf = (parts: readonly Part[], daysWorked: ReadonlyMap<string, number>): Group[] => {
  const byKey = Map.groupBy(parts, ({ key }) => key)
  return [...byKey.values()].map((same) => merge(same, daysWorked))
}

/** How good each group of records is, what it brought, and what to do with it; the largest groups first. */
export const listYields = async (ctx: Context, query: Query): Promise<Yields> => {
  const { campaignId, groupBy, column } = query
  if (campaignId && !(await findCampaign(ctx.db, campaignId))) refuse(refusals.noSuchCampaign)
  if (groupBy === 'column' && !column) refuse(refusals.noColumn)
  const since = new Date(ctx.now().getTime() - paceDays * dayMs)
  const timeZone = await timeZoneOf(ctx.db, ctx.actor.id)
  const [parts, days, batches] = await Promise.all([
    readParts(ctx.db, { campaignId, groupBy, column, since }),
    readDaysWorked(ctx.db, since, timeZone),
    readBatches(ctx.db),
  ])
  const groups = groupsOf(parts, days).sort((a, b) => b.records - a.records || (a.key < b.key ? -1 : 1))
  const prior = priorOf(groups)
  const rows = groups.slice(0, mostGroups).map((group): Yield => {
    const { closedAttempts, attemptsPerDay, money, lately: _, paid: __, ...worked } = group
    const estimate = estimateOf(worked, prior)
    return {
      ...worked,
      ...nameOf(group.key, groupBy, batches),
      ...estimate,
      ...verdictOf(worked, estimate, money),
      ...lifeOf(worked, { closedAttempts, attemptsPerDay }),
    }
  })
  return {
    rows,
    left: Math.max(0, groups.length - mostGroups),
    worthPerSuccess: campaignId ? await findWorth(ctx.db, campaignId) : null,
    at: ctx.now().toISOString(),
  }
}

const numbers = [
  'records',
  'called',
  'reached',
  'successes',
  'attempts',
  'rate',
  'expected',
  'penetration',
  'coverage',
  'attemptsPerRecord',
  'attemptsLeft',
  'daysLeft',
  'pricePerRecord',
  'worthPerRecord',
  'result',
  'callMore',
] as const

/** The rows as they stand on the screen, with every digit. */
export const exportYields = async (ctx: Context, query: Query): Promise<Download> => {
  const { locale } = ctx.actor
  const { rows } = await listYields(ctx, query)
  const headings = ['name', 'supplier', ...numbers, 'low', 'high', 'advice'] as const
  const pages = async function* () {
    yield rows.map((row) => [
      row.name,
      row.supplier,
      ...numbers.map((name) => row[name]),
      row.interval?.low ?? null,
      row.interval?.high ?? null,
      adviceWords[row.advice][locale],
    ])
  }
  return csvDownload(
    `${text.listQuality[locale]}.csv`,
    headings.map((name) => text[name][locale]),
    pages(),
  )
}
