-- Diagnosis: rules that combine measures, what they found, who works on it, and whether it helped.
create schema diagnosis;
call platform.open_schema('diagnosis');

create table diagnosis.rule (
  id              uuid primary key default platform.new_id(),
  code            text constraint a_combination_stands_once unique check (code ~ '^[a-z][a-zA-Z0-9]{0,39}$'),
  body            jsonb not null check (jsonb_typeof(body) = 'object'),
  is_on           boolean not null default false,
  version         int not null default 1 check (version > 0),
  judged_on       date,
  changed_at      timestamptz not null,
  changed_by_id   uuid,
  changed_by_name text not null default '',
  removed_at      timestamptz,
  constraint what_is_removed_is_off check (removed_at is null or not is_on)
);
comment on table diagnosis.rule is 'Two to four measures, whom they are compared with, and what to think when they lie so.';
comment on column diagnosis.rule.code is 'Of a combination that comes with the product; empty for rules people wrote.';
comment on column diagnosis.rule.judged_on is 'Business day of the last look by the clock: a rule looks once a window, so that chance is asked no oftener.';
call platform.share_rows('diagnosis.rule');
call platform.audit_rows('diagnosis.rule');
revoke delete on diagnosis.rule from carillon_team, carillon_site, carillon_all, carillon_engine;

create table diagnosis.former_rule (
  rule_id uuid not null references diagnosis.rule,
  version int not null,
  body    jsonb not null,
  at      timestamptz not null,
  by_name text not null default '',
  primary key (rule_id, version)
);
comment on table diagnosis.former_rule is 'Every version of a rule as it was written: a finding names the one it rests on.';
call platform.share_rows('diagnosis.former_rule');
revoke update, delete on diagnosis.former_rule from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table diagnosis.look (
  rule_id       uuid not null references diagnosis.rule,
  campaign_id   uuid not null,
  at            timestamptz not null,
  window_from   date not null,
  window_to     date not null,
  judged        int not null,
  too_few       int not null,
  without_peers int not null,
  found         int not null,
  primary key (rule_id, campaign_id)
);
comment on table diagnosis.look is 'The last look of a rule at a campaign: how many people it could judge, and why not the others.';
call platform.share_rows('diagnosis.look');

create table diagnosis.finding (
  id             uuid primary key default platform.new_id(),
  number         bigint not null generated always as identity constraint a_finding_has_its_number unique,
  rule_id        uuid not null references diagnosis.rule,
  rule_version   int not null,
  branch         text not null,
  scope          text not null check (scope in ('project', 'person')),
  action         text not null check (action in ('task', 'ticket', 'note')),
  campaign_id    uuid not null,
  agent_id       uuid,
  team_id        uuid,
  site_id        uuid,
  behaviour      text not null,
  window_from    date not null,
  window_to      date not null,
  evidence       jsonb not null,
  times          int not null default 1 check (times > 0),
  state          text not null default 'open' check (state in ('open', 'taken', 'done', 'verified', 'dismissed')),
  owner_id       uuid,
  owner_name     text not null default '',
  found_at       timestamptz not null,
  seen_at        timestamptz not null,
  done_on        date,
  verify_on      date,
  verdict        text check (verdict in ('better', 'notProven', 'worse')),
  verification   jsonb,
  verified_at    timestamptz,
  reason         text not null default '' check (length(reason) <= 500),
  dismissed_at   timestamptz,
  version        int not null default 1,
  constraint a_person_is_named_where_it_is_one check ((scope = 'person') = (agent_id is not null)),
  constraint a_ticket_is_for_the_project check ((action = 'ticket') <= (scope = 'project') and (action = 'task') <= (scope = 'person')),
  constraint the_window_has_a_beginning check (window_from <= window_to),
  constraint what_is_done_is_looked_at_again check ((state in ('done', 'verified')) <= (done_on is not null and (verify_on is not null or action = 'note'))),
  constraint what_is_verified_has_a_verdict check ((state = 'verified') = (verdict is not null)),
  constraint dismissing_has_a_reason check ((state = 'dismissed') = (dismissed_at is not null) and (state <> 'dismissed' or reason <> ''))
);
comment on table diagnosis.finding is 'What a rule found: evidence, who works on it, and whether the named behaviour moved more than that of the peers.';
comment on column diagnosis.finding.behaviour is 'The one near behaviour that is worked on: a measure of the dictionary.';
comment on column diagnosis.finding.times is 'In how many looks it was seen; the evidence is that of the last.';
comment on column diagnosis.finding.verify_on is 'Last business day of the window held against the one it was found in; a note is done without.';
create unique index one_open_finding_of_a_rule_and_subject on diagnosis.finding
  (rule_id, campaign_id, coalesce(agent_id, '00000000-0000-0000-0000-000000000000'::uuid))
  where state in ('open', 'taken') or (state = 'done' and action <> 'note');
create index finding_newest on diagnosis.finding (found_at desc, id desc);
create index finding_of_agent on diagnosis.finding (agent_id) where agent_id is not null;
create index finding_to_verify on diagnosis.finding (verify_on) where state = 'done';
call platform.scope_rows('diagnosis.finding', null, 'team_id', 'site_id');
call platform.audit_rows('diagnosis.finding');
revoke delete on diagnosis.finding from carillon_team, carillon_site, carillon_all, carillon_engine;
-- Agents read what they were told of: their own tasks somebody has taken up.
revoke insert, update on diagnosis.finding from carillon_own;
create policy own_tasks on diagnosis.finding for select to carillon_own
  using (agent_id = (select platform.uid()) and action = 'task' and state in ('taken', 'done', 'verified'));

create table diagnosis.note (
  id         uuid primary key default platform.new_id(),
  finding_id uuid not null references diagnosis.finding,
  at         timestamptz not null,
  kind       text not null check (kind in ('found', 'noted', 'take', 'putBack', 'finish', 'verify', 'dismiss', 'undoDismiss')),
  by_id      uuid,
  by_name    text not null default '',
  words      text not null default '' check (length(words) <= 2000)
);
comment on table diagnosis.note is 'The story of a finding. Never changed.';
create index note_of_finding on diagnosis.note (finding_id, at);
call platform.site_rows('diagnosis.note', 'exists (select from diagnosis.finding f where f.id = finding_id)', read_by_all => false);
revoke update, delete on diagnosis.note from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- door: diagnosis.finding_fact
create view diagnosis.finding_fact with (security_invoker = true) as
select id, number, rule_id, branch, scope, action, campaign_id, agent_id, team_id, site_id, behaviour, window_from, window_to,
       state, owner_id, owner_name, found_at, done_on, verify_on, verdict, verified_at
from diagnosis.finding;
comment on view diagnosis.finding_fact is 'Findings by what they are counted by.';
grant select on diagnosis.finding_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
