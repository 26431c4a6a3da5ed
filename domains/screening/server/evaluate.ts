import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { type Condition, isContradiction, type Test } from '../condition.ts'
import type { ClassCount, Outcome, RuleCount, RuleNote } from '../contract.ts'
import { fields } from '../fields.ts'
import type { GradeClass } from '../grading.ts'
import { inOrder, type Rule } from '../rules.ts'
import { conditionSql } from './condition-sql.ts'
import { Facts, type Ground } from './facts.ts'

type Sql = RawBuilder<unknown>
export type Asked = { rules: readonly Rule[]; classes: readonly GradeClass[] }

/** Where a rule or class finds its answer among those of each row; null where it is not asked. */
type Placed<T> = { it: T; hit: number | null; note: RuleNote | null }
/** The rows of one list as they were looked at, in a scratch table of this transaction, and how to read them. */
export type Looked = {
  rules: Placed<Rule>[]
  classes: Placed<GradeClass>[]
  byScore: boolean
}

const fieldsOf = (tests: readonly Test[]) => tests.filter(({ field }) => fields[field].named)
const keyOf = ({ field, name }: Test): string => `${field} ${name}`

const noteOf = (condition: Condition): RuleNote | null => (isContradiction(condition) ? 'contradiction' : null)

/** Gathers the questions to be asked of each row, each attribute to be looked for, and where the answers stand. */
class Questions {
  readonly asked: Sql[] = []
  readonly seen = new Map<string, { place: number; value: Sql }>()
  private readonly facts: Facts
  constructor(facts: Facts) {
    this.facts = facts
  }
  place<T>(it: T, condition: Condition | null): Placed<T> {
    if (!condition) return { it, hit: null, note: null }
    const note = noteOf(condition)
    for (const test of fieldsOf(condition.tests))
      if (!this.seen.has(keyOf(test)))
        this.seen.set(keyOf(test), { place: this.seen.size + 1, value: this.facts.value(test) })
    return { it, hit: this.asked.push(conditionSql(this.facts, condition)), note }
  }
}

const array = (items: readonly Sql[]): Sql =>
  items.length === 0 ? sql`'{}'::boolean[]` : sql`array[${sql.join(items)}]::boolean[]`

const memoryForOneList = '128MB'
const fill = async (db: Db, { listId }: Ground, facts: Facts, questions: Questions): Promise<void> => {
  const seen = [...questions.seen.values()].map(({ value }) => sql`${value} is not null`)
  const [hit, has, score] = [array(questions.asked), array(seen), facts.score()]
  // Joins and the sort behind repeated persons stay in memory for lists of a million.
  await sql`select set_config('work_mem', ${memoryForOneList}, true)`.execute(db)
  await sql`drop table if exists pg_temp.screening_row`.execute(db)
  await sql`create temp table screening_row
    (entry_id uuid, priority int, score real, hit boolean[], has boolean[]) on commit drop`.execute(db)
  await sql`insert into screening_row select e.id, e.priority, ${score}, ${hit}, ${has}
    from lists.entry_fact e ${facts.from()} where e.list_id = ${listId} and e.reverted_at is null`.execute(db)
}

/** Attributes of which no row of the list knows anything: a slip of the pen, or a file without that column. */
const findNobodys = async (db: Db, seen: Questions['seen']): Promise<ReadonlySet<string>> => {
  if (seen.size === 0) return new Set()
  const asked = [...seen].map(([, { place }]) => sql`coalesce(bool_or(has[${sql.lit(place)}]), false)`)
  const { rows } = await sql<{
    known: boolean[]
  }>`select array[${sql.join(asked)}] as known from screening_row`.execute(db)
  return new Set([...seen.keys()].filter((_, place) => !rows[0]?.known[place]))
}

/** Looks at every row of the list once and keeps the answers in a scratch table until the transaction ends. */
export const look = async (db: Db, ground: Ground, { rules, classes }: Asked): Promise<Looked> => {
  const facts = new Facts(ground)
  const questions = new Questions(facts)
  const placedRules = inOrder(rules).map((rule) => questions.place(rule, rule.condition))
  const placedClasses = classes.map((grade) => questions.place(grade, grade.condition))
  await fill(db, ground, facts, questions)
  const nobodys = await findNobodys(db, questions.seen)
  const noted = <T extends { condition: Condition | null }>(placed: Placed<T>): Placed<T> =>
    placed.note === null && fieldsOf(placed.it.condition?.tests ?? []).some((test) => nobodys.has(keyOf(test)))
      ? { ...placed, note: 'nobodyHasIt' }
      : placed
  const { rows } = await sql<{ scored: boolean }>`
    select exists (select from screening_row where score is not null) as scored`.execute(db)
  return { rules: placedRules.map(noted), classes: placedClasses.map(noted), byScore: rows[0]?.scored ?? false }
}

