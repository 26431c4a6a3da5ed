import pg from 'pg'
import { openLiveCalls } from '#domains/calls/server/public.ts'
import { fastClock } from '#platform/clock.ts'
import { type Database, openDatabase } from '#platform/db.ts'
import { newId } from '#platform/id.ts'
import { openJournal } from '#platform/journal.ts'
import { takeLease } from '#platform/lease.ts'
import { silentLog } from '#platform/log.ts'
import { ensureMonths } from '#server/partitions.ts'
import type { BenchGround, Figures, Urls } from './ground.ts'
import { round } from './ground.ts'
import { idleNetwork } from './idle-network.ts'

type Statement = { text: string; values: unknown[] }

/** What each call gives the ledger: its order, four signals and what came of it. */
const eventsPerCall = 6

/** Notes every transaction the journal writes, to be written again without the product. */
const recorded = (database: Database, transactions: Statement[][]): Database => ({
  ...database,
  connect: async (options) => {
    const client = await database.connect(options)
    const query = client.query.bind(client) as (said: unknown, values?: unknown[]) => Promise<unknown>
    client.query = ((said: string | Statement, values?: unknown[]) => {
      if (said === 'begin') transactions.push([])
      // The lease is the product's own affair.
      else if (typeof said === 'object' && !said.text.includes('platform.lease')) transactions.at(-1)?.push(said)
      return query(said, values)
    }) as typeof client.query
    return client
  },
})

/** As many calls at once as `wave` says, wave after wave; answers the seconds it took. */
const writeCalls = async (urls: Urls, waves: number, wave: number, transactions: Statement[][]): Promise<number> => {
  const plain = openDatabase(urls.url)
  const clock = fastClock({ startAt: new Date() })
  const base = { database: recorded(plain, transactions), now: clock.now, log: silentLog }
  await ensureMonths(base)
  const lease = await takeLease(base, 'bench', { onLost: () => {} })
  if (!lease) throw new Error('nobody else should hold the lease of a fresh database')
  const journal = openJournal(base, lease.guard)
  const calls = openLiveCalls({
    base,
    clock,
    journal,
    phones: idleNetwork(clock.now, { answersAtOnce: true }),
    lease,
  })
  await calls.recover(async () => {})
  const agent = { id: newId(0), teamId: newId(0), siteId: newId(0), endpoint: 'seat' }
  const ids = { campaignId: newId(0), customerId: newId(0), listId: newId(0), batchId: newId(0) }
  calls.news.hear(({ call, kind }) => {
    if (kind === 'answered') calls.connect(call, agent)
    if (kind === 'ended') calls.conclude(call.id, 'refusal.noNeed', 'refusal', '')
  })
  const place = () =>
    calls.place({
      ...ids,
      entryId: newId(Date.now()),
      number: '+8613900000000',
      callerId: '02160000000',
      mode: 'progressive',
      attemptNumber: 1,
      scriptVersion: 1,
      siteId: null,
      ringForSeconds: 25,
      agent,
      departs: ({ go }) => go(),
      mayStillDial: () => true,
    })
  await journal.written()
  const began = performance.now()
  for (let n = 0; n < waves; n++) {
    const placed = Array.from({ length: wave }, place)
    // First the orders, on which dialling waits, then what followed from it.
    while (placed.some(({ outcome }) => outcome === null)) {
      await journal.written()
      await new Promise(setImmediate)
    }
    await journal.written()
  }
  const seconds = (performance.now() - began) / 1000
  calls.stop()
  await journal.stop()
  await lease.release()
  await plain.stop()
  return seconds
}

/** The same rows in the same transactions through one plain connection; it pipelines as the journal's does. */
const writePlainly = async (urls: Urls, transactions: readonly Statement[][]): Promise<number> => {
  const client = new pg.Client({
    connectionString: urls.url,
    pipeline: true,
    options: '-c role=carillon_engine',
  } as pg.ClientConfig)
  await client.connect()
  const began = performance.now()
  for (const statements of transactions)
    await Promise.all([client.query('begin'), ...statements.map((said) => client.query(said)), client.query('commit')])
  const seconds = (performance.now() - began) / 1000
  await client.end()
  return seconds
}

/** Ledger events on record per second, beside bare Postgres writing the same rows in the same batches. */
export const ledgerEvents = async ({ quick, freshDatabase, say }: BenchGround): Promise<Figures> => {
  const figures: Figures = {}
  const total = quick ? 4096 : 32_768
  for (const wave of [64, 256, 1024]) {
    say(`ledger: ${total} calls, ${wave} at once …`)
    const transactions: Statement[][] = []
    await writeCalls(await freshDatabase(), Math.max(1, 1024 / wave), wave, [])
    const seconds = await writeCalls(await freshDatabase(), total / wave, wave, transactions)
    const written = transactions.filter(({ length }) => length > 0)
    const bare = await freshDatabase()
    const database = openDatabase(bare.url)
    await ensureMonths({ database, now: () => new Date(), log: silentLog })
    await database.stop()
    const bareSeconds = await writePlainly(bare, written)
    const events = total * eventsPerCall
    figures[`ledger_events_per_second_wave_${wave}`] = round(events / seconds)
    figures[`bare_postgres_events_per_second_wave_${wave}`] = round(events / bareSeconds)
    figures[`ledger_to_bare_postgres_ratio_wave_${wave}`] = round(bareSeconds / seconds, 2)
    figures[`ledger_events_per_transaction_wave_${wave}`] = round(events / written.length, 1)
  }
  const at = (wave: number): number => figures[`ledger_events_per_second_wave_${wave}`] ?? Number.NaN
  figures.ledger_growth_ratio_4x_wave = round(at(256) / at(64), 2)
  figures.ledger_growth_ratio_16x_wave = round(at(1024) / at(64), 2)
  return figures
}
