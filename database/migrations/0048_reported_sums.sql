-- What others report of calls – orders, ratings, reviews, behaviours, questionnaires, complaints –, requests for help and
-- sign-ins are summed by the quarter of an hour as well; and a campaign that moves takes nothing of its past along.

-- Where a campaign was at home, and since when: its business day is that of the place it had at the time.
create table campaigns.home (
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  since       timestamptz not null,
  until       timestamptz not null default 'infinity',
  site_id     uuid not null,
  primary key (campaign_id, since)
);
comment on table campaigns.home is 'Sites a campaign belonged to, one after the other without gap; written when it is founded and when it moves.';
comment on column campaigns.home.until is 'Kept by a trigger: where the next one begins.';
alter table campaigns.home enable row level security;
create policy everyone_reads on campaigns.home for select to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine using (true);
grant select on campaigns.home to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
create policy engine_keeps on campaigns.home to carillon_engine using (true) with check (true);
grant insert, update, delete on campaigns.home to carillon_engine;
insert into campaigns.home (campaign_id, since, site_id) select id, '-infinity', site_id from campaigns.campaign;

create function campaigns.keep_home() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into campaigns.home (campaign_id, since, site_id)
    values (new.id, case when tg_op = 'INSERT' then '-infinity' else clock_timestamp() end, new.site_id)
    on conflict (campaign_id, since) do update set site_id = excluded.site_id;
  return null;
end $$;
create trigger founded after insert on campaigns.campaign for each row execute function campaigns.keep_home();
create trigger moved after update of site_id on campaigns.campaign for each row
  when (old.site_id is distinct from new.site_id) execute function campaigns.keep_home();

-- door: campaigns.home_fact
create view campaigns.home_fact with (security_invoker = true) as select campaign_id, since, until, site_id from campaigns.home;
grant select on campaigns.home_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- A call nobody took belongs to the site its campaign had when it was placed. Whoever places calls says so; others need not.
create function calls.place_at_home() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  new.site_id := (select h.site_id from campaigns.home h where h.campaign_id = new.campaign_id and h.since <= new.placed_at and new.placed_at < h.until);
  return new;
end $$;
create trigger place_at_home before insert on calls.call for each row when (new.site_id is null) execute function calls.place_at_home();
update calls.call c set site_id = p.site_id from campaigns.campaign p where c.site_id is null and p.id = c.campaign_id;

drop trigger place_changed on campaigns.campaign;
drop function metrics.note_moved();

create or replace view metrics.call_row with (security_invoker = true) as
select f.id, f.placed_at, f.campaign_id, f.batch_id, f.team_id, f.agent_id, f.site_id, f.region,
       l.day, date_bin('15 minutes', f.placed_at, '2000-01-01 00:00+00') as slot, l.quarter,
       1 as dials,
       (f.answered_at is not null)::int as answered,
       (f.answered_at is not null and f.answered_by is distinct from 'machine')::int as connects,
       (f.talk_ms > 0)::int as agent_calls,
       coalesce(f.talk_ms > 0 and f.outcome_kind in ('success', 'refusal', 'callback', 'noDecision'), false)::int as effective_calls,
       coalesce(f.outcome_kind = 'success', false)::int as successes,
       coalesce(f.talk_ms > 0 and f.outcome_kind = 'success', false)::int as talked_successes,
       coalesce(f.talk_ms > 0 and f.outcome_kind = 'refusal', false)::int as talked_refusals,
       coalesce(f.talk_ms > 0 and f.outcome_kind = 'callback', false)::int as talked_callbacks,
       coalesce(f.talk_ms > 0 and f.outcome_kind = 'noDecision', false)::int as talked_undecided,
       coalesce(f.talk_ms > 0 and f.outcome_kind = 'complaint', false)::int as complaints_heard,
       f.abandoned::int as abandoned,
       (f.talk_ms > 0 and case when current_user in ('carillon_own', 'carillon_team', 'carillon_site')
         then metrics.is_first_talk(f.entry_id, f.campaign_id, f.placed_at, f.id)
         else not exists (
           select from calls.call_fact earlier where earlier.entry_id = f.entry_id and earlier.campaign_id = f.campaign_id
             and earlier.talk_ms > 0 and (earlier.placed_at, earlier.id) < (f.placed_at, f.id)) end)::int as first_talks,
       f.talk_ms,
       case when f.outcome_kind = 'success' then f.talk_ms else 0 end as success_talk_ms,
       case when f.outcome_kind = 'refusal' then f.talk_ms else 0 end as refusal_talk_ms,
       (round(f.talk_ms / 1000.0) ^ 2)::bigint as talk_s2,
       case when f.outcome_kind = 'success' then (round(f.talk_ms / 1000.0) ^ 2)::bigint else 0 end as success_talk_s2,
       case when f.outcome_kind = 'refusal' then (round(f.talk_ms / 1000.0) ^ 2)::bigint else 0 end as refusal_talk_s2,
       f.hold_ms,
       case when f.talk_ms > 0 then f.wrap_up_ms else 0 end as wrap_up_ms,
       case when f.talk_ms > 0 then (round(f.wrap_up_ms / 1000.0) ^ 2)::bigint else 0 end as wrap_up_s2,
       case when f.answered_at >= f.ringing_at then round(extract(epoch from f.answered_at - f.ringing_at) * 1000)::bigint else 0 end as ring_ms,
       coalesce(f.answered_at >= f.ringing_at, false)::int as rung,
       case when f.bridged_at >= f.answered_at then round(extract(epoch from f.bridged_at - f.answered_at) * 1000)::bigint else 0 end as wait_ms,
       coalesce(f.bridged_at >= f.answered_at, false)::int as joined,
       case when f.talk_ms > 0 then f.outcome end as outcome, f.script_version
