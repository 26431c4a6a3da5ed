-- Recorded time is never changed: a correction stands beside it, says who wanted it and why, and can be withdrawn.
revoke update, delete on presence.spell from carillon_own, carillon_team, carillon_site, carillon_all;

create table presence.correction (
  id             uuid primary key default platform.new_id(),
  session_id     uuid not null references presence.session,
  employee_id    uuid not null,
  team_id        uuid,
  site_id        uuid,
  starts_at      timestamptz not null,
  ends_at        timestamptz not null,
  state          text not null check (state in ('ready', 'wrapUp', 'notReady', 'break', 'meeting', 'training', 'playback', 'internalCall')),
  reason_id      uuid references presence.reason,
  why            text not null check (length(why) between 1 and 300),
  at             timestamptz not null,
  by_id          uuid not null,
  by_name        text not null,
  place          bigint not null generated always as identity,
  withdrawn_at   timestamptz,
  withdrawn_by_id uuid,
  withdrawn_by_name text,
  withdrawn_why  text check (length(withdrawn_why) between 1 and 300),
  constraint a_correction_lasts check (ends_at > starts_at),
  constraint nobody_corrects_own_time check (by_id <> employee_id),
  constraint whoever_withdraws_says_why check ((withdrawn_at is null) = (withdrawn_why is null) and (withdrawn_at is null) = (withdrawn_by_id is null))
);
comment on table presence.correction is 'What somebody says an agent really did in a stretch of recorded time. Conversations are told by calls, so no correction makes one.';
comment on column presence.correction.place is 'Of two corrections of the same second the later holds.';
create index correction_of_employee on presence.correction (employee_id, starts_at);
create index correction_of_session on presence.correction (session_id) where withdrawn_at is null;
call platform.scope_rows('presence.correction', 'employee_id', 'team_id', 'site_id');
call platform.audit_rows('presence.correction');
revoke insert, update on presence.correction from carillon_own;
revoke update, delete on presence.correction from carillon_team, carillon_site, carillon_all;
grant update (withdrawn_at, withdrawn_by_id, withdrawn_by_name, withdrawn_why) on presence.correction to carillon_team, carillon_site, carillon_all;

-- What the corrections that hold make of the recorded stretches they touch: the pieces of a stretch tile exactly that stretch.
create table presence.piece (
  session_id       uuid not null,
  spell_started_at timestamptz not null,
  started_at       timestamptz not null,
  ended_at         timestamptz not null,
  employee_id      uuid not null,
  team_id          uuid,
  site_id          uuid,
  state            text not null,
  reason_id        uuid,
  campaign_id      uuid,
  call_id          uuid,
  correction_id    uuid references presence.correction,
  primary key (session_id, spell_started_at, started_at),
  constraint a_piece_lasts check (ended_at > started_at),
  constraint it_is_cut_from_a_spell foreign key (session_id, spell_started_at) references presence.spell (session_id, started_at)
);
comment on table presence.piece is 'Derived from spells and corrections; written anew for every stretch a correction or its withdrawal touches.';
create index piece_of_employee on presence.piece (employee_id, started_at);
call platform.scope_rows('presence.piece', 'employee_id', 'team_id', 'site_id');
revoke insert, update on presence.piece from carillon_own;

create function presence.pieces_tile_their_spell() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
declare
  key_session uuid := coalesce(new.session_id, old.session_id);
  key_start timestamptz := coalesce(new.spell_started_at, old.spell_started_at);
  whole presence.spell;
  at timestamptz := key_start;
  one record;
begin
  for one in select p.started_at, p.ended_at from presence.piece p
             where p.session_id = key_session and p.spell_started_at = key_start order by p.started_at loop
    if one.started_at <> at then
      raise exception 'the pieces of a stretch leave a gap or overlap at %', one.started_at using errcode = 'check_violation', constraint = 'pieces_tile_their_spell';
    end if;
    at := one.ended_at;
  end loop;
  select s.* into whole from presence.spell s where s.session_id = key_session and s.started_at = key_start;
  -- No piece at all leaves the stretch as it was recorded.
  if at <> key_start and at <> whole.ended_at then
    raise exception 'the pieces of a stretch do not end with it' using errcode = 'check_violation', constraint = 'pieces_tile_their_spell';
  end if;
  return null;
end $$;
create constraint trigger pieces_tile_their_spell after insert or update or delete on presence.piece deferrable initially deferred
  for each row execute function presence.pieces_tile_their_spell();

create table presence.closed_days (
  period_id uuid primary key,
  from_day  date not null,
  to_day    date not null,
  constraint closed_days_run_forward check (to_day >= from_day)
);
comment on table presence.closed_days is 'Business days whose time has been reported and stands: no correction, no withdrawal, until the period is opened again.';
call platform.share_rows('presence.closed_days');
revoke insert, update, delete on presence.closed_days from carillon_own, carillon_team, carillon_site, carillon_all;

