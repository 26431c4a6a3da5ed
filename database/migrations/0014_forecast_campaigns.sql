-- Forecasts of campaigns, kept as they were made, and how good they turned out to be.
create schema simulation;
call platform.open_schema('simulation');

create table simulation.forecast (
  id             uuid primary key default platform.new_id(),
  campaign_id    uuid not null,
  reason         text not null check (reason in ('asked', 'approved', 'started', 'nightly', 'tried')),
  state          text not null default 'waiting' check (state in ('waiting', 'working', 'done', 'failed', 'cancelled')),
  progress       int not null default 0 check (progress between 0 and 100),
  changes        jsonb not null default '{}',
  made_at        timestamptz not null,
  made_by        uuid,
  made_by_name   text not null default '',
  starts_at      timestamptz,
  inputs         jsonb,
  rates          jsonb,
  result         jsonb,
  cost_per_hour  numeric constraint a_forecast_hour_costs_nothing_or_more check (cost_per_hour >= 0),
  seed           bigint not null,
  engine_version int not null,
  starts         int not null default 0,
  worked_at      timestamptz,
  done_at        timestamptz,
  error          text,
  constraint a_forecast_done_has_a_result check ((state = 'done') = (result is not null))
);
comment on table simulation.forecast is 'What a campaign was expected to come to, with 80 % bands; kept as made, never corrected.';
comment on column simulation.forecast.reason is 'Who or what wanted it; one that was only tried is neither scored nor kept beyond a day.';
comment on column simulation.forecast.changes is 'What the manager supposed otherwise than it is: agents, hours a day, target abandon rate.';
comment on column simulation.forecast.starts_at is 'From when on it counts: the moment it was made, or the start it supposes.';
comment on column simulation.forecast.inputs is 'List, staff, hours and rules it was made from, in short.';
comment on column simulation.forecast.worked_at is 'When its work last got anywhere, by the wall clock.';
create index forecast_of_campaign on simulation.forecast (campaign_id, made_at desc);
create index forecast_at_work on simulation.forecast (worked_at) where state in ('waiting', 'working');
call platform.site_rows('simulation.forecast', 'exists (select from campaigns.campaign_fact c where c.id = campaign_id and c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => false);

create table simulation.score (
  forecast_id uuid not null references simulation.forecast on delete cascade,
  measure     text not null check (measure in ('attempts', 'contacts', 'successes')),
  day         date not null,
  low         numeric not null,
  median      numeric not null,
  high        numeric not null,
  actual      numeric not null,
  inside      boolean not null generated always as (actual between low and high) stored,
  winkler     numeric not null,
  pinball     numeric not null,
  primary key (forecast_id, measure, day)
);
comment on table simulation.score is 'A forecast against what happened by the end of each day since.';
comment on column simulation.score.winkler is 'Interval score of the 80 % band (Gneiting and Raftery 2007): its width, and ten times by how much it was missed.';
comment on column simulation.score.pinball is 'Mean pinball loss of the three quantiles.';
call platform.site_rows('simulation.score', 'forecast_id in (select id from simulation.forecast)', read_by_all => false);

-- door: dialer.stock_fact
create view dialer.stock_fact with (security_invoker = true) as
select campaign_id, state, attempts, attempt_limit, tries_by_cause, due_at, close_reason from dialer.contact;
comment on view dialer.stock_fact is 'What is left of a list and how often each contact was tried, for forecasts; no names and no numbers.';
grant select on dialer.stock_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
