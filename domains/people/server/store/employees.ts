import { type Insertable, sql, type Updateable } from 'kysely'
import type { RoleCode } from '#contract/role.ts'
import type { PeopleEmployee } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import type { Employee, EmployeeFilter } from '../../contract.ts'
import type { LeavingReason } from '../../employee.ts'

const employees = (db: Db) =>
  db
    .selectFrom('people.employee as e')
    .innerJoin('people.site as s', 's.id', 'e.siteId')
    .leftJoin('people.team as t', 't.id', 'e.teamId')

const withDetails = (query: ReturnType<typeof employees>) =>
  query.select([
    'e.id',
    'e.staffNumber',
    'e.name',
    'e.siteId',
    's.name as siteName',
    'e.teamId',
    't.name as teamName',
    'e.endpoint',
    'e.joinedOn',
    'e.leftOn',
    'e.leavingNote',
    'e.goneAt',
    'e.version',
    sql<RoleCode>`e.post`.as('post'),
    sql<LeavingReason | null>`e.leaving_reason`.as('leavingReason'),
    sql<Employee['skills']>`
      coalesce((select json_agg(json_build_object('skillId', k.id, 'name', k.name, 'level', es.level) order by k.name)
                from people.employee_skill es join people.skill k on k.id = es.skill_id where es.employee_id = e.id), '[]')`.as(
      'skills',
    ),
  ])

const matching = (db: Db, { search, siteId, teamId, post, skillId, state }: EmployeeFilter) =>
  employees(db)
    .$if(Boolean(search), (q) =>
      q.where(
        sql<boolean>`(position(lower(${search}) in lower(e.name)) > 0 or position(lower(${search}) in e.pinyin) > 0
          or position(lower(${search}) in lower(e.staff_number)) > 0 or e.endpoint = ${search})`,
      ),
    )
    .$if(siteId !== undefined, (q) => q.where('e.siteId', '=', siteId as string))
    .$if(teamId !== undefined, (q) => q.where('e.teamId', '=', teamId as string))
    .$if(post !== undefined, (q) => q.where('e.post', '=', post as string))
    .$if(skillId !== undefined, (q) =>
      q.where(
        sql<boolean>`exists (select from people.employee_skill es where es.employee_id = e.id and es.skill_id = ${skillId})`,
      ),
    )
    .$if(state === 'present', (q) => q.where('e.goneAt', 'is', null))
    .$if(state === 'gone', (q) => q.where('e.goneAt', 'is not', null))

export const pageOfEmployees = async (
  db: Db,
  { page, pageSize, ...filter }: EmployeeFilter & { page: number; pageSize: number },
): Promise<{ total: number; rows: Employee[] }> => {
  const found = matching(db, filter)
  const [{ total }, rows] = await Promise.all([
    found.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow(),
    withDetails(found)
      .orderBy('e.pinyin')
      .orderBy('e.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute(),
  ])
  return { total, rows }
}

/** Page after page of those found, in the order of their ids, so that none is read twice while others change. */
export async function* everyEmployee(db: Db, filter: EmployeeFilter, pageSize = 500): AsyncGenerator<Employee[]> {
  let after: string | undefined
  for (;;) {
    const rows = await withDetails(matching(db, filter))
      .$if(after !== undefined, (q) => q.where('e.id', '>', after as string))
      .orderBy('e.id')
      .limit(pageSize)
      .execute()
    if (rows.length > 0) yield rows
    if (rows.length < pageSize) return
    after = rows.at(-1)?.id
  }
}

export const findEmployeeRow = (db: Db, id: string): Promise<Employee | undefined> =>
  withDetails(employees(db)).where('e.id', '=', id).executeTakeFirst()

/** Locks the row against other changes; undefined where the caller may not change it. */
export const lockEmployee = async (db: Db, id: string): Promise<Employee | undefined> =>
  (await db.selectFrom('people.employee').select('id').where('id', '=', id).forUpdate().executeTakeFirst()) &&
  findEmployeeRow(db, id)

/** Whether somebody else who is present has this headset or extension. */
export const isEndpointTaken = async (db: Db, endpoint: string, except: string | null): Promise<boolean> => {
  const { rows } = await sql<{
    taken: boolean
  }>`select people.endpoint_is_taken(${endpoint}, ${except}) as taken`.execute(db)
  return rows[0]?.taken ?? false
}

/** Undefined when the staff number is taken. */
export const insertEmployee = async (db: Db, employee: Insertable<PeopleEmployee>): Promise<string | undefined> =>
  (
    await db
      .insertInto('people.employee')
      .values(employee)
      .onConflict((conflict) => conflict.column('staffNumber').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id

export const updateEmployee = async (
  db: Db,
  { id, version }: Pick<Employee, 'id' | 'version'>,
  change: Updateable<PeopleEmployee>,
): Promise<void> => {
  await db
    .updateTable('people.employee')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** Employees whose day of leaving has come where they work, and who are not gone yet. */
export const listDueLeavers = async (db: Db, now: Date): Promise<string[]> =>
  (
    await employees(db)
      .select('e.id')
      .where('e.goneAt', 'is', null)
      .where(sql<boolean>`e.left_on <= (${now}::timestamptz at time zone s.time_zone)::date`)
      .execute()
  ).map(({ id }) => id)

/** Present members of a team, by name. */
export const listMembers = (db: Db, teamId: string): Promise<Employee[]> =>
  withDetails(employees(db))
    .where('e.teamId', '=', teamId)
    .where('e.goneAt', 'is', null)
    .orderBy('e.pinyin')
    .orderBy('e.id')
    .execute()

export const readLeaders = async (db: Db, ids: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select e.id from people.employee e where e.id = any (${ids}::uuid[])
    and (e.post <> 'agent' or exists (select from people.team t where t.leader_id = e.id))`.execute(db)
  return rows.map(({ id }) => id)
}

/** The zone of the site somebody works at. */
export const findTimeZone = async (db: Db, employeeId: string): Promise<string | undefined> =>
  (await employees(db).select('s.timeZone').where('e.id', '=', employeeId).executeTakeFirst())?.timeZone
