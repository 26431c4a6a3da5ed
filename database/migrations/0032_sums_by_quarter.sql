-- Figures by business day: what a call and a stretch of work add to every sum, and sums kept ready by the quarter of an hour.
create schema metrics;
call platform.open_schema('metrics');

-- Where a customer's number is at home, as known when it was called: what reports tell regions by.
alter table calls.call add column region text;
comment on column calls.call.region is 'Province of the number at the time of the call, by its prefix; empty where nothing is known.';
create or replace view calls.call_fact with (security_invoker = true) as
select id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, mode, attempt_number, script_version, agent_id, team_id, site_id,
       state, ringing_at, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, hold_ms, wrap_up_ms, abandoned,
       outcome, outcome_kind, outcome_at, recording, region
from calls.call;

-- Behind a number stand its calls, newest first, a page at a time: without this every page sorts all of them.
create index call_by_moment on calls.call (placed_at desc, id desc);

-- What a campaign sells or asks about: products are compared across campaigns.
alter table campaigns.campaign add column product text not null default '' check (length(product) <= 120);
create or replace view campaigns.campaign_fact with (security_invoker = true) as
select c.id, c.name, c.type, c.purpose, c.state, c.site_id, c.list_id, c.target_successes, c.starts_on, c.ends_on, c.started_at, c.finished_at,
       c.mode, c.jurisdiction, c.seller_id, c.line_limit, c.agent_hour_cost, j.abandon_ceiling,
       least(coalesce(c.abandon_target, j.default_abandon_target), j.abandon_ceiling) as abandon_target, c.product
from campaigns.campaign c left join compliance.jurisdiction_fact j on j.code = c.jurisdiction;

-- Sums are kept by the quarter of an hour, so a business day begins at one.
update people.site set day_starts_at = left(day_starts_at, 3) || lpad((floor(right(day_starts_at, 2)::int / 15) * 15)::text, 2, '0')
where right(day_starts_at, 2) not in ('00', '15', '30', '45');
alter table people.site add constraint a_day_starts_at_a_quarter check (right(day_starts_at, 2) in ('00', '15', '30', '45'));

-- Which quarters of an hour have changed since the sums were last made. Written by triggers, so no writer can forget it.
create table calls.change (slot timestamptz not null);
comment on table calls.change is 'Quarters of an hour whose calls changed; -infinity stands for all.';
alter table calls.change enable row level security;
create function calls.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot) select distinct date_bin('15 minutes', placed_at, '2000-01-01 00:00+00') from changed;
  return null;
end $$;
create trigger note_inserted after insert on calls.call referencing new table as changed for each statement execute function calls.note_change();
create trigger note_updated after update on calls.call referencing new table as changed for each statement execute function calls.note_change();

create table presence.change (employee_id uuid, since timestamptz not null, until timestamptz not null);
comment on table presence.change is 'Whose recorded time changed, and from when to when; nobody and -infinity stand for all.';
alter table presence.change enable row level security;
create function presence.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into presence.change (employee_id, since, until) select employee_id, min(started_at), max(ended_at) from changed group by employee_id;
  return null;
end $$;
create trigger note_inserted after insert on presence.spell referencing new table as changed for each statement execute function presence.note_change();

-- A site's clock or a campaign's place decides which day a call belongs to.
create function metrics.note_all() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot) values ('-infinity');
  insert into presence.change (since, until) values ('-infinity', 'infinity');
  return null;
end $$;
create trigger clock_changed after update of time_zone, day_starts_at on people.site for each row
  when (old.time_zone is distinct from new.time_zone or old.day_starts_at is distinct from new.day_starts_at) execute function metrics.note_all();
create trigger place_changed after update of site_id on campaigns.campaign for each row
  when (old.site_id is distinct from new.site_id) execute function metrics.note_all();

