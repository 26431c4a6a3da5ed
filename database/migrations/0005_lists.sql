-- Lists, the batches they were imported in, their entries, and the rows that were refused.
create schema lists;
call platform.open_schema('lists');

create table lists.contact_list (
  id         uuid primary key default uuidv7(),
  name       text not null constraint a_list_name_is_unique unique check (length(name) between 1 and 80),
  supplier   text not null default '' check (length(supplier) <= 80),
  site_id    uuid not null,
  note       text not null default '' check (length(note) <= 2000),
  created_by uuid,
  created_at timestamptz not null default now(),
  closed_at  timestamptz
);
call platform.share_rows('lists.contact_list');
call platform.audit_rows('lists.contact_list');

create table lists.batch (
  id          uuid primary key default uuidv7(),
  list_id     uuid not null references lists.contact_list,
  file_name   text not null check (length(file_name) <= 255),
  bytes       bigint not null default 0,
  state       text not null default 'uploading' check (state in ('uploading', 'uploaded', 'importing', 'imported', 'reverted', 'failed')),
  encoding    text,
  separator   text,
  mapping     jsonb,
  read        int not null default 0,
  accepted    int not null default 0,
  merged      int not null default 0,
  refused     int not null default 0,
  progress    int not null default 0 check (progress between 0 and 100),
  error       text,
  created_by  uuid,
  created_at  timestamptz not null default now(),
  imported_at timestamptz,
  reverted_at timestamptz,
  constraint every_row_read_is_accounted_for check (state <> 'imported' or read = accepted + merged + refused)
);
create index batch_of_list on lists.batch (list_id, created_at);
call platform.share_rows('lists.batch');
call platform.audit_rows('lists.batch');

create table lists.upload_chunk (
  batch_id uuid not null references lists.batch on delete cascade,
  position int not null,
  bytes    bytea not null,
  primary key (batch_id, position)
);
comment on table lists.upload_chunk is 'The uploaded file, kept until its batch is imported or given up.';
call platform.share_rows('lists.upload_chunk');

create table lists.entry (
  id            uuid primary key default uuidv7(),
  list_id       uuid not null references lists.contact_list,
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
create unique index a_number_stands_once_in_a_list on lists.entry (list_id, number) where reverted_at is null;
create index entry_of_batch on lists.entry (batch_id);
call platform.share_rows('lists.entry');

create table lists.refused_row (
  batch_id    uuid not null references lists.batch on delete cascade,
  line_number int not null,
  reason      text not null,
  detail      text not null default '',
  raw         text not null,
  primary key (batch_id, line_number)
);
call platform.share_rows('lists.refused_row');
