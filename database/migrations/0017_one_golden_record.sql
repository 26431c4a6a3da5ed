-- One golden record: its numbers, ids and words with their sources; merging with undo; relations; what was bought; search.

create table customers.lifecycle_state (
  id         uuid primary key default platform.new_id(),
  kind       text not null check (kind in ('lead', 'customer')),
  type       text not null check (type in ('new', 'inContact', 'interested', 'notInterested', 'active', 'dormant', 'atRisk', 'lost')),
  name_zh    text not null check (length(name_zh) between 1 and 20),
  name_en    text not null check (length(name_en) between 1 and 40),
  position   int not null default 0,
  retired_at timestamptz,
  version    int not null default 1
);
comment on table customers.lifecycle_state is 'What managers call the stations of a lead or customer; the type behind a name is fixed in code.';
create unique index a_lifecycle_state_has_its_own_name on customers.lifecycle_state (kind, name_zh) where retired_at is null;
call platform.share_rows('customers.lifecycle_state');
call platform.audit_rows('customers.lifecycle_state');
insert into customers.lifecycle_state (kind, type, name_zh, name_en, position) values
  ('lead', 'new', '新线索', 'New lead', 1),
  ('lead', 'inContact', '跟进中', 'In contact', 2),
  ('lead', 'interested', '有意向', 'Interested', 3),
  ('lead', 'notInterested', '暂无意向', 'Not interested now', 4),
  ('customer', 'new', '新客户', 'New customer', 1),
  ('customer', 'active', '活跃客户', 'Active', 2),
  ('customer', 'dormant', '沉睡客户', 'Dormant', 3),
  ('customer', 'atRisk', '流失预警', 'At risk', 4),
  ('customer', 'lost', '已流失', 'Lost', 5);

alter table customers.customer
  alter column number drop not null,
  drop constraint a_number_is_one_customer,
  add column company text not null default '' check (length(company) <= 200),
  add column kind text not null default 'lead' check (kind in ('lead', 'customer')),
  add column lifecycle_id uuid references customers.lifecycle_state,
  add column talk_pattern text check (talk_pattern in ('talkative', 'silent', 'hurried', 'unhurried', 'faultFinding', 'aloof', 'slippery')),
  add column scoring_off boolean not null default false,
  add column origin text not null default '' check (length(origin) <= 200),
  add column sources jsonb not null default '{}',
  add column merged_into uuid references customers.customer,
  add column golden_id uuid,
  add column erased_at timestamptz,
  add constraint merged_rows_know_their_golden_record check ((merged_into is null) = (golden_id is null) and merged_into <> id and golden_id <> id);
comment on column customers.customer.number is 'E.164; the number to call first, one of customers.phone. Null when erased, or when all numbers went to somebody else.';
comment on column customers.customer.origin is 'Where the record came from; the source of every field that sources does not name.';
comment on column customers.customer.sources is 'Field (name, company, attributes.city …) to {source, at}, where it differs from the origin.';
comment on column customers.customer.scoring_off is 'The person wants no personalised scoring (PIPL art. 24); scorers leave the record out.';
comment on column customers.customer.merged_into is 'The record this one was merged into; it keeps its own words. Ledgers go on naming this id.';
comment on column customers.customer.golden_id is 'The record that stands for this one now: the end of the chain of merged_into.';
create index customer_of_company on customers.customer (company, name) where company <> '';
create index customer_merged on customers.customer (golden_id) where golden_id is not null;
create index customer_merged_into on customers.customer (merged_into) where merged_into is not null;
-- Newest first within each reader's rows.
drop index customers.customer_of_owner;
drop index customers.customer_of_team;
drop index customers.customer_of_site;
create index customer_of_owner on customers.customer (owner_id, id) where owner_id is not null;
create index customer_of_team on customers.customer (team_id, id) where team_id is not null;
create index customer_of_site on customers.customer (site_id, id) where site_id is not null;
create index customer_in_state on customers.customer (lifecycle_id, id) where lifecycle_id is not null;
create index customer_talking_so on customers.customer (talk_pattern, id) where talk_pattern is not null;
create index customer_not_scored on customers.customer (id) where scoring_off;
-- A person's page, and whoever forgets a person, asks which lists name them.
create index entry_of_customer on lists.entry (customer_id);
create index true_customer on customers.customer (id) where kind = 'customer';