-- What each call adds to every sum. One place tells what "connected" or "effective" is; sums, drills and reports all read it here.
create view metrics.call_row with (security_invoker = true) as
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
       (f.talk_ms > 0 and not exists (
         select from calls.call_fact earlier where earlier.entry_id = f.entry_id and earlier.campaign_id = f.campaign_id
           and earlier.talk_ms > 0 and (earlier.placed_at, earlier.id) < (f.placed_at, f.id)))::int as first_talks,
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
comment on view metrics.call_row is 'One row a call: its business day and quarter on the clock of its campaign''s site, and what it adds to each sum.';

/*
 * Stretches of agent time cut at quarters of an hour: what each piece adds to every sum. Stretches that begin after `since`
 * less two days, and before `until`; those still running last until `moment`. No stretch lasts two days.
 */
create function metrics.time_pieces(since timestamptz, until timestamptz, moment timestamptz, finished boolean)
returns table (day date, slot timestamptz, quarter smallint, site_id uuid, team_id uuid, agent_id uuid, campaign_id uuid, reason_id uuid, state text, begins int, ms bigint)
language sql stable as $$
  select (l.local - coalesce(s.day_starts_at, '00:00')::interval)::date, p.slot,
    (extract(hour from l.local) * 4 + floor(extract(minute from l.local) / 15))::smallint,
    a.site_id, a.team_id, a.employee_id, a.campaign_id, a.reason_id, a.state, (a.started_at >= p.slot)::int,
    round(extract(epoch from least(coalesce(a.ended_at, moment), p.slot + interval '15 minutes') - greatest(a.started_at, p.slot)) * 1000)::bigint
  from presence.agent_time_fact a
    left join people.site_fact s on s.id = a.site_id
    cross join lateral generate_series(date_bin('15 minutes', a.started_at, '2000-01-01 00:00+00'),
      coalesce(a.ended_at, moment) - interval '1 microsecond', interval '15 minutes') p(slot)
    cross join lateral (select p.slot at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) l
  where a.started_at < until and a.started_at > since - interval '2 days'
    and (a.ended_at is not null) = finished and coalesce(a.ended_at, moment) > since and p.slot >= since and p.slot < until
$$;

create view metrics.session_row with (security_invoker = true) as
select f.employee_id as agent_id, f.team_id, f.site_id, f.signed_in_at,
       (l.local - coalesce(s.day_starts_at, '00:00')::interval)::date as day, date_bin('15 minutes', f.signed_in_at, '2000-01-01 00:00+00') as slot,
       (extract(hour from l.local) * 4 + floor(extract(minute from l.local) / 15))::smallint as quarter,
       1 as sign_ins, (f.signed_out_at is not null)::int as sign_outs
from presence.session_fact f left join people.site_fact s on s.id = f.site_id
  cross join lateral (select f.signed_in_at at time zone coalesce(s.time_zone, 'Asia/Shanghai') as local) l;
create view metrics.contact_row with (security_invoker = true) as
select f.campaign_id, f.batch_id, 1 as records,
       coalesce(f.close_reason in ('emptyNumber', 'suspended', 'invalid', 'wrongPerson'), false)::int as invalid_records,
       (coalesce(f.close_reason in ('emptyNumber', 'suspended', 'invalid', 'wrongPerson'), false) is false)::int as dialable_records,
       (f.attempts > 0)::int as attempted_records, f.attempts as record_attempts
