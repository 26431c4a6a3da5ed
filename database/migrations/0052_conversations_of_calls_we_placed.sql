-- Calls of ours and calls to us are told apart by now: whoever counts the customers spoken to need not look that up for each.
drop index calls.call_spoken;
create index call_spoken on calls.call (placed_at) include (customer_id, campaign_id, agent_id, team_id, site_id)
  where talk_ms > 0 and direction = 'out';
