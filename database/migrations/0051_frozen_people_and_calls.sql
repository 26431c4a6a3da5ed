-- Frozen days stand in everything: who was planned, due, there and in post as well; and the calls behind a frozen figure are
-- those it was made of, with what came or changed since listed apart.

create table metrics.frozen_people (
  kind     text not null check (kind in ('plan', 'due', 'adherence', 'firstCall', 'staff')),
  day      date not null,
  quarter  smallint,
  agent_id uuid not null,
  team_id  uuid,
  site_id  uuid,
  scheduled_ms bigint, scheduled_past_ms bigint,
  people_due bigint, people_attending bigint,
  adhering_ms bigint, available_ms bigint,
  first_calls bigint, first_call_ms bigint, first_call_s2 bigint,
  post text, joined_on date, left_on date, has_seat boolean
);
comment on table metrics.frozen_people is 'What frozen days say of people, as it was when they were frozen; each kind fills its own columns.';
create index frozen_people_by_day on metrics.frozen_people (kind, day);
call platform.scope_rows('metrics.frozen_people', 'agent_id', 'team_id', 'site_id');
revoke insert, update, delete on metrics.frozen_people from carillon_own, carillon_team, carillon_site, carillon_all;

-- `…_now` is what is on record; `…_rows` what figures are made of: for frozen days what was kept of them.

/* Paid hours planned; those whose time has come by `moment` are told apart, since nobody can have worked the others yet. */
create function metrics.plan_now(from_day date, to_day date, moment timestamptz)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, scheduled_ms bigint, scheduled_past_ms bigint) language sql stable as $$
  select a.day, a.employee_id, a.team_id, a.site_id, a.ms,
    greatest(0, extract(epoch from least(a.ends_at, moment) - a.starts_at) * 1000)::bigint
  from workforce.activity_fact a where a.is_paid and a.day between from_day and to_day
$$;
/* People a business day: who was due once the shift had begun, and who of these signed in. */
create function metrics.due_now(from_day date, to_day date, moment timestamptz)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, people_due bigint, people_attending bigint) language sql stable as $$
  select s.day, s.employee_id, s.team_id, s.site_id, 1::bigint,
    bool_or(exists (select from presence.session_fact n where n.employee_id = s.employee_id
      and n.signed_in_at < s.ends_at and n.signed_in_at > s.starts_at - interval '12 hours'
      and coalesce(n.signed_out_at, s.ends_at) > s.starts_at))::int::bigint
  from workforce.shift_fact s where s.is_due and s.starts_at <= moment and s.day between from_day and to_day
  group by s.employee_id, s.team_id, s.site_id, s.day
$$;
/* Recorded time that met the plan, and time in production within it. */
create function metrics.adherence_now(from_day date, to_day date, moment timestamptz)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, adhering_ms bigint, available_ms bigint) language sql stable as $$
  select a.day, a.employee_id, a.team_id, a.site_id, case when a.adheres then l.ms else 0 end, case when a.is_available then l.ms else 0 end
  from workforce.adherence_fact a cross join lateral (
    select greatest(0, extract(epoch from least(a.ends_at, moment) - a.starts_at) * 1000)::bigint as ms) l
  where a.day between from_day and to_day
$$;
/* From signing in to the first call an agent was on. */
create function metrics.first_call_now(since timestamptz, until timestamptz)
returns table (day date, quarter smallint, agent_id uuid, team_id uuid, site_id uuid, first_calls bigint, first_call_ms bigint, first_call_s2 bigint)
language sql stable as $$
  select n.day, n.quarter, n.agent_id, n.team_id, n.site_id, 1::bigint, c.ms, (round(c.ms / 1000.0) ^ 2)::bigint
  from metrics.session_row n cross join lateral (
    select round(extract(epoch from min(t.started_at) - n.at) * 1000)::bigint as ms
    from presence.agent_time_fact t where t.employee_id = n.agent_id and t.session_id = n.id and t.state in ('dialing', 'talking')) c
  where n.at >= since and n.at < until and c.ms is not null
$$;

create function metrics.plan_rows(from_day date, to_day date, moment timestamptz)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, scheduled_ms bigint, scheduled_past_ms bigint) language sql stable as $$
  select * from metrics.plan_now(from_day, to_day, moment) n where n.day <> all ((select metrics.frozen_days())::date[])
  union all select f.day, f.agent_id, f.team_id, f.site_id, f.scheduled_ms, f.scheduled_past_ms
    from metrics.frozen_people f where f.kind = 'plan' and f.day between from_day and to_day
$$;
create function metrics.due_rows(from_day date, to_day date, moment timestamptz)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, people_due bigint, people_attending bigint) language sql stable as $$
  select * from metrics.due_now(from_day, to_day, moment) n where n.day <> all ((select metrics.frozen_days())::date[])
  union all select f.day, f.agent_id, f.team_id, f.site_id, f.people_due, f.people_attending
    from metrics.frozen_people f where f.kind = 'due' and f.day between from_day and to_day
