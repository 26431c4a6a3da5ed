-- A campaign is forecast once at a time, also when two people ask in the same instant.
update simulation.forecast f set state = 'cancelled'
where state in ('waiting', 'working')
  and exists (select from simulation.forecast n where n.campaign_id = f.campaign_id and n.state in ('waiting', 'working') and n.id > f.id);
create unique index one_forecast_at_work on simulation.forecast (campaign_id) where state in ('waiting', 'working');
