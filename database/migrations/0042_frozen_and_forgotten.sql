-- Kept sums outlive the calls they were made of; frozen days stand whatever is moved meanwhile; the calls behind a number
-- are the same whoever looks.

-- Calls let go after their time leave their sums. Whoever deletes brings the sums up to date first.
create table calls.forgotten (slot timestamptz primary key);
comment on table calls.forgotten is 'Quarters of an hour some of whose calls are no longer on record: their sums stand.';
alter table calls.forgotten enable row level security;
create function calls.sum_up_first() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform metrics.freshen(true);
  return null;
end $$;
create trigger sum_up_first before delete on calls.call for each statement execute function calls.sum_up_first();
create function calls.note_forgotten() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.forgotten (slot) select distinct date_bin('15 minutes', placed_at, '2000-01-01 00:00+00') from gone on conflict do nothing;
  return null;
end $$;
create trigger note_forgotten after delete on calls.call referencing old table as gone for each statement execute function calls.note_forgotten();

-- Which conversation is a customer's first does not depend on who asks: earlier ones count though the reader may not see them.
create function metrics.is_first_talk(of_entry uuid, of_campaign uuid, at timestamptz, of_call uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return not exists (select from calls.call earlier where earlier.entry_id = of_entry and earlier.campaign_id = of_campaign
    and earlier.talk_ms > 0 and (earlier.placed_at, earlier.id) < (at, of_call));
end $$;
revoke all on function metrics.is_first_talk(uuid, uuid, timestamptz, uuid) from public;
grant execute on function metrics.is_first_talk(uuid, uuid, timestamptz, uuid) to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
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
       coalesce(f.bridged_at >= f.answered_at, false)::int as joined
from calls.call_fact f
  left join campaigns.campaign_fact p on p.id = f.campaign_id
  left join people.site_fact s on s.id = p.site_id
  cross join lateral (
    select ((m.local) - coalesce(s.day_starts_at, '00:00')::interval)::date as day,
      (extract(hour from m.local) * 4 + floor(extract(minute from m.local) / 15))::smallint as quarter
    from (select f.placed_at at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) m) l;

-- A campaign's place matters to calls, and only where the clocks differ; agent time lies on the agent's clock.
create function metrics.note_moved() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if not exists (select from people.site a join people.site b on (b.time_zone, b.day_starts_at) = (a.time_zone, a.day_starts_at)
                 where a.id = old.site_id and b.id = new.site_id) then
    insert into calls.change (slot) values ('-infinity');
  end if;
  return null;
end $$;
drop trigger place_changed on campaigns.campaign;
create trigger place_changed after update of site_id on campaigns.campaign for each row
  when (old.site_id is distinct from new.site_id) execute function metrics.note_moved();

-- A quarter in which something changed is noted once, however often it changes.
delete from metrics.late_change l using metrics.late_change other
where other.ctid < l.ctid and (other.day, other.source, other.slot) = (l.day, l.source, l.slot) and other.employee_id is not distinct from l.employee_id;
create unique index a_late_change_is_noted_once on metrics.late_change (day, source, slot, employee_id) nulls not distinct;

/*
 * Makes the sums of these quarters from the calls, and adds the difference to the grains above. Frozen days stay, and what
 * they count is counted nowhere else, whatever clock it lies on by now; what changed in them is noted. Quarters whose calls
 * are gone stay too.
 */
create or replace procedure metrics.refill_calls(slots timestamptz[]) language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region';
begin
  slots := array(select s from unnest(slots) s where not exists (select from calls.forgotten g where g.slot = s));
  if frozen <> '{}' then
    insert into metrics.late_change (day, source, slot)
    select r.day, 'call', r.slot from unnest(slots) s(at)
      cross join lateral (select f.day, f.slot from metrics.call_row f where f.placed_at >= s.at and f.placed_at < s.at + interval '15 minutes' offset 0) r
    where r.day = any (frozen)
    union select c.day, 'call', c.slot from metrics.call_rollup_cell c where c.slot = any (slots) and c.day = any (frozen)
    on conflict do nothing;
  end if;
  execute format('with gone as (delete from metrics.call_rollup_cell c where c.slot = any ($1) and c.day <> all ($2) returning c.*)
    insert into metrics.call_delta (%1$s, %2$s) select %1$s, %3$s from gone',
    dimensions, metrics.sums_of('metrics.call_rollup', '%s'), metrics.sums_of('metrics.call_rollup', '-%s')) using slots, frozen;
  execute format('with made as (insert into metrics.call_rollup_cell (grain, %1$s, %2$s)
      select ''cell'', %1$s, %3$s
      from unnest($1) s(at) cross join lateral (
        select * from metrics.call_row r where r.placed_at >= s.at and r.placed_at < s.at + interval ''15 minutes'' offset 0) f
      where f.day <> all ($2) and (f.slot, f.campaign_id) not in (
        select h.slot, h.campaign_id from metrics.call_rollup_cell h where $2 <> ''{}'' and h.slot = any ($1) and h.day = any ($2))
      group by %1$s returning *)
    insert into metrics.call_delta (%1$s, %2$s) select %1$s, %2$s from made',
    dimensions, metrics.sums_of('metrics.call_rollup', '%s'), metrics.sums_of('metrics.call_rollup', 'sum(f.%s)')) using slots, frozen;
  call metrics.add_up('call', 'hours', '{day, slot, quarter, campaign_id, site_id, team_id}');
  call metrics.add_up('call', 'people', '{day, campaign_id, site_id, team_id, agent_id}');
  call metrics.add_up('call', 'lists', '{day, campaign_id, site_id, batch_id, region}');
  call metrics.add_up('call', 'cross', '{day, campaign_id, site_id, team_id, agent_id, batch_id, region}');
  delete from metrics.call_delta;
