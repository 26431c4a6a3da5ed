-- Who may change which site, team and skill level; notes of leaving; versions; search by pinyin.

-- The audit trail is read through access.
-- door: platform.audit_entry

alter table people.site add column version int not null default 1;
alter table people.team add column version int not null default 1;
alter table people.skill add column version int not null default 1;

alter table people.employee
  add column leaving_note text check (length(leaving_note) <= 500),
  add column gone_at timestamptz,
  add column pinyin text not null default '';
comment on column people.employee.gone_at is 'When the leaving took effect: the day of leaving had come, the account was closed. Null while somebody is present.';
comment on column people.employee.pinyin is 'Full spelling and initials of the name ("wangfang wf"), so that a keyboard without Chinese input finds the person.';

-- The telephone system rings an endpoint, so it must mean one person; those who left free theirs.
create unique index an_endpoint_rings_one_person on people.employee (endpoint) where gone_at is null and endpoint <> '';
create index leaving_to_come on people.employee (left_on) where left_on is not null and gone_at is null;
create index employee_by_pinyin on people.employee (pinyin, id);

-- Everyone sees oneself, also a leader whose own team is none of those led.
create policy oneself on people.employee for select to carillon_team, carillon_site using (id = (select platform.uid()));

-- Everyone reads the names of sites and teams; whoever runs a site changes that site and its teams, a leader the own team.
drop policy leaders_write on people.site;
create policy site_rows on people.site to carillon_site
  using (id = any ((select platform.sites())::uuid[])) with check (id = any ((select platform.sites())::uuid[]));
drop policy leaders_write on people.team;
create policy team_rows on people.team to carillon_team
  using (id = any ((select platform.teams())::uuid[])) with check (id = any ((select platform.teams())::uuid[]));
create policy site_rows on people.team to carillon_site
  using (site_id = any ((select platform.sites())::uuid[])) with check (site_id = any ((select platform.sites())::uuid[]));

-- A skill level is seen by whoever sees the employee, and set by leaders.
drop policy everyone_reads on people.employee_skill;
drop policy leaders_write on people.employee_skill;
create policy seen_with_the_employee on people.employee_skill for select to carillon_own, carillon_team, carillon_site
  using (exists (select from people.employee e where e.id = employee_id));
create policy leaders_write on people.employee_skill to carillon_team, carillon_site
  using (exists (select from people.employee e where e.id = employee_id))
  with check (exists (select from people.employee e where e.id = employee_id));
call platform.audit_rows('people.employee_skill', 'employee_id');

-- Whoever runs a site may sign out the people of that site.
create policy site_sessions on access.session to carillon_site
  using (exists (select from access.account a where a.id = account_id and a.site_ids && (select platform.sites())));

-- Counts and clashes concern rows the reader may not see; the answer tells a number, never whose.
create function people.team_size(team uuid) returns bigint language sql stable security definer set search_path = pg_catalog
  return (select count(*) from people.employee e where e.team_id = team and e.gone_at is null);
create function people.users_of_site(site uuid) returns bigint language sql stable security definer set search_path = pg_catalog
  return (select count(*) from people.employee e where e.site_id = site and e.gone_at is null)
       + (select count(*) from people.team t where t.site_id = site and t.closed_at is null);
create function people.skill_holders(skill uuid) returns bigint language sql stable security definer set search_path = pg_catalog
  return (select count(*) from people.employee_skill es where es.skill_id = skill);
create function people.endpoint_is_taken(wanted text, except_employee uuid) returns boolean language sql stable security definer set search_path = pg_catalog
  return exists (select from people.employee e where e.endpoint = wanted and wanted <> '' and e.gone_at is null and e.id is distinct from except_employee);