from dialer.contact_fact f;
create view metrics.campaign_row with (security_invoker = true) as
select f.id as campaign_id, f.target_successes from campaigns.campaign_fact f;
grant select on metrics.session_row, metrics.contact_row, metrics.campaign_row to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- Sums kept ready. A grain keeps some of the dimensions and leaves the others empty:
-- cell: quarter × everything · hours: quarter × campaign × team · people: day × campaign × team × agent ·
-- lists: day × campaign × batch × region · cross: day × everything
create table metrics.call_rollup (
  grain       text not null,
  day         date not null,
  slot        timestamptz,
  quarter     smallint,
  campaign_id uuid not null,
  site_id     uuid,
  team_id     uuid,
  agent_id    uuid,
  batch_id    uuid,
  region      text,
  dials int not null, answered int not null, connects int not null, agent_calls int not null, effective_calls int not null,
  successes int not null, talked_successes int not null, talked_refusals int not null, talked_callbacks int not null,
  talked_undecided int not null, complaints_heard int not null, abandoned int not null, first_talks int not null, rung int not null,
  joined int not null,
  talk_ms bigint not null, success_talk_ms bigint not null, refusal_talk_ms bigint not null, talk_s2 bigint not null,
  success_talk_s2 bigint not null, refusal_talk_s2 bigint not null, hold_ms bigint not null, wrap_up_ms bigint not null,
  wrap_up_s2 bigint not null, ring_ms bigint not null, wait_ms bigint not null
) partition by list (grain);
create table metrics.call_rollup_cell partition of metrics.call_rollup for values in ('cell');
create table metrics.call_rollup_hours partition of metrics.call_rollup for values in ('hours');
create table metrics.call_rollup_people partition of metrics.call_rollup for values in ('people');
create table metrics.call_rollup_lists partition of metrics.call_rollup for values in ('lists');
create table metrics.call_rollup_cross partition of metrics.call_rollup for values in ('cross');
create index call_rollup_by_day on metrics.call_rollup (day, campaign_id);
create index call_rollup_cell_by_slot on metrics.call_rollup_cell (slot);
create index call_rollup_hours_by_slot on metrics.call_rollup_hours (slot);
call platform.scope_rows('metrics.call_rollup', 'agent_id', 'team_id', 'site_id');

create table metrics.time_rollup (
  grain       text not null,
  day         date not null,
  slot        timestamptz,
  quarter     smallint,
  campaign_id uuid,
  site_id     uuid,
  team_id     uuid,
  agent_id    uuid,
  reason_id   uuid,
  signed_in_ms bigint not null, ready_ms bigint not null, dialing_ms bigint not null, talking_ms bigint not null, holding_ms bigint not null,
  wrap_up_state_ms bigint not null, not_ready_ms bigint not null, break_ms bigint not null, meeting_ms bigint not null,
  training_ms bigint not null, playback_ms bigint not null, internal_call_ms bigint not null,
  not_ready_times int not null, break_times int not null, internal_call_times int not null
) partition by list (grain);
create table metrics.time_rollup_cell partition of metrics.time_rollup for values in ('cell');
create table metrics.time_rollup_hours partition of metrics.time_rollup for values in ('hours');
create table metrics.time_rollup_people partition of metrics.time_rollup for values in ('people');
create index time_rollup_by_day on metrics.time_rollup (day, campaign_id);
create index time_rollup_cell_of_agent on metrics.time_rollup_cell (agent_id, slot);
create index time_rollup_hours_by_slot on metrics.time_rollup_hours (slot);
create index time_rollup_people_of_agent on metrics.time_rollup_people (agent_id, day);
call platform.scope_rows('metrics.time_rollup', 'agent_id', 'team_id', 'site_id');

create function metrics.time_rows(since timestamptz, until timestamptz, moment timestamptz, finished boolean)
returns table (day date, slot timestamptz, quarter smallint, campaign_id uuid, site_id uuid, team_id uuid, agent_id uuid, reason_id uuid,
  signed_in_ms bigint, ready_ms bigint, dialing_ms bigint, talking_ms bigint, holding_ms bigint, wrap_up_state_ms bigint, not_ready_ms bigint,
  break_ms bigint, meeting_ms bigint, training_ms bigint, playback_ms bigint, internal_call_ms bigint,
  not_ready_times int, break_times int, internal_call_times int)
