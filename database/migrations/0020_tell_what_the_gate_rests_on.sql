-- What the gate rests on, for the desk of compliance: the age of registries, and the years whose holidays are known.

-- door: compliance.registry_fact
create view compliance.registry_fact with (security_invoker = true) as
select id, registry, dated, numbers, in_force_since from compliance.registry_version where state = 'inForce';
comment on view compliance.registry_fact is 'The editions of national registries in force.';

-- door: compliance.calendar_year_fact
create view compliance.calendar_year_fact with (security_invoker = true) as
select calendar, extract(year from day)::int as year, count(*) as days from compliance.holiday group by 1, 2;
comment on view compliance.calendar_year_fact is 'Years of a calendar somebody has entered holidays of; one that is missing counts as without any.';

-- door: compliance.rules_fact
create view compliance.rules_fact with (security_invoker = true) as
select distinct on (jurisdiction) id, jurisdiction, number, effective_from, approved_by_name, approved_at, came_with_product, rules
from compliance.rules_version where state = 'approved' and effective_from <= now()
order by jurisdiction, effective_from desc, number desc;
comment on view compliance.rules_fact is 'The calling rules of each jurisdiction that hold now, by the clock of the database.';

grant select on compliance.registry_fact, compliance.calendar_year_fact, compliance.rules_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