end $$;

/* Notes the cells of frozen days that would be others by now. `made` are the rows they would be made of. */
create procedure metrics.note_differences(kind text, dimensions text, made text, frozen date[]) language plpgsql as $$
declare
  rollup regclass := format('metrics.%s_rollup', kind);
begin
  execute format('with held as (select %1$s, %2$s from metrics.%3$s_rollup_cell c where c.day = any ($1)),
      made as (select %1$s, %4$s from %5$s f where f.day = any ($1) or f.slot in (select h.slot from held h) group by %1$s)
    insert into metrics.late_change (day, source, slot, employee_id)
    select distinct d.day, %6$L, d.slot, %7$s from ((table held except all table made) union all (table made except all table held)) d
    where d.day = any ($1) and (%6$L = ''time'' or not exists (select from calls.forgotten g where g.slot = d.slot))
    on conflict do nothing',
    dimensions, metrics.sums_of(rollup, '%s'), kind, metrics.sums_of(rollup, 'sum(f.%1$s) as %1$s'), made, kind,
    case when kind = 'time' then 'd.agent_id' else 'null::uuid' end) using frozen;
end $$;

/* Makes all sums of calls anew, those of frozen days and of quarters whose calls are gone aside. */
create or replace procedure metrics.refill_all_calls() language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region';
  days date[];
begin
  if frozen <> '{}' then
    call metrics.note_differences('call', dimensions, 'metrics.call_row', frozen);
  end if;
  delete from metrics.call_rollup c where c.day <> all (frozen) and (c.grain <> 'cell' or not exists (select from calls.forgotten g where g.slot = c.slot));
  execute format('insert into metrics.call_rollup (grain, %1$s, %2$s)
    select ''cell'', %1$s, %3$s
    from metrics.call_row f left join (
        (select distinct on (c.campaign_id, c.entry_id) c.id, c.placed_at from calls.call c
          where c.talk_ms > 0 and c.entry_id is not null order by c.campaign_id, c.entry_id, c.placed_at, c.id)
        union all select c.id, c.placed_at from calls.call c where c.talk_ms > 0 and c.entry_id is null) t on t.id = f.id and t.placed_at = f.placed_at
    where f.day <> all ($1) and f.slot not in (select g.slot from calls.forgotten g)
      and (f.slot, f.campaign_id) not in (select h.slot, h.campaign_id from metrics.call_rollup_cell h where h.day = any ($1))
    group by %1$s', dimensions, metrics.sums_of('metrics.call_rollup', '%s'),
    -- First conversations of all records at once, instead of a look back for each call.
    replace(metrics.sums_of('metrics.call_rollup', 'sum(f.%s)'), 'sum(f.first_talks)', 'count(t.id)')) using frozen;
  days := array(select distinct c.day from metrics.call_rollup c where c.grain = 'cell' and c.day <> all (frozen));
  call metrics.fold('metrics.call_rollup', 'hours', 'day, slot, quarter, campaign_id, site_id, team_id', 'day = any ($2)', null, days);
  call metrics.fold('metrics.call_rollup', 'people', 'day, campaign_id, site_id, team_id, agent_id', 'day = any ($2)', null, days);
  call metrics.fold('metrics.call_rollup', 'lists', 'day, campaign_id, site_id, batch_id, region', 'day = any ($2)', null, days);
  call metrics.fold('metrics.call_rollup', 'cross', 'day, campaign_id, site_id, team_id, agent_id, batch_id, region', 'day = any ($2)', null, days);
end $$;

