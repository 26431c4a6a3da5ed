import { type Insertable, sql, type Updateable } from 'kysely'
import type { PeopleTeam } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import type { Team } from '../../contract.ts'

const teams = (db: Db) =>
  db
    .selectFrom('people.team as t')
    .innerJoin('people.site as s', 's.id', 't.siteId')
    .leftJoin('people.employee as l', 'l.id', 't.leaderId')
    .select([
      't.id',
      't.siteId',
      's.name as siteName',
      't.name',
      't.leaderId',
      'l.name as leaderName',
      't.closedAt',
      't.version',
      sql<number>`people.team_size(t.id)`.as('size'),
    ])

export const listTeamRows = (db: Db, siteId?: string): Promise<Team[]> =>
  teams(db)
    .$if(siteId !== undefined, (q) => q.where('t.siteId', '=', siteId as string))
    .orderBy('s.name')
    .orderBy('t.closedAt', 'asc')
    .orderBy('t.name')
    .execute()

export const findTeamRow = (db: Db, id: string): Promise<Team | undefined> =>
  teams(db).where('t.id', '=', id).executeTakeFirst()

export const isTeamName = async (db: Db, siteId: string, name: string, except?: string): Promise<boolean> =>
  (await db
    .selectFrom('people.team')
    .select('id')
    .where('siteId', '=', siteId)
    .where('name', '=', name)
    .$if(except !== undefined, (q) => q.where('id', '!=', except as string))
    .executeTakeFirst()) !== undefined

export const insertTeam = async (db: Db, team: Insertable<PeopleTeam>): Promise<string | undefined> =>
  (
    await db
      .insertInto('people.team')
      .values(team)
      .onConflict((conflict) => conflict.columns(['siteId', 'name']).doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id

export const updateTeam = async (db: Db, id: string, version: number, team: Updateable<PeopleTeam>): Promise<boolean> =>
  writeNext(db, { table: 'people.team', key: { id }, version }, team)

export const teamsLedBy = async (db: Db, employeeId: string): Promise<string[]> =>
  (await db.selectFrom('people.team').select('id').where('leaderId', '=', employeeId).execute()).map(({ id }) => id)

/** Takes the lead of these teams from somebody who leaves or moves to another site. */
export const relieveLeader = async (db: Db, employeeId: string, exceptSiteId?: string): Promise<void> => {
  await db
    .updateTable('people.team')
    .set((e) => ({ leaderId: null, version: e('version', '+', 1) }))
    .where('leaderId', '=', employeeId)
    .$if(exceptSiteId !== undefined, (q) => q.where('siteId', '!=', exceptSiteId as string))
    .execute()
}