language sql stable as $$
  select p.day, p.slot, p.quarter, p.campaign_id, p.site_id, p.team_id, p.agent_id, p.reason_id, p.ms,
    case when p.state = 'ready' then p.ms else 0 end, case when p.state = 'dialing' then p.ms else 0 end,
    case when p.state = 'talking' then p.ms else 0 end, case when p.state = 'holding' then p.ms else 0 end,
    case when p.state = 'wrapUp' then p.ms else 0 end, case when p.state = 'notReady' then p.ms else 0 end,
    case when p.state = 'break' then p.ms else 0 end, case when p.state = 'meeting' then p.ms else 0 end,
    case when p.state = 'training' then p.ms else 0 end, case when p.state = 'playback' then p.ms else 0 end,
    case when p.state = 'internalCall' then p.ms else 0 end,
    (p.state = 'notReady')::int * p.begins, (p.state = 'break')::int * p.begins, (p.state = 'internalCall')::int * p.begins
  from metrics.time_pieces(since, until, moment, finished) p
$$;

-- Days whose figures stand: changes that come later wait until somebody opens the days again.
create table metrics.frozen_period (
  id          uuid primary key default platform.new_id(),
  from_day    date not null,
  to_day      date not null,
  version     int not null default 1,
  frozen_at   timestamptz not null,
  frozen_by_name text not null,
  opened_at   timestamptz,
  opened_by_name text not null default '',
  opened_why  text not null default '' check (length(opened_why) <= 400),
  figures     jsonb not null,
  constraint a_period_runs_forward check (to_day >= from_day),
  constraint opening_has_a_reason check (opened_at is null or opened_why <> '')
);
comment on column metrics.frozen_period.version is 'How often these very days were frozen, this time included.';
comment on column metrics.frozen_period.figures is 'Every sum of the whole period at the time of freezing.';
create index frozen_period_by_day on metrics.frozen_period (from_day, to_day) where opened_at is null;
call platform.share_rows('metrics.frozen_period');
call platform.audit_rows('metrics.frozen_period');

create table metrics.late_change (
  day         date not null,
  source      text not null check (source in ('call', 'time')),
  slot        timestamptz not null,
  employee_id uuid,
  noted_at    timestamptz not null default now()
);
comment on table metrics.late_change is 'What changed in frozen days: not in their figures until they are opened again.';
create index late_change_by_day on metrics.late_change (day);
call platform.share_rows('metrics.late_change');

create function metrics.is_frozen(some_day date) returns boolean language sql stable as $$
  select exists (select from metrics.frozen_period p where p.opened_at is null and some_day between p.from_day and p.to_day)
$$;

/* Days whose figures stand, to be left out in one comparison instead of a look for each row. */
create function metrics.frozen_days() returns date[] language sql stable as $$
  select coalesce(array_agg(d::date), '{}') from metrics.frozen_period p
    cross join lateral generate_series(p.from_day, p.to_day, interval '1 day') d where p.opened_at is null
$$;

/* The columns of a rollup that are sums; with `wrap` ("sum(%s)") each is wrapped so. */
create function metrics.sums_of(rollup regclass, wrap text, separator text default ', ') returns text language sql stable as $$
  select string_agg(format(wrap, quote_ident(attname)), separator order by attnum) from pg_attribute
  where attrelid = rollup and attnum > 0 and not attisdropped
    and attname not in ('grain', 'day', 'slot', 'quarter', 'campaign_id', 'site_id', 'team_id', 'agent_id', 'batch_id', 'region', 'reason_id')
$$;

/* Makes one grain of a rollup from its cells, for the cells that meet `of`; what was there before is the caller's to delete. */
create procedure metrics.fold(rollup regclass, into_grain text, dimensions text, of text, slots timestamptz[], days date[]) language plpgsql as $$
begin
  execute format('insert into %1$s (grain, %2$s, %3$s) select %4$L, %2$s, %5$s from %1$s where grain = ''cell'' and %6$s group by %2$s',
    rollup, dimensions, metrics.sums_of(rollup, '%s'), into_grain, metrics.sums_of(rollup, 'sum(%s)'), of) using slots, days;
