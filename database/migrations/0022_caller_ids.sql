-- The numbers we call under: whose they are, what they are approved for, how much they may be used, and how they fare.
create table compliance.caller_id (
  id               uuid primary key default platform.new_id(),
  number           text not null constraint a_caller_id_stands_once unique check (number ~ '^\+?[0-9]{3,20}$'),
  kind             text not null check (kind in ('service95', 'service400', 'landline', 'axb', 'other')),
  purpose          text not null default 'any' check (purpose in ('any', 'marketing', 'service')),
  owner_name       text not null check (length(owner_name) between 1 and 80),
  licence          text not null default '' check (length(licence) <= 200),
  region           text not null default '' check (length(region) <= 60),
  concurrent_limit int check (concurrent_limit between 1 and 100000),
  hour_limit       int check (hour_limit between 1 and 1000000),
  day_limit        int check (day_limit between 1 and 10000000),
  state            text not null default 'inUse' check (state in ('inUse', 'resting', 'retired')),
  state_since      timestamptz not null,
  state_by_name    text not null default '',
  state_note       text not null default '' check (length(state_note) <= 500),
  rest_until       timestamptz,
  created_at       timestamptz not null,
  version          int not null default 1,
  constraint only_a_rest_has_an_end check (rest_until is null or state = 'resting'),
  constraint a_rest_tells_why check (state <> 'resting' or state_note <> '')
);
comment on table compliance.caller_id is 'The pool of numbers shown to customers. A number of a campaign that is not in the pool has no limits.';
comment on column compliance.caller_id.number is 'As dialled at home, or with + and country: the form domains/compliance/caller-ids.ts gives it.';
comment on column compliance.caller_id.licence is 'What proves that the owner holds it and may use it so: contract, licence or approval number.';
comment on column compliance.caller_id.hour_limit is 'Most calls placed within any 60 minutes; day_limit within any 24 hours. Empty: no such limit.';
call platform.share_rows('compliance.caller_id');
call platform.audit_rows('compliance.caller_id');

create table compliance.caller_id_flag (
  id             uuid primary key default platform.new_id(),
  caller_id_id   uuid not null references compliance.caller_id on delete cascade,
  label          text not null check (label in ('harassment', 'fraud', 'sales', 'other')),
  source         text not null check (length(source) between 1 and 80),
  seen_at        timestamptz not null,
  note           text not null default '' check (length(note) <= 500),
  noted_at       timestamptz not null,
  noted_by_name  text not null default '',
  cleared_at     timestamptz,
  cleared_by_name text not null default '',
  cleared_note   text not null default '' check (length(cleared_note) <= 500),
  constraint a_cleared_flag_tells_how check (cleared_at is null or cleared_note <> '')
);
comment on table compliance.caller_id_flag is 'Where a number is shown to people as a nuisance, who shows it so, and how the flag was taken off.';
create index flag_of_a_caller_id on compliance.caller_id_flag (caller_id_id, seen_at desc);
call platform.share_rows('compliance.caller_id_flag');
call platform.audit_rows('compliance.caller_id_flag');

-- door: compliance.caller_id_fact
create view compliance.caller_id_fact with (security_invoker = true) as
select c.id, c.number, c.kind, c.purpose, c.owner_name, c.region, c.concurrent_limit, c.hour_limit, c.day_limit, c.state, c.state_note, c.rest_until,
       (select count(*) from compliance.caller_id_flag f where f.caller_id_id = c.id and f.cleared_at is null)::int as open_flags
from compliance.caller_id c;
comment on view compliance.caller_id_fact is 'The pool of numbers, for those who watch how each fares.';
grant select on compliance.caller_id_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- door: calls.dial_fact
create view calls.dial_fact with (security_invoker = true) as
select id, placed_at, campaign_id, entry_id, number, caller_id, state, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, outcome, outcome_kind,
       recording is not null as recorded
from calls.call;
comment on view calls.dial_fact is 'Under which number each call went out and what became of it.';
grant select on calls.dial_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
