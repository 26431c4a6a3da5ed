import type { Db } from './db.ts'

export type SecretName = 'customerLink' | 'erasedNumber'

/** A key of this centre, made when its database was; the same in every process. Asked with the engine's eyes only. */
export const readSecret = async (db: Db, name: SecretName): Promise<Buffer> => {
  const { key } = await db
    .selectFrom('platform.secret')
    .select('key')
    .where('name', '=', name)
    .executeTakeFirstOrThrow()
  return key
}
