-- Campaigns: what we call about, from which list, when, how often, and whether we are calling now.
create schema campaigns;
call platform.open_schema('campaigns');

create table campaigns.campaign (
  id               uuid primary key default platform.new_id(),
  name             text not null constraint a_campaign_name_is_unique unique check (length(name) between 1 and 80),
  type             text not null check (type in ('sales', 'satisfaction', 'revisit', 'verification', 'survey', 'invitation')),
  purpose          text not null check (purpose in ('retain', 'grow', 'acquire')),
  state            text not null default 'draft' check (state in ('draft', 'inReview', 'ready', 'running', 'paused', 'finished', 'reviewed')),
  site_id          uuid not null,
  list_id          uuid,
  caller_id        text not null default '',
  mode             text not null default 'progressive' check (mode in ('manual', 'preview', 'progressive', 'predictive')),
  calls_per_agent  numeric(4, 2) not null default 1 check (calls_per_agent between 1 and 5),
  calling_hours    jsonb not null,
  attempt_policy   jsonb not null,
  wrap_up_seconds  int not null default 30 check (wrap_up_seconds between 0 and 3600),
  target_successes int not null default 0 check (target_successes >= 0),
  starts_on        date,
  ends_on          date,
  opening_words    text not null default '' check (length(opening_words) <= 10000),
  script_version   int not null default 1,
  created_by       uuid,
  created_at       timestamptz not null default now(),
  started_at       timestamptz,
  finished_at      timestamptz,
  version          int not null default 1,
  constraint it_ends_after_it_starts check (ends_on is null or starts_on is null or ends_on >= starts_on),
  constraint it_started_once_it_ran check (state in ('draft', 'inReview', 'ready') or started_at is not null),
  constraint it_dials_from_a_list check (state in ('draft', 'inReview') or list_id is not null)
);
comment on column campaigns.campaign.version is 'Grows with each change; screens drop older news and refuse to save over newer.';
comment on column campaigns.campaign.calls_per_agent is 'Calls placed per free agent in predictive mode, until pacing that predicts replaces it.';
create index campaign_running on campaigns.campaign (id) where state = 'running';
call platform.site_rows('campaigns.campaign', 'site_id = any ((select platform.sites())::uuid[])', read_by_all => true);
call platform.audit_rows('campaigns.campaign');

create table campaigns.campaign_team (
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  team_id     uuid not null,
  primary key (campaign_id, team_id)
);
create index campaign_of_team on campaigns.campaign_team (team_id);
call platform.site_rows('campaigns.campaign_team', 'exists (select from campaigns.campaign c where c.id = campaign_id and c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
call platform.audit_rows('campaigns.campaign_team', 'campaign_id');

create table campaigns.gate (
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  step        text not null,
  passed_by   uuid,
  passed_by_name text not null default '',
  passed_at   timestamptz not null,
  note        text not null default '',
  primary key (campaign_id, step)
);
comment on table campaigns.gate is 'The nine steps of a campaign that somebody has signed off.';
call platform.site_rows('campaigns.gate', 'exists (select from campaigns.campaign c where c.id = campaign_id and c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
call platform.audit_rows('campaigns.gate', 'campaign_id');

create table campaigns.move (
  id          uuid primary key default platform.new_id(),
  campaign_id uuid not null references campaigns.campaign on delete cascade,
  at          timestamptz not null,
  move        text not null check (move in ('submit', 'approve', 'start', 'pause', 'resume', 'finish', 'review', 'reopen')),
  from_state  text not null,
  to_state    text not null,
  actor_id    uuid,
  actor_name  text not null default '',
  note        text not null default '' check (length(note) <= 2000)
);
comment on column campaigns.move.actor_name is 'As it was on that day; so is the name under a gate.';
comment on table campaigns.move is 'How the campaign came from state to state, by whom and why: its story, as people tell it.';
create index move_of_campaign on campaigns.move (campaign_id, at);
call platform.site_rows('campaigns.move', 'exists (select from campaigns.campaign c where c.id = campaign_id and c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);

-- door: campaigns.campaign_fact
create view campaigns.campaign_fact with (security_invoker = true) as
select id, name, type, purpose, state, site_id, list_id, target_successes, starts_on, ends_on, started_at, finished_at from campaigns.campaign;
comment on view campaigns.campaign_fact is 'What numbers are grouped and measured by: the type, the goal, the dates.';
grant select on campaigns.campaign_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
