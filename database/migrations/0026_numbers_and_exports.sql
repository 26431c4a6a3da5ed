-- Files with customers in them tell why they left and who took them; numbers are read in full one at a time, for a reason.
create table platform.data_export (
  id       text primary key check (id ~ '^[0-9A-Z]{8}$'),
  at       timestamptz not null,
  actor_id uuid not null,
  name     text not null check (length(name) <= 200),
  path     text not null check (length(path) <= 300),
  query    jsonb not null default '{}',
  reason   text not null constraint an_export_has_a_reason check (length(reason) between 4 and 200)
);
comment on table platform.data_export is 'Each file with customers in it that left: its number stands in the name of the file and in every row.';
comment on column platform.data_export.query is 'What was asked for: the filters, without the reason.';
call platform.scope_rows('platform.data_export', 'actor_id', null, null);
create policy anyone_is_recorded on platform.data_export for insert to carillon_team, carillon_site with check (actor_id = (select platform.uid()));
call platform.audit_rows('platform.data_export');
revoke update, delete on platform.data_export from carillon_own, carillon_team, carillon_site, carillon_all;

-- What our own table says of a segment stands above the package it was built from.
create table customers.number_segment (
  id       uuid primary key default platform.new_id(),
  prefix   text not null constraint a_segment_stands_once unique check (prefix ~ '^[1-9][0-9]{1,10}$'),
  province text not null default '' check (length(province) <= 40),
  city     text not null default '' check (length(city) <= 40),
  carrier  text not null default '' check (length(carrier) <= 40),
  changed_at timestamptz not null default now()
);
comment on column customers.number_segment.prefix is 'First digits of a Chinese number, after the country code: 1991234, 755.';
comment on column customers.number_segment.carrier is 'To whom the segment was given; numbers are portable, so it is not who serves them.';
call platform.share_rows('customers.number_segment');
call platform.audit_rows('customers.number_segment');

create table customers.number_reading (
  id          uuid primary key default platform.new_id(),
  at          timestamptz not null,
  actor_id    uuid not null,
  customer_id uuid,
  masked      text not null,
  reason      text not null constraint a_reading_has_a_reason check (length(reason) between 4 and 200)
);
comment on table customers.number_reading is 'Who read which number in full, and why. The number itself is not repeated here.';
create index number_reading_of_actor on customers.number_reading (actor_id, at);
create table customers.reading_turn (
  actor_id uuid primary key,
  at       timestamptz not null
);
comment on table customers.reading_turn is 'Readings of one person take turns on this row, so that many at once cannot pass the hourly limit.';
call platform.scope_rows('customers.reading_turn', 'actor_id', null, null);
create policy own_turn on customers.reading_turn to carillon_team, carillon_site
  using (actor_id = (select platform.uid())) with check (actor_id = (select platform.uid()));
create index number_reading_of_customer on customers.number_reading (customer_id, at);
call platform.scope_rows('customers.number_reading', 'actor_id', null, null);
create policy anyone_is_recorded on customers.number_reading for insert to carillon_team, carillon_site with check (actor_id = (select platform.uid()));
create policy own_deeds on customers.number_reading for select to carillon_team, carillon_site using (actor_id = (select platform.uid()));
call platform.audit_rows('customers.number_reading');
revoke update, delete on customers.number_reading from carillon_own, carillon_team, carillon_site, carillon_all;