create table customers.phone (
  number       text constraint a_number_is_one_customer primary key check (number ~ '^\+[1-9][0-9]{4,14}$'),
  customer_id  uuid not null,
  kind         text not null check (kind in ('mobile', 'landline', 'service400', 'service95', 'abroad')),
  extension    text not null default '' check (length(extension) <= 10),
  source       text not null default '' check (length(source) <= 200),
  state        text not null default 'unknown' check (state in ('unknown', 'valid', 'suspended', 'empty', 'fax', 'notThePerson', 'dataCard', 'disconnected')),
  state_since  timestamptz,
  state_source text,
  first_seen   timestamptz not null default now()
);
comment on table customers.phone is 'Every number of every customer. Written before the customer in the same statement, hence without a foreign key.';
create index phone_of_customer on customers.phone (customer_id);
call platform.grant_rows('customers.phone');
create policy seen_with_the_customer on customers.phone to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id = customer_id))
  with check (exists (select from customers.customer c where c.id = customer_id));

insert into customers.phone (number, customer_id, kind, first_seen)
select number, id, case
  when number ~ '^\+861[3-9]' or number ~ '^\+86142' then 'mobile'
  when number ~ '^\+86[48]00' then 'service400'
  when number ~ '^\+869[56][0-9]{3,6}$' then 'service95'
  when number like '+86%' then 'landline'
  else 'abroad' end, created_at
from customers.customer;

create table customers.external_id (
  namespace   text not null check (length(namespace) <= 80),
  value       text not null check (length(value) between 1 and 100),
  customer_id uuid not null,
  source      text not null default '',
  at          timestamptz not null default now(),
  constraint an_external_id_is_one_customer primary key (namespace, value)
);
comment on table customers.external_id is 'What others call the customer: a supplier''s or system''s own number for the person, unique within that namespace.';
create index external_id_of_customer on customers.external_id (customer_id);
create index external_id_anywhere on customers.external_id (value);
call platform.grant_rows('customers.external_id');
create policy seen_with_the_customer on customers.external_id to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id = customer_id))
  with check (exists (select from customers.customer c where c.id = customer_id));

create table customers.tag (
  customer_id uuid not null references customers.customer,
  tag         text not null check (length(tag) between 1 and 40),
  source      text not null default '',
  at          timestamptz not null default now(),
  primary key (customer_id, tag)
);
create index customer_tagged on customers.tag (tag, customer_id);
call platform.grant_rows('customers.tag');
create policy seen_with_the_customer on customers.tag to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id = customer_id))
  with check (exists (select from customers.customer c where c.id = customer_id));
grant delete on customers.tag to carillon_own;

create table customers.holding (
  id          uuid primary key default platform.new_id(),
  customer_id uuid not null references customers.customer,
  product     text not null check (length(product) between 1 and 120),
  channel     text not null default '' check (length(channel) <= 60),
  bought_on   date,
  ended_on    date,
  quantity    int not null default 1 check (quantity >= 1),
  amount      numeric(14, 2) check (amount >= 0),
  source      text not null default '',
  at          timestamptz not null default now(),
  constraint it_ends_after_it_was_bought check (ended_on is null or bought_on is null or ended_on >= bought_on)
);
comment on table customers.holding is 'Products somebody has or had: what is sold again, what excludes what.';
comment on column customers.holding.amount is 'Yuan, for the whole quantity; empty where nobody said.';
comment on column customers.holding.ended_on is 'The first day it is held no more; empty while it is.';
create index holding_of_customer on customers.holding (customer_id);
create index holding_of_product on customers.holding (product, customer_id);
call platform.grant_rows('customers.holding');
create policy seen_with_the_customer on customers.holding to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id = customer_id))
  with check (exists (select from customers.customer c where c.id = customer_id));

create table customers.relation (
  id         uuid primary key default platform.new_id(),
  from_id    uuid not null references customers.customer,
  to_id      uuid references customers.customer,
  company    text not null default '' check (length(company) <= 200),
  kind       text not null check (kind in ('spouse', 'parent', 'child', 'sibling', 'otherFamily', 'colleague', 'manages', 'reportsTo', 'referred', 'referredBy', 'employee', 'contactPerson', 'decisionMaker', 'legalRepresentative', 'shareholder')),
  note       text not null default '' check (length(note) <= 200),
  source     text not null default '',
  at         timestamptz not null default now(),
  constraint it_leads_to_a_person_or_a_company check ((to_id is null) = (company <> '') and to_id is distinct from from_id)
);
comment on table customers.relation is 'Written once; read from either end, where the other end sees the opposite kind (parent, child).';
create unique index a_relation_is_written_once on customers.relation (from_id, to_id, kind) where to_id is not null;
create unique index a_post_is_written_once on customers.relation (from_id, company, kind) where to_id is null;
create index relation_to_person on customers.relation (to_id) where to_id is not null;
create index relation_to_company on customers.relation (company) where company <> '';
call platform.grant_rows('customers.relation');
create policy seen_with_the_customer on customers.relation to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id in (from_id, to_id)))
  with check (exists (select from customers.customer c where c.id in (from_id, to_id)));
