import { createHmac } from 'node:crypto'
import type { Base } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { readSecret } from '#platform/secret.ts'

const hashOf = (key: Buffer, number: string): Buffer => createHmac('sha256', key).update(number).digest()

/** Numbers (E.164) whose owners are forgotten: on record as keyed hashes, so that no list may bring them back. */
export const rememberErased = async (db: Db, numbers: readonly string[], at: Date): Promise<void> => {
  if (numbers.length === 0) return
  const key = await readSecret(db, 'erasedNumber')
  await db
    .insertInto('compliance.erasedNumber')
    .values(numbers.map((number) => ({ hash: hashOf(key, number), since: at })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The hashes in memory. Asking costs some microseconds, and nothing while nobody was ever forgotten. */
export const openErasedNumbers = (base: Base) => {
  const known = new Map<string, number>()
  let key: Buffer | undefined
  return {
    load: async (): Promise<void> => {
      const db = base.database.engine
      key = await readSecret(db, 'erasedNumber')
      const rows = await db.selectFrom('compliance.erasedNumber').select(['hash', 'since']).execute()
      for (const { hash, since } of rows) known.set(hash.toString('base64'), Date.parse(since))
    },
    /** Since when that number is forgotten. */
    since: (number: string): number | undefined =>
      key && known.size > 0 ? known.get(hashOf(key, number).toString('base64')) : undefined,
  }
}
