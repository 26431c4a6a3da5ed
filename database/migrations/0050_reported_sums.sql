-- What others report of calls – orders, ratings, reviews, behaviours, questionnaires, complaints –, requests for help and
-- sign-ins are summed by the quarter of an hour as well.

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
-- A questionnaire counts once, also when its call came in or is no longer on record.
create table metrics.forgotten_success (call_id uuid primary key);
comment on table metrics.forgotten_success is 'Successful calls let go after their time of which a questionnaire tells as well: their sums stand, so it counts nowhere else.';
alter table metrics.forgotten_success enable row level security;
create policy through_functions_only on metrics.forgotten_success to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine using (false) with check (false);

create or replace function calls.note_forgotten() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.forgotten (slot) select distinct date_bin('15 minutes', placed_at, '2000-01-01 00:00+00') from gone on conflict do nothing;
  insert into metrics.forgotten_success (call_id)
    select g.id from gone g where g.outcome_kind = 'success' and g.talk_ms > 0 and g.direction = 'out'
      and exists (select from results.record r where r.call_id = g.id and r.kind = 'questionnaire') on conflict do nothing;
  return null;
end $$;

/* Whether that call is counted as a success: one we placed and in which somebody spoke. */
create function metrics.is_success(of_call uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from calls.call c where c.id = of_call and c.outcome_kind = 'success' and c.talk_ms > 0 and c.direction = 'out')
    or exists (select from metrics.forgotten_success f where f.call_id = of_call);
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

-- What is on record by now is summed up at once, frozen days included: what they show is what they showed.
do $$
declare kind text;
begin
  foreach kind in array metrics.kinds() loop
    call metrics.refill(kind, null, '{}');
  end loop;
end $$;
