-- Where each number was issued, for screening by region and for reports.
alter table customers.phone
  add column province text,
  add column city     text;
comment on column customers.phone.province is 'By the table of segments, `广东`; empty where nothing is known, null until it was looked up.';
-- Those waiting to be looked up are found without reading the rest.
create index phone_to_place on customers.phone (number) where province is null;

create or replace view customers.phone_fact with (security_invoker = true) as
select p.number, p.customer_id, p.kind, p.extension, (p.number = c.number) as is_primary, p.source, p.state, p.state_since, p.first_seen,
       p.province, p.city
from customers.phone p left join customers.customer c on c.id = p.customer_id;
