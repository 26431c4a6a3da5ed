import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Urls } from '../ground.ts'
import { type DuckConnection, openDuck } from './duck-package.ts'

const ms = (moment: string): string => `(extract(epoch from ${moment}) * 1000)::bigint as ${moment}`
/** What of a row the questions can need, as CSV. */
const exported = {
  call: `select id, campaign_id, entry_id, batch_id, site_id, team_id, agent_id, region, answered_by, outcome_kind, abandoned,
    ${['placed_at', 'ringing_at', 'answered_at', 'bridged_at'].map(ms).join(', ')}, talk_ms, hold_ms, wrap_up_ms from calls.call`,
  spell: `select employee_id as agent_id, team_id, site_id, campaign_id, state,
    ${['started_at', 'ended_at'].map(ms).join(', ')} from presence.spell`,
  campaign: `select c.id, c.type, c.product, extract(epoch from s.day_starts_at::interval)::int * 1000 as starts_ms
    from campaigns.campaign c join people.site s on s.id = c.site_id`,
  site: `select id, extract(epoch from day_starts_at::interval)::int * 1000 as starts_ms from people.site`,
} as const

const localMs = (moment: string): string => `(${moment} + 28800000)`
const dayOf = (moment: string, starts: string): string =>
  `(date '1970-01-01' + ((${localMs(moment)} - ${starts}) // 86400000)::int)`
const quarterOf = (moment: string): string => `((${localMs(moment)} % 86400000) // 900000)::smallint`

/** Days, quarters of an hour, first conversations and stretches cut at quarters are made once, while loading: in DuckDB's favour. */
const kept = {
  call: `select c.* exclude (id), ${dayOf('c.placed_at', 'p.starts_ms')} as day, ${quarterOf('c.placed_at')} as quarter,
      (c.talk_ms > 0 and row_number() over (partition by c.campaign_id, c.entry_id, c.talk_ms > 0 order by c.placed_at, c.id) = 1) as is_first
    from csv_call c join campaign p on p.id = c.campaign_id`,
  piece: `select s.agent_id, s.team_id, s.site_id, s.campaign_id, s.state, (s.started_at >= s.slot * 900000)::int as begins,
      least(s.ended_at, (s.slot + 1) * 900000) - greatest(s.started_at, s.slot * 900000) as ms,
      ${dayOf('s.slot * 900000', 'p.starts_ms')} as day, ${quarterOf('s.slot * 900000')} as quarter
    from (select *, unnest(generate_series(started_at // 900000, (ended_at - 1) // 900000)) as slot from csv_spell) s
      join site p on p.id = s.site_id`,
} as const

const talked = 'talk_ms > 0'
const squared = (lengthMs: string): string => `round(${lengthMs} / 1000.0)::bigint ** 2`
const kindIs = (kind: string): string => `(${talked} and outcome_kind = '${kind}')::int`
const given = (condition: string, amount: string): string => `case when ${condition} then ${amount} else 0 end`
/** What each row adds, as the product's views say it, in DuckDB's words. */
const facts = {
  call: {
    dials: '1',
    answered: '(answered_at is not null)::int',
    connects: `(answered_at is not null and answered_by is distinct from 'machine')::int`,
    agent_calls: `(${talked})::int`,
    effective_calls: `(${talked} and outcome_kind in ('success', 'refusal', 'callback', 'noDecision'))::int`,
    successes: `(outcome_kind = 'success')::int`,
    talked_successes: kindIs('success'),
    talked_refusals: kindIs('refusal'),
    abandoned: 'abandoned::int',
    first_talks: 'is_first::int',
    talk_ms: 'talk_ms',
    talk_s2: squared('talk_ms'),
    success_talk_ms: given(`outcome_kind = 'success'`, 'talk_ms'),
    refusal_talk_ms: given(`outcome_kind = 'refusal'`, 'talk_ms'),
    hold_ms: 'hold_ms',
    wrap_up_ms: given(talked, 'wrap_up_ms'),
    wrap_up_s2: given(talked, squared('wrap_up_ms')),
    rung: '(answered_at >= ringing_at)::int',
    ring_ms: given('answered_at >= ringing_at', 'answered_at - ringing_at'),
    joined: '(bridged_at >= answered_at)::int',
    wait_ms: given('bridged_at >= answered_at', 'bridged_at - answered_at'),
  },
  time: {
    signed_in_ms: 'ms',
    ready_ms: given(`state = 'ready'`, 'ms'),
    dialing_ms: given(`state = 'dialing'`, 'ms'),
    talking_ms: given(`state = 'talking'`, 'ms'),
    holding_ms: given(`state = 'holding'`, 'ms'),
    wrap_up_state_ms: given(`state = 'wrapUp'`, 'ms'),
    not_ready_ms: given(`state = 'notReady'`, 'ms'),
    break_ms: given(`state = 'break'`, 'ms'),
    meeting_ms: given(`state = 'meeting'`, 'ms'),
    training_ms: given(`state = 'training'`, 'ms'),
    not_ready_times: `(state = 'notReady')::int * begins`,
    break_times: `(state = 'break')::int * begins`,
  },
} as const
export type DuckSource = keyof typeof facts

