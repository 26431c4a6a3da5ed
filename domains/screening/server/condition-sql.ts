import { type RawBuilder, sql } from 'kysely'
import type { Condition, Test } from '../condition.ts'
import { fields, type Operator } from '../fields.ts'
import type { Facts } from './facts.ts'

type Sql = RawBuilder<unknown>
const trimmed = (values: readonly string[]): string[] => values.map((value) => value.replace(/^ +| +$/g, ''))

/** A text that is a plain decimal as a number; anything else is not known. */
const asNumber = (text: Sql): Sql =>
  sql`case when ${text} ~ '^ *[+-]?\\d{1,30}(\\.\\d{1,12})? *$' then (${text})::numeric end`

const comparisons: Partial<Record<Operator, Sql>> = {
  equals: sql`=`,
  below: sql`<`,
  atMost: sql`<=`,
  atLeast: sql`>=`,
  above: sql`>`,
}

const onText = (value: Sql, { operator, values }: Test): Sql => {
  const known = sql`nullif(btrim(${value}), '')`
  const wanted = sql`${trimmed(values)}::text[]`
  if (operator === 'is') return sql`${known} = any (${wanted})`
  if (operator === 'isNot') return sql`${known} <> all (${wanted})`
  if (operator === 'contains')
    return sql`exists (select from unnest(${wanted}) part where position(part in ${known}) > 0)`
  return operator === 'missing' ? sql`${known} is null` : sql`${known} is not null`
}
const onSet = (value: Sql, { operator, values }: Test): Sql => {
  const wanted = sql`${trimmed(values)}::text[]`
  if (operator === 'is') return sql`${value} && ${wanted}`
  if (operator === 'isNot') return sql`not ${value} && ${wanted}`
  const none = sql`coalesce(cardinality(${value}), 0) = 0`
  return operator === 'missing' ? none : sql`not (${none})`
}
const onFlag = (value: Sql, { operator }: Test): Sql =>
  operator === 'yes' ? value : sql`not coalesce(${value}, false)`
const onNumber = (value: Sql, { operator, values }: Test): Sql => {
  const comparison = comparisons[operator]
  if (comparison) return sql`${value} ${comparison} ${(values[0] ?? '0').trim()}::numeric`
  return operator === 'missing' ? sql`${value} is null` : sql`${value} is not null`
}

const testSql = (facts: Facts, test: Test): Sql => {
  const value = facts.value(test)
  const { kind } = fields[test.field]
  if (kind === 'flag') return onFlag(value, test)
  if (kind === 'set') return onSet(value, test)
  if (kind === 'number') return onNumber(value, test)
  return comparisons[test.operator] ? onNumber(asNumber(value), test) : onText(value, test)
}

/** True or false for each entry, never unknown: what is not known does not meet a question. */
export const conditionSql = (facts: Facts, { join, tests }: Condition): Sql => {
  const asked = tests.map((test) => sql`coalesce(${testSql(facts, test)}, false)`)
  return sql`(${sql.join(asked, join === 'and' ? sql` and ` : sql` or `)})`
}
