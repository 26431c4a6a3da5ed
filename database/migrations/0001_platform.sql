-- The floor every domain stands on: who may see which rows, the record of changes, events to others, leases.

do $$
declare scope text;
begin
  -- Roles belong to the whole cluster, so another database of ours may have made them already.
  foreach scope in array array['carillon_own', 'carillon_team', 'carillon_site', 'carillon_all', 'carillon_engine'] loop
    begin
      execute format('create role %I nologin', scope);
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
end $$;

create schema if not exists platform;
grant usage on schema platform to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- Ids that sort by time (RFC 9562, version 7). Servers before version 18 lack uuidv7(): there the twelve bits after the
-- milliseconds count microseconds, so rows of one statement still come in order.
do $$
begin
  if current_setting('server_version_num')::int >= 180000 then
    create function platform.new_id() returns uuid language sql volatile parallel safe return uuidv7();
  else
    create function platform.new_id() returns uuid language sql volatile parallel safe as $body$
      select (lpad(to_hex(us / 1000), 12, '0') || '7' || lpad(to_hex((us % 1000) * 4096 / 1000), 3, '0')
              || substr(encode(set_bit(set_bit(uuid_send(gen_random_uuid()), 71, 1), 70, 0), 'hex'), 17))::uuid
      from (select (extract(epoch from clock_timestamp()) * 1000000)::bigint as us) clock
    $body$;
  end if;
end $$;
grant execute on function platform.new_id() to public;

-- Who is asking: set at the start of each request's transaction, never by a use case.
create function platform.uid() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.uid', true), '')::uuid;
create function platform.teams() returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.teams', true), ''), '{}')::uuid[];
create function platform.sites() returns uuid[] language sql stable parallel safe
  return coalesce(nullif(current_setting('app.sites', true), ''), '{}')::uuid[];

/* Makes a schema usable by requests and by the engine. */
create procedure platform.open_schema(name text) language plpgsql as $$
begin
  execute format('grant usage on schema %I to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine', name);
end $$;

