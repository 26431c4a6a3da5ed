import { refuse } from '#contract/problem.ts'
import { done } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals, type Skill } from '../../contract.ts'
import { deleteSkill, findSkill, insertSkill, isSkillName, updateSkill } from '../store/skills.ts'

const getSkill = async ({ db }: Context, skillId: string): Promise<Skill> =>
  (await findSkill(db, skillId)) ?? refuse(refusals.noSuchSkill)

export const addSkill = (ctx: Context, name: string): Promise<Skill> =>
  inTransaction(ctx, async (tx) =>
    getSkill(tx, (await insertSkill(tx.db, name)) ?? refuse(refusals.nameTaken, { name })),
  )

export const renameSkill = (
  ctx: Context,
  skillId: string,
  { name, version }: { name: string; version: number },
): Promise<Skill> =>
  inTransaction(ctx, async (tx) => {
    await getSkill(tx, skillId)
    if (await isSkillName(tx.db, name, skillId)) refuse(refusals.nameTaken, { name })
    if (!(await updateSkill(tx.db, skillId, version, { name }))) refuse(refusals.changedMeanwhile)
    return getSkill(tx, skillId)
  })

/** Removes a skill nobody holds. */
export const removeSkill = (ctx: Context, skillId: string) =>
  inTransaction(ctx, async (tx) => {
    const { holders } = await getSkill(tx, skillId)
    if (holders > 0) refuse(refusals.stillInUse, { count: holders })
    await deleteSkill(tx.db, skillId)
    return done
  })
