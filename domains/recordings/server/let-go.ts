import { sql } from 'kysely'
import { recordingsForgotten } from '#domains/calls/server/public.ts'
import { allIdsOf, customerErased } from '#domains/customers/server/public.ts'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'
import { type Reaction, when } from '#platform/outbox.ts'
import type { Vault } from './keeper.ts'
import { unwrapKey, wrapKey } from './sealed.ts'
import { dropOldTrials } from './store.ts'

/**
 * Destroys the keys of these recordings: from the commit on their objects are noise, also in every backup of the store.
 * The bytes go soon after. What the two said, who spoke how long and the wave go with the keys.
 */
const letGo = async (tx: Context, callIds: readonly string[], why: 'retention' | 'erased'): Promise<void> => {
  if (callIds.length === 0) return
  await sql`update recordings.part set state = 'gone', wrapped_key = null, customer_peaks = null, agent_peaks = null
    where call_id = any (${callIds}::uuid[]) and state <> 'gone'`.execute(tx.db)
  await sql`delete from recordings.speech where call_id = any (${callIds}::uuid[])`.execute(tx.db)
  await sql`update recordings.recording set state = 'gone', gone_at = ${tx.now()}, gone_why = ${why}, milliseconds = 0
    where call_id = any (${callIds}::uuid[]) and state <> 'gone'`.execute(tx.db)
}

const callsOfNames = async (db: Db, names: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ callId: string }>`
    select distinct call_id from recordings.part where name = any (${names})`.execute(db)
  return rows.map(({ callId }) => callId)
}
const callsOfCustomer = async (db: Db, customerId: string): Promise<string[]> => {
  const ids = [customerId, ...(await allIdsOf(db, customerId))]
  const { rows } = await sql<{ callId: string }>`
    select call_id from recordings.recording where customer_id = any (${ids}::uuid[]) and state <> 'gone'`.execute(db)
  return rows.map(({ callId }) => callId)
}

export const recordingReactions: readonly Reaction[] = [
  when(recordingsForgotten, async (tx, { payload }) =>
    letGo(tx, await callsOfNames(tx.db, payload.recordings), 'retention'),
  ),
  // Somebody forgotten is forgotten in sound as well, whatever the days of retention.
  when(customerErased, async (tx, { subjectId }) => letGo(tx, await callsOfCustomer(tx.db, subjectId), 'erased')),
]

/** Removes the bytes whose keys are gone. A store that fails is asked again the next minute. */
export const removeGone = async (ctx: Context, { store }: Vault): Promise<void> => {
  const { rows } = await sql<{ name: string; object: string }>`select name, object from recordings.part
    where state = 'gone' and object is not null limit 1000`.execute(ctx.db)
  for (const { name, object } of rows) {
    await store.remove(object)
    await ctx.db.updateTable('recordings.part').set({ object: null }).where('name', '=', name).execute()
  }
}

/** What a process killed between storing and noting left behind, and its half-written drafts, once nobody can still be at it. */
const orphanAfterMs = 86_400_000
/** As the keeper names what it stores, and whatever a store names its drafts of it: all else in the folder is others'. */
const isOurs = /^\d{4}(\/\d\d){2}\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.rec/
export const sweepStore = async (ctx: Context, { store }: Vault): Promise<void> => {
  const old = ctx.now().getTime() - orphanAfterMs
  const removeOrphans = async (names: readonly string[]): Promise<void> => {
    const { rows } = await sql<{ object: string }>`
      select object from recordings.part where object = any (${names})`.execute(ctx.db)
    const known = new Set(rows.map(({ object }) => object))
    for (const name of names) {
      if (known.has(name)) continue
      ctx.log.warn({ object: name }, 'a recording nobody knows was removed from the store')
      await store.remove(name)
    }
  }
  let names: string[] = []
  for await (const { name, writtenAt } of store.list()) {
    if (writtenAt.getTime() > old || !isOurs.test(name)) continue
    names.push(name)
    if (names.length < 500) continue
    await removeOrphans(names)
    names = []
  }
  await removeOrphans(names)
}

type Wrapped = { name: string; object: string; wrappedKey: Buffer; masterKey: string }
/** Seals the keys of all recordings under the current master key, so that an older one may be taken away afterwards. */
export const rewrapKeys = async (ctx: Context, { keys }: Vault): Promise<void> => {
  const current = await keys.current()
  for (let from = ''; ; ) {
    const { rows } = await sql<Wrapped>`select name, object, wrapped_key, master_key from recordings.part
      where wrapped_key is not null and master_key <> ${current.id} and name > ${from} order by name limit 500`.execute(
      ctx.db,
    )
    for (const { name, object, wrappedKey, masterKey } of rows) {
      const older = await keys.find(masterKey)
      if (!older) {
        ctx.log.error({ masterKey }, 'recordings are sealed under a master key that is not here')
        continue
      }
      const anew = wrapKey(current.key, object, unwrapKey(older.key, object, wrappedKey))
      await ctx.db
        .updateTable('recordings.part')
        .set({ wrappedKey: anew, masterKey: current.id })
        .where('name', '=', name)
        .where('state', '=', 'kept')
        .execute()
    }
    const last = rows.at(-1)
    if (!last) return
    from = last.name
  }
}

/** By then whatever a process that died left behind has been found. */
const trialsKeptMs = 14 * 86_400_000

export const keepingJobs = (vault: Vault): readonly Job[] => [
  byTheClock('recordings.removeGone', '* * * * *', (ctx) => removeGone(ctx, vault)),
  byTheClock('recordings.sweepStore', '10 19 * * *', (ctx) => sweepStore(ctx, vault)),
  byTheClock('recordings.dropOldTrials', '30 19 * * *', (ctx) =>
    dropOldTrials(ctx.db, new Date(ctx.now().getTime() - trialsKeptMs)),
  ),
  byTheClock('recordings.rewrapKeys', '50 18 * * *', (ctx) => rewrapKeys(ctx, vault)),
]
