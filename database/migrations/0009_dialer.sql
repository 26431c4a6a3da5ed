-- Whom each campaign still has to call, and what was promised to customers.
create schema dialer;
call platform.open_schema('dialer');

create table dialer.contact (
  campaign_id   uuid not null,
  entry_id      uuid not null,
  customer_id   uuid not null,
  list_id       uuid not null,
  batch_id      uuid not null,
  number        text not null,
  state         text not null default 'waiting' check (state in ('waiting', 'reserved', 'closed')),
  priority      int not null default 100,
  due_at        timestamptz not null,
  attempts      int not null default 0 check (attempts >= 0),
  attempt_limit int check (attempt_limit > 0),
  tries_by_cause jsonb not null default '{}',
  owner_id      uuid,
  last_outcome  text,
  close_reason  text,
  closed_at     timestamptz,
  reserved_by   bigint,
  primary key (campaign_id, entry_id),
  constraint a_closed_contact_tells_why check ((state = 'closed') = (close_reason is not null)),
  constraint a_reservation_has_a_holder check ((state = 'reserved') = (reserved_by is not null))
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01);
comment on column dialer.contact.owner_id is 'The agent a callback was promised to.';
comment on column dialer.contact.reserved_by is 'Fencing number of the lease under which it waits in memory to be dialled.';
create index contact_next on dialer.contact (campaign_id, priority, due_at, entry_id) where state = 'waiting';
create index contact_due on dialer.contact (campaign_id, due_at) where state = 'waiting';
create index contact_of_batch on dialer.contact (batch_id);
call platform.share_rows('dialer.contact');

-- door: how far each campaign has come with its list.
create view dialer.contact_fact with (security_invoker = true) as
select campaign_id, entry_id, customer_id, list_id, batch_id, state, attempts, due_at, last_outcome, close_reason, closed_at from dialer.contact;
grant select on dialer.contact_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create schema followups;
call platform.open_schema('followups');
create table followups.followup (
  id          uuid primary key default platform.new_id(),
  kind        text not null check (kind in ('callback', 'commitment')),
  campaign_id uuid not null,
  entry_id    uuid,
  customer_id uuid,
  call_id     uuid,
  agent_id    uuid not null,
  team_id     uuid,
  site_id     uuid,
  due_at      timestamptz not null,
  note        text not null default '' check (length(note) <= 4000),
  state       text not null default 'open' check (state in ('open', 'done', 'cancelled')),
  created_at  timestamptz not null,
  done_at     timestamptz
);
create index followup_open on followups.followup (agent_id, due_at) where state = 'open';
create index followup_of_contact on followups.followup (campaign_id, entry_id) where state = 'open';
call platform.scope_rows('followups.followup', 'agent_id', 'team_id', 'site_id');

-- door: what was promised to customers, by whom.
create view followups.followup_fact with (security_invoker = true) as
select id, kind, campaign_id, entry_id, customer_id, call_id, agent_id, team_id, site_id, due_at, state, created_at, done_at from followups.followup;
grant select on followups.followup_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create schema desk;
call platform.open_schema('desk');
create table desk.draft (
  call_id  uuid primary key,
  agent_id uuid not null,
  draft    jsonb not null,
  at       timestamptz not null
);
comment on table desk.draft is 'What an agent has typed into the outcome form so far; gone once the outcome is given.';
call platform.scope_rows('desk.draft', 'agent_id', null, null);
grant delete on desk.draft to carillon_own;