/* Makes the sums of these people's quarters from the finished stretches, and adds the difference to the grains above. */
create or replace procedure metrics.refill_time(touched metrics.touched[]) language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, reason_id';
  -- Whole quarters, read in one go for all whose changes lie close together.
  rows_of constant text := $rows$ from unnest($1) t
      cross join lateral (select date_bin('15 minutes', t.since, '2000-01-01 00:00+00') as since,
        date_bin('15 minutes', t.until - interval '1 microsecond', '2000-01-01 00:00+00') + interval '15 minutes' as until) q
      cross join lateral (select * from metrics.time_rows(q.since, q.until, null, true) r where r.agent_id = t.employee_id offset 0) f $rows$;
  cells_of constant text := $cells$ metrics.time_rollup_cell c join unnest($1) t on c.agent_id = t.employee_id
      and c.slot >= date_bin('15 minutes', t.since, '2000-01-01 00:00+00') and c.slot < t.until $cells$;
begin
  if frozen <> '{}' then
    execute 'insert into metrics.late_change (day, source, slot, employee_id)
      select f.day, ''time'', f.slot, f.agent_id ' || rows_of || ' where f.day = any ($2)
      union select c.day, ''time'', c.slot, c.agent_id from ' || cells_of || ' where c.day = any ($2)
      on conflict do nothing' using touched, frozen;
  end if;
  execute format('with gone as (
      delete from metrics.time_rollup_cell c using unnest($1) t
      where c.agent_id = t.employee_id and c.slot >= date_bin(''15 minutes'', t.since, ''2000-01-01 00:00+00'') and c.slot < t.until
        and c.day <> all ($2) returning c.*)
    insert into metrics.time_delta (%1$s, %2$s) select %1$s, %3$s from gone',
    dimensions, metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', '-%s')) using touched, frozen;
  execute format('with made as (insert into metrics.time_rollup_cell (grain, %1$s, %2$s)
      select ''cell'', %1$s, %3$s %4$s where f.day <> all ($2)
        and (f.slot, f.agent_id) not in (select c.slot, c.agent_id from %5$s where $2 <> ''{}'' and c.day = any ($2))
      group by %1$s returning *)
    insert into metrics.time_delta (%1$s, %2$s) select %1$s, %2$s from made',
    dimensions, metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', 'sum(f.%s)'), rows_of, cells_of) using touched, frozen;
  call metrics.add_up('time', 'hours', '{day, slot, quarter, campaign_id, site_id, team_id}');
  call metrics.add_up('time', 'people', '{day, campaign_id, site_id, team_id, agent_id, reason_id}');
  delete from metrics.time_delta;
end $$;

create or replace procedure metrics.refill_all_time() language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, reason_id';
  days date[];
begin
  if frozen <> '{}' then
    call metrics.note_differences('time', dimensions, 'metrics.time_rows(''-infinity'', ''infinity'', null, true)', frozen);
  end if;
  delete from metrics.time_rollup c where c.day <> all (frozen);
  execute format('insert into metrics.time_rollup (grain, %1$s, %2$s)
    select ''cell'', %1$s, %3$s
    from metrics.time_rows(''-infinity'', ''infinity'', null, true) f
    where f.day <> all ($1) and (f.slot, f.agent_id) not in (select h.slot, h.agent_id from metrics.time_rollup_cell h where h.day = any ($1))
    group by %1$s',
    dimensions, metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', 'sum(f.%s)')) using frozen;
  days := array(select distinct c.day from metrics.time_rollup c where c.grain = 'cell' and c.day <> all (frozen));
  call metrics.fold('metrics.time_rollup', 'hours', 'day, slot, quarter, campaign_id, site_id, team_id', 'day = any ($2)', null, days);
  call metrics.fold('metrics.time_rollup', 'people', 'day, campaign_id, site_id, team_id, agent_id, reason_id', 'day = any ($2)', null, days);
end $$;

/*
 * Brings all kept sums up to what is on record. Cheap when nothing changed; one at a time. Whatever commits while it works
 * leaves its own mark and is taken the next time. In a large centre, where a day of sums is long, it works at most every five
 * seconds unless `at_once`. Answers how many quarters were made anew.
 */
create or replace function metrics.freshen(at_once boolean default false) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  slots timestamptz[];
  touched metrics.touched[];
  resting boolean;
  patience text := current_setting('lock_timeout');
begin
  if not exists (select from calls.change) and not exists (select from presence.change) and not exists (select from dialer.contact_change) then
    return 0;
  end if;
  select f.cells > 5000 and clock_timestamp() between f.at and f.at + interval '5 seconds' into resting from metrics.freshened f;
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
  select f.cells > 5000 and clock_timestamp() between f.at and f.at + interval '5 seconds' into resting from metrics.freshened f;
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
  update metrics.freshened set at = clock_timestamp(), cells = (
    select count(*) from metrics.call_rollup c where c.grain = 'cell' and c.day in (
      select d.day from metrics.call_rollup d where d.grain = 'cell' and d.slot = any (slots)));
  return coalesce(cardinality(slots), 0) + coalesce(cardinality(touched), 0);
end $$;
