-- Requests of people about their own data: told what we hold, corrected, forgotten; and what evidence is read from.

-- The number of somebody forgotten is never dialled again, also when a list brings it back; kept as a hash only.
create table compliance.erased_number (
  hash  bytea primary key check (length(hash) = 32),
  since timestamptz not null
);
comment on table compliance.erased_number is 'HMAC-SHA-256 of E.164 numbers whose owners asked to be forgotten, under the key erasedNumber of platform.secret. Read by the gate.';
alter table compliance.erased_number enable row level security;
grant select, insert on compliance.erased_number to carillon_engine;
create policy engine_keeps on compliance.erased_number to carillon_engine using (true) with check (true);

-- door: compliance.consent_event_fact
create view compliance.consent_event_fact with (security_invoker = true) as
select id, customer_id, number, purpose, channel, act, evidence, call_id, source, at, noted_at, by_name from compliance.consent_event;
comment on view compliance.consent_event_fact is 'Every word of consent, for evidence.';
-- door: compliance.do_not_call_proof_fact
create view compliance.do_not_call_proof_fact with (security_invoker = true) as
select id, number, kind, campaign_id, since, until, reason, proof, call_id, said_to, said_to_name, ended_at, ended_by_name, ended_reason from compliance.do_not_call;
comment on view compliance.do_not_call_proof_fact is 'Do-not-call with its proof and how it ended, for evidence.';
-- door: lists.origin_fact
create view lists.origin_fact with (security_invoker = true) as
select b.id as batch_id, l.id as list_id, l.name as list_name, l.supplier, b.file_name, b.created_at as uploaded_at, b.imported_at
from lists.batch b join lists.contact_list l on l.id = b.list_id;
comment on view lists.origin_fact is 'Where an entry came from: the list, its supplier, the file and when it was imported.';
grant select on compliance.consent_event_fact, compliance.do_not_call_proof_fact, lists.origin_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create schema if not exists oversight;
call platform.open_schema('oversight');

create table oversight.subject_request (
  id             uuid primary key default platform.new_id(),
  number         bigint not null generated always as identity constraint a_request_has_its_number unique,
  kind           text not null check (kind in ('export', 'correct', 'erase')),
  state          text not null default 'waiting' check (state in ('waiting', 'approved', 'working', 'done', 'refused', 'failed')),
  customer_id    uuid not null,
  shown_as       text not null default '' check (length(shown_as) <= 60),
  channel        text not null check (channel in ('phone', 'letter', 'mail', 'customerPage', 'counter', 'other')),
  proof          text not null check (length(proof) between 4 and 500),
  new_name       text check (length(new_name) between 1 and 200),
  received_on    date not null,
  due_on         date not null,
  requested_by   uuid not null,
  requested_by_name text not null,
  requested_at   timestamptz not null,
  decided_by     uuid,
  decided_by_name text not null default '',
  decided_at     timestamptz,
  decision       text not null default '' check (length(decision) <= 500),
  progress       int not null default 0 check (progress between 0 and 100),
  steps_done     int not null default 0,
  changed_rows   bigint not null default 0,
  result         jsonb not null default '{}',
  worked_at      timestamptz,
  finished_at    timestamptz,
  error          text,
  version        int not null default 1,
  constraint two_people_answer_for_it check (decided_by is null or decided_by <> requested_by),
  constraint nobody_works_on_what_nobody_approved check (state in ('waiting', 'refused') or (decided_by is not null and decided_at is not null)),
  constraint a_correction_says_what check (kind <> 'correct' or new_name is not null or state = 'done'),
  constraint what_is_done_has_an_end check (state <> 'done' or finished_at is not null)
);
comment on table oversight.subject_request is 'What a person asked about the data we hold on them. One asks in their name, another approves.';
comment on column oversight.subject_request.shown_as is 'The number, masked, so that people know whom it is about until it is done.';
comment on column oversight.subject_request.proof is 'How the person showed who they are; the words are gone once they are forgotten.';
comment on column oversight.subject_request.steps_done is 'Tables dealt with so far: work goes on after them.';
create index subject_request_newest on oversight.subject_request (requested_at desc, id desc);
create unique index one_erasure_of_a_person_at_a_time on oversight.subject_request (customer_id)
  where kind = 'erase' and state in ('waiting', 'approved', 'working', 'failed');
call platform.grant_rows('oversight.subject_request');
call platform.audit_rows('oversight.subject_request');
revoke delete on oversight.subject_request from carillon_team, carillon_site, carillon_all, carillon_engine;

