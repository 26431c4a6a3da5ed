-- Recordings of calls that came in are kept like those of calls we placed; such a call may belong to no campaign.
alter table recordings.recording alter column campaign_id drop not null;

-- door: calls.talk_fact
create view calls.talk_fact with (security_invoker = true) as
select id, placed_at, direction, campaign_id, entry_id, customer_id, number, agent_id, team_id, site_id, state, bridged_at, ended_at, talk_ms, outcome, outcome_kind,
       recording is not null as recorded
from calls.call;
comment on view calls.talk_fact is 'Calls we placed and calls placed to us, for what is kept of conversations whoever began them.';
grant select on calls.talk_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
