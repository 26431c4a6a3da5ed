import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Jurisdiction, JurisdictionForm, Seller, SellerForm } from '../contract.ts'

const law = [
  'code',
  'nameZh',
  'nameEn',
  'defaultAbandonTarget',
  'abandonCeiling',
  'answerWithinMs',
  'leastRingSeconds',
  'lockOutHours',
  'windowDays',
  'lawZh',
  'lawEn',
  'version',
  'updatedAt',
  'updatedByName',
] as const
const seller = [
  ...(['id', 'name', 'phone', 'messageZh', 'messageEn', 'chosenPrompt', 'version'] as const),
  sql<string>`coalesce(chosen_prompt, prompt_name)`.as('promptName'),
] as const

export const listJurisdictions = async (db: Db): Promise<Jurisdiction[]> =>
  (await db.selectFrom('compliance.jurisdiction').select(law).orderBy('position').execute()) as Jurisdiction[]

export const findJurisdiction = async (db: Db, code: string): Promise<Jurisdiction | undefined> =>
  (await db.selectFrom('compliance.jurisdiction').select(law).where('code', '=', code).executeTakeFirst()) as
    | Jurisdiction
    | undefined

/** Undefined where somebody saved another version meanwhile. */
export const saveJurisdiction = async (
  db: Db,
  code: string,
  {
    version,
    ...change
  }: JurisdictionForm & { version: number; updatedAt: Date; updatedBy: string; updatedByName: string },
): Promise<Jurisdiction | undefined> =>
  (await db
    .updateTable('compliance.jurisdiction')
    .set((e) => ({ ...change, version: e('version', '+', 1) }))
    .where('code', '=', code)
    .where('version', '=', version)
    .returning(law)
    .executeTakeFirst()) as Jurisdiction | undefined

export const listSellers = (db: Db): Promise<Seller[]> =>
  db.selectFrom('compliance.seller').select(seller).orderBy('name').execute()

export const findSeller = (db: Db, id: string): Promise<Seller | undefined> =>
  db.selectFrom('compliance.seller').select(seller).where('id', '=', id).executeTakeFirst()

export const insertSeller = (db: Db, form: SellerForm): Promise<Seller> =>
  db.insertInto('compliance.seller').values(form).returning(seller).executeTakeFirstOrThrow()

/** Undefined where somebody saved another version meanwhile. */
export const saveSeller = (
  db: Db,
  id: string,
  { version, ...form }: SellerForm & { version: number },
): Promise<Seller | undefined> =>
  db
    .updateTable('compliance.seller')
    .set((e) => ({ ...form, version: e('version', '+', 1) }))
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(seller)
    .executeTakeFirst()

export const deleteSeller = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('compliance.seller').where('id', '=', id).execute()
}