create procedure platform.grant_rows(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  -- Agents never delete; whoever leads may, where a route lets them.
  execute format('grant select, insert, update on %s to carillon_own', target);
  execute format('grant select, insert, update, delete on %s to carillon_team, carillon_site, carillon_all, carillon_engine', target);
  execute format('create policy engine_sees_all on %s to carillon_engine using (true) with check (true)', target);
  execute format('create policy all_sees_all on %s to carillon_all using (true) with check (true)', target);
end $$;

/* Rows that belong to someone: each argument names the column that tells whose, or null where nobody of that scope sees any. */
create procedure platform.scope_rows(target regclass, own text, team text, site text) language plpgsql as $$
begin
  call platform.grant_rows(target);
  if own is not null then
    execute format('create policy own_rows on %s to carillon_own using (%I = (select platform.uid())) with check (%I = (select platform.uid()))', target, own, own);
  end if;
  if team is not null then
    execute format('create policy team_rows on %s to carillon_team using (%I = any ((select platform.teams())::uuid[])) with check (%I = any ((select platform.teams())::uuid[]))', target, team, team);
  end if;
  if site is not null then
    execute format('create policy site_rows on %s to carillon_site using (%I = any ((select platform.sites())::uuid[])) with check (%I = any ((select platform.sites())::uuid[]))', target, site, site);
  end if;
end $$;

/* Rows everyone may read and whoever leads may write: names, settings, calendars. */
create procedure platform.share_rows(target regclass) language plpgsql as $$
begin
  call platform.grant_rows(target);
  execute format('create policy everyone_reads on %s for select to carillon_own, carillon_team, carillon_site using (true)', target);
  execute format('create policy leaders_write on %s to carillon_team, carillon_site using (true) with check (true)', target);
end $$;

/*
 * Rows of a site: `of_site` is a condition that tells whether a row belongs to the reader's sites. Written only there;
 * read there, or by everyone where `read_by_all`.
 */
create procedure platform.site_rows(target regclass, of_site text, read_by_all boolean) language plpgsql as $$
begin
  call platform.grant_rows(target);
  if read_by_all then
    execute format('create policy everyone_reads on %s for select to carillon_own, carillon_team, carillon_site using (true)', target);
  end if;
  execute format('create policy rows_of_own_sites on %s to carillon_team, carillon_site using (%s) with check (%s)', target, of_site, of_site);
end $$;

-- Every change of a row that people care about, with actor and time. Written by triggers, so no use case can forget it.
create table platform.audit_entry (
  id         bigint generated always as identity primary key,
  at         timestamptz not null default clock_timestamp(),
  actor_id   uuid,
  request_id text,
  table_name text not null,
  row_id     text not null,
  operation  text not null check (operation in ('insert', 'update', 'delete')),
  before     jsonb,
  after      jsonb
);
create index audit_entry_of_a_row on platform.audit_entry (table_name, row_id, id desc);
create index audit_entry_by_actor on platform.audit_entry (actor_id, id desc);
alter table platform.audit_entry enable row level security;
grant select, insert on platform.audit_entry to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
create policy anyone_is_recorded on platform.audit_entry for insert to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine with check (true);
create policy own_deeds on platform.audit_entry for select to carillon_own, carillon_team, carillon_site using (actor_id = (select platform.uid()));
create policy all_deeds on platform.audit_entry for select to carillon_all, carillon_engine using (true);

create function platform.record_change() returns trigger language plpgsql as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - 'password_hash' end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - 'password_hash' end;
begin
  if tg_op = 'UPDATE' and old_row = new_row and to_jsonb(old) = to_jsonb(new) then return null; end if;
  insert into platform.audit_entry (at, actor_id, request_id, table_name, row_id, operation, before, after)
  values (clock_timestamp(), platform.uid(), nullif(current_setting('app.request', true), ''),
          tg_table_schema || '.' || tg_table_name, coalesce(new_row ->> tg_argv[0], old_row ->> tg_argv[0], '?'),
          lower(tg_op), old_row, new_row);
  return null;
end $$;

create procedure platform.audit_rows(target regclass, key text default 'id') language plpgsql as $$
begin
  execute format('create trigger record_change after insert or update or delete on %s for each row execute function platform.record_change(%L)', target, key);
end $$;

-- Events for other domains, written in the transaction that made them true.
create table platform.outbox (
  id         bigint generated always as identity primary key,
  xid        xid8 not null default pg_current_xact_id(),
  name       text not null,
  subject_id text not null,
  payload    jsonb not null default '{}',
  actor_id   uuid,
  at         timestamptz not null
);
comment on column platform.outbox.xid is 'Readers stop before the oldest transaction still open, so a late commit is never skipped.';
create index outbox_in_commit_order on platform.outbox (xid, id);
alter table platform.outbox enable row level security;
grant select, insert on platform.outbox to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
grant delete on platform.outbox to carillon_engine;
create policy anyone_announces on platform.outbox for insert to carillon_own, carillon_team, carillon_site, carillon_all with check (true);
create policy engine_relays on platform.outbox to carillon_engine using (true) with check (true);

-- How far each reader has come.
create table platform.outbox_reader (
  name       text primary key,
  last_xid   xid8 not null default '0',
  last_id    bigint not null default 0,
  failures   int not null default 0,
  last_error text
);
alter table platform.outbox_reader enable row level security;
grant select, insert, update on platform.outbox_reader to carillon_engine;
create policy engine_relays on platform.outbox_reader to carillon_engine using (true) with check (true);

-- One process at a time owns a telephone node; whoever writes shows the fencing number it was given.
create table platform.lease (
  name       text primary key,
  holder     text not null,
  address    text,
  fencing    bigint not null,
  expires_at timestamptz not null
);
comment on column platform.lease.fencing is 'Grows with each change of holder; a writer with an older number has lost the lease.';
alter table platform.lease enable row level security;
grant select, insert, update, delete on platform.lease to carillon_engine;
create policy engine_leases on platform.lease to carillon_engine using (true) with check (true);

/* Makes the monthly partitions of a table from the month of `first` to that of `last`. */
create procedure platform.ensure_months(parent regclass, first timestamptz, last timestamptz)
language plpgsql security definer set search_path = pg_catalog as $$
declare
  month date := date_trunc('month', first at time zone 'UTC');
  part text;
begin
  while month <= (last at time zone 'UTC')::date loop
    part := format('%s_%s', parent, to_char(month, 'YYYY_MM'));
    if to_regclass(part) is null then
      execute format('create table %s partition of %s for values from (%L) to (%L)', part, parent,
                     (month::timestamp at time zone 'UTC'), ((month + interval '1 month')::timestamp at time zone 'UTC'));
      -- Reached directly a partition shows nothing to requests: rows are seen through the parent and its policies.
      execute format('alter table %s enable row level security', part);
      -- Room in each page for the updates a row gets while its call runs.
      execute format('alter table %s set (fillfactor = 70)', part);
    end if;
    month := month + interval '1 month';
  end loop;
end $$;
revoke all on procedure platform.ensure_months(regclass, timestamptz, timestamptz) from public;
grant execute on procedure platform.ensure_months(regclass, timestamptz, timestamptz) to carillon_engine;

/* Puts a job into the queue within the caller's transaction; `key` lets a later order replace a waiting one. */
create function platform.add_job(task text, payload jsonb, key text default null, run_at timestamptz default null) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform graphile_worker.add_job(task, payload::json, job_key => key, run_at => run_at);
end $$;
revoke all on function platform.add_job(text, jsonb, text, timestamptz) from public;
grant execute on function platform.add_job(text, jsonb, text, timestamptz) to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
