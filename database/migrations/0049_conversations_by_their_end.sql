-- Conversations are told by how they ended, and whatever can be asked of a year is kept in few rows.

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

alter table metrics.call_rollup add column outcome text, add column script_version int;
alter table metrics.call_delta add column outcome text, add column script_version int;
comment on column metrics.call_rollup.outcome is 'How the conversation ended; empty where nobody spoke, and in the grains that leave it out.';

/* The columns of a rollup that are sums; with `wrap` ("sum(%s)") each is wrapped so. */
create or replace function metrics.sums_of(rollup regclass, wrap text, separator text default ', ') returns text language sql stable as $$
  select string_agg(format(wrap, quote_ident(attname)), separator order by attnum) from pg_attribute
  where attrelid = rollup and attnum > 0 and not attisdropped
    and attname not in ('grain', 'day', 'slot', 'quarter', 'campaign_id', 'site_id', 'team_id', 'agent_id', 'batch_id', 'region', 'reason_id',
      'outcome', 'script_version')
$$;

/*
 * The grains above the cells: what each keeps, and from which other it can be folded, in an order in which that other is there.
 * `hour` is told by the first quarter of each hour.
 */
create function metrics.grains(of_kind text) returns table (grain text, dimensions text[], folded_from text) language sql immutable as $$
  select g.grain, g.dimensions::text[], g.folded_from from (values
    ('call', 'hours', '{day,slot,quarter,campaign_id,site_id,team_id}', 'cell'),
    ('call', 'people_hours', '{day,hour,campaign_id,site_id,team_id,agent_id}', 'cell'),
    ('call', 'list_hours', '{day,hour,campaign_id,site_id,batch_id,region}', 'cell'),
    ('call', 'ends', '{day,campaign_id,site_id,team_id,batch_id,script_version,outcome}', 'cell'),
    ('call', 'people_ends', '{day,campaign_id,site_id,team_id,agent_id,script_version,outcome}', 'cell'),
    ('call', 'region_ends', '{day,campaign_id,site_id,team_id,region,outcome}', 'cell'),
    ('call', 'cross', '{day,campaign_id,site_id,team_id,agent_id,batch_id,region}', 'cell'),
    ('call', 'lists', '{day,campaign_id,site_id,batch_id,region}', 'cross'),
    ('call', 'handed', '{day,campaign_id,site_id,team_id,agent_id,batch_id}', 'cross'),
    ('call', 'people', '{day,campaign_id,site_id,team_id,agent_id}', 'handed'),
    ('call', 'teams', '{day,campaign_id,site_id,team_id}', 'people'),
    ('time', 'hours', '{day,slot,quarter,campaign_id,site_id,team_id}', 'cell'),
    ('time', 'people_hours', '{day,hour,campaign_id,site_id,team_id,agent_id}', 'cell'),
    ('time', 'people', '{day,campaign_id,site_id,team_id,agent_id,reason_id}', 'cell'),
    ('time', 'teams', '{day,campaign_id,site_id,team_id}', 'people'))
    g (kind, grain, dimensions, folded_from) where g.kind = of_kind
$$;

create table metrics.call_rollup_teams partition of metrics.call_rollup for values in ('teams') with (fillfactor = 80);
create table metrics.call_rollup_handed partition of metrics.call_rollup for values in ('handed') with (fillfactor = 80);
create table metrics.call_rollup_ends partition of metrics.call_rollup for values in ('ends') with (fillfactor = 80);
create table metrics.call_rollup_people_ends partition of metrics.call_rollup for values in ('people_ends') with (fillfactor = 80);
create table metrics.call_rollup_region_ends partition of metrics.call_rollup for values in ('region_ends') with (fillfactor = 80);
create table metrics.call_rollup_people_hours partition of metrics.call_rollup for values in ('people_hours') with (fillfactor = 80);
create table metrics.call_rollup_list_hours partition of metrics.call_rollup for values in ('list_hours') with (fillfactor = 80);
create table metrics.time_rollup_teams partition of metrics.time_rollup for values in ('teams') with (fillfactor = 80);
create table metrics.time_rollup_people_hours partition of metrics.time_rollup for values in ('people_hours') with (fillfactor = 80);
-- Who looks at the own year only must not read that of everybody.
create index call_rollup_people_ends_of_agent on metrics.call_rollup_people_ends (agent_id, day);
create index call_rollup_people_hours_of_agent on metrics.call_rollup_people_hours (agent_id, day);
create index call_rollup_cross_of_agent on metrics.call_rollup_cross (agent_id, day);
create index time_rollup_people_hours_of_agent on metrics.time_rollup_people_hours (agent_id, day);

drop procedure metrics.fold(regclass, text, text, text, timestamptz[], date[]);
/*
 * Makes one grain of a rollup from a finer one, for these days; what was there before is the caller's to delete. Rows of a day
 * lie together, so that a month is read from few pages.
 */