from calls.call_fact f
  left join campaigns.home_fact h on h.campaign_id = f.campaign_id and h.since <= f.placed_at and f.placed_at < h.until
  left join people.site_fact s on s.id = h.site_id
  cross join lateral (
    select ((m.local) - coalesce(s.day_starts_at, '00:00')::interval)::date as day,
      (extract(hour from m.local) * 4 + floor(extract(minute from m.local) / 15))::smallint as quarter
    from (select f.placed_at at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) m) l;

-- What each thing that is reported adds to every sum, in the day and quarter on the clock of its campaign's site at the time,
-- else of its own. The same shape for all: what it is told apart by, then a column for each fact.
create procedure metrics.define_rows(kind text, relation text, moment text, facts text, counted text, dimensions text) language plpgsql as $$
begin
  execute format($sql$create or replace view metrics.%1$s_row with (security_invoker = true) as
    select %6$s (l.local - coalesce(s.day_starts_at, '00:00')::interval)::date as day,
      date_bin('15 minutes', d.%3$s, '2000-01-01 00:00+00') as slot,
      (extract(hour from l.local) * 4 + floor(extract(minute from l.local) / 15))::smallint as quarter, %4$s
    from %2$s d
      left join campaigns.home_fact h on h.campaign_id = d.campaign_id and h.since <= d.%3$s and d.%3$s < h.until
      left join people.site_fact s on s.id = coalesce(h.site_id, d.site_id)
      cross join lateral (select d.%3$s at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) l
    where %5$s$sql$, kind, relation, moment, facts, counted, dimensions);
  execute format('grant select on metrics.%s_row to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine', kind);
end $$;
create function metrics.is_success(of_call uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from calls.call c where c.id = of_call and c.outcome_kind = 'success');
end $$;
revoke all on function metrics.is_success(uuid) from public;
grant execute on function metrics.is_success(uuid) to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
do $$
declare
  -- As columns of `d`; what a source does not know is empty.
  all_known constant text := 'd.id, d.%s as at, d.campaign_id, d.site_id, d.team_id, d.agent_id, d.batch_id, d.region,';
  counted constant text := 'case when %1$s then d.done else 0 end as %2$s_done, case when %1$s then d.opportunities else 0 end as %2$s_opportunities';
  behaviours constant text := 'd.done as behaviours_done, d.opportunities as behaviour_opportunities, '
    || format(counted, 'd.skill = ''communication''', 'communication') || ', '
    || format(counted, 'd.skill = ''productKnowledge''', 'product_knowledge') || ', '
    || (select string_agg(format(counted, format('d.behaviour = %L', b), b), ', ' order by place) from unnest(array['opening_in_15s',
        'need_asked', 'objection_answered', 'close_attempt', 'benefit_explained', 'terms_stated']) with ordinality u(b, place));
