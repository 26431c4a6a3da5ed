import { sql } from 'kysely'
import { searchCustomers, upsertCustomers, workOffSearchIndex } from '#domains/customers/server/public.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { type Database, type Db, openDatabase, type Sight } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { withClient } from '#platform/postgres/client.ts'
import { type Figures, percentile, round } from '../ground.ts'
import type { Part } from './part.ts'

const rowsPerCall = 2000
const sites = 5
const teams = 60
const agents = 800
const surnames = [...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹']
const givenNames = [...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂梅红玉建国志文海燕波鹏飞鑫琳云龙凤']
const places = ['北京', '上海', '深圳', '广州', '杭州', '成都']
const brands = ['金山', '腾飞', '远大', '华信', '中科', '宏图', '天宇', '信达', '博雅', '锐捷', '蓝天', '东方']
const trades = ['科技', '贸易', '物流', '教育', '医药', '建设']

/** A number that looks drawn and is the same in every run; each `turn` of a person is another draw. */
const draw = (person: number, turn: number, below: number): number => {
  let mixed = Math.imul(person + 1, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39)
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below
}
const pick = (from: readonly string[], person: number, turn: number): string =>
  from[draw(person, turn, from.length)] ?? ''
const idOf = (kind: string, n: number): string => `00000000-0000-7000-${kind}-${String(n).padStart(12, '0')}`

const numberOf = (person: number): string => `142${String((person * 32_452_841) % 100_000_000).padStart(8, '0')}`
const nameOf = (person: number): string =>
  pick(surnames, person, 1) + pick(givenNames, person, 2) + (draw(person, 3, 4) > 0 ? pick(givenNames, person, 4) : '')
/** One in three is of a company. */
const companyOf = (person: number): string =>
  draw(person, 5, 3) > 0 ? '' : `${pick(places, person, 6)}${pick(brands, person, 7)}${pick(trades, person, 8)}有限公司`

const fill = async (db: Db, people: number): Promise<void> => {
  for (let from = 0; from < people; from += rowsPerCall)
    await db.transaction().execute((tx) =>
      upsertCustomers(
        tx as Db,
        Array.from({ length: Math.min(rowsPerCall, people - from) }, (_, at) => ({
          number: `+86${numberOf(from + at)}`,
          name: nameOf(from + at),
          siteId: idOf('8000', draw(from + at, 9, sites)),
        })),
      ),
    )
}

/** Companies and owners as people at work would have set them; of four customers one is in a book, the rest in the pool. */
const settle = async (db: Db, people: number): Promise<void> => {
  for (let from = 0; from < people; from += 50_000) {
    const of = Array.from({ length: Math.min(50_000, people - from) }, (_, at) => from + at)
    const owned = (person: number) => draw(person, 10, 4) === 0
    await sql`update customers.customer c set company = given.company, owner_id = given.owner, team_id = given.team
      from unnest(${of.map((person) => `+86${numberOf(person)}`)}::text[], ${of.map(companyOf)}::text[],
        ${of.map((person) => (owned(person) ? idOf('a000', draw(person, 11, agents)) : null))}::uuid[],
        ${of.map((person) => (owned(person) ? idOf('9000', draw(person, 11, agents) % teams) : null))}::uuid[]) as given (number, company, owner, team)
      join customers.phone p on p.number = given.number where c.id = p.customer_id`.execute(db)
  }
}

const sights: Record<Sight['scope'], Sight> = {
  own: { scope: 'own', uid: idOf('a000', 7), teamIds: [], siteIds: [] },
  team: { scope: 'team', uid: idOf('a000', 1), teamIds: [idOf('9000', 7)], siteIds: [] },
  site: { scope: 'site', uid: idOf('a000', 1), teamIds: [], siteIds: [idOf('8000', 2)] },
  all: { scope: 'all', uid: idOf('a000', 1), teamIds: [], siteIds: [] },
}

type Asked = { text: string; like: string[] }
/** What people type: names, initials, pinyin, last digits, companies, two words; of people who are there. */
const queries = (count: number, people: number): Asked[] =>
  Array.from({ length: count }, (_, turn) => {
    const person = draw(turn, 20, people)
    const [name, digits] = [nameOf(person), numberOf(person)]
    const company = `${pick(places, person, 6)}${pick(brands, person, 7)}`
    const kinds: Asked[] = [
      { text: name, like: [name] },
      { text: name.slice(0, 2), like: [name.slice(0, 2)] },
      { text: name.slice(0, 1), like: [name.slice(0, 1)] },
      { text: digits.slice(-4), like: [digits.slice(-4)] },
      { text: digits.slice(-6), like: [digits.slice(-6)] },
      { text: company, like: [company] },
      { text: company.slice(2), like: [company.slice(2)] },
      { text: `${name.slice(0, 1)} ${digits.slice(-4)}`, like: [name.slice(0, 1), digits.slice(-4)] },
      { text: `${name} ${company.slice(0, 2)}`, like: [name, company.slice(0, 2)] },
      { text: 'wxm', like: [] },
      { text: 'zhang', like: [] },
      { text: 'lx 科技', like: [] },
    ]
    return kinds[turn % kinds.length] ?? { text: name, like: [name] }
  })

const timesOf = async <T>(of: readonly T[], ask: (one: T) => Promise<unknown>): Promise<number[]> => {
  const times: number[] = []
  for (const one of of) {
    const from = performance.now()
    await ask(one)
    times.push(performance.now() - from)
  }
  return times
}

const byLike = (db: Db, { like }: Asked): Promise<unknown> =>
  sql`select id from customers.customer c where merged_into is null ${sql.join(
    like.map((text) => sql`and (name like ${`%${text}%`} or company like ${`%${text}%`} or number like ${`%${text}`})`),
    sql` `,
  )} limit 201`.execute(db)

const measured = async (database: Database, people: number, quick: boolean): Promise<Figures> => {
  const figures: Figures = {}
  const asked = queries(quick ? 120 : 600, people)
  const plain = asked.filter(({ like }) => like.length > 0).slice(0, quick ? 18 : 45)
  for (const [scope, sight] of Object.entries(sights)) {
    const db = database.seenBy(sight)
    const search = ({ text }: Asked) => searchCustomers(db, sight.scope, text)
    // Once without the watch: what is measured is a centre at work, not its first minute.
    await timesOf(asked, search)
    const times = await timesOf(asked, search)
    const likes = await timesOf(plain, (one) => byLike(db, one))
    figures[`search_ms_p50_${scope}`] = round(percentile(times, 0.5), 1)
    figures[`search_ms_p95_${scope}`] = round(percentile(times, 0.95), 1)
    figures[`search_ms_p99_${scope}`] = round(percentile(times, 0.99), 1)
    figures[`like_ms_p50_${scope}`] = round(percentile(likes, 0.5), 1)
    figures[`like_ms_p95_${scope}`] = round(percentile(likes, 0.95), 1)
  }
  return figures
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/**
 * Search over a million customers by what people type, under row security in four scopes, beside plain LIKE under the
 * same; and how long imported customers wait until they are found by name.
 */
export const searchPart: Part = async ({ quick, log, freshDatabase }) => {
  const people = quick ? 50_000 : 1_000_000
  const urls = await freshDatabase()
  const database = openDatabase(urls.url)
  const ctx: Context = systemContext({ database, now: () => new Date(), log: silentLog })
  log(`${people} customers …`)
  const written = await timed(() => fill(ctx.db, people))
  await settle(ctx.db, people)
  log('made findable …')
  const indexed = await timed(() => workOffSearchIndex(ctx))
  await withClient(urls.ownerUrl, async (client) => {
    for (const table of ['customer', 'token', 'phone']) await client.query(`vacuum analyze customers.${table}`)
  })
  log('asked …')
  const figures = await measured(database, people, quick)
  const { rows } = await sql<{ tokens: number; bytes: number }>`
    select count(*)::int as tokens, pg_total_relation_size('customers.token')::bigint as bytes from customers.token`.execute(
    ctx.db,
  )
  await database.stop()
  return {
    search_customers: people,
    search_customers_written_per_second: round(people / written),
    search_customers_made_findable_per_second: round(people / indexed),
    search_tokens_per_customer: round((rows[0]?.tokens ?? 0) / people, 1),
    search_index_megabytes: round((rows[0]?.bytes ?? 0) / 1024 / 1024),
    ...figures,
  }
}