end $$;

-- What the cells just made anew add to the grains above them, less what the cells before them added. Empty between two makings.
create unlogged table metrics.call_delta (like metrics.call_rollup);
create unlogged table metrics.time_delta (like metrics.time_rollup);
alter table metrics.call_delta alter column grain drop not null, enable row level security;
alter table metrics.time_delta alter column grain drop not null, enable row level security;

/* Adds what changed in the cells to one grain above them: a day is not summed up again because a call of it changed. */
create procedure metrics.add_up(kind text, into_grain text, dimensions text[]) language plpgsql as $$
declare
  rollup regclass := format('metrics.%s_rollup', kind);
  target regclass := format('metrics.%s_rollup_%s', kind, into_grain);
  delta regclass := format('metrics.%s_delta', kind);
  -- Equal where both are empty, and quick to find: no id and no province is what stands for empty here.
  same text := (select string_agg(format(case when d in ('day', 'slot', 'quarter') then 'c.%1$I = d.%1$I'
    when d = 'region' then 'coalesce(c.%1$I, '''') = coalesce(d.%1$I, '''') and c.%1$I is not distinct from d.%1$I'
    else 'coalesce(c.%1$I, ''00000000-0000-0000-0000-000000000000'') = coalesce(d.%1$I, ''00000000-0000-0000-0000-000000000000'')' end, d), ' and ')
    from unnest(dimensions) d);
  near text := case when 'slot' = any (dimensions) then 'c.slot = any ($1) and c.day = any ($2)' else 'c.day = any ($2)' end;
  keys text := array_to_string(dimensions, ', ');
  slots timestamptz[];
  days date[];
begin
  execute format('select array_agg(distinct slot), array_agg(distinct day) from %s', delta) into slots, days;
  if days is null then return; end if;
  execute format('merge into %1$s c using (select %2$s, %3$s from %4$s group by %2$s having %5$s) d on %6$s and %7$s
    when matched then update set %8$s when not matched then insert (grain, %2$s, %9$s) values (%10$L, %11$s, %12$s)',
    target, keys, metrics.sums_of(rollup, 'sum(%1$s) as %1$s'), delta, metrics.sums_of(rollup, 'sum(%s) <> 0', ' or '), near, same,
    metrics.sums_of(rollup, '%1$s = c.%1$s + d.%1$s'), metrics.sums_of(rollup, '%s'), into_grain,
    (select string_agg('d.' || quote_ident(k), ', ' order by place) from unnest(dimensions) with ordinality u(k, place)),
    metrics.sums_of(rollup, 'd.%s')) using slots, days;
  -- Nothing lies there any more: as if it had never been summed up.
  execute format('delete from %s c where %s and not (%s)', target, near, metrics.sums_of(rollup, 'c.%s <> 0', ' or ')) using slots, days;
end $$;

