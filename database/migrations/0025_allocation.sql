-- Who is to call which contact; whose book a customer is in; the pool of customers nobody has, and how it is drawn from.
create schema allocation;
call platform.open_schema('allocation');

create table allocation.run (
  id            uuid primary key default platform.new_id(),
  campaign_id   uuid not null,
  site_id       uuid not null,
  method        text not null check (method in ('hand', 'quota', 'skill', 'rule', 'fair', 'roundRobin')),
  spec          jsonb not null,
  seed          bigint not null,
  state         text not null default 'planned' check (state in ('planned', 'applied', 'undone', 'dropped')),
  contacts      int not null check (contacts >= 0),
  left_over     int not null check (left_over >= 0),
  outcome       jsonb not null,
  created_by    uuid,
  created_by_name text not null default '',
  created_at    timestamptz not null,
  applied_at    timestamptz,
  undone_at     timestamptz,
  undone_by_name text not null default '',
  constraint an_applied_run_tells_when check ((state in ('applied', 'undone')) = (applied_at is not null)),
  constraint an_undone_run_tells_when check ((state = 'undone') = (undone_at is not null))
);
comment on column allocation.run.outcome is 'Who gets how many and what expected value, as previewed and then given.';
comment on column allocation.run.seed is 'Chance of this run: the same seed over the same contacts deals the same way.';
comment on column allocation.run.left_over is 'Contacts that matched but were given to nobody.';
create index run_of_campaign on allocation.run (campaign_id, created_at desc);
call platform.site_rows('allocation.run', 'site_id = any ((select platform.sites())::uuid[])', read_by_all => false);
call platform.audit_rows('allocation.run');

create table allocation.assignment (
  id             uuid primary key default platform.new_id(),
  campaign_id    uuid not null,
  entry_id       uuid not null,
  customer_id    uuid not null,
  agent_id       uuid,
  team_id        uuid,
  site_id        uuid not null,
  run_id         uuid references allocation.run,
  expected_value real check (expected_value between 0 and 1),
  at             timestamptz not null,
  ended_at       timestamptz,
  why            text check (why in ('undone', 'reassigned', 'agentLeft', 'agentMoved', 'agentAbsent', 'givenBack', 'taken')),
  replaces       uuid,
  change_id      uuid not null,
  constraint somebody_is_to_call check (agent_id is not null or team_id is not null),
  constraint an_ended_assignment_tells_why check ((ended_at is null) = (why is null))
);
comment on column allocation.assignment.team_id is 'The team whose shared book it stands in where there is no agent; else the agent''s team.';
comment on column allocation.assignment.expected_value is 'How likely a success was thought when it was given; empty where nothing was known.';
comment on column allocation.assignment.replaces is 'The assignment this one took the place of; an undone run puts it back.';
comment on column allocation.assignment.change_id is 'What last changed this row: the dialer takes over all rows of a change at once.';
create unique index a_contact_is_in_one_book on allocation.assignment (campaign_id, entry_id) where ended_at is null;
create index assignment_of_agent on allocation.assignment (agent_id, at) where agent_id is not null;
create index assignment_in_book on allocation.assignment (agent_id, customer_id) where ended_at is null;
create index assignment_of_team on allocation.assignment (team_id, at);
create index assignment_of_run on allocation.assignment (run_id);
create index assignment_of_change on allocation.assignment (change_id);
create index assignment_of_entry on allocation.assignment (entry_id) where ended_at is null;
call platform.scope_rows('allocation.assignment', 'agent_id', 'team_id', 'site_id');

-- door: allocation.assignment_fact
create view allocation.assignment_fact with (security_invoker = true) as
select id, campaign_id, entry_id, customer_id, agent_id, team_id, site_id, run_id, expected_value, at, ended_at, why, change_id
from allocation.assignment;
comment on view allocation.assignment_fact is 'Who is, or was, to call which contact; rows without ended_at are in force.';
grant select on allocation.assignment_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- An agent sees the entries in the own book before the first call.
create policy entries_in_own_book on lists.entry for select to carillon_own
  using (exists (select from allocation.assignment a where a.entry_id = entry.id and a.agent_id = (select platform.uid()) and a.ended_at is null));

