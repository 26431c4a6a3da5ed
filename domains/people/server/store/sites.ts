import { type Insertable, sql, type Updateable } from 'kysely'
import type { PeopleSite } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import type { Site } from '../../contract.ts'

const siteColumns = ['id', 'name', 'timeZone', 'dayStartsAt', 'closedAt', 'version'] as const

export const listSites = (db: Db): Promise<Site[]> =>
  db.selectFrom('people.site').select(siteColumns).orderBy('closedAt', 'asc').orderBy('name').execute()

export const findSiteRow = (db: Db, id: string): Promise<Site | undefined> =>
  db.selectFrom('people.site').select(siteColumns).where('id', '=', id).executeTakeFirst()

/** Undefined when there is a site of this name already. */
export const insertSite = (db: Db, site: Insertable<PeopleSite>): Promise<Site | undefined> =>
  db
    .insertInto('people.site')
    .values(site)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .returning(siteColumns)
    .executeTakeFirst()

export const updateSite = (db: Db, id: string, version: number, site: Updateable<PeopleSite>) =>
  db
    .updateTable('people.site')
    .set({ ...site, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .returning(siteColumns)
    .executeTakeFirst()

export const isSiteName = async (db: Db, name: string, except: string): Promise<boolean> =>
  (await db
    .selectFrom('people.site')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', except)
    .executeTakeFirst()) !== undefined

/** Open teams and present employees of a site. */
export const countUsersOfSite = async (db: Db, siteId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select people.users_of_site(${siteId}) as n`.execute(db)
  return rows[0]?.n ?? 0
}
