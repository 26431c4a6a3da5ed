import { sql } from 'kysely'
import type { CallScript } from '#adapters/simulator/call-script.ts'
import type { Context } from '#platform/context.ts'
import { newId } from '#platform/id.ts'

type Person = { id: string; name: string }
/** Who really answered that attempt at that moment. */
type Ear = (number: string, attemptNumber: number, at: Date) => CallScript

/** Which demo campaign finds out who answered before an agent joins. */
export const listensFirst = ({ mode }: { mode: string }): boolean => mode === 'progressive'

const chance = 0.2
/** A number from 0 up to 1 of a call, another one for each name, always the same. */
const draw = (name: string) => sql`(('x' || left(md5(c.id::text || ${name}), 7))::bit(28)::int / 268435456.0)`

/** Three weeks in which the campaign listened while they talked, and what quality heard on the calls drawn from them. */
const writePast = async (ctx: Context, campaignId: string, by: Person, before: Date): Promise<void> => {
  await sql`
    insert into detection.answer (call_id, placed_at, answered_at, campaign_id, site_id, day, mode, is_predictive, chance, drawn, heard_as, after_ms)
    select c.id, c.placed_at, c.answered_at, c.campaign_id, k.site_id,
      ((c.answered_at at time zone s.time_zone) - s.day_starts_at::interval)::date, 'while', false, ${chance}, ${draw('drawn')} < ${chance},
      case when c.answered_by = 'machine' then case when ${draw('heard')} < 0.93 then 'machine' when ${draw('heard')} < 0.98 then 'unsure' else 'person' end
        when ${draw('heard')} < 0.02 then 'machine' when ${draw('heard')} < 0.05 then 'unsure' else 'person' end,
      case when c.answered_by = 'machine' then 2400 + round(1000 * ${draw('after')}) else 900 + round(800 * ${draw('after')}) end
    from calls.talk_fact t join calls.call c on c.id = t.id and c.placed_at = t.placed_at
      join campaigns.campaign_fact k on k.id = c.campaign_id join people.site_fact s on s.id = k.site_id
    where t.campaign_id = ${campaignId} and t.placed_at > ${before}::timestamptz - interval '21 days' and t.placed_at < ${before}
      and c.answered_at is not null on conflict do nothing`.execute(ctx.db)
  await sql`
    insert into detection.judgement (id, call_id, verdict, by_id, by_name, judged_at)
    select platform.new_id(), c.id, case when ${draw('unclear')} < 0.04 then 'unclear' else coalesce(c.answered_by, 'unclear') end,
      ${by.id}, ${by.name}, least(a.answered_at + interval '20 hours', ${before}::timestamptz)
    from detection.answer a join calls.call c on c.id = a.call_id and c.placed_at = a.placed_at
    where a.campaign_id = ${campaignId} and a.mode = 'while' and a.drawn and a.heard_as = 'machine'`.execute(ctx.db)
}

/** Half of what was drawn since is judged, the other half waits for whoever opens the page. */
const judgeSome = async (ctx: Context, by: Person, behaviour: Ear): Promise<void> => {
  const { rows } = await sql<{ callId: string; number: string; attemptNumber: number; placedAt: string }>`
    select a.call_id, c.number, c.attempt_number, a.placed_at
    from detection.answer a join calls.call c on c.id = a.call_id and c.placed_at = a.placed_at
      join recordings.recording_fact r on r.call_id = a.call_id and r.state = 'kept'
    where a.drawn and a.mode = 'before' and a.heard_as in ('machine', 'fax') order by md5(a.call_id::text)`.execute(
    ctx.db,
  )
  for (const { callId, number, attemptNumber, placedAt } of rows.slice(0, Math.ceil(rows.length / 2))) {
    const verdict = behaviour(number, attemptNumber, new Date(placedAt)).answeredBy ?? 'unclear'
    await ctx.db
      .insertInto('detection.judgement')
      .values({ id: newId(ctx.now().getTime()), callId, verdict, byId: by.id, byName: by.name, judgedAt: ctx.now() })
      .execute()
  }
}

export const auditDemoDetection = async (
  ctx: Context,
  { campaignId, by, before, behaviour }: { campaignId: string; by: Person; before: Date; behaviour: Ear },
): Promise<void> => {
  await writePast(ctx, campaignId, by, before)
  await judgeSome(ctx, by, behaviour)
}
