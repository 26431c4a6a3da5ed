-- A large centre is told by its calls a day, and nobody who looks waits for long work on the sums.

drop function metrics.is_frozen(date);

alter table metrics.freshened rename column cells to calls;
comment on table metrics.freshened is 'When sums were last made anew, and how many calls lie in the days made then.';
update metrics.freshened set calls = 0;

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
  if not exists (select from calls.change) and not exists (select from presence.change) and not exists (select from dialer.contact_change) then
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
