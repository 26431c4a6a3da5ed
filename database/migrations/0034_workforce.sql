-- Workforce: which hours people are planned to work, what they are planned to do in them, and which days they are away.
create schema workforce;
call platform.open_schema('workforce');

create table workforce.leave_kind (
  code       text primary key check (code in ('rest', 'maternity', 'nursing', 'annual', 'bereavement', 'marriage', 'sick', 'personal')),
  is_due     boolean not null
);
comment on table workforce.leave_kind is 'Why somebody is away for a day. Every kind takes the day out of scheduled hours, since nobody attends.';
comment on column workforce.leave_kind.is_due is 'Whether the person still counts among those due that day (应出勤): only sick and personal leave, which come unplanned.';
insert into workforce.leave_kind (code, is_due) values
  ('rest', false), ('maternity', false), ('nursing', false), ('annual', false), ('bereavement', false), ('marriage', false),
  ('sick', true), ('personal', true);
call platform.share_rows('workforce.leave_kind');
revoke insert, update, delete on workforce.leave_kind from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table workforce.leave (
  id          uuid primary key default platform.new_id(),
  employee_id uuid not null,
  team_id     uuid,
  site_id     uuid not null,
  day         date not null,
  kind        text not null references workforce.leave_kind,
  note        text not null default '' check (length(note) <= 200),
  constraint one_leave_a_day unique (employee_id, day)
);
comment on table workforce.leave is 'Whole business days somebody is away; an absence of hours is planned by a shorter shift.';
create index leave_by_day on workforce.leave (day);
call platform.scope_rows('workforce.leave', 'employee_id', 'team_id', 'site_id');
call platform.audit_rows('workforce.leave');
revoke insert, update on workforce.leave from carillon_own;

create table workforce.shift (
  id          uuid primary key default platform.new_id(),
  employee_id uuid not null,
  team_id     uuid,
  site_id     uuid not null,
  day         date not null,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  note        text not null default '' check (length(note) <= 200),
  version     int not null default 1,
  constraint a_shift_lasts check (ends_at > starts_at),
  constraint a_shift_is_no_longer_than_a_day check (ends_at <= starts_at + interval '24 hours')
);
comment on column workforce.shift.day is 'Business day of its beginning on the clock of the site; all of the shift counts for it, also what runs over midnight.';
comment on column workforce.shift.team_id is 'Team of that time; a shift still to come moves with the person.';
create index shift_of_employee on workforce.shift (employee_id, starts_at);
create index shift_by_day on workforce.shift (day);
call platform.scope_rows('workforce.shift', 'employee_id', 'team_id', 'site_id');
call platform.audit_rows('workforce.shift');
revoke insert, update on workforce.shift from carillon_own;

-- A row for each person planned for: two planners of one person wait for each other here, so that neither overlooks the
-- other's shift. Told by a trigger, because a leader may not see what another team has planned.
create table workforce.planned_person (
  employee_id uuid primary key,
  changes     bigint not null default 1
);
alter table workforce.planned_person enable row level security;
create policy engine_keeps on workforce.planned_person to carillon_engine using (true) with check (true);

create function workforce.take_turns_on(person uuid) returns void language sql security definer set search_path = pg_catalog as $$
  insert into workforce.planned_person as p (employee_id) values (person) on conflict (employee_id) do update set changes = p.changes + 1
$$;
comment on function workforce.take_turns_on is 'Waits until nobody else plans for that person; holds until the transaction ends.';
create function workforce.is_planned_already(person uuid, since timestamptz, until timestamptz, except_shift uuid) returns boolean
language sql stable security definer set search_path = pg_catalog
  return exists (select from workforce.shift s where s.employee_id = person and s.id is distinct from except_shift
                 and s.starts_at < until and s.ends_at > since);

create function workforce.shifts_do_not_overlap() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform workforce.take_turns_on(new.employee_id);
  if workforce.is_planned_already(new.employee_id, new.starts_at, new.ends_at, new.id) then
    raise exception 'a shift overlaps another of the same person' using errcode = 'exclusion_violation', constraint = 'shifts_do_not_overlap';
  end if;
  return new;
end $$;
create trigger shifts_do_not_overlap before insert or update of employee_id, starts_at, ends_at on workforce.shift
  for each row execute function workforce.shifts_do_not_overlap();

