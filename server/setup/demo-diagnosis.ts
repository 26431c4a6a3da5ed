import { check, moveFinding, verifyDue } from '#domains/diagnosis/server/public.ts'
import type { Context } from '#platform/context.ts'
import { dayMs, hourMs } from '../past/when.ts'
import { pastWorkdays } from './demo-past.ts'
import { coached } from './demo-story.ts'

type Person = { id: string; name: string }
/** The combinations a manager turned on beside those that are on from the beginning. */
const turnedOn = ['listOrTime', 'closing']
const coachingWords =
  '新资费表上线后，通话之间要停下来查条款。一起做了一张一页的速查卡，连听三通，约好先记问题、话后再查。'

const by = (ctx: Context, { id, name }: Person): Context => ({ ...ctx, actor: { ...ctx.actor, id, name } })
const at = (ctx: Context, ms: number): Context => ({ ...ctx, now: () => new Date(ms) })

/** The leader took up what was found of somebody, practised with them, and said when it was done. */
const coach = async (ctx: Context, agentId: string, leader: Person): Promise<void> => {
  const found = await ctx.db
    .selectFrom('diagnosis.finding')
    .select(['id', 'version'])
    .where('agentId', '=', agentId)
    .where('state', '=', 'open')
    .where('action', '=', 'task')
    .orderBy('seenAt')
    .executeTakeFirst()
  if (!found) return
  const mine = by(ctx, leader)
  const taken = await moveFinding(mine, ctx, found.id, { version: found.version, move: 'take', words: '' })
  await moveFinding(mine, ctx, found.id, { version: taken.version, move: 'finish', words: coachingWords })
}

/** The looks of the past, each on the morning it would have been taken, and what came of them. */
export const lookBack = async (
  ctx: Context,
  { now, coached: agent, leader }: { now: Date; coached: Person; leader: Person },
): Promise<void> => {
  const days = pastWorkdays(now)
  const mornings = [5, coached.until, 15, 20].map((day) => (days[day]?.midnightMs ?? 0) + 6.4 * hourMs)
  await check(at(ctx, (mornings[0] ?? 0) - dayMs), { onlyDue: true })
  await ctx.db.updateTable('diagnosis.rule').set({ isOn: true }).where('code', 'in', turnedOn).execute()
  for (const [turn, morning] of [...mornings, now.getTime()].entries()) {
    const then = at(ctx, morning)
    await check(then, { onlyDue: true })
    await verifyDue(then)
    if (turn === 1) await coach(at(ctx, morning + 4 * hourMs), agent.id, leader)
  }
}
