-- Accounts, what each post may do, sessions, failed sign-ins.
create schema access;
call platform.open_schema('access');

create table access.account (
  id                   uuid primary key default platform.new_id(),
  login_name           text not null constraint a_login_name_is_unique unique check (login_name = lower(login_name) and length(login_name) between 2 and 60),
  display_name         text not null check (length(display_name) between 1 and 80),
  password_hash        text not null,
  must_change_password boolean not null default true,
  demo                 boolean not null default false,
  roles                text[] not null check (cardinality(roles) > 0),
  scope                text not null check (scope in ('own', 'team', 'site', 'all')),
  team_ids             uuid[] not null default '{}',
  site_ids             uuid[] not null default '{}',
  locale               text not null default 'zh' check (locale in ('zh', 'en')),
  disabled_at          timestamptz,
  created_at           timestamptz not null default now(),
  version              int not null default 1
);
comment on column access.account.id is 'Also the id of the employee this account belongs to, where there is one.';
comment on column access.account.demo is 'Demo accounts keep their printed password; every other first password must be changed.';
call platform.grant_rows('access.account');
create policy own_account on access.account to carillon_own, carillon_team using (id = (select platform.uid())) with check (id = (select platform.uid()));
create policy site_accounts on access.account to carillon_site using (id = (select platform.uid()) or site_ids && (select platform.sites())) with check (id = (select platform.uid()) or site_ids <@ (select platform.sites()));
call platform.audit_rows('access.account');

create table access.role_grant (
  role       text not null,
  permission text not null,
  granted    boolean not null,
  primary key (role, permission)
);
comment on table access.role_grant is 'Where a centre departs from what a post may do by default.';
call platform.share_rows('access.role_grant');
call platform.audit_rows('access.role_grant', 'permission');

create table access.session (
  token_hash   bytea primary key,
  id           uuid not null unique default platform.new_id(),
  account_id   uuid not null references access.account on delete cascade,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  address      text,
  device       text
);
create index session_of_account on access.session (account_id) where revoked_at is null;
call platform.scope_rows('access.session', 'account_id', 'account_id', null);
drop policy team_rows on access.session;
create policy own_sessions on access.session to carillon_team, carillon_site using (account_id = (select platform.uid()));

create table access.sign_in_failure (
  id         uuid primary key default platform.new_id(),
  login_name text not null,
  address    text not null,
  at         timestamptz not null
);
create index sign_in_failure_recent on access.sign_in_failure (login_name, at);
call platform.grant_rows('access.sign_in_failure');
