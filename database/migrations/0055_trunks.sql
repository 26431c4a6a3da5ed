-- Trunks: our lines to carriers, with their addresses, logins and limits.
create table telephony.trunk (
  id               uuid primary key default platform.new_id(),
  name             text not null check (length(name) between 1 and 40),
  address          text not null check (address ~ '^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$'),
  transport        text not null check (transport in ('udp', 'tcp', 'tls')),
  login_user       text not null default '' check (login_user ~ '^[A-Za-z0-9._+-]{0,80}$'),
  password_set_at  timestamptz,
  registers        boolean not null default false,
  prefix           text not null default '' check (prefix ~ '^\+?[0-9*#]{0,20}$'),
  strip            text not null default '' check (strip ~ '^\+?[0-9]{0,20}$'),
  channels         int check (channels between 1 and 100000),
  calls_per_second int check (calls_per_second between 1 and 10000),
  allowed_prefixes text[] not null default '{}' check (cardinality(allowed_prefixes) <= 50),
  is_on            boolean not null default false,
  created_at       timestamptz not null,
  version          int not null default 1,
  constraint a_login_has_a_password check ((login_user = '') = (password_set_at is null)),
  constraint who_registers_has_a_login check (not registers or login_user <> '')
);
comment on table telephony.trunk is 'Our lines to carriers. The password of each stands apart, where only the engine reads it and no audit copies it.';
comment on column telephony.trunk.login_user is 'Empty: the carrier knows us by our address.';
comment on column telephony.trunk.password_set_at is 'When the password was last typed: all that is ever shown of it.';
comment on column telephony.trunk.strip is 'Taken off the front of every number, which begins with + and country; then prefix is put before.';
comment on column telephony.trunk.allowed_prefixes is 'Only numbers that begin so may be called over it. Empty: every number we dial.';
create unique index a_trunk_is_named_once on telephony.trunk (lower(name));
call platform.grant_rows('telephony.trunk');
create policy leaders_keep on telephony.trunk to carillon_team, carillon_site using (true) with check (true);
call platform.audit_rows('telephony.trunk');

create table telephony.trunk_secret (
  trunk_id uuid primary key references telephony.trunk on delete cascade,
  password text not null check (length(password) between 1 and 128)
);
comment on table telephony.trunk_secret is 'What a carrier lets us in with: written through telephony.set_trunk_password, read by the engine alone.';
alter table telephony.trunk_secret enable row level security;
grant select, insert, update, delete on telephony.trunk_secret to carillon_engine;
create policy engine_keeps on telephony.trunk_secret to carillon_engine using (true) with check (true);

-- Who keeps trunks writes passwords and never reads one; null forgets it.
create function telephony.set_trunk_password(trunk uuid, wanted text) returns void language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from telephony.trunk_secret where trunk_id = trunk;
  if wanted is not null then
    insert into telephony.trunk_secret (trunk_id, password) values (trunk, wanted);
  end if;
end $$;
revoke all on function telephony.set_trunk_password(uuid, text) from public;
grant execute on function telephony.set_trunk_password(uuid, text) to carillon_team, carillon_site, carillon_all, carillon_engine;
