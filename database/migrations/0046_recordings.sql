-- Recordings: what is recorded, where it lies sealed, who listened to it, what was said of it, until when it is kept.
create schema recordings;
call platform.open_schema('recordings');

create table recordings.policy (
  campaign_id     uuid primary key,
  mode            text not null check (mode in ('all', 'share', 'none')),
  share_percent   int not null check (share_percent between 1 and 100),
  announcement    text not null default '' check (length(announcement) <= 80),
  may_pause       boolean not null,
  asks_reason     boolean not null,
  keep_days       int check (keep_days between 1 and 36500),
  keep_by_outcome jsonb not null default '{}' check (jsonb_typeof(keep_by_outcome) = 'object'),
  changed_by_name text not null default '',
  changed_at      timestamptz,
  version         int not null default 1
);
comment on table recordings.policy is 'What a campaign records and how long it keeps it; without a row everything, as long as its jurisdiction says.';
comment on column recordings.policy.share_percent is 'Of the conversations, in mode share; drawn from the id of the call.';
comment on column recordings.policy.keep_by_outcome is 'Days by kind of outcome, before keep_days.';
call platform.share_rows('recordings.policy');
call platform.audit_rows('recordings.policy', 'campaign_id');

create table recordings.recording (
  call_id      uuid primary key,
  placed_at    timestamptz not null,
  campaign_id  uuid not null,
  customer_id  uuid,
  agent_id     uuid,
  team_id      uuid,
  site_id      uuid,
  ordered_at   timestamptz not null,
  state        text not null default 'ordered' check (state in ('ordered', 'awaited', 'kept', 'missing', 'gone')),
  milliseconds int not null default 0 check (milliseconds >= 0),
  gone_at      timestamptz,
  gone_why     text check (gone_why in ('retention', 'erased')),
  constraint what_is_gone_tells_why check ((state = 'gone') = (gone_at is not null and gone_why is not null))
);
comment on table recordings.recording is 'A conversation that was to be recorded. ordered: it runs; awaited: it is over and still with the telephone system; kept: it lies with us; missing: it was ordered and nothing ever came.';
comment on column recordings.recording.placed_at is 'Of the call: with the id it is its key in the ledger.';
create index recording_newest on recordings.recording (placed_at desc, call_id desc);
create index recording_of_campaign on recordings.recording (campaign_id, placed_at desc);
create index recording_of_agent on recordings.recording (agent_id, placed_at desc) where agent_id is not null;
create index recording_of_team on recordings.recording (team_id, placed_at desc) where team_id is not null;
create index recording_of_customer on recordings.recording (customer_id) where customer_id is not null;
create index recording_to_settle on recordings.recording (ordered_at) where state in ('ordered', 'awaited');
call platform.scope_rows('recordings.recording', 'agent_id', 'team_id', 'site_id');

create table recordings.part (
  name           text primary key check (length(name) between 1 and 300),
  call_id        uuid not null,
  stopped_at     timestamptz not null,
  seconds        double precision not null default 0 check (seconds >= 0),
  state          text not null default 'awaited' check (state in ('awaited', 'kept', 'missing', 'gone')),
  object         text,
  samples        int not null default 0 check (samples >= 0),
  wrapped_key    bytea,
  master_key     text,
  customer_peaks bytea,
  agent_peaks    bytea,
  at_provider    boolean not null default true,
  tries          int not null default 0,
  next_try_at    timestamptz not null default now(),
  trouble        text check (trouble in ('storeFull', 'providerAway', 'notThere', 'failed')),
  kept_at        timestamptz,
  constraint what_is_kept_can_be_opened check (state <> 'kept' or (object is not null and wrapped_key is not null and master_key is not null)),
  constraint what_is_gone_has_no_key check (state <> 'gone' or wrapped_key is null)
);
comment on table recordings.part is 'One stretch the telephone system recorded, from its start or a pause to the next pause or its end.';
comment on column recordings.part.name is 'As the telephone system calls it.';
comment on column recordings.part.object is 'Its name in the store; a new one for each try to keep it.';
comment on column recordings.part.wrapped_key is 'The key of this object, sealed under the master key; without it the object is noise.';
comment on column recordings.part.customer_peaks is 'The loudest sample of each twentieth of a second, 0-255.';
comment on column recordings.part.at_provider is 'The telephone system may still have it.';
create index part_of_call on recordings.part (call_id, stopped_at);
create index part_to_keep on recordings.part (next_try_at) where state = 'awaited';
create index part_to_forget on recordings.part (stopped_at) where at_provider and state <> 'awaited';
create index part_to_remove on recordings.part (object) where state = 'gone' and object is not null;
create index part_of_object on recordings.part (object) where object is not null;
create index part_of_master_key on recordings.part (master_key) where wrapped_key is not null;
alter table recordings.part enable row level security;
grant select, insert, update, delete on recordings.part to carillon_engine;
create policy engine_keeps on recordings.part to carillon_engine using (true) with check (true);

