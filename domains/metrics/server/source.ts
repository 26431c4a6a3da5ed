import { sql } from 'kysely'
import type { Grouping } from '../measure.ts'
import type { Fact, SourceName } from './facts/fact.ts'
import { type Filter, type FilterName, narrowed, type Sql } from './filter.ts'
import { ofDays, type Span } from './span.ts'

export type RealSource = Exclude<SourceName, 'none'>
/** What sums are told apart by: the groupings of the dictionary, and how and by which script conversations went. */
export type Key = Grouping | 'outcome' | 'script'
/** What is asked of one source. */
export type Asked = { span: Span; filter: Filter; by: readonly Key[]; facts: readonly Fact[] }

export type Source = {
  /** By what its rows `f` can be told apart. */
  groups: readonly Key[]
  filters: readonly FilterName[]
  /** `from … where …` over the rows as they are on record, named `f`, with a column for each fact. */
  rows: (asked: Asked) => Sql
}

export const dayGroups = ['month', 'week', 'day', 'weekday'] as const
export const quarterGroups = ['hour', 'quarterHour'] as const

/** Where every row of a source lies on its own day; the moment lets the index help. */
export const dated =
  (relation: string, moment: string) =>
  ({ span, filter }: Asked): Sql =>
    sql`from ${sql.table(relation)} f where ${sql.ref(`f.${moment}`)} >= ${span.from}::timestamptz
      and ${sql.ref(`f.${moment}`)} < ${span.to}::timestamptz and ${ofDays(span)} and ${narrowed(filter)}`