-- An agent at work asks for help 内部求助; a leader answers.
create table presence.help (
  id           uuid primary key,
  session_id   uuid not null,
  employee_id  uuid not null,
  team_id      uuid,
  site_id      uuid,
  state        text not null,
  campaign_id  uuid,
  call_id      uuid,
  asked_at     timestamptz not null,
  ended_at     timestamptz,
  ending       text check (ending in ('answered', 'takenBack', 'signedOut')),
  answered_by_id uuid,
  answered_by_name text,
  constraint it_ends_after_it_began check (ended_at >= asked_at),
  constraint an_end_has_its_kind check ((ended_at is null) = (ending is null)),
  constraint an_answer_comes_from_somebody check ((ending = 'answered') = (answered_by_id is not null) or ending is null)
);
comment on table presence.help is 'Requests for help, counted and never held against anybody.';
create index help_of_employee on presence.help (employee_id, asked_at);
create index help_by_time on presence.help (asked_at);
create index help_waiting on presence.help (employee_id) where ended_at is null;
call platform.scope_rows('presence.help', 'employee_id', 'team_id', 'site_id');
-- The engine keeps them; everybody else reads.
revoke insert, update, delete on presence.help from carillon_own, carillon_team, carillon_site, carillon_all;

-- All agent time as it holds: recorded stretches, corrected ones in their place, and the one running.
create or replace view presence.agent_time_fact with (security_invoker = true) as
select s.session_id, s.employee_id, s.team_id, s.site_id, s.state, s.reason_id, s.campaign_id, s.call_id, s.started_at, s.ended_at,
       null::uuid as correction_id
from presence.spell s
where not exists (select from presence.piece p where p.session_id = s.session_id and p.spell_started_at = s.started_at)
union all
select session_id, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id, started_at, ended_at, correction_id from presence.piece
union all
select session_id, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id, since, null, null from presence.current;
comment on view presence.agent_time_fact is 'Every second between sign-in and sign-out, in exactly one state: ready 空闲, dialing 拨号振铃, talking 通话, holding 保持, wrapUp 话后处理, notReady 示忙, break 小休, meeting 会议, training 培训, playback 放音, internalCall 内部呼叫. Their sum is the signed-in time.';
comment on column presence.agent_time_fact.ended_at is 'Null while the stretch lasts.';
comment on column presence.agent_time_fact.reason_id is 'What the agent said when pausing, by presence.reason_fact; not-ready and break time is told apart by it.';
comment on column presence.agent_time_fact.correction_id is 'The correction that says so; null where it is as recorded. The record itself is presence.recorded_time_fact.';

-- door: presence.recorded_time_fact
-- door: presence.correction_fact
-- door: presence.reason_fact
-- door: presence.help_fact
create view presence.recorded_time_fact with (security_invoker = true) as
select session_id, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id, started_at, ended_at from presence.spell
union all
select session_id, employee_id, team_id, site_id, state, reason_id, campaign_id, call_id, since, null from presence.current;
comment on view presence.recorded_time_fact is 'Agent time as it was recorded, before any correction.';
create view presence.correction_fact with (security_invoker = true) as
select id, employee_id, team_id, site_id, starts_at, ends_at, state, reason_id, at, by_id, withdrawn_at from presence.correction;
create view presence.reason_fact with (security_invoker = true) as
select id, state, name_zh, name_en, position, closed_at from presence.reason;
comment on view presence.reason_fact is 'Names of pause reasons, retired ones too.';
create view presence.help_fact with (security_invoker = true) as
select id, employee_id, team_id, site_id, campaign_id, call_id, state, asked_at, ended_at, ending, answered_by_id,
       case when ending = 'answered' then (extract(epoch from ended_at - asked_at) * 1000)::bigint end as waited_ms
from presence.help;
comment on view presence.help_fact is 'Requests for help 内部求助, one row each. The count of rows is 内部求助次数.';
comment on column presence.help_fact.state is 'What the agent was doing when asking.';
comment on column presence.help_fact.ending is 'answered by a leader, takenBack by the agent, ended by signing out (signedOut), or null while waiting.';
comment on column presence.help_fact.waited_ms is 'Milliseconds from asking to the answer; null without one.';
grant select on presence.recorded_time_fact, presence.correction_fact, presence.reason_fact, presence.help_fact
  to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- Figures are made again where a correction changes time.
create trigger note_inserted after insert on presence.piece referencing new table as changed for each statement execute function presence.note_change();
create trigger note_deleted after delete on presence.piece referencing old table as changed for each statement execute function presence.note_change();

-- Days whose figures are frozen are closed to corrections as long as they are.
create function presence.close_frozen_days() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  delete from presence.closed_days where period_id = new.id;
  if new.opened_at is null then
    insert into presence.closed_days (period_id, from_day, to_day) values (new.id, new.from_day, new.to_day);
  end if;
  return null;
end $$;
create trigger close_frozen_days after insert or update on metrics.frozen_period for each row execute function presence.close_frozen_days();

-- What a correction changes, the sums of finished shifts tell anew. Whoever sums up a shift waits here for the correction to be written.
create function workforce.forget_corrected_time() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform workforce.take_turns_on(x.employee_id) from (select distinct c.employee_id from changed c) x;
  delete from workforce.met_shift m using changed c
    where m.employee_id = c.employee_id and m.starts_at < c.ended_at and m.starts_at > c.started_at - interval '2 days' and m.ends_at > c.started_at;
  return null;
end $$;
create trigger forget_met_time after insert on presence.piece referencing new table as changed for each statement execute function workforce.forget_corrected_time();
create trigger forget_unmet_time after delete on presence.piece referencing old table as changed for each statement execute function workforce.forget_corrected_time();