grant delete on customers.relation to carillon_own;

create table customers.merge (
  id          uuid primary key default platform.new_id(),
  place       bigint generated always as identity,
  kept_id     uuid not null references customers.customer,
  merged_id   uuid not null references customers.customer,
  reason      text not null default '' check (length(reason) <= 500),
  changes     jsonb not null,
  by_id       uuid,
  by_name     text not null default '',
  at          timestamptz not null,
  undone_by   uuid,
  undone_name text,
  undone_at   timestamptz,
  constraint two_records_are_merged check (kept_id <> merged_id)
);
comment on column customers.merge.changes is 'What the merge wrote and moved, so that undoing it gives back what nobody has changed since.';
create unique index a_record_is_merged_once_at_a_time on customers.merge (merged_id) where undone_at is null;
create index merge_into on customers.merge (kept_id, at);
call platform.grant_rows('customers.merge');
create policy seen_with_the_customer on customers.merge to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id in (kept_id, merged_id)))
  with check (exists (select from customers.customer c where c.id in (kept_id, merged_id)));

/*
 * Puts a record under another, or back on its own feet, with all that was merged into it before. Records merged into it
 * long ago may be out of the reader's sight, and must follow nevertheless. Callers have locked what they may see.
 */
create function customers.stand_under(record uuid, target uuid) returns void language sql security definer set search_path = pg_catalog as $$
  with recursive above as (
    select c.id, c.merged_into from customers.customer c where c.id = target
    union all select c.id, c.merged_into from customers.customer c join above on c.id = above.merged_into
  ), below as (
    select record as id union all select c.id from customers.customer c join below on c.merged_into = below.id
  ), top as (
    select coalesce((select id from above where merged_into is null), record) as id
  )
  update customers.customer c
  set merged_into = case when c.id = record then target else c.merged_into end,
      golden_id = nullif((select id from top), c.id),
      version = c.version + 1
  from below where below.id = c.id
$$;
revoke all on function customers.stand_under(uuid, uuid) from public;
grant execute on function customers.stand_under(uuid, uuid) to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table customers.duplicate (
  id         uuid primary key default platform.new_id(),
  one_id     uuid not null references customers.customer,
  other_id   uuid not null references customers.customer,
  reasons    text[] not null check (reasons <@ array['sharedNumber', 'sharedExternalId', 'nameAndCompany']),
  evidence   text not null default '' check (length(evidence) <= 500),
  found_at   timestamptz not null default now(),
  state      text not null default 'open' check (state in ('open', 'merged', 'different')),
  decided_by uuid,
  decided_name text,
  decided_at timestamptz,
  constraint a_pair_is_suspected_once unique (one_id, other_id),
  constraint a_pair_has_one_order check (one_id < other_id)
);
comment on table customers.duplicate is 'Pairs of records that may be one person, and what people decided about them.';
create index duplicate_open on customers.duplicate (found_at desc, id) where state = 'open';
create index duplicate_of_other on customers.duplicate (other_id);
call platform.grant_rows('customers.duplicate');
create policy seen_with_both_customers on customers.duplicate to carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id = one_id) and exists (select from customers.customer c where c.id = other_id))
  with check (exists (select from customers.customer c where c.id = one_id) and exists (select from customers.customer c where c.id = other_id));

-- The audit trail is never deleted from, and a person's words must be where the person asks it: so changes are told here.
create table customers.edit (
  id          bigint generated always as identity primary key,
  customer_id uuid not null references customers.customer,
  at          timestamptz not null,
  by_id       uuid,
  by_name     text not null default '',
  field       text not null,
  before      jsonb,
  after       jsonb
);
create index edit_of_customer on customers.edit (customer_id, id desc);
call platform.grant_rows('customers.edit');
create policy seen_with_the_customer on customers.edit to carillon_own, carillon_team, carillon_site
  using (exists (select from customers.customer c where c.id = customer_id))
  with check (exists (select from customers.customer c where c.id = customer_id));

-- Search: words cut into tokens that are looked up by equality, the one operator row security leaves its index.
create table customers.token (
  token       text not null,
  site_id     uuid,
  team_id     uuid,
  customer_id uuid not null
);
comment on table customers.token is 'What a customer is found by: pieces of name, company, pinyin, last digits, external ids. Made from the record, never the other way.';
comment on column customers.token.site_id is 'Of the customer, so that a site finds its own among many without asking each.';
comment on column customers.token.team_id is 'Of the customer, so that a team finds its own; whom nobody has yet is in no team, and an import writes nothing there.';
create index token_by_word on customers.token (token, site_id);
create index token_of_team on customers.token (team_id, token) where team_id is not null;
create index token_of_customer on customers.token (customer_id, token);
call platform.grant_rows('customers.token');
create policy seen_with_the_customer on customers.token to carillon_own
  using (exists (select from customers.customer c where c.id = customer_id))
  with check (exists (select from customers.customer c where c.id = customer_id));
