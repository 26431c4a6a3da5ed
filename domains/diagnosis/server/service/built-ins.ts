import type { Context } from '#platform/context.ts'
import { inTransaction } from '#platform/context.ts'
import { combinations } from '../../combinations.ts'

/** Every combination of the product stands among the rules; what a manager made of it stays. Needs eyes that see all. */
export const keepBuiltIns = (all: Context): Promise<void> =>
  inTransaction(all, async (tx) => {
    const there = await tx.db.selectFrom('diagnosis.rule').select('code').where('code', 'is not', null).execute()
    const codes = new Set(there.map(({ code }) => code))
    const at = tx.now()
    for (const { code, isOn, body } of combinations) {
      if (codes.has(code)) continue
      const added = await tx.db
        .insertInto('diagnosis.rule')
        .values({ code, body: JSON.stringify(body), isOn, changedAt: at })
        .onConflict((on) => on.column('code').doNothing())
        .returning('id')
        .executeTakeFirst()
      if (added)
        await tx.db
          .insertInto('diagnosis.formerRule')
          .values({ ruleId: added.id, version: 1, body: JSON.stringify(body), at })
          .execute()
    }
  })
