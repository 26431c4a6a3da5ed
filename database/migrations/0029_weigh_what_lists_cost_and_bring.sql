-- What a list costs and brings: prices people give, beside what calls tell.
create schema supply;
call platform.open_schema('supply');

create table supply.price (
  batch_id         uuid primary key,
  price_per_record numeric(12, 4) not null constraint a_record_costs_nothing_or_more check (price_per_record >= 0)
);
comment on table supply.price is 'What a record of this batch was bought for, in the money of the centre; none where nobody said.';
call platform.share_rows('supply.price');
call platform.audit_rows('supply.price', 'batch_id');

create table supply.worth (
  campaign_id       uuid primary key,
  worth_per_success numeric(14, 2) not null constraint a_success_is_worth_something check (worth_per_success > 0)
);
comment on table supply.worth is 'What one success of this campaign brings in, before the cost of records and calls.';
call platform.share_rows('supply.worth');
call platform.audit_rows('supply.worth', 'campaign_id');

-- door: lists.batch_fact
create view lists.batch_fact with (security_invoker = true) as
select b.id, b.list_id, l.name as list_name, l.supplier, b.file_name, b.state, b.read, b.accepted, b.merged, b.refused, b.imported_at
from lists.batch b join lists.contact_list l on l.id = b.list_id;
comment on view lists.batch_fact is 'Each file a list came in, with its list and supplier.';
grant select on lists.batch_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