create table oversight.subject_rule (
  one          boolean primary key default true check (one),
  working_days int not null default 15 check (working_days between 1 and 60),
  changed_by_name text not null default '',
  changed_at   timestamptz
);
comment on table oversight.subject_rule is 'Within how many working days a request is answered.';
insert into oversight.subject_rule default values;
call platform.share_rows('oversight.subject_rule');
call platform.audit_rows('oversight.subject_rule', 'one');

-- What an erasure looks for; gone with its last step. Not audited: it would keep what is to be forgotten.
create table oversight.trace (
  request_id  uuid not null references oversight.subject_request,
  kind        text not null check (kind in ('id', 'number', 'name')),
  value       text not null,
  replacement text not null,
  primary key (request_id, kind, value)
);
comment on table oversight.trace is 'Ids under which the person is known, their numbers and names, and what stands in their place afterwards.';
alter table oversight.trace enable row level security;
grant select, insert, delete on oversight.trace to carillon_engine;
create policy engine_erases on oversight.trace to carillon_engine using (true) with check (true);

/* Finds the number however it is written: country code or not, blanks, points and dashes between the digits. A plus before it is not part of it. */
create function oversight.number_pattern(number text) returns text language sql immutable set search_path = pg_catalog as $$
  select '(?<![0-9])(?:00)?' || case when number like '+86%' then '(?:8[-. ()]{0,2}6[-. ()]{0,2})?0?' else '' end
         || string_agg(digit, '[-. ()]{0,2}' order by place) || '(?![0-9])'
  from regexp_split_to_table(substr(number, case when number like '+86%' then 4 else 2 end), '') with ordinality as d(digit, place)
$$;

/* A text without the person: numbers become their pseudonym, names a mark. Digits stay digits, so that JSON stays JSON. */
create function oversight.scrub(said text, request uuid) returns text language plpgsql stable set search_path = pg_catalog as $$
declare
  traced record;
begin
  if said is null or said = '' then return said; end if;
  for traced in select kind, value, replacement from oversight.trace t
                where t.request_id = request and kind <> 'id' order by kind desc, length(value) desc loop
    if traced.kind = 'number' then
      said := regexp_replace(said, '\+' || oversight.number_pattern(traced.value), traced.replacement, 'g');
      said := regexp_replace(said, oversight.number_pattern(traced.value), substr(traced.replacement, 2), 'g');
    else
      said := replace(said, traced.value, traced.replacement);
      said := replace(said, substr(to_json(traced.value)::text, 2, length(to_json(traced.value)::text) - 2), traced.replacement);
    end if;
  end loop;
  return said;
end $$;

/* Columns whose whole content is about the person. */
create function oversight.is_personal(column_name text) returns boolean language sql immutable set search_path = pg_catalog as $$
  select column_name = any ('{attributes,draft,sources,changes,raw,further_numbers,note,words,remark,callback_wish,proof,evidence,company,masked,shown_as,extension,customer_name,address,email,wechat,birthday,identity,new_name}'::text[])
$$;

/* The same for a row kept as JSON, as the audit trail does. */
create function oversight.scrub_row(kept jsonb, request uuid) returns jsonb language sql stable set search_path = pg_catalog as $$
  select case when jsonb_typeof(kept) = 'object' then (
    select oversight.scrub(coalesce(jsonb_object_agg(key, case
      when not oversight.is_personal(key) or value in ('null', '""') then value
      when jsonb_typeof(value) = 'object' then '{}'::jsonb
      when jsonb_typeof(value) = 'array' then '[]'::jsonb
      else '"****"'::jsonb end), '{}')::text, request)::jsonb
    from jsonb_each(kept))
  else oversight.scrub(kept::text, request)::jsonb end
$$;

/* Every table that may tell of a person, the audit trail last: it notes what the others lose. Jobs of the queue carry ids only. */
create function oversight.person_tables() returns setof text language sql stable set search_path = pg_catalog as $$
  select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'graphile_worker')
    and (n.nspname, c.relname) not in (('oversight', 'trace'), ('platform', 'secret'), ('platform', 'migration'), ('platform', 'lease'))
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                and format_type(a.atttypid, null) in ('text', 'character varying', 'json', 'jsonb', 'text[]', 'uuid'))
  order by (n.nspname, c.relname) = ('platform', 'audit_entry'), (n.nspname, c.relname) = ('oversight', 'subject_request'), 1
$$;

