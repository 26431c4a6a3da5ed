-- Voice flows: what callers hear, press and say where no agent takes the call, and what they answered.
create schema ivr;
call platform.open_schema('ivr');

create table ivr.flow (
  id              uuid primary key default platform.new_id(),
  name            text not null constraint a_flow_has_its_name unique check (length(name) between 1 and 60),
  purpose         text not null check (purpose in ('incoming', 'survey')),
  site_id         uuid not null,
  state           text not null default 'draft' check (state in ('draft', 'published', 'retired')),
  draft           jsonb not null check (jsonb_typeof(draft) = 'object'),
  revision        int not null default 1,
  version         int,
  changed_at      timestamptz not null,
  changed_by_name text not null default '',
  constraint published_once_it_left_draft check (state = 'draft' or version is not null or state = 'retired')
);
comment on table ivr.flow is 'One voice flow: the draft people write, and which version callers hear.';
comment on column ivr.flow.revision is 'Grows with each saved draft; who saves an older one is told so.';
comment on column ivr.flow.version is 'Of ivr.flow_version: what callers hear now; null: never published.';
call platform.site_rows('ivr.flow', 'site_id = any ((select platform.sites())::uuid[])', read_by_all => true);
call platform.audit_rows('ivr.flow');

create table ivr.flow_version (
  flow_id           uuid not null references ivr.flow,
  version           int not null,
  body              jsonb not null,
  words             text not null default '' check (length(words) <= 300),
  published_at      timestamptz not null,
  published_by_name text not null default '',
  primary key (flow_id, version)
);
comment on table ivr.flow_version is 'What was published, for good: a call keeps the version it began with.';
call platform.site_rows('ivr.flow_version', 'exists (select from ivr.flow f where f.id = flow_id and f.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
revoke update, delete on ivr.flow_version from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table ivr.number (
  number          text primary key check (number ~ '^\+?[0-9]{3,20}$'),
  flow_id         uuid not null references ivr.flow,
  changed_at      timestamptz not null,
  changed_by_name text not null default ''
);
comment on table ivr.number is 'Which of our numbers a flow answers.';
create index number_of_flow on ivr.number (flow_id);
call platform.site_rows('ivr.number', 'exists (select from ivr.flow f where f.id = flow_id and f.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
call platform.audit_rows('ivr.number', 'number');

create table ivr.campaign_survey (
  campaign_id     uuid primary key,
  flow_id         uuid not null references ivr.flow,
  changed_at      timestamptz not null,
  changed_by_name text not null default ''
);
comment on table ivr.campaign_survey is 'To which survey the agents of a campaign hand their customers at the end.';
create index campaign_survey_of_flow on ivr.campaign_survey (flow_id);
call platform.site_rows('ivr.campaign_survey', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
call platform.audit_rows('ivr.campaign_survey', 'campaign_id');

create table ivr.run (
  id            uuid primary key,
  flow_id       uuid not null,
  version       int not null,
  purpose       text not null check (purpose in ('incoming', 'survey')),
  site_id       uuid,
  number        text not null default '',
  called_number text not null default '',
  customer_id   uuid,
  campaign_id   uuid,
  agent_id      uuid,
  team_id       uuid,
  began_at      timestamptz not null,
  ended_at      timestamptz,
  ended         text check (ended in ('completed', 'handedOver', 'hungUp', 'gaveUp', 'tooLong', 'lost')),
  resumptions   int not null default 0,
  constraint what_ended_ended_somehow check ((ended_at is null) = (ended is null))
);
comment on table ivr.run is 'One call through a flow; its id is the call''s.';
comment on column ivr.run.agent_id is 'Of a survey: whose conversation it is about; team and site are those of that moment.';
comment on column ivr.run.number is 'Of the caller or the customer; empty once they have been forgotten.';
create index run_of_flow on ivr.run (flow_id, began_at desc, id desc);
create index run_under_way on ivr.run (id) where ended_at is null;
create index run_of_customer on ivr.run (customer_id) where customer_id is not null;
call platform.scope_rows('ivr.run', null, 'team_id', 'site_id');

create table ivr.answer (
  id             uuid not null default platform.new_id() unique,
  run_id         uuid not null,
  place          int not null check (place >= 1),
  step_id        text not null,
  step_name      text not null,
  kind           text not null check (kind in ('say', 'choose', 'chooseSeveral', 'number', 'speak', 'handOver', 'end')),
  reading        text check (reading in ('digits', 'phone', 'age')),
  entered_at     timestamptz not null,
  left_at        timestamptz,
  result         text check (result in ('answered', 'passed', 'nobody', 'gaveUp', 'hungUp', 'cutShort')),
  given          text[] not null default '{}',
  tries          int not null default 1,
  wrong_keys     int not null default 0,
  silences       int not null default 0,
  recording      text,
  spoken_seconds double precision,
  primary key (run_id, place),
  constraint what_was_left_came_out_somehow check ((left_at is null) = (result is null))
);
comment on table ivr.answer is 'One passage of a caller through one step, in the order they came.';
comment on column ivr.answer.given is 'What was chosen or typed; of what was said the recording tells.';
comment on column ivr.answer.recording is 'The stretch of the call''s recording, as the telephone system calls it.';
call platform.grant_rows('ivr.answer');
create policy with_their_run on ivr.answer to carillon_team, carillon_site
  using (exists (select from ivr.run r where r.id = run_id)) with check (false);

-- door: recordings.part_fact
create view recordings.part_fact with (security_invoker = true) as
select name, call_id, stopped_at, state, samples / 8 as milliseconds,
       case when state = 'kept' then
         (sum(samples) filter (where state = 'kept') over (partition by call_id order by stopped_at, name) - samples) / 8 end as from_ms
from recordings.part;
comment on view recordings.part_fact is 'Stretches of recordings: where each stands in the sound of its call.';
grant select on recordings.part_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
