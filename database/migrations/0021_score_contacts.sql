-- How likely each contact is to answer and to say yes, learned from what calls came to; and what may not be learned from.
create schema scoring;
call platform.open_schema('scoring');

create table scoring.plan (
  campaign_id     uuid primary key,
  is_on           boolean not null default true,
  kept_out        text[] not null default '{}',
  state           text not null default 'idle' check (state in ('idle', 'waiting', 'working', 'failed')),
  progress        int not null default 0 check (progress between 0 and 100),
  starts          int not null default 0,
  asked_at        timestamptz,
  worked_at       timestamptz,
  error           text,
  updated_at      timestamptz not null,
  updated_by_name text not null default '',
  version         int not null default 1
);
comment on table scoring.plan is 'Whether a campaign scores its contacts, and how far the training under way has come.';
comment on column scoring.plan.kept_out is 'Attributes the manager keeps out of learning, beside those refused as leaks.';
comment on column scoring.plan.worked_at is 'When training last got anywhere, by the wall clock.';
create index plan_at_work on scoring.plan (worked_at) where state in ('waiting', 'working');
call platform.site_rows('scoring.plan', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
create trigger record_change after insert or delete on scoring.plan for each row execute function platform.record_change('campaign_id');
create trigger record_decision after update on scoring.plan for each row
  when (old.version is distinct from new.version) execute function platform.record_change('campaign_id');

create table scoring.model (
  id           uuid primary key default platform.new_id(),
  campaign_id  uuid not null,
  version      int not null,
  kind         text not null check (kind in ('learned', 'groups')),
  trained_at   timestamptz not null,
  reason       text not null check (reason in ('asked', 'nightly', 'outcomes', 'started')),
  actor_name   text not null default '',
  rows         int not null check (rows >= 0),
  hits         int not null check (hits between 0 and rows),
  attempts     int not null check (attempts >= 0),
  answered     int not null check (answered between 0 and attempts),
  window_from  timestamptz,
  window_to    timestamptz,
  scored       int not null default 0 check (scored >= 0),
  switched_off int not null default 0 check (switched_off >= 0),
  took_ms      int not null default 0 check (took_ms >= 0),
  report       jsonb not null,
  scorers      jsonb,
  constraint a_version_is_made_once unique (campaign_id, version)
);
comment on table scoring.model is 'What was learned, when and from what, with how good it was on rows it had not seen.';
comment on column scoring.model.rows is 'Conversations learned from; hits: successes among them; attempts and answered for the chance of an answer.';
comment on column scoring.model.report is 'Measures, curves, calibration, drift and refused columns, as the model page shows them.';
comment on column scoring.model.scorers is 'The model itself; only the newest of a campaign keeps it.';
call platform.site_rows('scoring.model', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => false);

create table scoring.score (
  campaign_id uuid not null,
  entry_id    uuid not null,
  success     real not null check (success between 0 and 1),
  answer      real check (answer between 0 and 1),
  version     int not null,
  scored_at   timestamptz not null,
  place       real not null check (place between 0 and 1),
  reasons     jsonb not null default '[]',
  primary key (campaign_id, entry_id)
);
create index score_by_chance on scoring.score (campaign_id, success, entry_id);
comment on column scoring.score.success is 'The chance of a success once they talk; answer: the chance that a call is answered.';
comment on column scoring.score.place is 'Which share of the campaign’s contacts scores better: 0 is the best.';
comment on column scoring.score.reasons is 'What moved it most, for and against, in log-odds: [column, value, part].';
call platform.site_rows('scoring.score', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => false);

-- door: scoring.score_fact
create view scoring.score_fact with (security_invoker = true) as
select campaign_id, entry_id, success, answer, version, scored_at, place, reasons from scoring.score;
grant select on scoring.score_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- The order of the line: by priority, then by rank, then by how long they are due.
alter table dialer.contact
  add column rank real not null default 0.5 constraint a_rank_is_a_share check (rank between 0 and 1);
comment on column dialer.contact.rank is 'Smaller is called sooner among equals of priority: its place by score. 0.5 while nobody has scored it; drawn by lot for who wants no scoring.';
drop index dialer.contact_next;
create index contact_next on dialer.contact (campaign_id, priority, rank, due_at, entry_id) where state = 'waiting';
