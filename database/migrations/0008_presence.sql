-- What each agent is doing, second by second.
create schema presence;
call platform.open_schema('presence');

create table presence.session (
  id             uuid primary key,
  employee_id    uuid not null,
  team_id        uuid,
  site_id        uuid,
  signed_in_at   timestamptz not null,
  signed_out_at  timestamptz,
  sign_out_reason text,
  constraint signs_out_after_signing_in check (signed_out_at is null or signed_out_at >= signed_in_at)
);
create unique index one_open_session_each on presence.session (employee_id) where signed_out_at is null;
create index session_of_employee on presence.session (employee_id, signed_in_at desc);
call platform.scope_rows('presence.session', 'employee_id', 'team_id', 'site_id');

-- A finished stretch of one state. Every second from sign-in to sign-out lies in exactly one: a stretch begins where
-- the one before it ended (no gap, no overlap), and only the first follows nothing.
create table presence.spell (
  session_id  uuid not null references presence.session,
  started_at  timestamptz not null,
  ended_at    timestamptz not null,
  follows     timestamptz,
  employee_id uuid not null,
  team_id     uuid,
  site_id     uuid,
  state       text not null check (state in ('ready', 'dialing', 'talking', 'holding', 'wrapUp', 'notReady', 'break', 'meeting', 'training', 'playback', 'internalCall')),
  reason_id   uuid,
  campaign_id uuid,
  call_id     uuid,
  primary key (session_id, started_at),
  constraint a_spell_lasts check (ended_at > started_at),
  constraint one_end_each unique (session_id, ended_at),
  constraint it_starts_where_the_last_ended check (follows is null or follows = started_at),
  constraint it_follows_a_spell foreign key (session_id, follows) references presence.spell (session_id, ended_at)
);
create unique index only_the_first_follows_nothing on presence.spell (session_id) where follows is null;
create index spell_by_time on presence.spell (started_at);
create index spell_of_employee on presence.spell (employee_id, started_at);
call platform.scope_rows('presence.spell', 'employee_id', 'team_id', 'site_id');

create function presence.first_spell_starts_at_sign_in() returns trigger language plpgsql as $$
begin
  if new.follows is null and new.started_at <> (select signed_in_at from presence.session where id = new.session_id) then
    raise exception 'the first spell of session % must start at sign-in', new.session_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger first_spell_starts_at_sign_in before insert on presence.spell
  for each row when (new.follows is null) execute function presence.first_spell_starts_at_sign_in();

create function presence.last_spell_ends_at_sign_out() returns trigger language plpgsql as $$
begin
  if new.signed_out_at <> coalesce((select max(ended_at) from presence.spell where session_id = new.id), new.signed_in_at) then
    raise exception 'session % must end where its last spell ends', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger last_spell_ends_at_sign_out before update of signed_out_at on presence.session
  for each row when (new.signed_out_at is not null) execute function presence.last_spell_ends_at_sign_out();

-- The stretch now running, one row for each agent signed in.
create table presence.current (
  employee_id uuid primary key,
  session_id  uuid not null references presence.session,
  team_id     uuid,
  site_id     uuid,
  state       text not null,
  since       timestamptz not null,
  reason_id   uuid,
  campaign_id uuid,
  call_id     uuid,
  version     bigint not null
);
call platform.scope_rows('presence.current', 'employee_id', 'team_id', 'site_id');

create table presence.reason (
  id       uuid primary key default platform.new_id(),
  state    text not null check (state in ('notReady', 'break', 'meeting', 'training', 'playback', 'internalCall')),
  name_zh  text not null check (length(name_zh) between 1 and 40),
  name_en  text not null check (length(name_en) between 1 and 40),
  position int not null default 0,
  closed_at timestamptz
);
call platform.share_rows('presence.reason');
call platform.audit_rows('presence.reason');
insert into presence.reason (state, name_zh, name_en, position) values
  ('notReady', '示忙', 'Not ready', 10), ('break', '小休', 'Short break', 20), ('break', '就餐', 'Meal', 30),
  ('meeting', '班组会议', 'Team meeting', 40), ('meeting', '辅导', 'Coaching', 50), ('training', '培训', 'Training', 60),
  ('playback', '放音', 'Playback', 70), ('internalCall', '内部呼叫', 'Internal call', 80);

-- door: all agent time, finished stretches and the one running (its end is null).
create view presence.agent_time_fact with (security_invoker = true) as
select session_id, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id, started_at, ended_at from presence.spell
union all
select session_id, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id, since, null from presence.current;
create view presence.session_fact with (security_invoker = true) as
select id, employee_id, team_id, site_id, signed_in_at, signed_out_at from presence.session;
grant select on presence.agent_time_fact, presence.session_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