/** Whether a rule takes the row. One that cannot be asked, or that asks for what nobody has, takes nobody. */
const takes = ({ it, hit, note }: Placed<Rule>): Sql => {
  if (hit === null || note === 'nobodyHasIt') return sql`false`
  if (note === 'contradiction') return sql`false`
  return it.deed === 'takeOut' ? sql`hit[${sql.lit(hit)}]` : sql`not hit[${sql.lit(hit)}]`
}
/** The place, counted from 1, of the first rule that takes the row; null where none does. */
export const takenBy = ({ rules }: Looked): Sql =>
  rules.length === 0
    ? sql`null::int`
    : sql`case ${sql.join(
        rules.map((rule, place) => sql`when ${takes(rule)} then ${sql.lit(place + 1)}`),
        sql` `,
      )} end`

const inBand = ({ it: { band } }: Placed<GradeClass>): Sql => {
  if (!band) return sql`true`
  const value = band.by === 'share' ? sql`share` : sql`coalesce(score, 0)`
  const end = band.to >= 1 ? sql`${value} <= 1` : sql`${value} < ${band.to}::float8`
  return sql`(${value} >= ${band.from}::float8 and ${end})`
}
const belongs = (grade: Placed<GradeClass>): Sql => {
  if (grade.note !== null) return sql`false`
  return grade.hit === null ? inBand(grade) : sql`(hit[${sql.lit(grade.hit)}] and ${inBand(grade)})`
}
/** The place of the first class a row belongs to. */
export const classOf = ({ classes }: Looked): Sql =>
  classes.length === 0
    ? sql`null::int`
    : sql`case ${sql.join(
        classes.map((grade, place) => sql`when ${belongs(grade)} then ${sql.lit(place + 1)}`),
        sql` `,
      )} end`

/** Rows nobody took, with the share of rows that stand before each: by score, else by the list's priority. */
export const passedRows = (looked: Looked): Sql => {
  const best = looked.byScore ? sql`score desc nulls last` : sql`priority`
  return sql`(select entry_id, score, hit, percent_rank() over (order by ${best}) as share
    from (select *, ${takenBy(looked)} as taken from screening_row) r where taken is null)`
}

/** The counts of what was looked at: in = passed + taken, passed = ungraded + graded. */
export const count = async (db: Db, looked: Looked): Promise<Outcome> => {
  // Rows answer alike far more often than not: each set of answers is weighed once instead of each row.
  await sql`drop table if exists pg_temp.screening_answers`.execute(db)
  await sql`create temp table screening_answers (hit boolean[], n int) on commit drop`.execute(db)
  await sql`insert into screening_answers select hit, count(*) from screening_row group by hit`.execute(db)
  const alone = looked.rules.map((rule) => sql`coalesce(sum(n) filter (where ${takes(rule)}), 0)`)
  const { rows: alones } = await sql<{ alone: number[] }>`
    select array[${sql.join([sql`coalesce(sum(n), 0)`, ...alone])}]::int[] as alone from screening_answers`.execute(db)
  const { rows: taken } = await sql<{ place: number | null; n: number }>`
    select ${takenBy(looked)} as place, sum(n)::int as n from screening_answers group by 1`.execute(db)
  const { rows: graded } = await sql<{ place: number | null; n: number; expected: number | null }>`
    select ${classOf(looked)} as place, count(*) as n, sum(score) as expected from ${passedRows(looked)} p group by 1`.execute(
    db,
  )
  const total = alones[0]?.alone[0] ?? 0
  const takenAt = new Map(taken.map(({ place, n }) => [place, n]))
  const gradedAt = new Map(graded.map((row) => [row.place, row]))
  const rules = looked.rules.map(({ it, note }, place): RuleCount => {
    const { id, nameZh, nameEn, level } = it
    return {
      id,
      nameZh,
      nameEn,
      level,
      note,
      taken: takenAt.get(place + 1) ?? 0,
      alone: alones[0]?.alone[place + 1] ?? 0,
    }
  })
  const classes = looked.classes.map(({ it, note }, place): ClassCount => {
    const { code, nameZh, nameEn } = it
    const { n = 0, expected = null } = gradedAt.get(place + 1) ?? {}
    return { code, nameZh, nameEn, note, count: n, expected: looked.byScore ? (expected ?? 0) : null }
  })
  return {
    total,
    passed: takenAt.get(null) ?? 0,
    ungraded: gradedAt.get(null)?.n ?? 0,
    rules,
    classes,
    byScore: looked.byScore,
  }
}
