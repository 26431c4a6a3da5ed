-- Sums made anew lie in the order of their days, as those made day by day do: a month is read from the pages of that month.

/*
 * Makes one grain of a rollup from a finer one, for these days; what was there before is the caller's to delete. Rows of a day
 * lie together, so that a month is read from few pages.
 */
create or replace procedure metrics.fold(kind text, into_grain text, dimensions text[], folded_from text, days date[]) language plpgsql as $$
declare
  rollup regclass := format('metrics.%s_rollup', kind);
  keys text := replace(array_to_string(dimensions, ', '), 'hour', 'quarter');
begin
  execute format('insert into metrics.%1$s_rollup_%2$s (grain, %3$s, %4$s) select %2$L, %5$s, %6$s from metrics.%1$s_rollup_%7$s where day = any ($1) group by %5$s order by day',
    kind, into_grain, keys, metrics.sums_of(rollup, '%s'), replace(array_to_string(dimensions, ', '), 'hour', 'quarter / 4 * 4'),
    metrics.sums_of(rollup, 'sum(%s)'), folded_from) using days;
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