/* Which rows of a table tell of the person: `$1` ids, `$2` the same as text, `$3` the pattern of the numbers. */
create function oversight.person_rows(target regclass) returns text language sql stable set search_path = pg_catalog as $$
  select coalesce(string_agg(case
    when type = 'uuid' then format('%I = any ($1)', name)
    when type = 'uuid[]' then format('%I && $1', name)
    when type = 'text[]' then format('array_to_string(%I, '' '') ~ $3', name)
    when type in ('json', 'jsonb') then format('%1$I::text ~ $3 or %1$I ->> ''customer_id'' = any ($2) or %1$I ->> ''entry_id'' = any ($2) or %1$I ->> ''call_id'' = any ($2)', name)
    when name ~ '_id$' then format('%1$I = any ($2) or %1$I ~ $3', name)
    else format('%I ~ $3', name) end, ' or '), 'false')
  from (select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
        where a.attrelid = target and a.attnum > 0 and not a.attisdropped) c
  where type in ('text', 'character varying', 'json', 'jsonb', 'text[]', 'uuid', 'uuid[]')
$$;

/* Notes under what the person is known here. Answers how many ids, numbers and names there are. */
create function oversight.gather(request uuid) returns int language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[];
  numbers text[];
begin
  ids := array(select c.id from customers.customer c where coalesce(c.golden_id, c.id) = (
    select coalesce(k.golden_id, k.id) from customers.customer k join oversight.subject_request r on r.customer_id = k.id where r.id = request));
  numbers := array(select p.number from customers.phone p where p.customer_id = any (ids)
                   union select c.number from customers.customer c where c.id = any (ids) and c.number is not null);
  ids := ids || array(select e.id from lists.entry e where e.customer_id = any (ids) or e.number = any (numbers));
  ids := ids || array(select k.id from calls.call k where k.customer_id = any (ids) or k.entry_id = any (ids));
  ids := ids || array(select c.id from complaints.complaint c where c.customer_id = any (ids) or c.call_id = any (ids) or c.phone = any (numbers))
             || array(select f.id from followups.followup f where f.customer_id = any (ids) or f.entry_id = any (ids))
             || array(select r.id from oversight.subject_request r where r.customer_id = any (ids))
             || array(select e.id from compliance.consent_event e where e.customer_id = any (ids) or e.number = any (numbers))
             || array(select d.id from compliance.do_not_call d where d.number = any (numbers));
  insert into oversight.trace (request_id, kind, value, replacement)
  select distinct request, 'id', id::text, '' from unnest(ids) id
  on conflict do nothing;
  insert into oversight.trace (request_id, kind, value, replacement)
  select request, 'number', number,
         '+999' || lpad((('x' || substr(md5(gen_random_uuid()::text), 1, 12))::bit(48)::bigint % 100000000000)::text, 11, '0')
  from (select unnest(numbers) as number
        union select e.number from lists.entry e where e.id = any (ids)
        union select unnest(e.further_numbers) from lists.entry e where e.id = any (ids)
        union select k.number from calls.call k where k.customer_id = any (ids)
        union select c.phone from complaints.complaint c where c.id = any (ids)) known
  where number is not null and number not like '+999%'
  on conflict do nothing;
  insert into oversight.trace (request_id, kind, value, replacement)
  select distinct request, 'name', trim(name), '****'
  from (select c.name from customers.customer c where c.id = any (ids)
        union select e.name from lists.entry e where e.id = any (ids)
        union select b.name from lists.contribution b where b.entry_id = any (ids)) known
  where length(trim(name)) >= 2 and trim(name) <> '****'
  on conflict do nothing;
  return (select count(*) from oversight.trace t where t.request_id = request);
end $$;

/* Is a call of the person up, or its agent still writing about it? */
create function oversight.call_is_up(request uuid, at timestamptz) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select exists (select from calls.call k join oversight.trace t on t.request_id = request and t.kind = 'id' and t.value = k.id::text
    where k.state <> 'ended' or (k.bridged_at is not null and k.outcome is null and k.ended_at > at - interval '1 hour'))
$$;

create function oversight.told_in(request uuid, target regclass) returns setof jsonb language plpgsql stable security definer set search_path = pg_catalog as $$
begin
  return query execute format('select to_jsonb(t) from %s t where %s', target, oversight.person_rows(target))
  using array(select value::uuid from oversight.trace where request_id = request and kind = 'id'),
        array(select value from oversight.trace where request_id = request and kind = 'id'),
        coalesce((select string_agg(oversight.number_pattern(value), '|') from oversight.trace where request_id = request and kind = 'number'), 'x\A');
end $$;

/*
 * Forgets the person in one table and answers how many rows it touched. Rows that are nothing but the person go; of the
 * others what is personal is blanked, numbers become pseudonyms, and names are struck out. Doing it again changes nothing.
 */