-- What is planned inside a shift. The rows of a shift tile it: every second of it is planned to be exactly one thing.
create table workforce.activity (
  shift_id  uuid not null references workforce.shift on delete cascade,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  kind      text not null check (kind in ('work', 'break', 'meal', 'meeting', 'training')),
  is_paid   boolean not null,
  primary key (shift_id, starts_at),
  constraint an_activity_lasts check (ends_at > starts_at),
  constraint work_is_paid check (is_paid or kind <> 'work')
);
comment on column workforce.activity.is_paid is 'Unpaid time (mostly meals) is no scheduled time.';
call platform.grant_rows('workforce.activity');
create policy seen_with_the_shift on workforce.activity for select to carillon_own, carillon_team, carillon_site
  using (exists (select from workforce.shift s where s.id = shift_id));
create policy planned_with_the_shift on workforce.activity to carillon_team, carillon_site
  using (exists (select from workforce.shift s where s.id = shift_id)) with check (exists (select from workforce.shift s where s.id = shift_id));
revoke insert, update on workforce.activity from carillon_own;

create function workforce.activities_tile_their_shift() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  changed workforce.shift;
  at timestamptz;
  one record;
begin
  select s.* into changed from workforce.shift s where s.id = case when tg_table_name = 'shift' then (to_jsonb(new) ->> 'id')::uuid
    else coalesce(to_jsonb(new) ->> 'shift_id', to_jsonb(old) ->> 'shift_id')::uuid end;
  if not found then return null; end if;
  at := changed.starts_at;
  for one in select a.starts_at, a.ends_at from workforce.activity a where a.shift_id = changed.id order by a.starts_at loop
    if one.starts_at <> at then
      raise exception 'the activities of shift % leave a gap or overlap at %', changed.id, one.starts_at using errcode = 'check_violation', constraint = 'activities_tile_their_shift';
    end if;
    at := one.ends_at;
  end loop;
  if at <> changed.ends_at then
    raise exception 'the activities of shift % do not end with it', changed.id using errcode = 'check_violation', constraint = 'activities_tile_their_shift';
  end if;
  return null;
end $$;
create constraint trigger activities_tile_their_shift after insert or update on workforce.shift deferrable initially deferred
  for each row execute function workforce.activities_tile_their_shift();
create constraint trigger activities_tile_their_shift after insert or update or delete on workforce.activity deferrable initially deferred
  for each row execute function workforce.activities_tile_their_shift();

-- door: workforce.shift_fact
-- door: workforce.activity_fact
-- door: workforce.leave_fact
-- door: workforce.adherence_fact
create view workforce.shift_fact with (security_invoker = true) as
select s.id, s.employee_id, s.team_id, s.site_id, s.day, s.starts_at, s.ends_at,
       l.kind as on_leave,
       (coalesce(k.is_due, true)) as is_due,
       (extract(epoch from s.ends_at - s.starts_at) * 1000)::bigint as planned_ms,
       case when l.kind is null then (extract(epoch from s.ends_at - s.starts_at) * 1000)::bigint - u.ms else 0 end as scheduled_ms,
       u.ms as unpaid_ms
from workforce.shift s
cross join lateral (select coalesce(sum(extract(epoch from a.ends_at - a.starts_at) * 1000), 0)::bigint as ms
                    from workforce.activity a where a.shift_id = s.id and not a.is_paid) u
left join workforce.leave l on l.employee_id = s.employee_id and l.day = s.day
left join workforce.leave_kind k on k.code = l.kind
left join people.employee_fact e on e.id = s.employee_id
where e.left_on is null or s.day <= e.left_on;
comment on view workforce.shift_fact is 'Planned shifts, one row each, without those after somebody left. Sums of scheduled_ms are the scheduled hours 排班工时.';
comment on column workforce.shift_fact.team_id is 'Team of the person at that time.';
comment on column workforce.shift_fact.day is 'Business day of the beginning on the clock of the site; the whole shift counts for it.';
comment on column workforce.shift_fact.on_leave is 'Kind of leave on that day: rest, maternity, nursing, annual, bereavement, marriage, sick, personal; null when not away.';
comment on column workforce.shift_fact.is_due is 'Counts among those due (应出勤) of the attendance rate: not away, or away unplanned (sick, personal).';
comment on column workforce.shift_fact.planned_ms is 'Length of the shift, whatever became of it.';
comment on column workforce.shift_fact.scheduled_ms is 'Scheduled milliseconds: the shift less unpaid activities, and 0 on a day of leave.';
comment on column workforce.shift_fact.unpaid_ms is 'Unpaid activities inside the shift, mostly meals.';

