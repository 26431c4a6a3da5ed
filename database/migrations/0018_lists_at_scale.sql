-- Files of any usual form come in, once; how a supplier's columns are read is remembered.
alter table lists.batch
  add column format text not null default 'csv' check (format in ('csv', 'xlsx')),
  add column sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  add column request_key text check (length(request_key) between 1 and 200),
  add column started_at timestamptz;
comment on column lists.batch.sha256 is 'Of the bytes of the file: the same file is not taken into one list twice by mistake.';
comment on column lists.batch.request_key is 'Whoever posts by program says it again when posting again; both posts are one batch.';
comment on column lists.batch.started_at is 'When its import was last ordered, for its speed.';
create unique index one_batch_for_a_request on lists.batch (list_id, request_key)
  where request_key is not null and state not in ('failed', 'cancelled', 'reverted');
create index batch_by_bytes on lists.batch (list_id, sha256) where sha256 is not null;

-- Batches are never deleted, and every row of an import is written under the lock of its batch: a check of each row
-- against it costs an eighth of an import and can find nothing.
alter table lists.entry drop constraint entry_batch_id_fkey;

alter table lists.entry add column further_numbers text[] not null default '{}';
comment on column lists.entry.further_numbers is 'Other numbers of the same person that its rows named, E.164.';
alter table lists.contribution add column further_numbers text[] not null default '{}';

create table lists.remembered_mapping (
  site_id     uuid not null,
  supplier    text not null check (length(supplier) between 1 and 80),
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{64}$'),
  mapping     jsonb not null,
  file_name   text not null check (length(file_name) <= 255),
  used_at     timestamptz not null,
  used_by     uuid,
  times       int not null default 1 check (times > 0),
  primary key (site_id, supplier, fingerprint)
);
comment on table lists.remembered_mapping is 'What the columns of a supplier''s files meant last time, by the words above them.';
call platform.site_rows('lists.remembered_mapping', 'site_id = any ((select platform.sites())::uuid[])', read_by_all => false);