create function oversight.erase_from(request uuid, target regclass) returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[] := array(select value::uuid from oversight.trace where request_id = request and kind = 'id');
  id_texts text[] := array(select value from oversight.trace where request_id = request and kind = 'id');
  pattern text := coalesce((select string_agg(oversight.number_pattern(value), '|') from oversight.trace where request_id = request and kind = 'number'), 'x\A');
  named text := (select format('%s.%s', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = target);
  changes text;
  touched bigint;
begin
  if named = any ('{customers.phone,customers.external_id,customers.tag,customers.token,customers.edit,customers.relation,customers.holding,customers.duplicate,desk.draft}'::text[]) then
    execute format('delete from %s t where %s', target, oversight.person_rows(target)) using ids, id_texts, pattern;
    get diagnostics touched = row_count;
    return touched;
  end if;
  if named = 'lists.entry' then
    with gone as (update lists.entry e set reverted_at = now() where e.id = any (ids) and e.reverted_at is null returning e.list_id),
         counted as (select list_id, count(*) as gone from gone group by list_id)
    update lists.contact_list l set active_entries = l.active_entries - counted.gone from counted where l.id = counted.list_id;
    update lists.entry e set name = '' where e.id = any (ids) and e.name <> '';
  elsif named = 'lists.contribution' then
    update lists.contribution b set name = '' where b.entry_id = any (ids) and b.name <> '';
  elsif named = 'dialer.contact' then
    update dialer.contact c set state = 'closed', close_reason = 'doNotCall', closed_at = coalesce(c.closed_at, now()) where c.entry_id = any (ids) and c.state <> 'closed';
  elsif named = 'followups.followup' then
    update followups.followup f set state = 'cancelled', done_at = now() where f.id = any (ids) and f.state = 'open';
  elsif named = 'customers.customer' then
    update customers.customer c set number = null, name = '', company = '', talk_pattern = null, erased_at = coalesce(c.erased_at, now()) where c.id = any (ids);
  end if;
  select string_agg(case
    when oversight.is_personal(name) and type in ('json', 'jsonb') then format('%1$I = case when %1$I is null then null when jsonb_typeof(%1$I::jsonb) = ''array'' then ''[]''::%2$s else ''{}''::%2$s end', name, type)
    when oversight.is_personal(name) and type = 'text[]' then format('%1$I = case when %1$I is null then null else ''{}''::text[] end', name)
    when oversight.is_personal(name) then format('%1$I = case when %1$I is null or %1$I = '''' then %1$I else ''****'' end', name)
    when type in ('json', 'jsonb') then format('%1$I = oversight.scrub_row(%1$I::jsonb, $4)::%2$s', name, type)
    when type = 'text[]' then format('%1$I = case when %1$I is null then null else array(select oversight.scrub(said, $4) from unnest(%1$I) said) end', name)
    else format('%1$I = oversight.scrub(%1$I, $4)', name) end, ', ')
  into changes
  from (select a.attname as name, format_type(a.atttypid, null) as type from pg_attribute a
        where a.attrelid = target and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = '') c
  where type in ('text', 'character varying', 'json', 'jsonb', 'text[]');
  if changes is null then return 0; end if;
  execute format('update %s t set %s where %s', target, changes, oversight.person_rows(target)) using ids, id_texts, pattern, request;
  get diagnostics touched = row_count;
  return touched;
end $$;

/* Corrects the name everywhere the person is named; the record says who asked for it. */
create function oversight.correct_name(request uuid, new_name text, by_id uuid, by_name text, at timestamptz) returns bigint language plpgsql security definer set search_path = pg_catalog as $$
declare
  ids uuid[] := array(select value::uuid from oversight.trace where request_id = request and kind = 'id');
  touched bigint;
  more bigint;
begin
  insert into customers.edit (customer_id, at, by_id, by_name, field, before, after)
  select c.id, correct_name.at, correct_name.by_id, correct_name.by_name, 'name', to_jsonb(c.name), to_jsonb(correct_name.new_name)
  from customers.customer c where c.id = any (ids) and c.merged_into is null and c.name <> correct_name.new_name;
  update customers.customer c set name = correct_name.new_name, version = c.version + 1 where c.id = any (ids) and c.name <> correct_name.new_name;
  get diagnostics touched = row_count;
  update lists.entry e set name = correct_name.new_name where e.id = any (ids) and e.name <> correct_name.new_name;
  get diagnostics more = row_count;
  insert into customers.to_index (customer_ids) select array_agg(c.id) from customers.customer c where c.id = any (ids) and c.merged_into is null having count(*) > 0;
  return touched + more;
end $$;

revoke all on function oversight.gather(uuid), oversight.call_is_up(uuid, timestamptz), oversight.told_in(uuid, regclass),
  oversight.erase_from(uuid, regclass), oversight.correct_name(uuid, text, uuid, text, timestamptz) from public;
grant execute on function oversight.gather(uuid), oversight.call_is_up(uuid, timestamptz), oversight.told_in(uuid, regclass),
  oversight.erase_from(uuid, regclass), oversight.correct_name(uuid, text, uuid, text, timestamptz) to carillon_engine;
