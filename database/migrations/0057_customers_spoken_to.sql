-- How many customers were spoken to between any two days is kept: reports of corrected records set their customers beside it.
-- A customer counts on the first day of a period on which somebody spoke to them: the day before which stands in the sums is
-- the one of their conversation before, so whoever asks from a day on counts those whose day before lies earlier.
create table metrics.spoken (
  customer_id  uuid primary key,
  days         date[] not null,
  site_ids     uuid[] not null,
  team_ids     uuid[] not null,
  campaign_ids uuid[] not null
);
comment on table metrics.spoken is 'On which business days each customer was spoken to, for which site, team and campaign: what the sums below were made of.';
alter table metrics.spoken enable row level security;
grant select, insert, update, delete on metrics.spoken to carillon_engine;
create policy engine_keeps on metrics.spoken to carillon_engine using (true) with check (true);

create table metrics.spoken_sum (
  kind       text not null check (kind in ('all', 'site', 'team', 'campaign')),
  key        uuid not null,
  day        date not null,
  day_before date not null,
  customers  bigint not null,
  primary key (kind, key, day, day_before) include (customers)
);
comment on table metrics.spoken_sum is 'Customers spoken to on a day, by the last day before on which somebody did: for the whole (key 0), a site, a team, a campaign.';
comment on column metrics.spoken_sum.day_before is '-infinity: never before.';
create index spoken_sum_of_nobody on metrics.spoken_sum (kind) where customers = 0;
alter table metrics.spoken_sum enable row level security;
grant select on metrics.spoken_sum to carillon_team, carillon_site, carillon_all, carillon_engine;
create policy team_rows on metrics.spoken_sum for select to carillon_team using (kind = 'team' and key = any ((select platform.teams())::uuid[]));
create policy site_rows on metrics.spoken_sum for select to carillon_site using (kind = 'site' and key = any ((select platform.sites())::uuid[]));
create policy all_sees_all on metrics.spoken_sum for select to carillon_all using (true);
grant insert, update, delete on metrics.spoken_sum to carillon_engine;
create policy engine_keeps on metrics.spoken_sum to carillon_engine using (true) with check (true);

create table metrics.spoken_change (customer_id uuid not null);
comment on table metrics.spoken_change is 'Customers whose conversations changed since the sums were brought up to date.';
alter table metrics.spoken_change enable row level security;
grant select, insert, delete on metrics.spoken_change to carillon_engine;
create policy engine_keeps on metrics.spoken_change to carillon_engine using (true) with check (true);

create view metrics.spoken_now with (security_invoker = true) as
select f.customer_id, ((f.placed_at at time zone coalesce(s.time_zone, 'Asia/Shanghai')) - coalesce(s.day_starts_at, '00:00')::interval)::date as day,
  f.site_id, f.team_id, f.campaign_id
from calls.call_fact f
  left join campaigns.home_fact h on h.campaign_id = f.campaign_id and h.since <= f.placed_at and f.placed_at < h.until
  left join people.site_fact s on s.id = h.site_id
where f.talk_ms > 0 and f.customer_id is not null;

create function metrics.spoken_by(kind text, site_id uuid, team_id uuid, campaign_id uuid) returns uuid language sql immutable
return case kind when 'site' then site_id when 'team' then team_id when 'campaign' then campaign_id
  else '00000000-0000-0000-0000-000000000000'::uuid end;

create function metrics.note_spoken() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into metrics.spoken_change select distinct c.customer_id from changed c
    where c.talk_ms > 0 and c.direction = 'out' and c.customer_id is not null;
  return null;
end $$;
create function metrics.note_spoken_update() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into metrics.spoken_change
  select distinct x.customer_id from (
    select c.id, c.placed_at, c.customer_id, c.site_id, c.team_id, c.campaign_id, c.direction, c.talk_ms > 0 as spoke from changed c
    union all select w.id, w.placed_at, w.customer_id, w.site_id, w.team_id, w.campaign_id, w.direction, w.talk_ms > 0 from was w) x
  where x.spoke and x.direction = 'out' and x.customer_id is not null
  group by x.id, x.placed_at, x.customer_id, x.site_id, x.team_id, x.campaign_id having count(*) = 1;
  return null;
end $$;
create trigger spoken_inserted after insert on calls.call referencing new table as changed for each statement execute function metrics.note_spoken();
create trigger spoken_deleted after delete on calls.call referencing old table as changed for each statement execute function metrics.note_spoken();
create trigger spoken_updated after update on calls.call referencing old table as was new table as changed for each statement
  execute function metrics.note_spoken_update();

/* Takes what these customers add to the sums out of them, and puts it in again as it is now. */
create procedure metrics.refill_spoken(customers uuid[]) language plpgsql as $$
declare
  kinds constant text[] := '{all,site,team,campaign}';
