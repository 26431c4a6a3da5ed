import pg from 'pg'

/** A table as rows are put into it: a partitioned one stands for all its partitions. */
export type Table = { schema: string; name: string; columns: string[] }
/** A partition and the statement that makes it where it is missing: months are added while the centre runs. */
export type Partition = { name: string; sql: string }
export type Sequence = { name: string; value: string; used: boolean }

export const quoted = ({ schema, name }: { schema: string; name: string }): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`

/**
 * What belongs to the running server and not to the centre: transaction numbers of this cluster mean nothing in
 * another, and a lease of the past must not hold up whoever restores.
 */
const ofTheServer = ['migration', 'migration_turn', 'outbox', 'outbox_reader', 'lease']

/** Ours: not the system's, not the job queue's (it holds no business), not an extension's. */
const ours = `
  n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
  and c.relpersistence <> 't'
  and not exists (select from pg_catalog.pg_depend d
                   where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')`

/** All tables with the columns that hold something of their own; generated ones come by themselves. */
export const listTables = async (client: pg.ClientBase): Promise<Table[]> => {
  const { rows } = await client.query<Table>(
    `
    select n.nspname as schema, c.relname as name,
           coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attname is not null), '{}') as columns
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      left join pg_catalog.pg_attribute a
        on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind in ('r', 'p') and not c.relispartition and ${ours}
       and not (n.nspname = 'platform' and c.relname = any ($1))
     group by n.nspname, c.relname
     order by n.nspname, c.relname`,
    [ofTheServer],
  )
  return rows
}

/** Parents before their partitions, so that the statements can run in this order. */
export const listPartitions = async (client: pg.ClientBase): Promise<Partition[]> => {
  const { rows } = await client.query<Partition>(`
    with recursive part as (
      select c.oid, 0 as depth from pg_catalog.pg_class c where c.relkind = 'p' and not c.relispartition
      union all
      select i.inhrelid, part.depth + 1 from part join pg_catalog.pg_inherits i on i.inhparent = part.oid
    )
    select n.nspname || '.' || c.relname as name,
           format('create table if not exists %I.%I partition of %I.%I %s%s', n.nspname, c.relname, pn.nspname, p.relname,
                  pg_catalog.pg_get_expr(c.relpartbound, c.oid),
                  case when c.relkind = 'p' then ' partition by ' || pg_catalog.pg_get_partkeydef(c.oid) else '' end) as sql
      from part
      join pg_catalog.pg_class c on c.oid = part.oid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      join pg_catalog.pg_inherits i on i.inhrelid = c.oid
      join pg_catalog.pg_class p on p.oid = i.inhparent
      join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
     where part.depth > 0 and ${ours}
     order by part.depth, n.nspname, c.relname`)
  return rows
}

/** Where each sequence stands. They do not follow the snapshot, so they may be ahead of it, never behind. */
export const listSequences = async (client: pg.ClientBase): Promise<Sequence[]> => {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'S' and ${ours} order by 1, 2`)
  const sequences: Sequence[] = []
  for (const row of rows) {
    const { rows: state } = await client.query<{ value: string; used: boolean }>(
      `select last_value::text as value, is_called as used from ${quoted(row)}`,
    )
    if (state[0]) sequences.push({ name: quoted(row), ...state[0] })
  }
  return sequences
}

/**
 * Refuses a database somebody already works in. Rows the migrations themselves wrote do not count: each carries the
 * number of the transaction that wrote it, and so does the line in which that migration was recorded.
 */
export const refuseRowsBeyondMigrations = async (client: pg.ClientBase, tables: readonly Table[]): Promise<void> => {
  for (const table of tables) {
    const { rowCount } = await client.query(
      `select from ${quoted(table)} where xmin::text not in (select xmin::text from platform.migration) limit 1`,
    )
    if (rowCount === 0) continue
    throw new Error(
      `The database is not empty: ${table.schema}.${table.name} has rows already. A backup is restored only into a ` +
        'database that was just made and migrated, so that nothing is overwritten.',
    )
  }
}

/** We store files elsewhere and never as large objects; a backup that left some out in silence would be worse than none. */
export const refuseLargeObjects = async (client: pg.ClientBase): Promise<void> => {
  const { rowCount } = await client.query('select from pg_catalog.pg_largeobject_metadata limit 1')
  if (rowCount !== 0)
    throw new Error('The database holds large objects, which this backup does not cover; use pg_dump.')
}

/** Fills the materialised views again, in the order they were made. */
export const refreshViews = async (client: pg.ClientBase): Promise<void> => {
  const { rows } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'm' and ${ours} order by c.oid`)
  for (const view of rows) await client.query(`refresh materialized view ${quoted(view)}`)
}