begin
  call metrics.define_rows('order', 'results.order_fact', 'at', $f$1 as orders, d.units as order_units, d.amount as order_amount,
    (d.order_kind = 'sale')::int as sales, case when d.order_kind = 'sale' then d.units else 0 end as sale_units,
    case when d.order_kind = 'sale' then d.amount else 0 end as sale_amount,
    case when d.focus_model then d.units else 0 end as focus_units,
    (d.order_kind = 'remittance')::int as remittances, case when d.order_kind = 'remittance' then d.amount else 0 end as remittance_amount,
    (d.order_kind = 'instalment')::int as instalments, case when d.order_kind = 'instalment' then d.amount else 0 end as instalment_principal,
    (d.order_kind = 'premium')::int as policies, case when d.order_kind = 'premium' then d.amount else 0 end as premium,
    case when d.order_kind = 'activation' then d.units else 0 end as first_activations,
    case when d.order_kind in ('sale', 'premium') then d.amount else 0 end as revenue$f$, 'true', format(all_known, 'at'));
  call metrics.define_rows('survey', 'results.survey_fact', 'at', $f$1 as surveys, d.satisfied::int as satisfied_surveys,
    (d.channel = 'sms')::int as sms_surveys, (d.channel = 'sms' and d.satisfied)::int as sms_satisfied,
    (d.channel = 'hangup')::int as hangup_surveys, (d.channel = 'hangup' and d.satisfied)::int as hangup_satisfied,
    (d.channel = 'call')::int as call_surveys, (d.channel = 'call' and d.satisfied)::int as call_satisfied$f$, 'true', format(all_known, 'at'));
  call metrics.define_rows('review', 'results.review_fact', 'at', $f$1 as reviews, d.excellent::int as excellent_reviews, d.score as review_score,
    d.score * d.score as review_score_squared$f$, 'true', format(all_known, 'at'));
  -- The behaviours the centre comes with have facts of their own, so that each can be a measure.
  call metrics.define_rows('behaviour', 'results.behaviour_fact', 'at', behaviours, 'd.opportunities > 0', format(all_known, 'at'));
  -- A questionnaire counts only where no call tells of it, or it would count twice.
  call metrics.define_rows('questionnaire', 'results.questionnaire_fact', 'at', '1 as questionnaires_elsewhere',
    'd.completed and not metrics.is_success(d.call_id)', format(all_known, 'at'));
  call metrics.define_rows('complaint', 'complaints.complaint_fact', 'received_at',
    $f$1 as complaints, (coalesce(d.responsibility, '') = 'agent')::int as complaints_of_agents$f$, 'true',
    replace(format(all_known, 'received_at'), 'd.batch_id', 'null::uuid as batch_id'));
  call metrics.define_rows('help', 'presence.help_fact', 'asked_at', '1 as help_requests', 'true',
    'd.id, d.asked_at as at, d.campaign_id, d.site_id, d.team_id, d.employee_id as agent_id, null::uuid as batch_id, null::text as region,');
end $$;
drop view metrics.session_row;
call metrics.define_rows('session', '(select n.*, null::uuid as campaign_id from presence.session_fact n)', 'signed_in_at',
  '1 as sign_ins, (d.signed_out_at is not null)::int as sign_outs', 'true',
  'd.id, d.signed_in_at as at, d.campaign_id, d.site_id, d.team_id, d.employee_id as agent_id, null::uuid as batch_id, null::text as region,');
drop procedure metrics.define_rows;
create index session_by_time on presence.session (signed_in_at);