begin
  with gone as (delete from metrics.spoken s where s.customer_id = any (customers) returning s.*),
  days as (select distinct g.customer_id, k.kind, metrics.spoken_by(k.kind, t.site_id, t.team_id, t.campaign_id) as key, t.day
    from gone g cross join lateral unnest(g.days, g.site_ids, g.team_ids, g.campaign_ids) t(day, site_id, team_id, campaign_id)
      cross join unnest(kinds) k(kind)),
  pairs as (select d.kind, d.key, d.day, lag(d.day, 1, '-infinity') over (partition by d.customer_id, d.kind, d.key order by d.day) as day_before
    from days d where d.key is not null)
  insert into metrics.spoken_sum as r (kind, key, day, day_before, customers)
    select p.kind, p.key, p.day, p.day_before, -count(*) from pairs p group by 1, 2, 3, 4
    on conflict (kind, key, day, day_before) do update set customers = r.customers + excluded.customers;
  with made as (insert into metrics.spoken (customer_id, days, site_ids, team_ids, campaign_ids)
    select n.customer_id, array_agg(n.day), array_agg(n.site_id), array_agg(n.team_id), array_agg(n.campaign_id)
    from (select distinct c.id from unnest(customers) c(id)) c cross join lateral (
      select distinct s.* from metrics.spoken_now s where s.customer_id = c.id offset 0) n group by n.customer_id returning *),
  days as (select distinct g.customer_id, k.kind, metrics.spoken_by(k.kind, t.site_id, t.team_id, t.campaign_id) as key, t.day
    from made g cross join lateral unnest(g.days, g.site_ids, g.team_ids, g.campaign_ids) t(day, site_id, team_id, campaign_id)
      cross join unnest(kinds) k(kind)),
  pairs as (select d.kind, d.key, d.day, lag(d.day, 1, '-infinity') over (partition by d.customer_id, d.kind, d.key order by d.day) as day_before
    from days d where d.key is not null)
  insert into metrics.spoken_sum as r (kind, key, day, day_before, customers)
    select p.kind, p.key, p.day, p.day_before, count(*) from pairs p group by 1, 2, 3, 4
    on conflict (kind, key, day, day_before) do update set customers = r.customers + excluded.customers;
  delete from metrics.spoken_sum r where r.customers = 0;
end $$;

create procedure metrics.refill_all_spoken() language plpgsql set work_mem = '128MB' as $$
declare
  one text;
begin
  delete from metrics.spoken_change;
  delete from metrics.spoken;
  delete from metrics.spoken_sum;
  insert into metrics.spoken (customer_id, days, site_ids, team_ids, campaign_ids)
    select n.customer_id, array_agg(n.day), array_agg(n.site_id), array_agg(n.team_id), array_agg(n.campaign_id)
    from (select distinct s.* from metrics.spoken_now s) n group by n.customer_id;
  foreach one in array '{all,site,team,campaign}'::text[] loop
    insert into metrics.spoken_sum (kind, key, day, day_before, customers)
    select one, p.key, p.day, p.day_before, count(*)
    from (select d.key, d.day, lag(d.day, 1, '-infinity') over (partition by d.customer_id, d.key order by d.day) as day_before
      from (select distinct s.customer_id, metrics.spoken_by(one, t.site_id, t.team_id, t.campaign_id) as key, t.day
        from metrics.spoken s cross join lateral unnest(s.days, s.site_ids, s.team_ids, s.campaign_ids) t(day, site_id, team_id, campaign_id)) d
      where d.key is not null) p
    group by 2, 3, 4;
  end loop;
end $$;

/* Brings those sums up to date: of everybody where all calls are summed up anew, else of the customers whose conversations changed. */
create procedure metrics.freshen_spoken(call_slots timestamptz[], whole timestamptz[]) language plpgsql as $$
declare
  customers uuid[];
begin
  if '-infinity' = any (call_slots) then
    call metrics.refill_all_spoken();
    return;
  end if;
  with gone as (delete from metrics.spoken_change returning customer_id) select array_agg(distinct g.customer_id) into customers from gone g;
  -- A campaign that is said to have been elsewhere changes days without changing a call.
  customers := array(select unnest(customers) union select c.customer_id from unnest(whole) s(at) cross join lateral (
    select f.customer_id from calls.call f where f.placed_at >= s.at and f.placed_at < s.at + interval '15 minutes'
      and f.talk_ms > 0 and f.customer_id is not null offset 0) c);
  if customers <> '{}' then call metrics.refill_spoken(customers); end if;
end $$;

/*
 * Brings all kept sums up to what is on record. Cheap when nothing changed; one at a time. Whatever commits while it works
 * leaves its own mark and is taken the next time. In a large centre, of more than ten thousand calls a day, it works at most
 * every five seconds unless `at_once`. Answers how many quarters were made anew.
 */
create or replace function metrics.freshen(at_once boolean default false) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  slots timestamptz[];
  whole timestamptz[];
  entries uuid[];
  campaigns uuid[];
  moments timestamptz[];
  touched metrics.touched[];
  resting boolean;
  patience text := current_setting('lock_timeout');
begin
  if not exists (select from calls.change) and not exists (select from presence.change) and not exists (select from dialer.contact_change)
      and not exists (select from metrics.change) and not exists (select from metrics.spoken_change) then
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
  with gone as (delete from calls.change returning slot, exact, entry_id, campaign_id)
  select array_agg(distinct slot), array_agg(distinct slot) filter (where not exact), array_agg(entry_id) filter (where entry_id is not null),
    array_agg(campaign_id) filter (where entry_id is not null), array_agg(slot) filter (where entry_id is not null)
  into slots, whole, entries, campaigns, moments from gone;
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
      from unnest(entries, campaigns, moments) t(entry_id, campaign_id, at)
        cross join lateral (select later.placed_at from calls.call later
          where later.entry_id = t.entry_id and later.campaign_id = t.campaign_id and later.placed_at > t.at and later.talk_ms > 0 offset 0) l
      union select date_bin('15 minutes', l.placed_at, '2000-01-01 00:00+00')
      from unnest(whole) s(at)
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
  call metrics.freshen_spoken(slots, whole);
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

call metrics.refill_all_spoken();
