-- Records of campaigns are counted as they change, and opening frozen days lets in what came late.

-- What each statement that touched contacts adds to the counts of their campaign and batch; appended, so that no writer waits.
create table dialer.contact_change (
  campaign_id uuid not null,
  batch_id    uuid not null,
  records bigint not null, invalid_records bigint not null, dialable_records bigint not null, attempted_records bigint not null,
  record_attempts bigint not null, closed_records bigint not null, successful_records bigint not null
);
comment on table dialer.contact_change is 'Differences not yet in metrics.record_rollup.';
alter table dialer.contact_change enable row level security;
create function dialer.reaches_nobody(close_reason text) returns boolean language sql immutable parallel safe
  return coalesce(close_reason in ('emptyNumber', 'suspended', 'invalid', 'wrongPerson'), false);
create function dialer.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  if tg_op = 'INSERT' then
    insert into dialer.contact_change
    select n.campaign_id, n.batch_id, count(*), count(*) filter (where dialer.reaches_nobody(n.close_reason)),
      count(*) filter (where not dialer.reaches_nobody(n.close_reason)), count(*) filter (where n.attempts > 0), sum(n.attempts),
      count(*) filter (where n.state = 'closed'), count(*) filter (where n.close_reason = 'success')
    from now_rows n group by 1, 2;
  elsif tg_op = 'DELETE' then
    insert into dialer.contact_change
    select o.campaign_id, o.batch_id, -count(*), -count(*) filter (where dialer.reaches_nobody(o.close_reason)),
      -count(*) filter (where not dialer.reaches_nobody(o.close_reason)), -count(*) filter (where o.attempts > 0), -sum(o.attempts),
      -count(*) filter (where o.state = 'closed'), -count(*) filter (where o.close_reason = 'success')
    from old_rows o group by 1, 2;
  else
    insert into dialer.contact_change
    select d.campaign_id, d.batch_id, sum(d.sign), coalesce(sum(d.sign) filter (where d.nobody), 0),
      coalesce(sum(d.sign) filter (where not d.nobody), 0), coalesce(sum(d.sign) filter (where d.attempts > 0), 0), sum(d.sign * d.attempts),
      sum(d.sign * d.closed::int), sum(d.sign * d.success::int)
    from (select o.campaign_id, o.batch_id, -1 as sign, dialer.reaches_nobody(o.close_reason) as nobody, o.attempts,
            o.state = 'closed' as closed, o.close_reason is not distinct from 'success' as success from old_rows o
          union all select n.campaign_id, n.batch_id, 1, dialer.reaches_nobody(n.close_reason), n.attempts,
            n.state = 'closed', n.close_reason is not distinct from 'success' from now_rows n) d
    group by 1, 2
    having sum(d.sign) <> 0 or sum(d.sign * d.attempts) <> 0 or sum(d.sign * d.nobody::int) <> 0 or sum(d.sign * (d.attempts > 0)::int) <> 0
      or sum(d.sign * d.closed::int) <> 0 or sum(d.sign * d.success::int) <> 0;
  end if;
  return null;
end $$;
create trigger note_inserted after insert on dialer.contact referencing new table as now_rows for each statement execute function dialer.note_change();
create trigger note_updated after update on dialer.contact referencing old table as old_rows new table as now_rows for each statement execute function dialer.note_change();
create trigger note_deleted after delete on dialer.contact referencing old table as old_rows for each statement execute function dialer.note_change();

create table metrics.record_rollup (
  campaign_id uuid not null,
  batch_id    uuid not null,
  records bigint not null, invalid_records bigint not null, dialable_records bigint not null, attempted_records bigint not null,
  record_attempts bigint not null, closed_records bigint not null, successful_records bigint not null,
  primary key (campaign_id, batch_id)
);
comment on table metrics.record_rollup is 'Records drawn into each campaign from each batch, as they stand.';
call platform.share_rows('metrics.record_rollup');
insert into metrics.record_rollup
select f.campaign_id, f.batch_id, count(*), count(*) filter (where dialer.reaches_nobody(f.close_reason)),
  count(*) filter (where not dialer.reaches_nobody(f.close_reason)), count(*) filter (where f.attempts > 0), sum(f.attempts),
  count(*) filter (where f.state = 'closed'), count(*) filter (where f.close_reason = 'success')
from dialer.contact_fact f group by 1, 2;

/*
 * Brings all kept sums up to what is on record. Cheap when nothing changed; one at a time. Whatever commits while it works
 * leaves its own mark and is taken the next time. Answers how many quarters were made anew.
 */
create or replace function metrics.freshen() returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  slots timestamptz[];
  touched metrics.touched[];
begin
  if not exists (select from calls.change) and not exists (select from presence.change) and not exists (select from dialer.contact_change) then
    return 0;
  end if;
  perform pg_advisory_xact_lock(1129469263, 0);
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
  return coalesce(cardinality(slots), 0) + coalesce(cardinality(touched), 0);
end $$;

create function metrics.let_in_late_changes(first_day date, last_day date) returns int
language plpgsql security definer set search_path = pg_catalog as $$
declare
  taken int;
begin
  with gone as (delete from metrics.late_change c where c.day between first_day and last_day returning c.source, c.slot, c.employee_id),
    of_calls as (insert into calls.change (slot) select distinct slot from gone where source = 'call' returning 1),
    of_time as (insert into presence.change (employee_id, since, until)
      select distinct employee_id, slot, slot + interval '15 minutes' from gone where source = 'time' returning 1)
  select count(*) into taken from gone;
  return taken;
end $$;
revoke all on function metrics.let_in_late_changes(date, date) from public;
grant execute on function metrics.let_in_late_changes(date, date) to carillon_team, carillon_site, carillon_all, carillon_engine;
