-- Customers call us back: such a call is on record like any other, and counts in no measure of ours, for we placed none.
alter table calls.call add column direction text not null default 'out' check (direction in ('out', 'in'));
comment on column calls.call.direction is 'in: the customer called us; number is theirs, caller_id the one of ours they called.';
alter table calls.call alter column campaign_id drop not null;
alter table calls.call add constraint a_call_of_ours_has_a_campaign check (campaign_id is not null or direction = 'in');

create or replace view calls.call_fact with (security_invoker = true) as
select id, placed_at, campaign_id, entry_id, customer_id, list_id, batch_id, number, mode, attempt_number, script_version, agent_id, team_id, site_id,
       state, ringing_at, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, hold_ms, wrap_up_ms, abandoned,
       outcome, outcome_kind, outcome_at, recording, region
from calls.call where direction = 'out';
comment on view calls.call_fact is 'The calls we placed: what measures count.';

-- A call that never left our house for want of a node or a trunk was no attempt: caps do not count it.
create or replace view calls.attempt_fact with (security_invoker = true) as
select id, placed_at, campaign_id, customer_id, number, caller_id, ended_at, abandoned, outcome_kind, outcome_at
from calls.call c
where direction = 'out' and (cause, ended_by) is distinct from ('networkFault', 'us') and not (cause = 'cancelled' and ringing_at is null and exists (
  select from calls.signal s where s.call_id = c.id and s.provider_event_id in ('too-late-' || c.id, 'called-off-' || c.id)));

create or replace view calls.dial_fact with (security_invoker = true) as
select id, placed_at, campaign_id, entry_id, number, caller_id, state, answered_at, answered_by, bridged_at, ended_at, cause, ended_by, talk_ms, outcome, outcome_kind,
       recording is not null as recorded
from calls.call where direction = 'out';

-- door: calls.incoming_fact
create view calls.incoming_fact with (security_invoker = true) as
select id, placed_at, campaign_id, customer_id, number, caller_id, agent_id, team_id, site_id, state, answered_at, bridged_at, ended_at, cause, ended_by,
       talk_ms, hold_ms, wrap_up_ms, outcome, outcome_kind, outcome_at
from calls.call where direction = 'in';
comment on view calls.incoming_fact is 'The calls customers placed to us, taken or not.';
grant select on calls.incoming_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