create table allocation.rules (
  one                   boolean primary key default true check (one),
  absent_days           int not null default 3 check (absent_days between 1 and 60),
  return_to             text not null default 'shared' check (return_to in ('shared', 'team')),
  claims_per_day        int not null default 20 check (claims_per_day between 0 and 10000),
  holding_limit         int not null default 500 check (holding_limit between 1 and 1000000),
  protected_days        int not null default 3 check (protected_days between 0 and 365),
  followup_days         int not null default 15 check (followup_days between 1 and 3650),
  deal_days             int not null default 90 check (deal_days between 1 and 3650),
  warn_days             int not null default 3 check (warn_days between 0 and 60),
  reclaim_days          int not null default 7 check (reclaim_days between 0 and 365),
  recycles              boolean not null default true,
  live_prospects        int not null default 300 check (live_prospects between 1 and 100000),
  daily_new             int not null default 7 check (daily_new between 0 and 1000),
  daily_revisits        int not null default 3 check (daily_revisits between 0 and 1000),
  version               int not null default 1,
  constraint a_warning_comes_before_the_end check (warn_days < followup_days and warn_days < deal_days)
);
comment on table allocation.rules is 'How customers are drawn from the pool and go back to it, and what a book should hold.';
insert into allocation.rules default values;
call platform.share_rows('allocation.rules');
call platform.audit_rows('allocation.rules', 'one');

create table allocation.holding (
  customer_id     uuid primary key,
  agent_id        uuid not null,
  team_id         uuid,
  site_id         uuid,
  since           timestamptz not null,
  protected_until timestamptz not null,
  warned_at       timestamptz
);
comment on table allocation.holding is 'Since when an agent has a customer; the customer''s owner itself stands in the customer''s record.';
create index holding_of_agent on allocation.holding (agent_id);
call platform.scope_rows('allocation.holding', 'agent_id', 'team_id', 'site_id');

create table allocation.pool_move (
  id          uuid primary key default platform.new_id(),
  at          timestamptz not null,
  customer_id uuid not null,
  kind        text not null check (kind in ('claim', 'assign', 'release', 'noFollowup', 'noDeal', 'agentLeft')),
  from_agent  uuid,
  to_agent    uuid,
  agent_id    uuid not null,
  team_id     uuid,
  site_id     uuid,
  by_id       uuid,
  by_name     text not null default '',
  note        text not null default '' check (length(note) <= 500),
  constraint it_goes_from_or_to_somebody check (from_agent is not null or to_agent is not null)
);
comment on column allocation.pool_move.agent_id is 'Whose book it is about: the new holder, or the last one where it went back to the pool.';
create index pool_move_of_customer on allocation.pool_move (customer_id, at desc);
create index pool_move_of_agent on allocation.pool_move (agent_id, at desc);
call platform.scope_rows('allocation.pool_move', 'agent_id', 'team_id', 'site_id');
revoke update, delete on allocation.pool_move from carillon_own, carillon_team, carillon_site, carillon_all;

-- door: allocation.pool_move_fact
create view allocation.pool_move_fact with (security_invoker = true) as
select id, at, customer_id, kind, from_agent, to_agent, agent_id, team_id, site_id, by_id, by_name, note from allocation.pool_move;
comment on view allocation.pool_move_fact is 'How customers came into books and back into the pool.';
grant select on allocation.pool_move_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- The pool is read newest first.
create index customer_in_pool on customers.customer (id) where owner_id is null;

-- Assigned contacts wait for whom they are assigned to and leave the shared line, which is read without them.
alter table dialer.contact add column assigned_to uuid;
comment on column dialer.contact.assigned_to is 'The agent, or the team, in whose book the contact is: nobody else calls it.';
create index contact_in_book on dialer.contact (campaign_id, assigned_to, priority, rank, due_at, entry_id)
  where state = 'waiting' and assigned_to is not null;
drop index dialer.contact_next;
create index contact_next_shared on dialer.contact (campaign_id, priority, rank, due_at, entry_id)
  where state = 'waiting' and assigned_to is null;
create index contact_due_shared on dialer.contact (campaign_id, due_at) where state = 'waiting' and assigned_to is null;
