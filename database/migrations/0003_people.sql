-- Sites, teams, employees, skills.
create schema people;
call platform.open_schema('people');

create table people.site (
  id         uuid primary key default platform.new_id(),
  name       text not null constraint a_site_name_is_unique unique check (length(name) between 1 and 80),
  time_zone  text not null default 'Asia/Shanghai',
  day_starts_at text not null default '00:00' check (day_starts_at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  created_at timestamptz not null default now(),
  closed_at  timestamptz
);
comment on column people.site.day_starts_at is 'Local time at which a business day begins; a night shift may belong to the day before.';
call platform.share_rows('people.site');
call platform.audit_rows('people.site');

create table people.team (
  id         uuid primary key default platform.new_id(),
  site_id    uuid not null references people.site,
  name       text not null check (length(name) between 1 and 80),
  leader_id  uuid,
  created_at timestamptz not null default now(),
  closed_at  timestamptz,
  constraint a_team_name_is_unique_within_its_site unique (site_id, name)
);
call platform.share_rows('people.team');
call platform.audit_rows('people.team');

create table people.employee (
  id             uuid primary key default platform.new_id(),
  staff_number   text not null constraint a_staff_number_is_unique unique check (length(staff_number) between 1 and 20),
  name           text not null check (length(name) between 1 and 80),
  site_id        uuid not null references people.site,
  team_id        uuid references people.team,
  post           text not null,
  endpoint       text not null,
  joined_on      date not null,
  left_on        date,
  leaving_reason text,
  created_at     timestamptz not null default now(),
  version        int not null default 1,
  constraint nobody_leaves_before_joining check (left_on is null or left_on >= joined_on),
  constraint leaving_has_a_reason check (left_on is null or leaving_reason is not null)
);
comment on column people.employee.endpoint is 'The headset or extension the telephone system rings, e.g. sip:1001.';
create index employee_of_team on people.employee (team_id);
create index employee_of_site on people.employee (site_id);
call platform.scope_rows('people.employee', 'id', 'team_id', 'site_id');
call platform.audit_rows('people.employee');
alter table people.team add constraint a_leader_is_an_employee foreign key (leader_id) references people.employee;

create table people.skill (
  id   uuid primary key default platform.new_id(),
  name text not null constraint a_skill_name_is_unique unique check (length(name) between 1 and 60)
);
call platform.share_rows('people.skill');
call platform.audit_rows('people.skill');

create table people.employee_skill (
  employee_id uuid not null references people.employee on delete cascade,
  skill_id    uuid not null references people.skill,
  level       int not null check (level between 1 and 5),
  primary key (employee_id, skill_id)
);
call platform.share_rows('people.employee_skill');

-- door: people.site_fact
-- door: people.team_fact
-- door: people.employee_fact
create view people.site_fact with (security_invoker = true) as
select id, name, time_zone, day_starts_at, closed_at from people.site;
create view people.team_fact with (security_invoker = true) as
select id, site_id, name, closed_at from people.team;
create view people.employee_fact with (security_invoker = true) as
select id, staff_number, name, site_id, team_id, left_on from people.employee;
comment on view people.site_fact is 'Names and clocks, for every query that groups by site, team or person and tells days apart.';
grant select on people.site_fact, people.team_fact, people.employee_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
