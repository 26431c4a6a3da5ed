-- A call that never left our house for want of a node or a trunk was no attempt: caps do not count it.
create or replace view calls.attempt_fact with (security_invoker = true) as
select id, placed_at, campaign_id, customer_id, number, caller_id, ended_at, abandoned, outcome_kind, outcome_at
from calls.call c
where direction = 'out' and (cause, ended_by) is distinct from ('networkFault', 'us') and not (cause = 'cancelled' and ringing_at is null and exists (
  select from calls.signal s where s.call_id = c.id and s.provider_event_id in ('too-late-' || c.id, 'called-off-' || c.id)));