/* Makes the sums of these quarters from the calls, and adds the difference to the grains above. Frozen days stay; what changed in them is noted. */
create procedure metrics.refill_calls(slots timestamptz[]) language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region';
begin
  if frozen <> '{}' then
    insert into metrics.late_change (day, source, slot)
    select distinct r.day, 'call', r.slot from unnest(slots) s(at)
      cross join lateral (select f.day, f.slot from metrics.call_row f where f.placed_at >= s.at and f.placed_at < s.at + interval '15 minutes' offset 0) r
    where r.day = any (frozen);
  end if;
  execute format('with gone as (delete from metrics.call_rollup_cell c where c.slot = any ($1) and c.day <> all ($2) returning c.*)
    insert into metrics.call_delta (%1$s, %2$s) select %1$s, %3$s from gone',
    dimensions, metrics.sums_of('metrics.call_rollup', '%s'), metrics.sums_of('metrics.call_rollup', '-%s')) using slots, frozen;
  execute format('with made as (insert into metrics.call_rollup_cell (grain, %1$s, %2$s)
      select ''cell'', %1$s, %3$s
      from unnest($1) s(at) cross join lateral (
        select * from metrics.call_row r where r.placed_at >= s.at and r.placed_at < s.at + interval ''15 minutes'' offset 0) f
      where f.day <> all ($2) group by %1$s returning *)
    insert into metrics.call_delta (%1$s, %2$s) select %1$s, %2$s from made',
    dimensions, metrics.sums_of('metrics.call_rollup', '%s'), metrics.sums_of('metrics.call_rollup', 'sum(f.%s)')) using slots, frozen;
  call metrics.add_up('call', 'hours', '{day, slot, quarter, campaign_id, site_id, team_id}');
  call metrics.add_up('call', 'people', '{day, campaign_id, site_id, team_id, agent_id}');
  call metrics.add_up('call', 'lists', '{day, campaign_id, site_id, batch_id, region}');
  call metrics.add_up('call', 'cross', '{day, campaign_id, site_id, team_id, agent_id, batch_id, region}');
  delete from metrics.call_delta;
end $$;

/* Makes all sums of calls anew, those of frozen days aside. */
create procedure metrics.refill_all_calls() language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  days date[];
begin
  delete from metrics.call_rollup c where c.day <> all (frozen);
  if frozen <> '{}' then
    insert into metrics.late_change (day, source, slot)
    select distinct r.day, 'call', r.slot from metrics.call_row r where r.day = any (frozen);
  end if;
  execute format('insert into metrics.call_rollup (grain, day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region, %s)
    select ''cell'', f.day, f.slot, f.quarter, f.campaign_id, f.site_id, f.team_id, f.agent_id, f.batch_id, f.region, %s
    from metrics.call_row f left join (
        (select distinct on (c.campaign_id, c.entry_id) c.id, c.placed_at from calls.call c
          where c.talk_ms > 0 and c.entry_id is not null order by c.campaign_id, c.entry_id, c.placed_at, c.id)
        union all select c.id, c.placed_at from calls.call c where c.talk_ms > 0 and c.entry_id is null) t on t.id = f.id and t.placed_at = f.placed_at
    where f.day <> all ($1)
    group by f.day, f.slot, f.quarter, f.campaign_id, f.site_id, f.team_id, f.agent_id, f.batch_id, f.region',
    metrics.sums_of('metrics.call_rollup', '%s'),
    -- First conversations of all records at once, instead of a look back for each call.
    replace(metrics.sums_of('metrics.call_rollup', 'sum(f.%s)'), 'sum(f.first_talks)', 'count(t.id)')) using frozen;
  days := array(select distinct c.day from metrics.call_rollup c where c.grain = 'cell' and c.day <> all (frozen));
  call metrics.fold('metrics.call_rollup', 'hours', 'day, slot, quarter, campaign_id, site_id, team_id', 'day = any ($2)', null, days);
  call metrics.fold('metrics.call_rollup', 'people', 'day, campaign_id, site_id, team_id, agent_id', 'day = any ($2)', null, days);
  call metrics.fold('metrics.call_rollup', 'lists', 'day, campaign_id, site_id, batch_id, region', 'day = any ($2)', null, days);
  call metrics.fold('metrics.call_rollup', 'cross', 'day, campaign_id, site_id, team_id, agent_id, batch_id, region', 'day = any ($2)', null, days);
end $$;

create type metrics.touched as (employee_id uuid, since timestamptz, until timestamptz);

