import { sql } from 'kysely'
import { changePolicy } from '#domains/recordings/server/public.ts'
import type { Context } from '#platform/context.ts'

type Person = { id: string; name: string }

/** A few conversations in a hundred are recorded in the demo, so that a machine left on does not fill its disk. */
export const setDemoRecording = async (ctx: Context, campaignId: string, place: number): Promise<void> => {
  await changePolicy(ctx, campaignId, {
    mode: 'share',
    sharePercent: 3,
    announcement: '',
    mayPause: place === 0,
    asksReason: place === 1,
    keepDays: place === 0 ? 730 : null,
    keepByOutcome: place === 0 ? { success: 1826 } : {},
    version: 0,
  })
}

const remarks = [
  [0.12, '开场自然，先确认客户方便再往下说'],
  [0.45, '这里停一停会更好，让客户把顾虑说完'],
  [0.8, '促成之前复述了客户的需要，值得学'],
] as const

/** What the quality analyst made of the longest successes: two are excellent, with remarks at their seconds. */
export const listenToDemoRecordings = async (ctx: Context, by: Person): Promise<void> => {
  const { rows } = await sql<{ callId: string; milliseconds: number }>`
    select r.call_id, r.milliseconds from recordings.recording r join calls.talk_fact c on c.id = r.call_id and c.placed_at = r.placed_at
    where r.state = 'kept' and c.outcome_kind = 'success' order by r.milliseconds desc limit 2`.execute(ctx.db)
  const said = { byId: by.id, byName: by.name }
  for (const { callId, milliseconds } of rows) {
    await ctx.db
      .insertInto('recordings.tag')
      .values({ callId, tag: 'excellent', words: '异议处理得当，促成有力', taggedAt: ctx.now(), ...said })
      .execute()
    for (const [share, words] of remarks)
      await ctx.db
        .insertInto('recordings.comment')
        .values({ callId, atMs: Math.round(milliseconds * share), words, writtenAt: ctx.now(), ...said })
        .execute()
  }
}
