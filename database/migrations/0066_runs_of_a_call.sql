-- A call may go two ways through flows: in by one, and from its agent to a survey. Each is a run of its own.
alter table ivr.run add column call_id uuid;
update ivr.run set call_id = id;
alter table ivr.run alter column call_id set not null;
create index run_of_call on ivr.run (call_id);
comment on table ivr.run is 'One way of a call through a flow: a call that came in by one may end with a survey.';
comment on column ivr.run.call_id is 'Of the ledger; the first runs there ever were bear its id.';

-- Where a stretch stands in time: by it what a caller said is found again whose recording nobody heard the end of.
create or replace view recordings.part_fact with (security_invoker = true) as
select name, call_id, stopped_at, state, samples / 8 as milliseconds,
       case when state = 'kept' then
         (sum(samples) filter (where state = 'kept') over (partition by call_id order by stopped_at, name) - samples) / 8 end as from_ms,
       stopped_at - make_interval(secs => seconds) as began_at, seconds
from recordings.part;
create index spoken_without_sound on ivr.answer (entered_at) where kind = 'speak' and recording is null;

-- A prompt is a name, and never an address. What a node never found it does not find under these names either.
create function pg_temp.playable_name(name text) returns text language sql immutable
return case when name ~ '^([A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*)?$' then name else regexp_replace(name, '[^A-Za-z0-9_-]', '-', 'g') end;
create function pg_temp.playable(body jsonb) returns jsonb language sql immutable
return body || jsonb_build_object('goodbye', pg_temp.playable_name(coalesce(body ->> 'goodbye', '')), 'steps', (
  select coalesce(jsonb_agg(s.step || coalesce((
      select jsonb_object_agg(k, pg_temp.playable_name(s.step ->> k)) from unnest('{prompt,wrongPrompt,silencePrompt}'::text[]) k
      where s.step ? k), '{}') order by s.place), '[]')
  from jsonb_array_elements(body -> 'steps') with ordinality s(step, place)));
update ivr.flow set draft = pg_temp.playable(draft) where draft <> pg_temp.playable(draft);
update ivr.flow_version set body = pg_temp.playable(body) where body <> pg_temp.playable(body);
drop function pg_temp.playable(jsonb);
drop function pg_temp.playable_name(text);

-- Which keys somebody pressed is not kept any more; a job takes what there is of them out of the ledger, a stretch at a time.
create table calls.keys_cleared (
  only_row   boolean primary key default true check (only_row),
  next_block bigint not null default 0,
  end_block  bigint,
  cleared    bigint not null default 0,
  done_at    timestamptz
);
comment on table calls.keys_cleared is 'How far the ledger has been cleared of the keys customers pressed, in blocks of each of its partitions.';
comment on column calls.keys_cleared.end_block is 'Of the longest partition when it began: what is written later holds no keys.';
alter table calls.keys_cleared enable row level security;
grant select, update on calls.keys_cleared to carillon_engine;
create policy engine_keeps on calls.keys_cleared to carillon_engine using (true) with check (true);
insert into calls.keys_cleared default values;