/** How DuckDB adds up a fact, or undefined for one it was not taught. */
export const duckSum = (source: DuckSource, code: string): string | undefined => {
  if (source === 'time' && code === 'agent_days') return 'count(distinct (agent_id, day))'
  const expression = (facts[source] as Record<string, string>)[code]
  return expression && `sum(${expression})`
}
export const duckTable: Record<DuckSource, string> = { call: 'call', time: 'piece' }

const exportRows = async (client: pg.Client, folder: string): Promise<void> => {
  for (const [name, query] of Object.entries(exported))
    await pipeline(
      client.query(copyTo(`copy (${query}) to stdout with (format csv, header)`)),
      createWriteStream(join(folder, `${name}.csv`)),
    )
}
const tablesFrom = async (duck: DuckConnection, folder: string): Promise<void> => {
  const csv = (name: string): string =>
    `read_csv('${join(folder, `${name}.csv`).replaceAll('\\', '/')}', sample_size = 200000)`
  await duck.run(`set preserve_insertion_order = false`)
  for (const name of ['campaign', 'site']) await duck.run(`create table ${name} as select * from ${csv(name)}`)
  for (const [name, from, order] of [
    ['call', 'call', 'placed_at'],
    ['piece', 'spell', 'day, quarter'],
  ] as const) {
    await duck.run(`create view csv_${from} as select * from ${csv(from)}`)
    await duck.run(`create table ${name} as ${kept[name]} order by ${order}`)
  }
  await duck.run('checkpoint')
}

export type Duck = {
  rows(query: string): Promise<Record<string, string | number | boolean | null>[]>
  exportSeconds: number
  loadSeconds: number
  fileMegabytes: number
  close(): Promise<void>
}

/** The same rows in DuckDB's own file, sorted by time, on the same machine with as many threads as Postgres has cores. */
export const duckWith = async (urls: Urls, folder: string, threads: number): Promise<Duck | undefined> => {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'measures.duckdb')
  const opened = await openDuck(file, {
    threads: String(threads),
    memory_limit: '6GB',
    temp_directory: join(folder, 'spill'),
  })
  if (!opened) return undefined
  const client = new pg.Client({ connectionString: urls.ownerUrl })
  await client.connect()
  const began = performance.now()
  await exportRows(client, folder)
  await client.end()
  const exportedAt = performance.now()
  await tablesFrom(opened.connection, folder)
  return {
    rows: async (query) => (await opened.connection.runAndReadAll(query)).getRowObjectsJson(),
    exportSeconds: (exportedAt - began) / 1000,
    loadSeconds: (performance.now() - exportedAt) / 1000,
    fileMegabytes: (await stat(file)).size / 1024 / 1024,
    close: async () => {
      opened.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
