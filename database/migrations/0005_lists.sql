-- Lists, the batches they were imported in, their entries, and the rows that were refused.
create schema lists;
call platform.open_schema('lists');

create table lists.contact_list (
  id             uuid primary key default platform.new_id(),
  name           text not null constraint a_list_name_is_unique unique check (length(name) between 1 and 80),
  supplier       text not null default '' check (length(supplier) <= 80),
  site_id        uuid not null,
  note           text not null default '' check (length(note) <= 2000),
  active_entries int not null default 0 constraint entries_are_never_fewer_than_none check (active_entries >= 0),
  created_by     uuid,
  created_at     timestamptz not null default now(),
  closed_at      timestamptz,
  version        int not null default 1
);
comment on column lists.contact_list.active_entries is 'Entries in force, counted in the transaction that changes them; imports into one list take turns on this row.';
call platform.site_rows('lists.contact_list', 'site_id = any ((select platform.sites())::uuid[])', read_by_all => false);
-- Counts change thousands of times in an import; what people decide about a list is what the record is for.
create trigger record_change after insert or delete on lists.contact_list for each row execute function platform.record_change('id');
create trigger record_decision after update on lists.contact_list for each row
  when (old.version is distinct from new.version) execute function platform.record_change('id');

create table lists.batch (
  id          uuid primary key default platform.new_id(),
  list_id     uuid not null references lists.contact_list,
  file_name   text not null check (length(file_name) <= 255),
  bytes       bigint not null default 0,
  state       text not null default 'uploading' check (state in ('uploading', 'uploaded', 'importing', 'imported', 'reverted', 'cancelled', 'failed')),
  encoding    text,
  separator   text,
  mapping     jsonb,
  read        int not null default 0,
  accepted    int not null default 0,
  merged      int not null default 0,
  refused     int not null default 0,
  progress    int not null default 0 check (progress between 0 and 100),
  starts      int not null default 0,
  worked_at   timestamptz,
  error       text,
  created_by  uuid,
  created_at  timestamptz not null default now(),
  imported_at timestamptz,
  reverted_at timestamptz,
  constraint every_row_read_is_accounted_for check (read = accepted + merged + refused)
);
comment on column lists.batch.read is 'Rows dealt with so far; an import that was interrupted goes on after them.';
comment on column lists.batch.starts is 'How often work on this batch began since it last got anywhere.';
comment on column lists.batch.worked_at is 'When it last got anywhere, by the wall clock: a batch that stands still is taken up again.';
create index batch_of_list on lists.batch (list_id, created_at);
create index batch_at_work on lists.batch (worked_at) where state in ('uploading', 'uploaded', 'importing');
call platform.site_rows('lists.batch', 'list_id in (select id from lists.contact_list)', read_by_all => false);
create trigger record_change after insert or delete on lists.batch for each row execute function platform.record_change('id');
create trigger record_move after update on lists.batch for each row
  when (old.state is distinct from new.state) execute function platform.record_change('id');

create table lists.upload_chunk (
  batch_id uuid not null references lists.batch on delete cascade,
  position int not null,
  bytes    bytea not null,
  primary key (batch_id, position)
);
comment on table lists.upload_chunk is 'The uploaded file, kept until its batch is imported or given up.';
alter table lists.upload_chunk alter column bytes set storage external;
call platform.site_rows('lists.upload_chunk', 'batch_id in (select id from lists.batch)', read_by_all => false);

create table lists.entry (
  id            uuid primary key default platform.new_id(),
  list_id       uuid not null,
  batch_id      uuid not null references lists.batch,
  customer_id   uuid not null,
  number        text not null,
  name          text not null default '',
  attributes    jsonb not null default '{}',
  priority      int not null default 100,
  attempt_limit int check (attempt_limit > 0),
  line_number   int not null,
  reverted_at   timestamptz
);
comment on column lists.entry.attempt_limit is 'Most attempts for this entry where its supplier sets one; otherwise the campaign decides.';
comment on column lists.entry.priority is 'Smaller is called sooner.';
comment on column lists.entry.batch_id is 'The oldest batch in force that brought this number.';
-- In byte order, so that the beginning of a number or name is a range of the index on every server.
create unique index a_number_stands_once_in_a_list on lists.entry (list_id, number collate "C") where reverted_at is null;
create index entry_by_name on lists.entry (list_id, name collate "C", id) where reverted_at is null and name <> '';
create index entry_in_force on lists.entry (list_id, id) where reverted_at is null;
create index entry_taken_back on lists.entry (list_id, id) where reverted_at is not null;
create index entry_of_batch on lists.entry (batch_id, id);
call platform.site_rows('lists.entry', 'list_id in (select id from lists.contact_list)', read_by_all => false);

-- door: lists.entry_fact
create view lists.entry_fact with (security_invoker = true) as
select id, list_id, batch_id, customer_id, number, name, attributes, priority, attempt_limit, reverted_at from lists.entry;
comment on view lists.entry_fact is 'Whom a list offers to call: rows without reverted_at are in force.';
grant select on lists.entry_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- What each row said about an entry that several rows speak of, so that any of their batches can be taken back.
create table lists.contribution (
  batch_id      uuid not null references lists.batch on delete cascade,
  line_number   int not null,
  entry_id      uuid not null references lists.entry on delete cascade,
  place         bigint not null generated always as identity,
  name          text not null,
  attributes    jsonb not null,
  priority      int,
  attempt_limit int,
  primary key (batch_id, line_number)
);
comment on table lists.contribution is 'Only for entries named more than once; the entry shows the newest non-empty words of all of them.';
create index contribution_to_entry on lists.contribution (entry_id, place);
call platform.site_rows('lists.contribution', 'batch_id in (select id from lists.batch)', read_by_all => false);

create table lists.refused_row (
  batch_id    uuid not null references lists.batch on delete cascade,
  line_number int not null,
  reason      text not null,
  detail      text not null default '',
  raw         text not null,
  primary key (batch_id, line_number)
);
call platform.site_rows('lists.refused_row', 'batch_id in (select id from lists.batch)', read_by_all => false);