create policy team_rows on customers.token to carillon_team
  using (team_id = any ((select platform.teams())::uuid[]))
  with check (team_id = any ((select platform.teams())::uuid[]));
create policy site_rows on customers.token to carillon_site
  using (site_id = any ((select platform.sites())::uuid[]))
  with check (site_id = any ((select platform.sites())::uuid[]));
grant delete on customers.token to carillon_own;

-- Whoever moves a customer to another team or site may see the tokens of neither.
create function customers.move_tokens() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  update customers.token set team_id = new.team_id, site_id = new.site_id where customer_id = new.id;
  return null;
end $$;
create trigger tokens_go_with_their_customer after update of team_id, site_id on customers.customer for each row
  when (old.team_id is distinct from new.team_id or old.site_id is distinct from new.site_id)
  execute function customers.move_tokens();

alter table customers.token set (autovacuum_vacuum_scale_factor = 0.05, autovacuum_analyze_scale_factor = 0.02);

/*
 * How many hold one of these tokens, in anybody's rows, counted no further than `most`: decides how a search goes, never
 * what it finds. Under row security counting 300 of somebody's own would read every holder there is.
 */
create function customers.holders(tokens text[], most int) returns int language sql stable security definer set search_path = pg_catalog
  return (select count(*) from (select from customers.token t where t.token = any (tokens) limit most) held);
grant execute on function customers.holders(text[], int) to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table customers.to_index (
  place        bigint generated always as identity primary key,
  customer_ids uuid[] not null,
  at           timestamptz not null default clock_timestamp()
);
comment on table customers.to_index is 'Customers whose words changed in bulk and are not yet found by them; worked off within seconds.';
alter table customers.to_index enable row level security;
grant select, insert, update, delete on customers.to_index to carillon_engine;
create policy engine_indexes on customers.to_index to carillon_engine using (true) with check (true);
create function customers.waiting_to_be_found() returns bigint language sql stable security definer set search_path = pg_catalog
  return (select coalesce(sum(cardinality(customer_ids)), 0) from customers.to_index);
grant execute on function customers.waiting_to_be_found() to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
insert into customers.to_index (customer_ids)
select array_agg(id) from (select id, row_number() over (order by id) as place from customers.customer) c group by place / 2000;

-- door: who a customer is, one row for each record ever made; golden_id is the record that stands for it now.
create or replace view customers.customer_fact with (security_invoker = true) as
select c.id, coalesce(c.number, '') as number, c.name, c.attributes, c.owner_id, c.team_id, c.site_id, c.company, c.kind,
       c.lifecycle_id, c.talk_pattern, c.scoring_off, c.origin, c.merged_into, coalesce(c.golden_id, c.id) as golden_id,
       c.erased_at, c.created_at
from customers.customer c;
comment on column customers.customer_fact.golden_id is 'Itself unless merged: group and count by it.';

-- door: every number and whose it is.
create view customers.phone_fact with (security_invoker = true) as
select p.number, p.customer_id, p.kind, p.extension, (p.number = c.number) as is_primary, p.source, p.state, p.state_since, p.first_seen
from customers.phone p left join customers.customer c on c.id = p.customer_id;

-- door: what customers bought, for screening what excludes what.
create view customers.holding_fact with (security_invoker = true) as
select id, customer_id, product, channel, bought_on, ended_on, quantity, amount, at from customers.holding;

-- door: customers.tag_fact
create view customers.tag_fact with (security_invoker = true) as
select customer_id, tag, at from customers.tag;

-- door: customers.external_id_fact
create view customers.external_id_fact with (security_invoker = true) as
select namespace, value, customer_id from customers.external_id;

-- door: stations of leads and customers by the names managers gave them.
create view customers.lifecycle_fact with (security_invoker = true) as
select id, kind, type, name_zh, name_en, position, retired_at from customers.lifecycle_state;

-- door: what was merged into what, and what was taken apart again.
create view customers.merge_fact with (security_invoker = true) as
select id, kept_id, merged_id, reason, by_id, by_name, at, undone_by, undone_name, undone_at from customers.merge;

-- door: who changed which word of a record.
create view customers.edit_fact with (security_invoker = true) as
select id, customer_id, at, by_id, by_name, field, before, after from customers.edit;

grant select on customers.customer_fact, customers.phone_fact, customers.holding_fact, customers.tag_fact, customers.external_id_fact,
  customers.lifecycle_fact, customers.merge_fact, customers.edit_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