create view workforce.activity_fact with (security_invoker = true) as
select a.shift_id, s.employee_id, s.team_id, s.site_id, s.day, a.kind, a.is_paid, a.starts_at, a.ends_at,
       (extract(epoch from a.ends_at - a.starts_at) * 1000)::bigint as ms
from workforce.activity a join workforce.shift s on s.id = a.shift_id
left join people.employee_fact e on e.id = s.employee_id
where (e.left_on is null or s.day <= e.left_on)
  and not exists (select from workforce.leave l where l.employee_id = s.employee_id and l.day = s.day);
comment on view workforce.activity_fact is 'What is planned inside shifts, which these rows tile without gap; days of leave have none. Sums of ms over is_paid equal scheduled_ms of shift_fact. Where scheduled time meets agent time (conformance 工时吻合率 by day, quarter of an hour …) cut the paid rows at the same edges as agent time: a shift over midnight then gives each day its part.';
comment on column workforce.activity_fact.kind is 'work, break, meal, meeting or training.';

create view workforce.leave_fact with (security_invoker = true) as
select l.employee_id, l.team_id, l.site_id, l.day, l.kind, k.is_due
from workforce.leave l join workforce.leave_kind k on k.code = l.kind;
comment on view workforce.leave_fact is 'Days of leave, with or without a shift planned on them.';

create function workforce.adheres(kind text, state text) returns boolean language sql immutable parallel safe
  return case kind
    when 'work' then state in ('ready', 'dialing', 'talking', 'holding', 'wrapUp', 'playback', 'internalCall')
    when 'meal' then state = 'break'
    else state = kind end;
comment on function workforce.adheres is 'Whether being in that state is what was planned: work in any state of production, a break or meal in a break, a meeting or training in its own state.';

-- How long what was planned in a finished shift was met by each state. Kept ready, since a month of a large centre has
-- millions of stretches; made anew whenever the shift or the time recorded in it changes.
create table workforce.met_shift (
  shift_id    uuid primary key references workforce.shift on delete cascade,
  employee_id uuid not null,
  starts_at   timestamptz not null,
  ends_at     timestamptz not null
);
comment on table workforce.met_shift is 'Finished shifts that have been summed up; a shift that is not here is reckoned from its stretches.';
create index met_shift_of_employee on workforce.met_shift (employee_id, starts_at);
call platform.share_rows('workforce.met_shift');
revoke insert, update, delete on workforce.met_shift from carillon_own, carillon_team, carillon_site, carillon_all;
create table workforce.met (
  shift_id    uuid not null references workforce.met_shift on delete cascade,
  kind        text not null,
  state       text not null,
  employee_id uuid not null,
  team_id     uuid,
  site_id     uuid not null,
  day         date not null,
  starts_at   timestamptz not null,
  ms          bigint not null check (ms > 0),
  primary key (shift_id, kind, state)
);
create index met_by_day on workforce.met (day);
call platform.scope_rows('workforce.met', 'employee_id', 'team_id', 'site_id');
revoke insert, update, delete on workforce.met from carillon_own, carillon_team, carillon_site, carillon_all;

create view workforce.met_piece with (security_invoker = true) as
select s.employee_id, s.team_id, s.site_id, s.day, a.shift_id, a.kind, t.state,
       greatest(t.started_at, a.starts_at) as starts_at, least(coalesce(t.ended_at, a.ends_at), a.ends_at) as ends_at,
       t.ended_at is null as is_running
from workforce.shift s
join workforce.activity a on a.shift_id = s.id and a.is_paid
-- The fence keeps one index scan for each activity; no stretch lasts two days.
cross join lateral (select f.state, f.started_at, f.ended_at from presence.agent_time_fact f
                    where f.employee_id = s.employee_id and f.started_at < a.ends_at and f.started_at > a.starts_at - interval '2 days'
                      and (f.ended_at is null or f.ended_at > a.starts_at) offset 0) t;
comment on view workforce.met_piece is 'Paid planned time where it meets recorded time.';

/* Sums up shifts that are over and whose time is on record; answers how many. Ten minutes are left for what is still being written. */
create function workforce.sum_up_shifts(moment timestamptz, most int) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  done int := 0;
  over record;
