-- How far each record has come is kept, and how many have come how far: the funnel of a campaign reads no calls.
-- A way is by whom a record was called and how far it came with each: whoever sees one team, several or one site counts each
-- record once, as far as it came with them. Many records go few ways.

/* 1 dialled, 2 answered, 3 an agent spoke, 4 effective, 5 success: whoever came to one came to all before it. */
create function metrics.stage_of(answered_at timestamptz, talk_ms bigint, outcome_kind text) returns smallint language sql immutable parallel safe
return case when talk_ms > 0 then case when outcome_kind = 'success' then 5
    when outcome_kind in ('refusal', 'callback', 'noDecision') then 4 else 3 end
  when answered_at is not null then 2 else 1 end;

create table metrics.forgotten_stage (
  campaign_id uuid not null,
  entry_id    uuid not null,
  site_id     uuid,
  team_id     uuid,
  stage       smallint not null,
  constraint a_record_is_remembered_once unique nulls not distinct (entry_id, campaign_id, site_id, team_id)
);
comment on table metrics.forgotten_stage is 'How far records had come with calls let go after their time: what they reached stands.';
create table metrics.way (
  id          bigint generated always as identity primary key,
  campaign_id uuid not null,
  site_ids    uuid[] not null,
  team_ids    uuid[] not null,
  stages      smallint[] not null,
  records     bigint not null,
  constraint a_way_is_counted_once unique (campaign_id, site_ids, team_ids, stages)
);
comment on table metrics.way is 'How many records of a campaign were called by just these, each of a site and a team (or nobody), and came so far with each.';
create index way_of_nobody on metrics.way (id) where records = 0;
do $$
declare target text;
begin
  foreach target in array '{forgotten_stage,way}'::text[] loop
    execute format('alter table metrics.%I enable row level security', target);
    execute format('grant select on metrics.%I to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine', target);
    execute format('create policy all_sees_all on metrics.%I to carillon_all, carillon_engine using (true)', target);
  end loop;
end $$;
create policy team_rows on metrics.forgotten_stage to carillon_team using (team_id = any ((select platform.teams())::uuid[]));
create policy site_rows on metrics.forgotten_stage to carillon_site using (site_id = any ((select platform.sites())::uuid[]));
create policy team_rows on metrics.way to carillon_team using (team_ids && (select platform.teams())::uuid[]);
create policy site_rows on metrics.way to carillon_site using (site_ids && (select platform.sites())::uuid[]);

create table metrics.reached (
  campaign_id uuid not null,
  entry_id    uuid not null,
  way_id      bigint not null,
  primary key (entry_id, campaign_id)
);
comment on table metrics.reached is 'Which way each record has gone: what metrics.way was counted of.';
create table metrics.reached_change (campaign_id uuid not null, entry_id uuid not null);
comment on table metrics.reached_change is 'Records that may have come farther, or less far, since the ways were counted.';
do $$
declare target text;
begin
  foreach target in array '{reached,reached_change}'::text[] loop
    execute format('alter table metrics.%I enable row level security', target);
    execute format('create policy through_functions_only on metrics.%I to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine using (false) with check (false)', target);
  end loop;
end $$;

create view metrics.call_stage with (security_invoker = true) as
select f.campaign_id, f.entry_id, f.site_id, f.team_id, metrics.stage_of(f.answered_at, f.talk_ms, f.outcome_kind) as stage
from calls.call_fact f where f.entry_id is not null
union all select campaign_id, entry_id, site_id, team_id, stage from metrics.forgotten_stage;
comment on view metrics.call_stage is 'How far each call brought its record, calls let go included.';

create view metrics.way_stage with (security_invoker = true) as
select w.campaign_id, w.records, (select max(p.stage) from unnest(w.site_ids, w.team_ids, w.stages) p(site_id, team_id, stage)
  where case current_user when 'carillon_team' then p.team_id = any ((select platform.teams())::uuid[])
    when 'carillon_site' then p.site_id = any ((select platform.sites())::uuid[]) else true end) as stage
from metrics.way w;
comment on view metrics.way_stage is 'How many records came how far, with those the reader sees.';
grant select on metrics.call_stage, metrics.way_stage to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create function metrics.note_reached() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into metrics.reached_change (campaign_id, entry_id)
  select distinct c.campaign_id, c.entry_id from changed c where c.direction = 'out' and c.campaign_id is not null and c.entry_id is not null;
  return null;
