-- A campaign that moves takes nothing of its past along.

-- Where a campaign was at home, and since when: its business day is that of the place it had at the time.
create table campaigns.home (
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  since       timestamptz not null,
  until       timestamptz not null default 'infinity',
  site_id     uuid not null,
  primary key (campaign_id, since)
);
comment on table campaigns.home is 'Sites a campaign belonged to, one after the other without gap; written when it is founded and when it moves.';
comment on column campaigns.home.until is 'Kept by a trigger: where the next one begins.';
alter table campaigns.home enable row level security;
create policy everyone_reads on campaigns.home for select to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine using (true);
grant select on campaigns.home to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
create policy engine_keeps on campaigns.home to carillon_engine using (true) with check (true);
grant insert, update, delete on campaigns.home to carillon_engine;
insert into campaigns.home (campaign_id, since, site_id) select id, '-infinity', site_id from campaigns.campaign;

create function campaigns.keep_home() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into campaigns.home (campaign_id, since, site_id)
    values (new.id, case when tg_op = 'INSERT' then '-infinity' else clock_timestamp() end, new.site_id)
    on conflict (campaign_id, since) do update set site_id = excluded.site_id;
  return null;
end $$;
create trigger founded after insert on campaigns.campaign for each row execute function campaigns.keep_home();
create trigger moved after update of site_id on campaigns.campaign for each row
  when (old.site_id is distinct from new.site_id) execute function campaigns.keep_home();

-- door: campaigns.home_fact
create view campaigns.home_fact with (security_invoker = true) as select campaign_id, since, until, site_id from campaigns.home;
grant select on campaigns.home_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- A call nobody took belongs to the site its campaign had when it was placed. Whoever places calls says so; others need not.
create function calls.place_at_home() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  new.site_id := (select h.site_id from campaigns.home h where h.campaign_id = new.campaign_id and h.since <= new.placed_at and new.placed_at < h.until);
  return new;
end $$;
create trigger place_at_home before insert on calls.call for each row when (new.site_id is null) execute function calls.place_at_home();
update calls.call c set site_id = p.site_id from campaigns.campaign p where c.site_id is null and p.id = c.campaign_id;

drop trigger place_changed on campaigns.campaign;
drop function metrics.note_moved();
