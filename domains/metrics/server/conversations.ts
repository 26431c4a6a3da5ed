import type { Context } from '#platform/context.ts'
import { callFacts } from './facts/call-facts.ts'
import type { Filter } from './filter.ts'
import { nameOf, sumUp } from './measure.ts'
import { namesOf } from './names.ts'
import { freshen } from './rollup.ts'
import type { Key } from './sources.ts'
import { spanOf } from './span.ts'

export type CallFact = keyof typeof callFacts
export type ConversationsWanted<F extends CallFact> = Filter & {
  facts: readonly F[]
  /** Business days, both included. */
  from: string
  to: string
  /** Outcomes and scripts are told of conversations; by them no ratio of the dictionary says anything. */
  by: readonly Key[]
  /** Reads the calls on record instead of the sums kept ready: slower, and the same to the digit. */
  fromRows?: boolean
}
export type Conversations<F extends CallFact> = {
  keys: (string | null)[]
  labels: (string | null)[]
  sums: Record<F, number>
}

/** Sums of calls, told apart by how conversations ended and by which script they went as well; under the reader's scope. */
export const sumConversations = async <F extends CallFact>(
  ctx: Context,
  { facts, from, to, by, fromRows = false, ...filter }: ConversationsWanted<F>,
): Promise<Conversations<F>[]> => {
  const span = await spanOf(ctx, from, to)
  if (!fromRows) await freshen(ctx)
  const wishes = facts.map((code) => ({ fact: callFacts[code], campaignTypes: null }))
  const rows = await sumUp(ctx, { source: 'call', wishes, span, filter, by, fromRows })
  const label = await namesOf(
    ctx,
    by,
    rows.map(({ keys }) => keys),
  )
  return rows.map(({ keys, facts: sums }) => ({
    keys,
    labels: keys.map((key, place) => label(by[place], key)),
    sums: Object.fromEntries(
      facts.map((code, place) => [code, sums.get(nameOf(wishes[place] as (typeof wishes)[0])) ?? 0]),
    ) as Record<F, number>,
  }))
}