create table recordings.pause (
  call_id    uuid not null,
  paused_at  timestamptz not null,
  resumed_at timestamptz check (resumed_at >= paused_at),
  by_id      uuid,
  by_name    text not null default '',
  primary key (call_id, paused_at)
);
comment on table recordings.pause is 'The agent stopped the recording while something was said that must not be on it.';
alter table recordings.pause enable row level security;
grant select, insert, update on recordings.pause to carillon_engine;
create policy engine_keeps on recordings.pause to carillon_engine using (true) with check (true);

create table recordings.speech (
  call_id            uuid primary key references recordings.recording on delete cascade,
  method             text not null check (method in ('silero', 'loudness')),
  milliseconds       int not null check (milliseconds >= 0),
  customer_ms        int not null check (customer_ms >= 0),
  agent_ms           int not null check (agent_ms >= 0),
  overlap_ms         int not null check (overlap_ms >= 0),
  silence_ms         int not null check (silence_ms >= 0),
  longest_silence_ms int not null check (longest_silence_ms >= 0),
  customer_spans     int[] not null,
  agent_spans        int[] not null,
  made_at            timestamptz not null
);
comment on table recordings.speech is 'Who spoke how long. Customer and agent less overlap, and silence, are the whole.';
comment on column recordings.speech.customer_spans is 'From, to, from, to ... in milliseconds of the recording.';

create table recordings.comment (
  id         uuid primary key default platform.new_id(),
  call_id    uuid not null references recordings.recording on delete cascade,
  at_ms      int not null check (at_ms >= 0),
  words      text not null check (length(words) between 1 and 1000),
  by_id      uuid not null,
  by_name    text not null,
  written_at timestamptz not null
);
create index comment_of_call on recordings.comment (call_id, at_ms);

create table recordings.tag (
  call_id   uuid not null references recordings.recording on delete cascade,
  tag       text not null check (tag in ('excellent')),
  words     text not null default '' check (length(words) <= 400),
  by_id     uuid not null,
  by_name   text not null,
  tagged_at timestamptz not null,
  primary key (call_id, tag)
);
comment on table recordings.tag is 'Recordings worth hearing by others.';
create index tag_newest on recordings.tag (tag, tagged_at desc);

create table recordings.listening (
  id        uuid primary key default platform.new_id(),
  call_id   uuid not null references recordings.recording on delete cascade,
  kind      text not null check (kind in ('listen', 'download')),
  by_id     uuid not null,
  by_name   text not null,
  began_at  timestamptz not null,
  last_at   timestamptz not null,
  reason    text not null default '' check (length(reason) <= 200),
  heard     int4multirange not null default '{}',
  served    int4multirange not null default '{}'
);
comment on table recordings.listening is 'Who listened to a recording or took it out, when and what for. Never changed but for how far they came.';
comment on column recordings.listening.heard is 'Seconds that were played, as the player told.';
comment on column recordings.listening.served is 'Seconds that left the server.';
create index listening_of_call on recordings.listening (call_id, began_at desc);
create index listening_by on recordings.listening (by_id, began_at desc);

-- Whoever sees a recording sees what belongs to it.
do $$
declare name text;
begin
  foreach name in array array['speech', 'comment', 'tag', 'listening'] loop
    call platform.grant_rows(format('recordings.%I', name)::regclass);
    execute format('create policy of_recordings_seen on recordings.%1$I to carillon_own, carillon_team, carillon_site
      using (exists (select from recordings.recording r where r.call_id = %1$I.call_id))
      with check (exists (select from recordings.recording r where r.call_id = %1$I.call_id))', name);
  end loop;
end $$;
grant delete on recordings.comment, recordings.tag to carillon_own;
revoke delete on recordings.listening from carillon_team, carillon_site, carillon_all;
call platform.audit_rows('recordings.comment');
call platform.audit_rows('recordings.tag', 'call_id');

-- door: recordings.speech_fact
create view recordings.speech_fact with (security_invoker = true) as
select r.call_id, r.placed_at, r.campaign_id, r.customer_id, r.agent_id, r.team_id, r.site_id, s.method, s.milliseconds,
       s.customer_ms, s.agent_ms, s.overlap_ms, s.silence_ms, s.longest_silence_ms
from recordings.recording r join recordings.speech s using (call_id);
comment on view recordings.speech_fact is 'Who spoke how long on a call, additive in milliseconds.';
-- door: recordings.recording_fact
create view recordings.recording_fact with (security_invoker = true) as
select r.call_id, r.placed_at, r.campaign_id, r.agent_id, r.team_id, r.site_id, r.state, r.milliseconds,
       exists (select from recordings.tag t where t.call_id = r.call_id and t.tag = 'excellent') as excellent
from recordings.recording r;
comment on view recordings.recording_fact is 'Which conversations have a recording, and which are worth hearing.';
-- door: recordings.keep_fact
create view recordings.keep_fact with (security_invoker = true) as
select p.campaign_id, k.key as outcome_kind, k.value::int as days
from recordings.policy p cross join lateral jsonb_each_text(p.keep_by_outcome) k
union all
select campaign_id, null, keep_days from recordings.policy where keep_days is not null;
comment on view recordings.keep_fact is 'Fewer or more days than the jurisdiction says; a row with an outcome goes before the one without.';
grant select on recordings.speech_fact, recordings.recording_fact, recordings.keep_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
