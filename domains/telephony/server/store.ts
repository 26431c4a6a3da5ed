import type { Db } from '#platform/db.ts'

export type Worn = { employeeId: string; endpoint: string; holder: string; password: string }

/** The headsets that are worn, with what lets them in; for the engine alone. */
export const readWorn = async (db: Db): Promise<Worn[]> =>
  db
    .selectFrom('telephony.headset as h')
    .innerJoin('telephony.headsetSecret as s', 's.employeeId', 'h.employeeId')
    .select(['h.employeeId', 'h.endpoint', 'h.holder', 's.password'])
    .where('h.takenOffAt', 'is', null)
    .execute()

/** Writes down who wears it from now on; through the wearer's own eyes, so the audit says who it was. */
export const savePutOn = async (db: Db, worn: Omit<Worn, 'password'>, at: Date): Promise<void> => {
  const { endpoint, holder } = worn
  const now = { endpoint, holder, putOnAt: at, takenOffAt: null }
  await db
    .insertInto('telephony.headset')
    .values({ employeeId: worn.employeeId, ...now })
    .onConflict((conflict) => conflict.column('employeeId').doUpdateSet(now))
    .execute()
}

export const saveSecret = async (db: Db, employeeId: string, password: string): Promise<void> => {
  await db
    .insertInto('telephony.headsetSecret')
    .values({ employeeId, password })
    .onConflict((conflict) => conflict.column('employeeId').doUpdateSet({ password }))
    .execute()
}

export const saveTakenOff = async (db: Db, employeeId: string, at: Date): Promise<void> => {
  await db.deleteFrom('telephony.headsetSecret').where('employeeId', '=', employeeId).execute()
  await db
    .updateTable('telephony.headset')
    .set({ takenOffAt: at })
    .where('employeeId', '=', employeeId)
    .where('takenOffAt', 'is', null)
    .execute()
}