/* Makes the sums of these people's quarters from the finished stretches, and adds the difference to the grains above. */
create procedure metrics.refill_time(touched metrics.touched[]) language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, reason_id';
  -- Whole quarters, read in one go for all whose changes lie close together.
  rows_of constant text := $rows$ from unnest($1) t
      cross join lateral (select date_bin('15 minutes', t.since, '2000-01-01 00:00+00') as since,
        date_bin('15 minutes', t.until - interval '1 microsecond', '2000-01-01 00:00+00') + interval '15 minutes' as until) q
      cross join lateral (select * from metrics.time_rows(q.since, q.until, null, true) r where r.agent_id = t.employee_id offset 0) f $rows$;
begin
  if frozen <> '{}' then
    execute 'insert into metrics.late_change (day, source, slot, employee_id)
      select distinct f.day, ''time'', f.slot, f.agent_id ' || rows_of || ' where f.day = any ($2)' using touched, frozen;
  end if;
  execute format('with gone as (
      delete from metrics.time_rollup_cell c using unnest($1) t
      where c.agent_id = t.employee_id and c.slot >= date_bin(''15 minutes'', t.since, ''2000-01-01 00:00+00'') and c.slot < t.until
        and c.day <> all ($2) returning c.*)
    insert into metrics.time_delta (%1$s, %2$s) select %1$s, %3$s from gone',
    dimensions, metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', '-%s')) using touched, frozen;
  execute format('with made as (insert into metrics.time_rollup_cell (grain, %1$s, %2$s)
      select ''cell'', %1$s, %3$s %4$s where f.day <> all ($2) group by %1$s returning *)
    insert into metrics.time_delta (%1$s, %2$s) select %1$s, %2$s from made',
    dimensions, metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', 'sum(f.%s)'), rows_of) using touched, frozen;
  call metrics.add_up('time', 'hours', '{day, slot, quarter, campaign_id, site_id, team_id}');
  call metrics.add_up('time', 'people', '{day, campaign_id, site_id, team_id, agent_id, reason_id}');
  delete from metrics.time_delta;
end $$;

create procedure metrics.refill_all_time() language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  days date[];
begin
  delete from metrics.time_rollup c where c.day <> all (frozen);
  execute format('insert into metrics.time_rollup (grain, day, slot, quarter, campaign_id, site_id, team_id, agent_id, reason_id, %s)
    select ''cell'', f.day, f.slot, f.quarter, f.campaign_id, f.site_id, f.team_id, f.agent_id, f.reason_id, %s
    from metrics.time_rows(''-infinity'', ''infinity'', null, true) f
    where f.day <> all ($1)
    group by f.day, f.slot, f.quarter, f.campaign_id, f.site_id, f.team_id, f.agent_id, f.reason_id',
    metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', 'sum(f.%s)')) using frozen;
  days := array(select distinct c.day from metrics.time_rollup c where c.grain = 'cell' and c.day <> all (frozen));
  call metrics.fold('metrics.time_rollup', 'hours', 'day, slot, quarter, campaign_id, site_id, team_id', 'day = any ($2)', null, days);
  call metrics.fold('metrics.time_rollup', 'people', 'day, campaign_id, site_id, team_id, agent_id, reason_id', 'day = any ($2)', null, days);
end $$;

/*
 * Brings all kept sums up to what is on record. Cheap when nothing changed; one at a time. Whatever commits while it works
 * leaves its own mark and is taken the next time. Answers how many quarters were made anew.
 */
create function metrics.freshen() returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  slots timestamptz[];
  touched metrics.touched[];
begin
  if not exists (select from calls.change) and not exists (select from presence.change) then return 0; end if;
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
    -- Looked up one by one, or the planner would read every call there ever was.
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
  return coalesce(cardinality(slots), 0) + coalesce(cardinality(touched), 0);
end $$;
revoke all on function metrics.freshen() from public;
grant execute on function metrics.freshen() to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
grant select on metrics.call_row to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- What is on record already is summed up at the first question.
insert into calls.change (slot) select '-infinity' where exists (select from calls.call);
insert into presence.change (since, until) select '-infinity', 'infinity' where exists (select from presence.spell);
