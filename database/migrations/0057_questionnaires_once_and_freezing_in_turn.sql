-- A questionnaire counts once, also when its call came in or is no longer on record; and who freezes days or opens them again
-- waits for those who correct calls of the past just then, as they wait for him.

create table metrics.forgotten_success (call_id uuid primary key);
comment on table metrics.forgotten_success is 'Successful calls let go after their time of which a questionnaire tells as well: their sums stand, so it counts nowhere else.';
alter table metrics.forgotten_success enable row level security;
create policy through_functions_only on metrics.forgotten_success to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine using (false) with check (false);

create or replace function calls.note_forgotten() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.forgotten (slot) select distinct date_bin('15 minutes', placed_at, '2000-01-01 00:00+00') from gone on conflict do nothing;
  insert into metrics.forgotten_success (call_id)
    select g.id from gone g where g.outcome_kind = 'success' and g.talk_ms > 0 and g.direction = 'out'
      and exists (select from results.record r where r.call_id = g.id and r.kind = 'questionnaire') on conflict do nothing;
  return null;
end $$;

/* Whether that call is counted as a success: one we placed and in which somebody spoke. */
create or replace function metrics.is_success(of_call uuid) returns boolean language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return exists (select from calls.call c where c.id = of_call and c.outcome_kind = 'success' and c.talk_ms > 0 and c.direction = 'out')
    or exists (select from metrics.forgotten_success f where f.call_id = of_call);
end $$;
insert into metrics.change (kind, slot)
select distinct 'questionnaire', date_bin('15 minutes', r.at, '2000-01-01 00:00+00')
from results.record r join calls.call c on c.id = r.call_id
where r.kind = 'questionnaire' and c.outcome_kind = 'success' and not (c.talk_ms > 0 and c.direction = 'out');

/*
 * Whoever changes a call of the past and whoever freezes or opens days (who holds the lock alone) go one after the other, or a
 * change would belong neither to the figures nor to what came late. Calls of the last hour wait for nobody: they are being made.
 */
create function metrics.wait_for_freezing() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform pg_advisory_xact_lock_shared(1129469263, 1);
  perform set_config('metrics.waited', 'yes', true);
  perform set_config('metrics.frozen_before', coalesce((select max(p.to_day) + 2 from metrics.frozen_period p where p.opened_at is null)::text, '-infinity'), true);
  return new;
end $$;
-- By its name it comes before those that look whether a day is frozen.
create trigger frozen_await before insert or update on calls.call for each row
  when (new.placed_at < now() - interval '1 hour' and current_setting('metrics.waited', true) is distinct from 'yes')
  execute function metrics.wait_for_freezing();
