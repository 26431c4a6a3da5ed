import { withClient } from '#platform/postgres/client.ts'
import type { Urls } from '../ground.ts'

export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** Brings the sums kept ready up to what is on record, as every question does first. */
export const freshen = (urls: Urls): Promise<number> =>
  secondsOf(() => withClient(urls.ownerUrl, (client) => client.query('select metrics.freshen(true)')))

/** Everything is summed up as for a year nobody ever asked about: nothing of an earlier run is in the way. */
export const recomputeAll = async (urls: Urls): Promise<number> => {
  await withClient(urls.ownerUrl, async (client) => {
    const { rows } = await client.query<{ of_kinds: string }>(
      `select string_agg(format('metrics.%I', kind || '_rollup'), ', ') as of_kinds from unnest(metrics.kinds()) kind`,
    )
    await client.query(`truncate ${rollups.join(', ')}, ${rows[0]?.of_kinds}, calls.change, presence.change, metrics.change;
      insert into calls.change (slot) values ('-infinity');
      insert into presence.change (since, until) values ('-infinity', 'infinity');
      insert into metrics.change (kind, slot) select kind, '-infinity' from unnest(metrics.kinds()) kind`)
  })
  return freshen(urls)
}

/** What sums are made by: another way of making them, another view of rows or another column makes other sums. */
const makers = `select md5(string_agg(said, '' order by said)) as made_by from (
  select pg_get_functiondef(p.oid) as said from pg_proc p where p.pronamespace = 'metrics'::regnamespace
    and p.proname ~ '^(refill|fold|add_up|grains|sums_of|time_|is_)' and p.prokind in ('f', 'p')
  union all select c.relname || pg_get_viewdef(c.oid) from pg_class c
    where c.relnamespace = 'metrics'::regnamespace and c.relkind = 'v' and c.relname like '%_row'
  union all select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'metrics'::regnamespace and c.relkind in ('r', 'p') and c.relname like '%_rollup%'
      and a.attnum > 0 and not a.attisdropped) x`

/** How long an earlier run took to make all sums, if they were made as they would be made now; what came since is taken in. */
export const keptSums = (urls: Urls): Promise<number | undefined> =>
  withClient(urls.ownerUrl, async (client) => {
    await client.query('create table if not exists public.bench_sums (made_by text, seconds float8)')
    const { rows } = await client.query<{ seconds: number }>(
      `select b.seconds from public.bench_sums b join (${makers}) m using (made_by)`,
    )
    if (rows[0]) await client.query('select metrics.freshen(true)')
    return rows[0]?.seconds
  })
export const noteSums = (urls: Urls, seconds: number): Promise<unknown> =>
  withClient(urls.ownerUrl, (client) =>
    client.query(
      `with gone as (delete from public.bench_sums) insert into public.bench_sums select made_by, $1 from (${makers}) m`,
      [seconds],
    ),
  )

const rollups = ['metrics.call_rollup', 'metrics.time_rollup'] as const
export const vacuumRollups = (urls: Urls): Promise<void> =>
  withClient(urls.ownerUrl, async (client) => {
    for (const rollup of rollups) await client.query(`vacuum analyze ${rollup}`)
  })

/** Two rollups are the same when the sums of the hashes of their rows are; so are the ways of records. */
export const fingerprint = (urls: Urls): Promise<string> =>
  withClient(urls.ownerUrl, async (client) => {
    const found = []
    for (const rollup of rollups) {
      const { rows } = await client.query(
        `select grain, count(*) as rows, sum(hashtextextended(r::text, 0)) as hash from ${rollup} r group by 1 order by 1`,
      )
      found.push(rows)
    }
    const ways = await client.query(
      `select count(*) as rows, sum(hashtextextended(row (w.campaign_id, w.site_ids, w.team_ids, w.stages, w.records)::text, 0)) as hash from metrics.way w`,
    )
    found.push(ways.rows)
    return JSON.stringify(found)
  })

/** Megabytes and rows of the tables this is about, indexes included. */
export const sizesOf = (urls: Urls): Promise<Record<string, number>> =>
  withClient(urls.ownerUrl, async (client) => {
    const { rows } = await client.query<{ name: string; mb: number; rows: number }>(`
      select replace(t.name, '.', '_') as name, round(sum(pg_total_relation_size(p.relid)) / 1048576.0)::float8 as mb,
        sum(greatest(c.reltuples, 0)) filter (where p.isleaf)::float8 as rows
      from unnest(array['calls.call', 'presence.spell', 'dialer.contact', 'metrics.call_rollup', 'metrics.time_rollup', 'metrics.reached', 'metrics.way']) t(name)
        cross join lateral pg_partition_tree(t.name::regclass) p join pg_class c on c.oid = p.relid group by 1
      union all
      select c.relname, round(pg_total_relation_size(c.oid) / 1048576.0)::float8, greatest(c.reltuples, 0)::float8
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'metrics' and c.relkind = 'r' and c.relispartition order by 1`)
    return Object.fromEntries(
      rows.flatMap(({ name, mb, rows }) => [
        [`${name}_mb`, mb],
        [`${name}_rows`, rows],
      ]),
    )
  })