create procedure metrics.fold(kind text, into_grain text, dimensions text[], folded_from text, days date[]) language plpgsql as $$
declare
  rollup regclass := format('metrics.%s_rollup', kind);
  keys text := replace(array_to_string(dimensions, ', '), 'hour', 'quarter');
begin
  execute format('insert into metrics.%1$s_rollup_%2$s (grain, %3$s, %4$s) select %2$L, %5$s, %6$s from metrics.%1$s_rollup_%7$s where day = any ($1) group by %5$s order by day',
    kind, into_grain, keys, metrics.sums_of(rollup, '%s'), replace(array_to_string(dimensions, ', '), 'hour', 'quarter / 4 * 4'),
    metrics.sums_of(rollup, 'sum(%s)'), folded_from) using days;
end $$;

/* Adds what changed in the cells to one grain above them: a day is not summed up again because a call of it changed. */
create or replace procedure metrics.add_up(kind text, into_grain text, dimensions text[]) language plpgsql as $$
declare
  rollup regclass := format('metrics.%s_rollup', kind);
  target regclass := format('metrics.%s_rollup_%s', kind, into_grain);
  delta regclass := format('metrics.%s_delta', kind);
  columns text[] := array_replace(dimensions, 'hour', 'quarter');
  keys text := array_to_string(columns, ', ');
  made_of text := replace(array_to_string(dimensions, ', '), 'hour', '(quarter / 4 * 4)::smallint as quarter');
  -- Equal where both are empty, and quick to find: no id, no word and no version is what stands for empty here.
  same text := (select string_agg(case
      when d in ('day', 'slot', 'quarter') then format('c.%1$I = d.%1$I', d)
      when d in ('region', 'outcome') then format('coalesce(c.%1$I, '''') = coalesce(d.%1$I, '''') and c.%1$I is not distinct from d.%1$I', d)
      when d = 'script_version' then format('coalesce(c.%1$I, -1) = coalesce(d.%1$I, -1)', d)
      else format('coalesce(c.%1$I, %2$L) = coalesce(d.%1$I, %2$L)', d, '00000000-0000-0000-0000-000000000000') end, ' and ')
    from unnest(columns) d);
  near text := case when 'slot' = any (dimensions) then 'c.slot = any ($1) and c.day = any ($2)' else 'c.day = any ($2)' end;
  slots timestamptz[];
  days date[];
begin
  execute format('select array_agg(distinct slot), array_agg(distinct day) from %s', delta) into slots, days;
  if days is null then return; end if;
  -- Where nothing lies any more it is as if it had never been summed up.
  execute format('merge into %1$s c using (
      select %2$s, %3$s from (select %13$s, %14$s from %4$s) p group by %2$s having %5$s) d on %6$s and %7$s
    when matched and not (%15$s) then delete
    when matched then update set %8$s when not matched then insert (grain, %2$s, %9$s) values (%10$L, %11$s, %12$s)',
    target, keys, metrics.sums_of(rollup, 'sum(%1$s) as %1$s'), delta, metrics.sums_of(rollup, 'sum(%s) <> 0', ' or '), near, same,
    metrics.sums_of(rollup, '%1$s = c.%1$s + d.%1$s'), metrics.sums_of(rollup, '%s'), into_grain,
    (select string_agg('d.' || quote_ident(k), ', ' order by place) from unnest(columns) with ordinality u(k, place)),
    metrics.sums_of(rollup, 'd.%s'), made_of, metrics.sums_of(rollup, '%s'), metrics.sums_of(rollup, 'c.%1$s + d.%1$s <> 0', ' or ')) using slots, days;
end $$;

/*
 * Makes the sums of these quarters from the calls, and adds the difference to the grains above. Frozen days stay, and what
 * they count is counted nowhere else, whatever clock it lies on by now; what changed in them is noted. Quarters whose calls
 * are gone stay too.
 */
create or replace procedure metrics.refill_calls(slots timestamptz[]) language plpgsql as $$
declare
  one record;
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region, outcome, script_version';
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
  for one in select * from metrics.grains('call') loop
    call metrics.add_up('call', one.grain, one.dimensions);
  end loop;
  delete from metrics.call_delta;
end $$;