-- Kept sums of each kind, in the grains `cell` (quarter × everything), `people` (day × campaign × team × agent) and
-- `lists` (day × campaign × batch × region), and what is not yet added to the upper two.
create procedure metrics.keep_sums_of(kind text, own text) language plpgsql as $$
declare
  facts text := (select string_agg(format('%I %s not null', attname, case atttypid when 'numeric'::regtype then 'numeric' else 'bigint' end), ', ' order by attnum)
    from pg_attribute where attrelid = format('metrics.%s_row', kind)::regclass and attnum > 0
      and attname not in ('id', 'at', 'campaign_id', 'site_id', 'team_id', 'agent_id', 'batch_id', 'region', 'day', 'slot', 'quarter'));
begin
  execute format('create table metrics.%1$s_rollup (grain text not null, day date not null, slot timestamptz, quarter smallint, campaign_id uuid,
    site_id uuid, team_id uuid, agent_id uuid, batch_id uuid, region text, %2$s) partition by list (grain)', kind, facts);
  execute format('create table metrics.%1$s_rollup_cell partition of metrics.%1$s_rollup for values in (''cell'')', kind);
  execute format('create table metrics.%1$s_rollup_people partition of metrics.%1$s_rollup for values in (''people'')', kind);
  execute format('create table metrics.%1$s_rollup_lists partition of metrics.%1$s_rollup for values in (''lists'')', kind);
  execute format('create index %1$s_rollup_by_day on metrics.%1$s_rollup (day, campaign_id)', kind);
  execute format('create index %1$s_rollup_cell_by_slot on metrics.%1$s_rollup_cell (slot)', kind);
  call platform.scope_rows(format('metrics.%s_rollup', kind)::regclass, own, 'team_id', 'site_id');
  execute format('create unlogged table metrics.%1$s_delta (like metrics.%1$s_rollup)', kind);
  execute format('alter table metrics.%s_delta alter column grain drop not null, enable row level security', kind);
  execute format('create policy through_functions_only on metrics.%s_delta to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine
    using (false) with check (false)', kind);
  execute format('revoke insert, update, delete on metrics.%s_rollup from carillon_own, carillon_team, carillon_site, carillon_all', kind);
end $$;
do $$
declare kind text;
begin
  foreach kind in array array['order', 'survey', 'review', 'behaviour', 'questionnaire', 'help', 'session'] loop
    call metrics.keep_sums_of(kind, 'agent_id');
  end loop;
  call metrics.keep_sums_of('complaint', null);
end $$;
drop procedure metrics.keep_sums_of;

-- Which quarters of which kind changed since their sums were made.
create table metrics.change (kind text not null, slot timestamptz not null);
comment on table metrics.change is 'Quarters of an hour in which something of a kind changed; -infinity stands for all.';
alter table metrics.change enable row level security;
create policy through_functions_only on metrics.change to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine using (false) with check (false);

/* Notes what a statement changed: `kind` and `moment` are what tells them of its rows. Where something was and where it is. */
create function metrics.note_reported() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  quarters constant text := 'insert into metrics.change (kind, slot)
    select distinct %1$s, date_bin(''15 minutes'', c.%2$I, ''2000-01-01 00:00+00'') from %3$s c';
begin
  execute format(quarters, tg_argv[0], tg_argv[1], case when tg_op = 'UPDATE' then
    '(select * from was union all select * from changed)' else 'changed' end);
  return null;
end $$;
do $$
declare one record;
begin
  for one in select * from (values ('results.record', 'c.kind', 'at'), ('complaints.complaint', '''complaint''', 'received_at'),
      ('presence.help', '''help''', 'asked_at'), ('presence.session', '''session''', 'signed_in_at')) v(target, kind, moment) loop
    execute format('create trigger sums_note_inserted after insert on %s referencing new table as changed for each statement
      execute function metrics.note_reported(%L, %L)', one.target, one.kind, one.moment);
    execute format('create trigger sums_note_updated after update on %s referencing old table as was new table as changed for each statement
      execute function metrics.note_reported(%L, %L)', one.target, one.kind, one.moment);
    execute format('create trigger sums_note_deleted after delete on %s referencing old table as changed for each statement
      execute function metrics.note_reported(%L, %L)', one.target, one.kind, one.moment);
  end loop;
end $$;
create function metrics.note_behaviour() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into metrics.change (kind, slot) values ('behaviour', '-infinity');
  return null;
end $$;
create trigger ability_changed after update of skill on results.behaviour for each row
  when (old.skill is distinct from new.skill) execute function metrics.note_behaviour();

/* A site's clock decides which day a thing belongs to. */
create or replace function metrics.note_all() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot) values ('-infinity');
  insert into presence.change (since, until) values ('-infinity', 'infinity');
  insert into metrics.change (kind, slot) select kind, '-infinity' from unnest(metrics.kinds()) kind;
  return null;
end $$;
create function metrics.kinds() returns text[] language sql immutable
  return array['order', 'survey', 'review', 'behaviour', 'questionnaire', 'complaint', 'help', 'session'];

/* Where a campaign is at home changed: what happened from then on is counted there. Mostly nothing has happened yet. */
create function campaigns.note_home() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  of_campaign uuid := case when tg_op = 'DELETE' then old.campaign_id else new.campaign_id end;
  from_moment timestamptz := case tg_op when 'DELETE' then old.since when 'INSERT' then new.since else least(old.since, new.since) end;
begin
  update campaigns.home h set until = n.until
    from (select o.since, lead(o.since, 1, 'infinity') over (order by o.since) as until from campaigns.home o where o.campaign_id = of_campaign) n
    where h.campaign_id = of_campaign and h.since = n.since and h.until <> n.until;
  insert into calls.change (slot) select distinct date_bin('15 minutes', c.placed_at, '2000-01-01 00:00+00')
    from calls.call c where c.campaign_id = of_campaign and c.placed_at >= from_moment;
  insert into metrics.change (kind, slot)
    select r.kind, date_bin('15 minutes', r.at, '2000-01-01 00:00+00') from results.record r where r.campaign_id = of_campaign and r.at >= from_moment
    union select 'complaint', date_bin('15 minutes', c.received_at, '2000-01-01 00:00+00') from complaints.complaint c
      where c.campaign_id = of_campaign and c.received_at >= from_moment
    union select 'help', date_bin('15 minutes', p.asked_at, '2000-01-01 00:00+00') from presence.help p
      where p.campaign_id = of_campaign and p.asked_at >= from_moment;
  return null;
end $$;
create trigger note_home after insert or delete or update of since, site_id on campaigns.home for each row execute function campaigns.note_home();

alter table metrics.late_change drop constraint late_change_source_check;
alter table metrics.late_change add constraint late_change_source_check
  check (source in ('call', 'time', 'plan', 'staff') or source = any (metrics.kinds()));

/*
 * Makes the sums of these quarters of one kind from what is on record, and adds the difference to the grains above; of all
 * there is, where `slots` is empty. Frozen days stay, and what they count is counted nowhere else; what changed in them is noted.
 */
create procedure metrics.refill(kind text, slots timestamptz[], frozen date[] default metrics.frozen_days()) language plpgsql as $$
declare
  rollup regclass := format('metrics.%s_rollup', kind);
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region';
  -- One look at the index for each quarter: a kind is told of seldom, and its quarters lie far apart.
  rows_of text := case when slots is null then format('metrics.%s_row f', kind) else format('unnest($1) s(at) cross join lateral (
    select * from metrics.%s_row r where r.at >= s.at and r.at < s.at + interval ''15 minutes'' offset 0) f', kind) end;
  these text := case when slots is null then 'true' else 'c.slot = any ($1)' end;
  held constant text := format('exists (select from %s_cell h where h.day = any ($2) and h.slot = f.slot
    and h.campaign_id is not distinct from f.campaign_id and h.site_id is not distinct from f.site_id)', rollup);
begin
  if frozen <> '{}' then
    execute format('insert into metrics.late_change (day, source, slot)
      with kept as (select %1$s, %2$s from %3$s_cell c where %4$s and c.day = any ($2)),
        made as (select %1$s, %5$s from %6$s where f.day = any ($2) or %7$s group by %1$s)
      select distinct d.day, %8$L, d.slot from ((table kept except all table made) union all (table made except all table kept)) d
        where d.day = any ($2) on conflict do nothing',
      dimensions, metrics.sums_of(rollup, '%s'), rollup, these, metrics.sums_of(rollup, 'sum(f.%1$s) as %1$s'), rows_of, held, kind) using slots, frozen;
  end if;
  execute format('with gone as (delete from %1$s_cell c where %2$s and c.day <> all ($2) returning c.*)
    insert into metrics.%3$s_delta (%4$s, %5$s) select %4$s, %6$s from gone',
    rollup, these, kind, dimensions, metrics.sums_of(rollup, '%s'), metrics.sums_of(rollup, '-%s')) using slots, frozen;
  execute format('with made as (insert into %1$s_cell (grain, %2$s, %3$s)
      select ''cell'', %2$s, %4$s from %5$s where f.day <> all ($2) and ($2 = ''{}'' or not %6$s) group by %2$s returning *)
    insert into metrics.%7$s_delta (%2$s, %3$s) select %2$s, %3$s from made',
    rollup, dimensions, metrics.sums_of(rollup, '%s'), metrics.sums_of(rollup, 'sum(f.%s)'), rows_of, held, kind) using slots, frozen;
  call metrics.add_up(kind, 'people', '{day, campaign_id, site_id, team_id, agent_id}');
  call metrics.add_up(kind, 'lists', '{day, campaign_id, site_id, batch_id, region}');
  execute format('delete from metrics.%s_delta', kind);
end $$;

/* Makes anew what changed of what is reported. `call_slots` are the quarters whose calls changed: their outcomes decide which questionnaires count. */
create procedure metrics.freshen_reported(call_slots timestamptz[]) language plpgsql as $$
declare
  one text;
  slots timestamptz[];
begin
  if exists (select from results.record r where r.kind = 'questionnaire') then
    if '-infinity' = any (call_slots) then
      insert into metrics.change (kind, slot) values ('questionnaire', '-infinity');
    else
      insert into metrics.change (kind, slot) select distinct 'questionnaire', date_bin('15 minutes', q.at, '2000-01-01 00:00+00')
        from unnest(call_slots) s(at)
          cross join lateral (select c.id from calls.call c where c.placed_at >= s.at and c.placed_at < s.at + interval '15 minutes' offset 0) c
          cross join lateral (select r.at from results.record r where r.call_id = c.id and r.kind = 'questionnaire' offset 0) q;
    end if;
  end if;
  if not exists (select from metrics.change) then return; end if;
  foreach one in array metrics.kinds() loop
    with gone as (delete from metrics.change c where c.kind = one returning c.slot) select array_agg(distinct g.slot) into slots from gone g;
    if slots is not null then
      call metrics.refill(one, case when '-infinity' = any (slots) then null else slots end);
    end if;
  end loop;
end $$;

/*
 * Brings all kept sums up to what is on record. Cheap when nothing changed; one at a time. Whatever commits while it works
 * leaves its own mark and is taken the next time. In a large centre, of more than ten thousand calls a day, it works at most
 * every five seconds unless `at_once`. Answers how many quarters were made anew.
 */
create or replace function metrics.freshen(at_once boolean default false) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  slots timestamptz[];
  touched metrics.touched[];
  resting boolean;
  patience text := current_setting('lock_timeout');
begin
  if not exists (select from calls.change) and not exists (select from presence.change) and not exists (select from dialer.contact_change)
      and not exists (select from metrics.change) then
    return 0;
  end if;
  select f.calls > 10000 and clock_timestamp() between f.at and f.at + interval '5 seconds' into resting from metrics.freshened f;
  if resting and not at_once then return 0; end if;
  begin
    -- Nobody waits for long work on the sums: figures are then as they were before it.
    perform set_config('lock_timeout', case when at_once then patience else '3s' end, true);
    perform pg_advisory_xact_lock(1129469263, 0);
    perform set_config('lock_timeout', patience, true);
  exception when lock_not_available then
    if at_once then raise; end if;
    return 0;
  end;
  -- Somebody else may have done it while this one waited.
  select f.calls > 10000 and clock_timestamp() between f.at and f.at + interval '5 seconds' into resting from metrics.freshened f;
  if resting and not at_once then return 0; end if;
  with gone as (delete from calls.change returning slot) select array_agg(distinct slot) into slots from gone;
  with gone as (delete from presence.change returning employee_id, since, until),
  quarters as (
    select employee_id, date_bin('15 minutes', since, '2000-01-01 00:00+00') as since,
      date_bin('15 minutes', until - interval '1 microsecond', '2000-01-01 00:00+00') + interval '15 minutes' as until from gone),
  -- Overlapping quarters of one person become one, or they would be summed up twice.
  islands as (
    select employee_id, since, until, sum(is_new) over (partition by employee_id order by since, until) as island
    from (select employee_id, since, until, (since > coalesce(max(until) over (partition by employee_id order by since, until
        rows between unbounded preceding and 1 preceding), '-infinity'))::int as is_new from quarters) q)
  select array_agg(row (employee_id, since, until)::metrics.touched) into touched
  from (select employee_id, min(since) as since, max(until) as until from islands group by employee_id, island) t;
  if '-infinity' = any (slots) then
    call metrics.refill_all_calls();
  elsif slots is not null then
    -- Which conversation is a customer's first depends on those before it.
    -- Looked up one by one (`offset 0`), or the planner would read every call there ever was.
    slots := array(select s from unnest(slots) s union
      select date_bin('15 minutes', l.placed_at, '2000-01-01 00:00+00')
      from unnest(slots) s(at)
        cross join lateral (select c.entry_id, c.campaign_id, c.placed_at from calls.call c
          where c.placed_at >= s.at and c.placed_at < s.at + interval '15 minutes' and c.entry_id is not null offset 0) c
        cross join lateral (select later.placed_at from calls.call later
          where later.entry_id = c.entry_id and later.campaign_id = c.campaign_id and later.placed_at > c.placed_at and later.talk_ms > 0 offset 0) l);
    call metrics.refill_calls(slots);
  end if;
  if exists (select from unnest(touched) t where t.since = '-infinity') then
    call metrics.refill_all_time();
  elsif touched is not null then
    call metrics.refill_time(touched);
  end if;
  call metrics.freshen_reported(slots);
  with gone as (delete from dialer.contact_change returning *)
  insert into metrics.record_rollup as r (campaign_id, batch_id, records, invalid_records, dialable_records, attempted_records, record_attempts,
    closed_records, successful_records)
  select campaign_id, batch_id, sum(records), sum(invalid_records), sum(dialable_records), sum(attempted_records), sum(record_attempts),
    sum(closed_records), sum(successful_records)
  from gone group by campaign_id, batch_id
  on conflict (campaign_id, batch_id) do update set records = r.records + excluded.records,
    invalid_records = r.invalid_records + excluded.invalid_records, dialable_records = r.dialable_records + excluded.dialable_records,
    attempted_records = r.attempted_records + excluded.attempted_records, record_attempts = r.record_attempts + excluded.record_attempts,
    closed_records = r.closed_records + excluded.closed_records, successful_records = r.successful_records + excluded.successful_records;
  update metrics.freshened set at = clock_timestamp(), calls = coalesce((
    select sum(c.dials) from metrics.call_rollup_people c where c.day in (
      select h.day from metrics.call_rollup_hours h where h.slot = any (slots))), 0);
  return coalesce(cardinality(slots), 0) + coalesce(cardinality(touched), 0);
end $$;

create or replace function metrics.let_in_late_changes(first_day date, last_day date) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  taken int;
begin
  with gone as (delete from metrics.late_change c where c.day between first_day and last_day returning c.source, c.slot, c.employee_id),
    of_calls as (insert into calls.change (slot) select distinct slot from gone where source = 'call' returning 1),
    of_time as (insert into presence.change (employee_id, since, until)
      select distinct employee_id, slot, slot + interval '15 minutes' from gone where source = 'time' returning 1),
    of_others as (insert into metrics.change (kind, slot)
      select distinct source, slot from gone where source = any (metrics.kinds()) returning 1)
  select count(*) into taken from gone;
  return taken;
end $$;

-- What is on record by now is summed up at once, frozen days included: what they show is what they showed.
do $$
declare kind text;
begin
  foreach kind in array metrics.kinds() loop
    call metrics.refill(kind, null, '{}');
  end loop;
end $$;