end $$;
create function metrics.note_reached_update() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into metrics.reached_change (campaign_id, entry_id)
  select distinct x.campaign_id, x.entry_id from (
    select c.id, c.campaign_id, c.entry_id, c.site_id, c.team_id, c.direction, metrics.stage_of(c.answered_at, c.talk_ms, c.outcome_kind) as stage from changed c
    union all select w.id, w.campaign_id, w.entry_id, w.site_id, w.team_id, w.direction, metrics.stage_of(w.answered_at, w.talk_ms, w.outcome_kind) from was w) x
  where x.direction = 'out' and x.campaign_id is not null and x.entry_id is not null
  group by x.id, x.campaign_id, x.entry_id, x.site_id, x.team_id, x.direction, x.stage having count(*) = 1;
  return null;
end $$;
create function metrics.remember_reached() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into metrics.forgotten_stage as f (campaign_id, entry_id, site_id, team_id, stage)
  select g.campaign_id, g.entry_id, g.site_id, g.team_id, max(metrics.stage_of(g.answered_at, g.talk_ms, g.outcome_kind)) from gone g
    where g.direction = 'out' and g.campaign_id is not null and g.entry_id is not null group by 1, 2, 3, 4
  on conflict on constraint a_record_is_remembered_once do update set stage = greatest(f.stage, excluded.stage);
  return null;
end $$;
create trigger reached_inserted after insert on calls.call referencing new table as changed for each statement execute function metrics.note_reached();
create trigger reached_updated after update on calls.call referencing old table as was new table as changed for each statement
  execute function metrics.note_reached_update();
create trigger reached_deleted after delete on calls.call referencing old table as gone for each statement execute function metrics.remember_reached();

/* Takes these records out of the counts of their ways and puts them in again as they went by now; all records, where none are named. */
create procedure metrics.refill_reached(campaigns uuid[], entries uuid[]) language plpgsql set work_mem = '128MB' as $$
declare
  stages_of text := case when entries is null then 'metrics.call_stage s' else 'unnest($1, $2) t(campaign_id, entry_id) cross join lateral (
    select * from metrics.call_stage c where c.entry_id = t.entry_id and c.campaign_id = t.campaign_id offset 0) s' end;
begin
  if entries is null then
    delete from metrics.reached;
    delete from metrics.way;
  else
    with gone as (delete from metrics.reached r using unnest(campaigns, entries) t(campaign_id, entry_id)
      where r.entry_id = t.entry_id and r.campaign_id = t.campaign_id returning r.way_id)
    update metrics.way w set records = w.records - g.records from (select o.way_id, count(*) as records from gone o group by 1) g where w.id = g.way_id;
  end if;
  execute format('with parts as (
      select s.campaign_id, s.entry_id, s.site_id, s.team_id, max(s.stage) as stage from %s group by 1, 2, 3, 4),
    made as materialized (
      select p.campaign_id, p.entry_id, array_agg(p.site_id order by p.site_id, p.team_id) as site_ids,
        array_agg(p.team_id order by p.site_id, p.team_id) as team_ids, array_agg(p.stage order by p.site_id, p.team_id) as stages
      from parts p group by 1, 2),
    counted as (
      insert into metrics.way as w (campaign_id, site_ids, team_ids, stages, records)
      select m.campaign_id, m.site_ids, m.team_ids, m.stages, count(*) from made m group by 1, 2, 3, 4
      on conflict on constraint a_way_is_counted_once do update set records = w.records + excluded.records returning w.*)
    insert into metrics.reached (campaign_id, entry_id, way_id)
    select m.campaign_id, m.entry_id, c.id from made m join counted c using (campaign_id, site_ids, team_ids, stages)', stages_of) using campaigns, entries;
  delete from metrics.way w where w.records = 0;
end $$;

/* Brings those counts up to date: of all records where all calls are summed up anew, else of those that were noted. */
create procedure metrics.freshen_reached(call_slots timestamptz[]) language plpgsql as $$
declare
  campaigns uuid[];
  entries uuid[];
begin
  with gone as (delete from metrics.reached_change returning campaign_id, entry_id)
  select array_agg(g.campaign_id), array_agg(g.entry_id) into campaigns, entries from (select distinct campaign_id, entry_id from gone) g;
  if '-infinity' = any (call_slots) then
    call metrics.refill_reached(null, null);
  elsif entries is not null then
    call metrics.refill_reached(campaigns, entries);
  end if;
end $$;

/* Brings up to date how many customers were spoken to, and how far records came: of all where all calls are summed up anew, else of those that changed. */
create or replace procedure metrics.freshen_spoken(call_slots timestamptz[], whole timestamptz[]) language plpgsql as $$
declare
  customers uuid[];
begin
  call metrics.freshen_reached(call_slots);
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

call metrics.refill_reached(null, null);