begin
  for over in
    select s.id, s.employee_id, s.starts_at, s.ends_at from workforce.shift s
    where s.ends_at < moment - interval '10 minutes' and not exists (select from workforce.met_shift m where m.shift_id = s.id)
      and not exists (select from presence.current c where c.employee_id = s.employee_id and c.since < s.ends_at)
    order by s.ends_at desc limit most
  loop
    perform workforce.take_turns_on(over.employee_id);
    insert into workforce.met_shift (shift_id, employee_id, starts_at, ends_at)
      select s.id, s.employee_id, s.starts_at, s.ends_at from workforce.shift s where s.id = over.id on conflict do nothing;
    if found then
      insert into workforce.met (shift_id, kind, state, employee_id, team_id, site_id, day, starts_at, ms)
        select p.shift_id, p.kind, p.state, p.employee_id, p.team_id, p.site_id, p.day, over.starts_at,
          round(sum(extract(epoch from p.ends_at - p.starts_at)) * 1000)::bigint
        from workforce.met_piece p where p.shift_id = over.id
        group by p.shift_id, p.kind, p.state, p.employee_id, p.team_id, p.site_id, p.day;
      done := done + 1;
    end if;
  end loop;
  return done;
end $$;
revoke execute on function workforce.sum_up_shifts from public;
grant execute on function workforce.sum_up_shifts to carillon_engine;

create function workforce.forget_changed_shift() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from workforce.met_shift where shift_id = new.id;
  return null;
end $$;
create trigger forget_changed_shift after update on workforce.shift for each row execute function workforce.forget_changed_shift();
create function workforce.forget_met_time() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from workforce.met_shift m using changed c
    where m.employee_id = c.employee_id and m.starts_at < c.ended_at and m.starts_at > c.started_at - interval '2 days' and m.ends_at > c.started_at;
  return null;
end $$;
create trigger forget_met_time after insert on presence.spell referencing new table as changed for each statement execute function workforce.forget_met_time();

create view workforce.adherence_fact with (security_invoker = true) as
select m.employee_id, m.team_id, m.site_id, m.day, m.shift_id, m.kind, m.state, m.starts_at, m.starts_at + m.ms * interval '1 millisecond' as ends_at,
       workforce.adheres(m.kind, m.state) as adheres, workforce.adheres('work', m.state) as is_available, false as is_running, true as is_sum
from workforce.met m
left join people.employee_fact e on e.id = m.employee_id
where (e.left_on is null or m.day <= e.left_on)
  and not exists (select from workforce.leave l where l.employee_id = m.employee_id and l.day = m.day)
union all
select p.employee_id, p.team_id, p.site_id, p.day, p.shift_id, p.kind, p.state, p.starts_at, p.ends_at,
       workforce.adheres(p.kind, p.state), workforce.adheres('work', p.state), p.is_running, false
from workforce.met_piece p
left join people.employee_fact e on e.id = p.employee_id
where not exists (select from workforce.met_shift m where m.shift_id = p.shift_id)
  and (e.left_on is null or p.day <= e.left_on)
  and not exists (select from workforce.leave l where l.employee_id = p.employee_id and l.day = p.day);
comment on view workforce.adherence_fact is 'Paid planned time met by recorded agent time, by what was planned and what was done. Adherence 遵从率 is the length of the rows that adhere over the scheduled_ms of shift_fact for the same shifts; time planned and not signed in has no row, so it counts against.';
comment on column workforce.adherence_fact.starts_at is 'Where a row is a sum (is_sum), the beginning of its shift.';
comment on column workforce.adherence_fact.ends_at is 'As long after starts_at as the time lasted, all together. A stretch still running is drawn to the end of the planned activity: cut it at the present moment.';
comment on column workforce.adherence_fact.is_available is 'In a state of production: time 可生产时长. Shrinkage 损耗时长 is scheduled_ms less the length of these rows, so planned breaks, meetings and training are part of it.';
comment on column workforce.adherence_fact.is_running is 'The recorded stretch has not ended yet.';
comment on column workforce.adherence_fact.is_sum is 'All stretches of a finished shift that were of this kind and state, as one row.';

grant select on workforce.met_piece, workforce.shift_fact, workforce.activity_fact, workforce.leave_fact, workforce.adherence_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