$$;
create function metrics.adherence_rows(from_day date, to_day date, moment timestamptz)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, adhering_ms bigint, available_ms bigint) language sql stable as $$
  select * from metrics.adherence_now(from_day, to_day, moment) n where n.day <> all ((select metrics.frozen_days())::date[])
  union all select f.day, f.agent_id, f.team_id, f.site_id, f.adhering_ms, f.available_ms
    from metrics.frozen_people f where f.kind = 'adherence' and f.day between from_day and to_day
$$;
/* The bounds in time leave out what lies on no day asked for; days kept are the caller's to narrow. */
create function metrics.first_call_rows(since timestamptz, until timestamptz)
returns table (day date, quarter smallint, agent_id uuid, team_id uuid, site_id uuid, first_calls bigint, first_call_ms bigint, first_call_s2 bigint)
language sql stable as $$
  select * from metrics.first_call_now(since, until) n where n.day <> all ((select metrics.frozen_days())::date[])
  union all select f.day, f.quarter, f.agent_id, f.team_id, f.site_id, f.first_calls, f.first_call_ms, f.first_call_s2
    from metrics.frozen_people f where f.kind = 'firstCall' and f.day between since::date - 2 and until::date + 2
$$;
/* Who was in post at some moment of each of these days. */
create function metrics.staff_on(days date[])
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, post text, joined_on date, left_on date, has_seat boolean) language sql stable as $$
  with everybody as materialized (select * from people.staff_fact)
  select d.day, e.id, e.team_id, e.site_id, e.post, e.joined_on, e.left_on, e.has_seat
  from unnest(days) d(day) join everybody e on e.joined_on <= d.day and (e.left_on is null or e.left_on >= d.day)
  where d.day <> all ((select metrics.frozen_days())::date[])
  union all select f.day, f.agent_id, f.team_id, f.site_id, f.post, f.joined_on, f.left_on, f.has_seat
    from metrics.frozen_people f where f.kind = 'staff' and f.day = any (days)
$$;

create function metrics.leavers_between(since date, until date)
returns table (day date, agent_id uuid, team_id uuid, site_id uuid, post text, joined_on date, left_on date, has_seat boolean) language sql stable as $$
  select e.left_on, e.id, e.team_id, e.site_id, e.post, e.joined_on, e.left_on, e.has_seat from people.staff_fact e
  where e.left_on between since and until and e.left_on <> all ((select metrics.frozen_days())::date[])
  union all select f.day, f.agent_id, f.team_id, f.site_id, f.post, f.joined_on, f.left_on, f.has_seat
    from metrics.frozen_people f where f.kind = 'staff' and f.left_on = f.day and f.day between since and until
$$;

