import { sql, type Updateable } from 'kysely'
import type { PeopleSkill } from '#database/types.ts'
import type { Db } from '#platform/db.ts'
import { writeNext } from '#platform/version.ts'
import type { Skill } from '../../contract.ts'

const skills = (db: Db) =>
  db
    .selectFrom('people.skill as k')
    .select(['k.id', 'k.name', 'k.version', sql<number>`people.skill_holders(k.id)`.as('holders')])

export const listSkills = (db: Db): Promise<Skill[]> => skills(db).orderBy('k.name').execute()
export const findSkill = (db: Db, id: string): Promise<Skill | undefined> =>
  skills(db).where('k.id', '=', id).executeTakeFirst()

export const insertSkill = async (db: Db, name: string): Promise<string | undefined> =>
  (
    await db
      .insertInto('people.skill')
      .values({ name })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id

export const isSkillName = async (db: Db, name: string, except: string): Promise<boolean> =>
  (await db
    .selectFrom('people.skill')
    .select('id')
    .where('name', '=', name)
    .where('id', '!=', except)
    .executeTakeFirst()) !== undefined

export const updateSkill = async (
  db: Db,
  id: string,
  version: number,
  skill: Updateable<PeopleSkill>,
): Promise<boolean> => writeNext(db, { table: 'people.skill', key: { id }, version }, skill)

export const deleteSkill = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('people.skill').where('id', '=', id).execute()
}

export const countKnownSkills = async (db: Db, ids: readonly string[]): Promise<number> =>
  ids.length === 0 ? 0 : (await db.selectFrom('people.skill').select('id').where('id', 'in', ids).execute()).length

export const replaceSkills = async (
  db: Db,
  employeeId: string,
  graded: readonly { skillId: string; level: number }[],
): Promise<void> => {
  await db
    .deleteFrom('people.employeeSkill')
    .where('employeeId', '=', employeeId)
    .$if(graded.length > 0, (q) =>
      q.where(
        'skillId',
        'not in',
        graded.map(({ skillId }) => skillId),
      ),
    )
    .execute()
  if (graded.length === 0) return
  await db
    .insertInto('people.employeeSkill')
    .values(graded.map((skill) => ({ employeeId, ...skill })))
    .onConflict((conflict) =>
      conflict.columns(['employeeId', 'skillId']).doUpdateSet((e) => ({ level: e.ref('excluded.level') })),
    )
    .execute()
}
