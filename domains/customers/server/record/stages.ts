import { refuse } from '#contract/problem.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { refusals, type Stage, type StageForm } from '../../contract.ts'

const columns = ['id', 'kind', 'type', 'nameZh', 'nameEn', 'position', 'retiredAt', 'version'] as const

/** In order of kind and position; those no longer used come too, for records that still stand in them. */
export const listStages = async ({ db }: Context): Promise<Stage[]> =>
  (await db
    .selectFrom('customers.lifecycleState')
    .select([...columns])
    .orderBy('kind', 'desc')
    .orderBy('position')
    .orderBy('id')
    .execute()) as Stage[]

const orNameTaken = <T>(name: string, work: Promise<T>): Promise<T> =>
  work.catch((error: { constraint?: string }) => {
    if (error.constraint === 'a_lifecycle_state_has_its_own_name') refuse(refusals.stageNameTaken, { name })
    throw error
  })

export const addStage = (ctx: Context, form: StageForm): Promise<Stage> =>
  inTransaction(
    ctx,
    async ({ db }) =>
      (await orNameTaken(
        form.nameZh,
        db
          .insertInto('customers.lifecycleState')
          .values(form)
          .returning([...columns])
          .executeTakeFirstOrThrow(),
      )) as Stage,
  )

/** A stage no longer used stays with the records that stand in it, and is offered no more. */
export const changeStage = (
  ctx: Context,
  stageId: string,
  { version, retired, ...form }: Omit<StageForm, 'kind'> & { version: number; retired: boolean },
): Promise<Stage> =>
  inTransaction(ctx, async ({ db, now }) => {
    const before = await db
      .selectFrom('customers.lifecycleState')
      .select(['version', 'retiredAt'])
      .where('id', '=', stageId)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return refuse(refusals.noSuchStage)
    if (before.version !== version) refuse(refusals.changedMeanwhile)
    const retiredAt = retired ? (before.retiredAt ?? now()) : null
    return (await orNameTaken(
      form.nameZh,
      db
        .updateTable('customers.lifecycleState')
        .set((e) => ({ ...form, retiredAt, version: e('version', '+', 1) }))
        .where('id', '=', stageId)
        .returning([...columns])
        .executeTakeFirstOrThrow(),
    )) as Stage
  })
