-- Three levels of rules that take contacts out of a campaign before it dials, and the classes of those who stay.
create schema screening;
call platform.open_schema('screening');

create table screening.plan (
  campaign_id     uuid primary key,
  rules           jsonb not null default '[]',
  classes         jsonb not null default '[]',
  spraying        jsonb not null,
  automatic       boolean not null default true,
  in_force        boolean not null default false,
  screened_list   uuid,
  screened_up_to  uuid,
  updated_at      timestamptz not null,
  updated_by_name text not null default '',
  version         int not null default 1,
  constraint what_is_in_force_was_screened check (not in_force or screened_list is not null)
);
comment on table screening.plan is 'The rules and classes of each campaign; those of the centre under the nil id.';
comment on column screening.plan.screened_up_to is 'The newest entry the last run saw: later ones are not dialled before they are screened too.';
comment on column screening.plan.automatic is 'Screened anew each night, and when its list changes.';
call platform.site_rows('screening.plan', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
create trigger record_change after insert or delete on screening.plan for each row execute function platform.record_change('campaign_id');
create trigger record_decision after update on screening.plan for each row
  when (old.version is distinct from new.version) execute function platform.record_change('campaign_id');

create table screening.run (
  id          uuid primary key default platform.new_id(),
  campaign_id uuid not null,
  list_id     uuid,
  at          timestamptz not null,
  reason      text not null check (reason in ('asked', 'nightly', 'listChanged', 'lifted')),
  actor_name  text not null default '',
  total       int not null check (total >= 0),
  passed      int not null check (passed >= 0),
  added       int not null check (added >= 0),
  released    int not null check (released >= 0),
  took_ms     int not null check (took_ms >= 0),
  result      jsonb not null,
  constraint no_more_pass_than_there_are check (passed <= total)
);
comment on column screening.run.result is 'What each rule took and would take alone, and what each class got, with their names of that day.';
comment on column screening.run.added is 'Contacts taken out that were not taken out before; released: the other way round.';
create index run_of_campaign on screening.run (campaign_id, id desc);
call platform.site_rows('screening.run', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => false);

create table screening.exclusion (
  campaign_id uuid not null,
  entry_id    uuid not null,
  rule_id     uuid not null,
  level       text not null check (level in ('primary', 'middle', 'high')),
  run_id      uuid not null,
  primary key (campaign_id, entry_id)
);
comment on column screening.exclusion.run_id is 'The run that first took it by this rule.';
create index exclusion_by_rule on screening.exclusion (campaign_id, rule_id, entry_id);
call platform.site_rows('screening.exclusion', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => false);

create table screening.grade (
  campaign_id   uuid not null,
  entry_id      uuid not null,
  class_code    text not null,
  priority      int not null,
  attempt_limit int check (attempt_limit > 0),
  ring_seconds  int constraint a_class_rings_long_enough check (ring_seconds between 15 and 90),
  score         real,
  primary key (campaign_id, entry_id)
);
create index grade_by_class on screening.grade (campaign_id, class_code, entry_id);
call platform.site_rows('screening.grade', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => false);

-- What ended calls tell of a number, until two agree or one is enough.
create table screening.number_signal (
  call_id uuid primary key,
  number  text not null,
  at      timestamptz not null,
  says    text not null check (says in ('suspended', 'empty', 'fax', 'dataCard', 'notThePerson', 'invalid', 'valid'))
);
create index signal_of_number on screening.number_signal (number, at desc);
call platform.grant_rows('screening.number_signal');

create table screening.heard (
  up_to timestamptz not null,
  one   boolean primary key default true check (one)
);
comment on table screening.heard is 'Up to when the ledger has been read for what it tells of numbers.';
call platform.grant_rows('screening.heard');

-- door: whom the rules have taken out of a campaign.
create view screening.exclusion_fact with (security_invoker = true) as
select campaign_id, entry_id, rule_id, level from screening.exclusion;
-- door: the class of each contact that stays.
create view screening.grade_fact with (security_invoker = true) as
select campaign_id, entry_id, class_code, priority, attempt_limit, ring_seconds, score from screening.grade;
-- door: how far a campaign's list has been screened; no row where it is not screened.
create view screening.screened_fact with (security_invoker = true) as
select campaign_id, screened_list as list_id, screened_up_to from screening.plan where in_force;
grant select on screening.exclusion_fact, screening.grade_fact, screening.screened_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

alter table dialer.contact add column ring_seconds int check (ring_seconds between 15 and 90);
comment on column dialer.contact.ring_seconds is 'How long its class lets it ring; empty: as the campaign says.';
