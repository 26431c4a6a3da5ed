-- The golden record of a person we may call, and who must not be called.
create schema customers;
call platform.open_schema('customers');

create table customers.customer (
  id         uuid primary key default platform.new_id(),
  number     text not null constraint a_number_is_one_customer unique check (number ~ '^\+[1-9][0-9]{4,14}$'),
  name       text not null default '' check (length(name) <= 200),
  attributes jsonb not null default '{}',
  site_id    uuid,
  team_id    uuid,
  owner_id   uuid,
  created_at timestamptz not null default now(),
  version    int not null default 1
);
comment on column customers.customer.number is 'E.164.';
comment on column customers.customer.owner_id is 'The agent whose book this customer is in; empty in the pool.';
create index customer_of_owner on customers.customer (owner_id) where owner_id is not null;
create index customer_of_team on customers.customer (team_id) where team_id is not null;
create index customer_of_site on customers.customer (site_id) where site_id is not null;
call platform.scope_rows('customers.customer', 'owner_id', 'team_id', 'site_id');

-- door: who a customer is.
create view customers.customer_fact with (security_invoker = true) as
select id, number, name, attributes, owner_id, team_id, site_id from customers.customer;
grant select on customers.customer_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create schema compliance;
call platform.open_schema('compliance');

create table compliance.do_not_call (
  number  text primary key check (number ~ '^\+[1-9][0-9]{4,14}$'),
  since   timestamptz not null,
  reason  text not null,
  call_id uuid,
  said_to uuid
);
comment on table compliance.do_not_call is 'Numbers nobody here may dial, whatever the campaign. Read into memory by the dialer; checked before every dial.';
call platform.share_rows('compliance.do_not_call');
create policy agents_add on compliance.do_not_call for insert to carillon_own with check (true);
-- A row tells when, why and by whom by itself, and is never changed: no second record that would spread the number.
revoke update, delete on compliance.do_not_call from carillon_own, carillon_team, carillon_site, carillon_all;
