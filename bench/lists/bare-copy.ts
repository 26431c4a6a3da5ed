import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Urls } from '../ground.ts'
import { bytesOf, type FileOfPeople } from './people-file.ts'

const connected = async ({ ownerUrl }: Urls): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  return client
}
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}

/** All but what Postgres makes itself. */
const columnsOf = async (client: pg.Client, table: string): Promise<string> => {
  const { rows } = await client.query<{ names: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as names from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  return rows[0]?.names ?? ''
}

/** The very bytes of the file by one COPY into a table without key or index, which Postgres turns from GBK itself. */
export const copyFile = async (urls: Urls, file: FileOfPeople): Promise<number> => {
  const client = await connected(urls)
  await client.query(`
    create table public.bare (number text, name text, city text, age text, job text, plan text, spend text, month text);
    set client_encoding to 'GBK'`)
  const seconds = await secondsOf(() =>
    pipeline(
      Readable.from(bytesOf(file)),
      client.query(copyFrom('copy public.bare from stdin with (format csv, header)')),
    ),
  )
  await client.query('reset client_encoding; drop table public.bare')
  await client.end()
  return seconds
}

/**
 * What the product wrote, by COPY into tables with the same keys and indexes that hold the same rows as the product's did
 * before: the least that keeping a golden record and a list costs, with nothing read, compared or joined.
 */
export const copyOutcome = async (urls: Urls, batches: { before: string; measured: string }): Promise<number> => {
  const [source, target] = await Promise.all([connected(urls), connected(urls)])
  const people = 'select customer_id from lists.entry where batch_id = $'
  const tables = [
    ['customers.phone', `customer_id in (${people})`],
    ['customers.customer', `id in (${people})`],
    ['lists.entry', 'batch_id = $'],
  ] as const
  let seconds = 0
  for (const [table, ofBatch] of tables) {
    const bare = `public.bare_${table.replace('.', '_')}`
    const columns = await columnsOf(source, table)
    const rowsOf = (batchId: string) => `select ${columns} from ${table} where ${ofBatch.replace('$', `'${batchId}'`)}`
    await target.query(`
      create table ${bare} (like ${table} including all);
      insert into ${bare} (${columns}) overriding system value ${rowsOf(batches.before)}`)
    await source.query(`create table ${bare}_measured as ${rowsOf(batches.measured)}`)
    seconds += await secondsOf(() =>
      pipeline(
        source.query(copyTo(`copy ${bare}_measured to stdout`)),
        target.query(copyFrom(`copy ${bare} (${columns}) from stdin`)),
      ),
    )
  }
  await Promise.all([source.end(), target.end()])
  return seconds
}
