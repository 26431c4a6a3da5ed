-- Who freezes days or opens them again waits for those who correct calls of the past just then, as they wait for him.

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