/* Keeps what is on record of people for days about to be frozen. */
create function metrics.keep_people(first_day date, last_day date, moment timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from metrics.frozen_people f where f.day between first_day and last_day;
  insert into metrics.frozen_people (kind, day, agent_id, team_id, site_id, scheduled_ms, scheduled_past_ms)
    select 'plan', day, agent_id, team_id, site_id, sum(scheduled_ms), sum(scheduled_past_ms)
    from metrics.plan_now(first_day, last_day, moment) group by day, agent_id, team_id, site_id;
  insert into metrics.frozen_people (kind, day, agent_id, team_id, site_id, people_due, people_attending)
    select 'due', day, agent_id, team_id, site_id, sum(people_due), sum(people_attending)
    from metrics.due_now(first_day, last_day, moment) group by day, agent_id, team_id, site_id;
  insert into metrics.frozen_people (kind, day, agent_id, team_id, site_id, adhering_ms, available_ms)
    select 'adherence', day, agent_id, team_id, site_id, sum(adhering_ms), sum(available_ms)
    from metrics.adherence_now(first_day, last_day, moment) group by day, agent_id, team_id, site_id;
  insert into metrics.frozen_people (kind, day, quarter, agent_id, team_id, site_id, first_calls, first_call_ms, first_call_s2)
    select 'firstCall', day, quarter, agent_id, team_id, site_id, first_calls, first_call_ms, first_call_s2
    from metrics.first_call_now(first_day::timestamptz - interval '2 days', last_day::timestamptz + interval '3 days') f
    where f.day between first_day and last_day;
  insert into metrics.frozen_people (kind, day, agent_id, team_id, site_id, post, joined_on, left_on, has_seat)
    select 'staff', d::date, e.id, e.team_id, e.site_id, e.post, e.joined_on, e.left_on, e.has_seat
    from generate_series(first_day, last_day, interval '1 day') d
      join (select * from people.staff_fact) e on e.joined_on <= d::date and (e.left_on is null or e.left_on >= d::date);
end $$;
revoke all on function metrics.keep_people(date, date, timestamptz) from public;
grant execute on function metrics.keep_people(date, date, timestamptz) to carillon_team, carillon_site, carillon_all, carillon_engine;
-- Days frozen until now keep what they showed.
select metrics.keep_people(p.from_day, p.to_day, p.frozen_at) from metrics.frozen_period p where p.opened_at is null;

/* Plans and leave of frozen days that are changed afterwards. */
create function metrics.note_planned() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  frozen date[] := metrics.frozen_days();
begin
  if frozen = '{}' then return null; end if;
  execute format('insert into metrics.late_change (day, source, slot, employee_id)
    select distinct %1$s.day, ''plan'', %1$s.day::timestamptz, %1$s.employee_id from %2$s c %3$s where %1$s.day = any ($1) on conflict do nothing',
    case tg_argv[0] when 'activity' then 's' else 'c' end,
    case when tg_op = 'UPDATE' then '(select * from was union all select * from changed)' else 'changed' end,
    case tg_argv[0] when 'activity' then 'join workforce.shift s on s.id = c.shift_id' else '' end) using frozen;
  return null;
end $$;
do $$
declare target text;
begin
  foreach target in array array['shift', 'activity', 'leave'] loop
    execute format('create trigger frozen_note_inserted after insert on workforce.%1$I referencing new table as changed for each statement
      execute function metrics.note_planned(%1$L)', target);
    execute format('create trigger frozen_note_updated after update on workforce.%1$I referencing old table as was new table as changed for each statement
      execute function metrics.note_planned(%1$L)', target);
    execute format('create trigger frozen_note_deleted after delete on workforce.%1$I referencing old table as changed for each statement
      execute function metrics.note_planned(%1$L)', target);
  end loop;
end $$;

/* Somebody is in post on other days of a frozen period than it says, or elsewhere: noted once for each period, on the last such day. */
create function metrics.note_staff() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  was people.employee := case when tg_op = 'INSERT' then null else old end;
  is_now people.employee := case when tg_op = 'DELETE' then null else new end;
begin
  insert into metrics.late_change (day, source, slot, employee_id)
  select max(d::date), 'staff', max(d), coalesce(is_now.id, was.id)
  from metrics.frozen_period p cross join lateral generate_series(p.from_day, p.to_day, interval '1 day') d
    cross join lateral (select
      coalesce(was.joined_on <= d::date and (was.left_on is null or was.left_on >= d::date), false) as before,
      coalesce(is_now.joined_on <= d::date and (is_now.left_on is null or is_now.left_on >= d::date), false) as after) t
  where p.opened_at is null and (t.before <> t.after
    or t.after and (was.left_on = d::date, was.post, was.endpoint, was.team_id, was.site_id)
      is distinct from (is_now.left_on = d::date, is_now.post, is_now.endpoint, is_now.team_id, is_now.site_id))
  group by p.id on conflict do nothing;
  return null;
end $$;
create trigger frozen_note after insert or delete or update of joined_on, left_on, post, endpoint, team_id, site_id on people.employee
  for each row execute function metrics.note_staff();

-- Calls of frozen days that came or changed afterwards, and what those that changed were.
create table metrics.late_call (
  id        uuid not null,
  placed_at timestamptz not null,
  day       date not null,
  primary key (id, placed_at)
);
comment on table metrics.late_call is 'Calls of frozen days as they are by now are not in the figures: they came, or were changed, after the days were frozen.';
create index late_call_by_day on metrics.late_call (day);
call platform.share_rows('metrics.late_call');
revoke insert, update, delete on metrics.late_call from carillon_own, carillon_team, carillon_site, carillon_all;
create table metrics.former_call (
  id        uuid not null,
  placed_at timestamptz not null,
  agent_id  uuid,
  team_id   uuid,
  site_id   uuid,
  facts     jsonb not null,
  told      jsonb not null,
  primary key (id, placed_at)
);
comment on table metrics.former_call is 'Calls of frozen days as they were when they were frozen, where they have changed since. Holds no number and no words.';
comment on column metrics.former_call.facts is 'The row of metrics.call_row.';
comment on column metrics.former_call.told is 'What a list shows of it.';
create index former_call_by_time on metrics.former_call (placed_at);
call platform.scope_rows('metrics.former_call', 'agent_id', 'team_id', 'site_id');
revoke insert, update, delete on metrics.former_call from carillon_own, carillon_team, carillon_site, carillon_all;

/* Before which moment a call may lie in a frozen day; looked up once a statement, asked for each row. */
create function metrics.tell_frozen_before() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform set_config('metrics.frozen_before', coalesce((select max(p.to_day) + 2 from metrics.frozen_period p where p.opened_at is null)::text, '-infinity'), true);
  return null;
end $$;
create function metrics.keep_former(call calls.call) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  with late as (
    insert into metrics.late_call (id, placed_at, day)
    select r.id, r.placed_at, r.day from metrics.call_row r
    where r.id = call.id and r.placed_at = call.placed_at and r.day = any (metrics.frozen_days()) on conflict do nothing returning id, placed_at)
  insert into metrics.former_call (id, placed_at, agent_id, team_id, site_id, facts, told)
  select r.id, r.placed_at, r.agent_id, r.team_id, r.site_id, to_jsonb(r), jsonb_build_object('state', call.state, 'cause', call.cause,
    'answered_by', call.answered_by, 'talk_ms', call.talk_ms, 'wrap_up_ms', call.wrap_up_ms, 'abandoned', call.abandoned,
    'outcome', call.outcome, 'outcome_kind', call.outcome_kind, 'agent_id', call.agent_id, 'team_id', call.team_id)
  from late l join metrics.call_row r on r.id = l.id and r.placed_at = l.placed_at on conflict do nothing;
end $$;
/* A conversation that comes or goes decides whether later ones of the same record are the first. */
create function metrics.keep_former_of_record(call calls.call) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform metrics.keep_former(c) from calls.call c
  where c.entry_id = call.entry_id and c.campaign_id = call.campaign_id and c.placed_at > call.placed_at and c.talk_ms > 0
    and c.placed_at < current_setting('metrics.frozen_before', true)::timestamptz;
end $$;
create function metrics.note_late_call() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'UPDATE' then
    perform metrics.keep_former(old);
    if (old.talk_ms > 0) <> (new.talk_ms > 0) then perform metrics.keep_former_of_record(old); end if;
  elsif new.talk_ms > 0 then
    perform metrics.keep_former_of_record(new);
  end if;
  return new;
end $$;
create function metrics.note_new_call() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if current_setting('metrics.frozen_before', true) = '-infinity' then return null; end if;
  insert into metrics.late_call (id, placed_at, day)
  select r.id, r.placed_at, r.day from came n join metrics.call_row r on r.id = n.id and r.placed_at = n.placed_at
  where n.placed_at < current_setting('metrics.frozen_before', true)::timestamptz and r.day = any (metrics.frozen_days())
  on conflict do nothing;
  return null;
end $$;
revoke all on function metrics.keep_former(calls.call), metrics.keep_former_of_record(calls.call) from public;
create trigger frozen_look before insert or update on calls.call for each statement execute function metrics.tell_frozen_before();
create trigger frozen_changing before update on calls.call for each row
  when (old.placed_at < current_setting('metrics.frozen_before', true)::timestamptz
    and (old.campaign_id, old.entry_id, old.batch_id, old.agent_id, old.team_id, old.site_id, old.region, old.ringing_at, old.answered_at, old.answered_by,
      old.bridged_at, old.talk_ms, old.hold_ms, old.wrap_up_ms, old.abandoned, old.outcome, old.outcome_kind, old.script_version)
    is distinct from (new.campaign_id, new.entry_id, new.batch_id, new.agent_id, new.team_id, new.site_id, new.region, new.ringing_at, new.answered_at,
      new.answered_by, new.bridged_at, new.talk_ms, new.hold_ms, new.wrap_up_ms, new.abandoned, new.outcome, new.outcome_kind, new.script_version))
  execute function metrics.note_late_call();
create trigger frozen_coming before insert on calls.call for each row
  when (new.placed_at < current_setting('metrics.frozen_before', true)::timestamptz and new.talk_ms > 0) execute function metrics.note_late_call();
create trigger frozen_came after insert on calls.call referencing new table as came for each statement execute function metrics.note_new_call();

create or replace function metrics.let_in_late_changes(first_day date, last_day date) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  taken int;
begin
  delete from metrics.frozen_people f where f.day between first_day and last_day;
  delete from metrics.former_call f using metrics.late_call l where l.id = f.id and l.placed_at = f.placed_at and l.day between first_day and last_day;
  delete from metrics.late_call l where l.day between first_day and last_day;
  with gone as (delete from metrics.late_change c where c.day between first_day and last_day returning c.source, c.slot, c.employee_id),
    of_calls as (insert into calls.change (slot) select distinct slot from gone where source = 'call' returning 1),
    of_time as (insert into presence.change (employee_id, since, until)
      select distinct employee_id, slot, slot + interval '15 minutes' from gone where source = 'time' returning 1),
    of_others as (insert into metrics.change (kind, slot)
      select distinct source, slot from gone where source = any (metrics.kinds()) returning 1)
  select count(*) into taken from gone;
  return taken;
end $$;
