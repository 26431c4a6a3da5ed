-- What leaders did to a call or an agent at work: listened, spoke along, forced a pause, signed out, hung up.
create schema floor;
call platform.open_schema('floor');

create table floor.action (
  id       uuid primary key default platform.new_id(),
  at       timestamptz not null,
  actor_id uuid not null,
  actor_name text not null,
  kind     text not null check (kind in ('listen', 'whisper', 'barge', 'leave', 'notReady', 'signOut', 'hangUp')),
  agent_id uuid,
  team_id  uuid,
  site_id  uuid,
  call_id  uuid,
  refusal  text,
  constraint it_was_done_to_somebody check (agent_id is not null or call_id is not null)
);
comment on table floor.action is 'Written before the deed, so that nobody listens off the record.';
comment on column floor.action.actor_name is 'As it was then: readers may not see the employee who acted.';
comment on column floor.action.team_id is 'Team of the agent at the time: leaders of that team see the row.';
comment on column floor.action.refusal is 'Why the telephone system or the rules said no; empty where it was done.';
create index action_on_agent on floor.action (agent_id, id desc);
create index action_by_time on floor.action (at desc);
call platform.scope_rows('floor.action', null, 'team_id', 'site_id');
-- A record of what was done is for reading: nobody deletes it.
revoke insert, update on floor.action from carillon_own;
revoke delete on floor.action from carillon_team, carillon_site, carillon_all, carillon_engine;
call platform.audit_rows('floor.action');
