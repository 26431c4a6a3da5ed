-- Reports: views people keep, schedules by which reports go out by mail, and what became of each sending.
create schema reports;
call platform.open_schema('reports');

create table reports.view (
  id         uuid primary key default platform.new_id(),
  report     text not null check (length(report) between 1 and 40),
  name       text not null check (length(name) between 1 and 60),
  request    jsonb not null,
  sharing    text not null default 'own' check (sharing in ('own', 'team', 'all')),
  owner_id   uuid not null,
  owner_name text not null default '',
  team_ids   uuid[] not null default '{}',
  version    int not null default 1,
  made_at    timestamptz not null,
  deleted_at timestamptz
);
comment on table reports.view is 'A report with its filters, columns and period, kept under a name. Relative periods stay relative.';
comment on column reports.view.team_ids is 'Teams that see a view shared with the team: those of its owner when it was shared.';
comment on column reports.view.deleted_at is 'A deletion may be taken back; a week later nobody wants it any more.';
create unique index a_view_has_a_name_of_its_own on reports.view (owner_id, report, name) where deleted_at is null;
alter table reports.view enable row level security;
grant select, insert, update on reports.view to carillon_own, carillon_team, carillon_site, carillon_all;
grant select, insert, update, delete on reports.view to carillon_engine;
create policy engine_sees_all on reports.view to carillon_engine using (true) with check (true);
create policy own_views on reports.view to carillon_own, carillon_team, carillon_site, carillon_all
  using (owner_id = (select platform.uid())) with check (owner_id = (select platform.uid()));
create policy views_for_everybody on reports.view for select to carillon_own, carillon_team, carillon_site, carillon_all
  using (sharing = 'all' and deleted_at is null);
-- An agent's reach names no team; the employee's own row does.
create policy views_of_the_team on reports.view for select to carillon_own, carillon_team, carillon_site, carillon_all
  using (sharing = 'team' and deleted_at is null and (
    team_ids && (select platform.teams())
    or exists (select from people.employee_fact e where e.id = (select platform.uid()) and e.team_id = any (team_ids))));
call platform.audit_rows('reports.view');

create table reports.default_view (
  account_id uuid not null,
  report     text not null,
  view_id    uuid not null references reports.view on delete cascade,
  primary key (account_id, report)
);
comment on table reports.default_view is 'With which view a report opens for somebody.';
alter table reports.default_view enable row level security;
grant select, insert, update, delete on reports.default_view to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
create policy own_choice on reports.default_view to carillon_own, carillon_team, carillon_site, carillon_all
  using (account_id = (select platform.uid())) with check (account_id = (select platform.uid()));
create policy engine_sees_all on reports.default_view to carillon_engine using (true) with check (true);

create table reports.schedule (
  id          uuid primary key default platform.new_id(),
  name        text not null check (length(name) between 1 and 60),
  report      text not null check (length(report) between 1 and 40),
  request     jsonb not null,
  cadence     text not null check (cadence in ('day', 'week', 'month')),
  at          text not null check (at ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  weekday     int not null default 1 check (weekday between 1 and 7),
  month_day   int not null default 1 check (month_day between 1 and 28),
  addresses   text[] not null check (cardinality(addresses) between 1 and 50),
  format      text not null check (format in ('xlsx', 'pdf')),
  locale      text not null check (locale in ('zh', 'en')),
  owner_id    uuid not null,
  owner_name  text not null default '',
  time_zone   text not null,
  is_on       boolean not null default true,
  stopped_why text not null default '' check (length(stopped_why) <= 200),
  next_at     timestamptz,
  version     int not null default 1,
  made_at     timestamptz not null,
  constraint a_schedule_at_work_knows_when check (not is_on or next_at is not null)
);
comment on table reports.schedule is 'A report that goes out by mail by the clock of its owner''s site, made with the owner''s sight.';
comment on column reports.schedule.stopped_why is 'Why the product stopped it: the account of its owner was closed.';
create index schedule_by_time on reports.schedule (next_at) where is_on;
create index schedule_of_owner on reports.schedule (owner_id);
alter table reports.schedule enable row level security;
grant select, insert, update, delete on reports.schedule to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
create policy own_schedules on reports.schedule to carillon_own, carillon_team, carillon_site, carillon_all
  using (owner_id = (select platform.uid())) with check (owner_id = (select platform.uid()));
create policy engine_sees_all on reports.schedule to carillon_engine using (true) with check (true);
call platform.audit_rows('reports.schedule');

create table reports.sending (
  id          uuid primary key default platform.new_id(),
  schedule_id uuid not null references reports.schedule on delete cascade,
  from_day    date not null,
  to_day      date not null,
  by_hand     boolean not null default false,
  state       text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'failed', 'unsure')),
  ordered_at  timestamptz not null,
  sent_at     timestamptz,
  tries       int not null default 0,
  error       text not null default '' check (length(error) <= 400),
  recipients  text[] not null default '{}',
  file_name   text not null default '',
  file_sha256 text not null default '',
  constraint it_was_sent_at_a_time check ((state = 'sent') = (sent_at is not null))
);
comment on table reports.sending is 'One edition of a schedule on its way. By the clock an edition goes out once and never twice.';
comment on column reports.sending.state is 'unsure: the mail server was given everything and did not say whether it took it; nobody sends it again unasked.';
create unique index an_edition_goes_out_once on reports.sending (schedule_id, from_day, to_day) where not by_hand;
create index sending_of_schedule on reports.sending (schedule_id, ordered_at desc, id desc);
call platform.grant_rows('reports.sending');
drop policy all_sees_all on reports.sending;
create policy seen_with_the_schedule on reports.sending to carillon_own, carillon_team, carillon_site, carillon_all
  using (exists (select from reports.schedule s where s.id = schedule_id))
  with check (exists (select from reports.schedule s where s.id = schedule_id));
revoke delete on reports.sending from carillon_own, carillon_team, carillon_site, carillon_all;
