-- Reports of corrected customer records find the corrections of a period, and the customers spoken to in it;
-- those who called us are none of these.
create index edit_by_time on customers.edit (at);
-- Everything a report narrows by stands in the index: of a year millions of conversations are counted without reading one.
create index call_spoken on calls.call (placed_at) include (customer_id, campaign_id, agent_id, team_id, site_id)
  where talk_ms > 0 and direction = 'out';
