-- The ledger: every attempt, every signal it gave, how it ended. Rows are never deleted.
create schema calls;
call platform.open_schema('calls');

create table calls.call (
  id             uuid not null,
  placed_at      timestamptz not null,
  campaign_id    uuid not null,
  entry_id       uuid,
  customer_id    uuid,
  list_id        uuid,
  batch_id       uuid,
  number         text not null,
  caller_id      text not null,
  mode           text not null,
  attempt_number int not null check (attempt_number >= 1),
  script_version int not null,
  agent_id       uuid,
  team_id        uuid,
  site_id        uuid,
  state          text not null default 'placed' check (state in ('placed', 'ringing', 'answered', 'talking', 'ended')),
  ringing_at     timestamptz,
  answered_at    timestamptz,
  answered_by    text check (answered_by in ('person', 'machine')),
  bridged_at     timestamptz,
  ended_at       timestamptz,
  cause          text,
  ended_by       text check (ended_by in ('customer', 'us', 'network')),
  talk_ms        bigint not null default 0 check (talk_ms >= 0),
  hold_ms        bigint not null default 0 check (hold_ms >= 0),
  wrap_up_ms     bigint not null default 0 check (wrap_up_ms >= 0),
  abandoned      boolean not null default false,
  outcome        text,
  outcome_kind   text,
  outcome_at     timestamptz,
  note           text not null default '',
  recording      text,
  fencing        bigint not null,
  primary key (id, placed_at),
  constraint an_ended_call_tells_why check (state <> 'ended' or (ended_at is not null and cause is not null)),
  constraint time_runs_forward check (ended_at is null or (ended_at >= placed_at and (answered_at is null or ended_at >= answered_at)))
) partition by range (placed_at);
comment on column calls.call.team_id is 'Team of the agent at the time of the call; empty while no agent is on it.';
comment on column calls.call.talk_ms is 'From joining the agent to the end of the call, hold included.';
comment on column calls.call.fencing is 'The lease under which it was placed.';
create index call_of_campaign on calls.call (campaign_id, placed_at desc);
create index call_of_entry on calls.call (entry_id, placed_at desc);
create index call_of_customer on calls.call (customer_id, placed_at desc);
create index call_of_agent on calls.call (agent_id, placed_at desc) where agent_id is not null;
create index call_of_team on calls.call (team_id, placed_at desc) where team_id is not null;
-- Finds calls in flight after a restart; unlike a partial index on state it leaves updates in their page.
create index call_by_time on calls.call using brin (placed_at) with (pages_per_range = 16, autosummarize = on);
call platform.scope_rows('calls.call', 'agent_id', 'team_id', 'site_id');

create table calls.signal (
  call_id           uuid not null,
  at                timestamptz not null,
  kind              text not null,
  provider_event_id text not null,
  detail            jsonb,
  primary key (call_id, provider_event_id, at)
) partition by range (at);
comment on table calls.signal is 'What the telephone system told us, as it came, once each.';
call platform.grant_rows('calls.signal');
create policy signals_of_calls_seen on calls.signal for select to carillon_own, carillon_team, carillon_site
  using (exists (select from calls.call c where c.id = call_id));

-- Agents see the list entries of those they have been on a call with.
create policy entries_of_own_calls on lists.entry for select to carillon_own
  using (exists (select from calls.call c where c.entry_id = entry.id and c.agent_id = (select platform.uid())));

-- door: what other domains may read of the ledger, under the reader's own scope.
create view calls.call_fact with (security_invoker = true) as
select id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, mode, attempt_number, script_version, agent_id, team_id, site_id,
       state, ringing_at, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, hold_ms, wrap_up_ms, abandoned,
       outcome, outcome_kind, outcome_at, recording
from calls.call;
-- door: with the agent's note, for who speaks to the customer next.
create view calls.call_note_fact with (security_invoker = true) as
select id, placed_at, campaign_id, customer_id, agent_id, outcome, talk_ms, note from calls.call;
grant select on calls.call_fact, calls.call_note_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
