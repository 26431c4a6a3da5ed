-- A late correction makes anew the quarter it lies in, and later ones only where a conversation came or went: which is a
-- customer's first depends on those before it, and on nothing else.
alter table calls.change add column exact boolean not null default false, add column entry_id uuid, add column campaign_id uuid;
comment on column calls.change.exact is 'Nothing but what the quarter itself counts changed, and the record named here, if any.';
comment on column calls.change.entry_id is 'A record with which a conversation of this quarter came or went.';

create or replace function calls.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot, exact, entry_id, campaign_id)
  select distinct date_bin('15 minutes', c.placed_at, '2000-01-01 00:00+00'), true, case when c.talk_ms > 0 then c.entry_id end,
    case when c.talk_ms > 0 then c.campaign_id end
  from changed c;
  return null;
end $$;
create function calls.note_update() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot, exact, entry_id, campaign_id)
  select distinct date_bin('15 minutes', c.placed_at, '2000-01-01 00:00+00'),
    w.id is not null and (w.entry_id, w.campaign_id) is not distinct from (c.entry_id, c.campaign_id),
    case when (w.talk_ms > 0) is distinct from (c.talk_ms > 0) then c.entry_id end,
    case when (w.talk_ms > 0) is distinct from (c.talk_ms > 0) then c.campaign_id end
  from changed c left join was w on w.id = c.id and w.placed_at = c.placed_at;
  return null;
end $$;
drop trigger note_updated on calls.call;
create trigger note_updated after update on calls.call referencing old table as was new table as changed for each statement
  execute function calls.note_update();

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