/* Makes all sums of calls anew, those of frozen days and of quarters whose calls are gone aside. */
create or replace procedure metrics.refill_all_calls() language plpgsql set work_mem = '128MB' as $$
declare
  one record;
  frozen date[] := metrics.frozen_days();
  dimensions constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region, outcome, script_version';
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
          where c.talk_ms > 0 and c.direction = ''out'' and c.entry_id is not null order by c.campaign_id, c.entry_id, c.placed_at, c.id)
        union all select c.id, c.placed_at from calls.call c where c.talk_ms > 0 and c.direction = ''out'' and c.entry_id is null) t on t.id = f.id and t.placed_at = f.placed_at
    where f.day <> all ($1) and f.slot not in (select g.slot from calls.forgotten g)
      and (f.slot, f.campaign_id) not in (select h.slot, h.campaign_id from metrics.call_rollup_cell h where h.day = any ($1))
    group by %1$s order by day, slot', dimensions, metrics.sums_of('metrics.call_rollup', '%s'),
    -- First conversations of all records at once, instead of a look back for each call.
    replace(metrics.sums_of('metrics.call_rollup', 'sum(f.%s)'), 'sum(f.first_talks)', 'count(t.id)')) using frozen;
  days := array(select distinct c.day from metrics.call_rollup c where c.grain = 'cell' and c.day <> all (frozen));
  for one in select * from metrics.grains('call') loop
    call metrics.fold('call', one.grain, one.dimensions, one.folded_from, days);
  end loop;
end $$;

/* Makes the sums of these people's quarters from the finished stretches, and adds the difference to the grains above. */
create or replace procedure metrics.refill_time(touched metrics.touched[]) language plpgsql as $$
declare
  one record;
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
  for one in select * from metrics.grains('time') loop
    call metrics.add_up('time', one.grain, one.dimensions);
  end loop;
  delete from metrics.time_delta;
end $$;

create or replace procedure metrics.refill_all_time() language plpgsql set work_mem = '128MB' as $$
declare
  one record;
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
    group by %1$s order by day, slot',
    dimensions, metrics.sums_of('metrics.time_rollup', '%s'), metrics.sums_of('metrics.time_rollup', 'sum(f.%s)')) using frozen;
  days := array(select distinct c.day from metrics.time_rollup c where c.grain = 'cell' and c.day <> all (frozen));
  for one in select * from metrics.grains('time') loop
    call metrics.fold('time', one.grain, one.dimensions, one.folded_from, days);
  end loop;
end $$;

-- Frozen days stand to the digit: their cells are told apart by how calls ended where the calls still say what the cells say.
create procedure metrics.tell_frozen_ends() language plpgsql as $$
declare
  frozen date[] := metrics.frozen_days();
  known constant text := 'day, slot, quarter, campaign_id, site_id, team_id, agent_id, batch_id, region';
begin
  if frozen = '{}' then return; end if;
  execute format('create temporary table told on commit drop as
    with held as (select %1$s, %2$s from metrics.call_rollup_cell c where c.day = any ($1)),
      made as (select %1$s, outcome, script_version, %3$s from metrics.call_row f where f.slot in (select h.slot from held h) group by %1$s, outcome, script_version),
      same as (table held intersect all select %1$s, %4$s from made group by %1$s)
    select m.* from made m where exists (select from same s where s.slot = m.slot and s.campaign_id = m.campaign_id and (%5$s) is not distinct from (%6$s))',
    known, metrics.sums_of('metrics.call_rollup', '%s'), metrics.sums_of('metrics.call_rollup', 'sum(f.%1$s) as %1$s'),
    metrics.sums_of('metrics.call_rollup', 'sum(%s)'), 's.' || replace(known, ', ', ', s.'), 'm.' || replace(known, ', ', ', m.')) using frozen;
  execute format('delete from metrics.call_rollup_cell c where c.day = any ($1) and exists (select from told m where m.slot = c.slot and m.campaign_id = c.campaign_id and (%s) is not distinct from (%s))',
    'c.' || replace(known, ', ', ', c.'), 'm.' || replace(known, ', ', ', m.')) using frozen;
  execute format('insert into metrics.call_rollup_cell (grain, %1$s, outcome, script_version, %2$s) select ''cell'', %1$s, outcome, script_version, %2$s from told',
    known, metrics.sums_of('metrics.call_rollup', '%s'));
end $$;
call metrics.tell_frozen_ends();
drop procedure metrics.tell_frozen_ends();

-- The new grains must be there before anybody asks; where nothing was ever summed up they come with the first question.
do $$
declare
  one record;
  days date[] := array(select distinct c.day from metrics.time_rollup_people c);
begin
  if exists (select from metrics.call_rollup) then
    for one in select * from metrics.grains('call') n where n.grain in ('handed', 'teams', 'people_hours', 'list_hours', 'ends', 'people_ends', 'region_ends') loop
      call metrics.fold('call', one.grain, one.dimensions, one.folded_from, metrics.frozen_days());
    end loop;
    call metrics.refill_all_calls();
  end if;
  for one in select * from metrics.grains('time') n where n.grain in ('teams', 'people_hours') loop
    call metrics.fold('time', one.grain, one.dimensions, one.folded_from, days);
  end loop;
end $$;
