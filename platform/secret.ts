import type { Db } from './db.ts'

export type SecretName = 'customerLink' | 'erasedNumber' | 'evidence'

/** A key of this centre, 32 bytes, made when first asked for; the same in every process. Asked with the engine's eyes only. */
export const readSecret = async (db: Db, name: SecretName): Promise<Buffer> => {
  await db
    .insertInto('platform.secret')
    .values({ name })
    .onConflict((known) => known.doNothing())
    .execute()
  const { key } = await db
    .selectFrom('platform.secret')
    .select('key')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return key
}
