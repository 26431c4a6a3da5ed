import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'

/** About one conversation in so many led to a complaint. */
const oneIn = 420

/**
 * What customers complained about in the past of the demo: told by the calls themselves, so that the same calls always bring
 * the same complaints. Old ones are closed, those of the last days are on the desk.
 */
export const writeDemoComplaints = async (
  { db }: Context,
  { before, now, officer }: { before: Date; now: Date; officer: { id: string; name: string } },
): Promise<void> => {
  await sql`
    with picked as (
      select k.*, h.n, k.ended_at + (2 + h.n % 40) * interval '1 hour' as received
      from calls.call k cross join lateral (
        select ('x' || substr(md5(k.number || k.attempt_number || k.talk_ms), 1, 7))::bit(28)::int as n) h
      where k.talk_ms > 15000 and k.placed_at < ${before} and h.n % ${oneIn} = 0
    ), told as (
      select p.*, (array['tooManyCalls', 'tooManyCalls', 'tooManyCalls', 'misleading', 'misleading', 'noConsent',
          'noConsent', 'attitude', 'privacy', 'money', 'other'])[1 + p.n / ${oneIn} % 11] as topic,
        (array['customerPage', 'customerPage', 'agent', 'agent', 'agent', 'regulator', 'other'])[1 + p.n / 7 % 7] as source,
        case when p.received < ${now}::timestamptz - interval '9 days' then 'closed'
          when p.received < ${now}::timestamptz - interval '5 days' then 'answered'
          when p.received < ${now}::timestamptz - interval '2 days' then 'inHand' else 'new' end as stands
      from picked p where p.received < ${now}
    ), written as (
      insert into complaints.complaint (source, topic, words, phone, customer_id, call_id, campaign_id, agent_id, team_id,
        site_id, state, received_at, due_at, answered_at, closed_at, responsible_id, responsible_name, responsibility, region, result)
      select t.source, t.topic,
        case t.topic when 'tooManyCalls' then '这周已经打来好几次了，请不要再打。' when 'misleading' then '说是免手续费，办完才知道每期都要收。'
          when 'noConsent' then '我没有同意过接受推销。' when 'attitude' then '没听我说完就一直往下念。'
          when 'privacy' then '你们怎么有我的号码？' when 'money' then '扣款金额和电话里说的不一样。' else '' end,
        t.number, t.customer_id, t.id, t.campaign_id, t.agent_id, t.team_id, t.site_id, t.stands, t.received,
        t.received + d.days * interval '1 day',
        case when t.stands in ('answered', 'closed') then t.received + interval '30 hours' end,
        case when t.stands = 'closed' then t.received + interval '54 hours' end,
        case when t.stands <> 'new' then ${officer.id}::uuid end, case when t.stands <> 'new' then ${officer.name} else '' end,
        case when t.stands in ('answered', 'closed') then case t.topic when 'tooManyCalls' then 'rules' when 'misleading' then 'script'
          when 'noConsent' then 'list' when 'attitude' then 'agent' when 'privacy' then 'supplier' when 'money' then 'system'
          else 'nobody' end end,
        t.region,
        case when t.stands in ('answered', 'closed') then '已向客户说明情况并致歉，按客户意愿处理。' else '' end
      from told t join complaints.due_rule d on d.source = t.source
      returning id, state, received_at, answered_at, closed_at, result
    )
    insert into complaints.note (complaint_id, at, kind, by_id, by_name, words)
    select w.id, s.at, s.kind, s.by_id, s.by_name, s.words from written w cross join lateral (values
      (w.received_at, 'received', null::uuid, '', ''),
      (case when w.state <> 'new' then w.received_at + interval '3 hours' end, 'taken', ${officer.id}::uuid, ${officer.name}, ''),
      (w.answered_at, 'answered', ${officer.id}::uuid, ${officer.name}, w.result),
      (w.closed_at, 'closed', ${officer.id}::uuid, ${officer.name}, '')) s (at, kind, by_id, by_name, words)
    where s.at is not null`.execute(db)
}
