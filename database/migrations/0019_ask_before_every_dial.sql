-- The gate before every dial: the rules of each jurisdiction in versions that two people answer for, public holidays,
-- do-not-call with its scope and proof, national registries, consent, and what the gate has refused.
create table compliance.rules_version (
  id                uuid primary key default platform.new_id(),
  jurisdiction      text not null references compliance.jurisdiction,
  number            int not null check (number >= 1),
  state             text not null default 'draft' check (state in ('draft', 'submitted', 'approved')),
  effective_from    timestamptz not null,
  rules             jsonb not null,
  note              text not null default '' check (length(note) <= 500),
  writers           uuid[] not null default '{}',
  written_by        uuid,
  written_by_name   text not null default '',
  written_at        timestamptz not null,
  submitted_at      timestamptz,
  approved_by       uuid,
  approved_by_name  text not null default '',
  approved_at       timestamptz,
  came_with_product boolean not null default false,
  version           int not null default 1,
  constraint versions_of_a_jurisdiction_are_numbered unique (jurisdiction, number),
  constraint two_people_answer_for_rules check (state <> 'approved' or came_with_product
    or (approved_by is not null and written_by is not null and approved_by <> written_by and approved_by <> all (writers))),
  constraint rules_hold_from_their_approval_at_the_earliest check (state <> 'approved' or came_with_product or effective_from >= approved_at)
);
comment on table compliance.rules_version is 'What the gate asks under a jurisdiction. The newest approved version that has come into force holds; drafts do nothing.';
comment on column compliance.rules_version.rules is 'CallingRules of domains/compliance/rules.ts.';
comment on column compliance.rules_version.writers is 'Everyone who ever wrote in it; none of them approves it.';
create index rules_in_force on compliance.rules_version (jurisdiction, effective_from desc) where state = 'approved';
call platform.share_rows('compliance.rules_version');
call platform.audit_rows('compliance.rules_version');

create function compliance.approved_rules_stay() returns trigger language plpgsql as $$
begin
  if old.state = 'approved' then
    raise exception 'approved rules are not changed: write another version' using constraint = 'approved_rules_stay';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger approved_rules_stay before update or delete on compliance.rules_version
  for each row execute function compliance.approved_rules_stay();

create table compliance.holiday (
  calendar text not null check (calendar ~ '^[a-z]{2}(-[a-z]+)*$'),
  day      date not null,
  kind     text not null check (kind in ('holiday', 'workday')),
  name_zh  text not null default '' check (length(name_zh) <= 80),
  name_en  text not null default '' check (length(name_en) <= 80),
  source   text not null default '' check (length(source) <= 200),
  primary key (calendar, day)
);
comment on table compliance.holiday is 'Public holidays, and weekend days worked instead of one. A year without any row of a calendar is a year nobody has entered.';
call platform.share_rows('compliance.holiday');
call platform.audit_rows('compliance.holiday', 'day');

insert into compliance.holiday (calendar, day, kind, name_zh, name_en, source)
select 'cn', day, kind, name_zh, name_en, '国务院办公厅节假日安排；NateScarlet/holiday-cn (MIT)'
from (values
  ('holiday', '元旦', 'New Year', '{2024-01-01,2025-01-01,2026-01-01,2026-01-02,2026-01-03}'),
  ('workday', '春节', 'Spring Festival', '{2024-02-04,2024-02-18,2025-01-26,2025-02-08,2026-02-14,2026-02-28}'),
  ('holiday', '春节', 'Spring Festival', '{2024-02-10,2024-02-11,2024-02-12,2024-02-13,2024-02-14,2024-02-15,2024-02-16,2024-02-17,2025-01-28,2025-01-29,2025-01-30,2025-01-31,2025-02-01,2025-02-02,2025-02-03,2025-02-04,2026-02-15,2026-02-16,2026-02-17,2026-02-18,2026-02-19,2026-02-20,2026-02-21,2026-02-22,2026-02-23}'),
  ('holiday', '清明节', 'Qingming', '{2024-04-04,2024-04-05,2024-04-06,2025-04-04,2025-04-05,2025-04-06,2026-04-04,2026-04-05,2026-04-06}'),
  ('workday', '清明节', 'Qingming', '{2024-04-07}'),
  ('workday', '劳动节', 'Labour Day', '{2024-04-28,2024-05-11,2025-04-27,2026-05-09}'),
  ('holiday', '劳动节', 'Labour Day', '{2024-05-01,2024-05-02,2024-05-03,2024-05-04,2024-05-05,2025-05-01,2025-05-02,2025-05-03,2025-05-04,2025-05-05,2026-05-01,2026-05-02,2026-05-03,2026-05-04,2026-05-05}'),
  ('holiday', '端午节', 'Dragon Boat Festival', '{2024-06-10,2025-05-31,2025-06-01,2025-06-02,2026-06-19,2026-06-20,2026-06-21}'),
  ('workday', '中秋节', 'Mid-Autumn Festival', '{2024-09-14}'),
  ('holiday', '中秋节', 'Mid-Autumn Festival', '{2024-09-15,2024-09-16,2024-09-17,2026-09-25,2026-09-26,2026-09-27}'),
  ('workday', '国庆节', 'National Day', '{2024-09-29,2024-10-12,2026-09-20,2026-10-10}'),
  ('holiday', '国庆节', 'National Day', '{2024-10-01,2024-10-02,2024-10-03,2024-10-04,2024-10-05,2024-10-06,2024-10-07,2026-10-01,2026-10-02,2026-10-03,2026-10-04,2026-10-05,2026-10-06,2026-10-07}'),
  ('workday', '国庆节、中秋节', 'National Day and Mid-Autumn Festival', '{2025-09-28,2025-10-11}'),
  ('holiday', '国庆节、中秋节', 'National Day and Mid-Autumn Festival', '{2025-10-01,2025-10-02,2025-10-03,2025-10-04,2025-10-05,2025-10-06,2025-10-07,2025-10-08}'),
  ('workday', '元旦', 'New Year', '{2026-01-04}')
) as f(kind, name_zh, name_en, days), unnest(days::date[]) as day;

insert into compliance.jurisdiction (code, name_zh, name_en, default_abandon_target, abandon_ceiling, window_days, position, law_zh, law_en) values
  ('cn-telecom', '中国大陆（运营商线路）', 'China (carrier lines)', 0.0100, 0.0300, 30, 15,
   '《通信短信息和语音呼叫服务管理规定》征求意见稿：未经同意不得拨打商业电话，沉默视为拒绝，同意可撤回，不得隐藏或出租号码；运营商线路常见限制：8–21 时，同一被叫 24 小时 5 次、5 分钟 3 次，单号并发 1 路。',
   'Draft rules for messages and voice calls: no commercial call without consent, silence is refusal, consent may be withdrawn, no hidden or rented numbers; usual limits of carrier lines: 8–21 h, 5 calls in 24 h and 3 in 5 min to one number, one call at once per caller id.');

do $$
declare
  every_day text := '{"monday":W,"tuesday":W,"wednesday":W,"thursday":W,"friday":W,"saturday":W,"sunday":W}';
  seed record;
begin
  for seed in select * from (values
    ('cn', '08:00', '21:00', 'cn', 'optOut', null,
     '[{"of":"number","within":"24h","most":5},{"of":"number","within":"5m","most":3}]', 'null', 'null', 'null', 'null'),
    ('cn-telecom', '08:00', '21:00', 'cn', 'explicit', null,
     '[{"of":"number","within":"24h","most":5},{"of":"number","within":"5m","most":3}]', '1', '60', 'null', '{"code":"cn","required":false,"maxAgeDays":31}'),
    ('cn-bank', '08:00', '21:00', 'cn', 'optOut', null,
     '[{"of":"number","within":"24h","most":5},{"of":"number","within":"5m","most":3},{"of":"person","within":"day","most":5}]', 'null', 'null', 'null', 'null'),
    ('cn-insurance', '09:00', '21:00', 'cn', 'optOut', '184',
     '[{"of":"number","within":"24h","most":5},{"of":"number","within":"5m","most":3}]', 'null', 'null', 'null', 'null'),
    ('us', '08:00', '21:00', '', 'optOut', null,
     '[{"of":"number","within":"24h","most":3}]', 'null', 'null', 'null', '{"code":"us","required":false,"maxAgeDays":31}'),
    ('uk', '08:00', '21:00', '', 'optOut', null,
     '[{"of":"number","within":"24h","most":5}]', 'null', 'null', 'null', '{"code":"uk","required":false,"maxAgeDays":28}')
  ) as s(code, opens, closes, calendar, consent, lock_out_days, caps, at_once, per_hour, per_day, registry)
  loop
    insert into compliance.rules_version (jurisdiction, number, state, effective_from, rules, written_at, approved_at, came_with_product, note)
    values (seed.code, 1, 'approved', '2000-01-01T00:00:00Z', jsonb_build_object(
      'hours', jsonb_build_object('windows', replace(every_day, 'W', format('[{"from":"%s","to":"%s"}]', seed.opens, seed.closes))::jsonb,
                                  'onHolidays', 'asUsual', 'holidayWindows', '[]'::jsonb, 'calendar', seed.calendar),
      'consent', seed.consent, 'refusalLockOutDays', coalesce(seed.lock_out_days, 'null')::jsonb, 'caps', seed.caps::jsonb,
      'callerId', jsonb_build_object('atOnce', seed.at_once::jsonb, 'perHour', seed.per_hour::jsonb, 'perDay', seed.per_day::jsonb),
      'registry', seed.registry::jsonb), now(), now(), true, '');
  end loop;
end $$;

-- Do not call: who asked for it, for what, how it is proved, and until when.
alter table compliance.do_not_call drop constraint do_not_call_pkey;
alter table compliance.do_not_call
  add column id            uuid not null default platform.new_id() primary key,
  add column kind          text not null default 'customer' check (kind in ('customer', 'organisation', 'campaign')),
  add column campaign_id   uuid,
  add column until         timestamptz,
  add column proof         text not null default '' check (length(proof) <= 2000),
  add column said_to_name  text not null default '',
  add column ended_at      timestamptz,
  add column ended_by      uuid,
  add column ended_by_name text not null default '',
  add column ended_reason  text not null default '' check (length(ended_reason) <= 500);
update compliance.do_not_call set kind = 'organisation' where call_id is null and reason <> 'customer';
alter table compliance.do_not_call
  add constraint only_a_campaign_has_one check ((kind = 'campaign') = (campaign_id is not null)),
  add constraint a_wish_is_for_ever_and_stays check (kind <> 'customer' or (until is null and ended_at is null)),
  add constraint an_end_tells_who_and_why check (ended_at is null or (ended_by is not null and ended_reason <> '')),
  add constraint it_ends_after_it_begins check (until is null or until > since);
comment on table compliance.do_not_call is 'Numbers nobody here may dial, in all campaigns or one. Read into memory by the gate; asked before every dial.';
comment on column compliance.do_not_call.kind is 'customer: their own wish, which nobody takes back; organisation: our decision; campaign: of one campaign only.';
comment on column compliance.do_not_call.until is 'Empty: for ever.';
comment on column compliance.do_not_call.ended_at is 'Taken off by an officer before its time.';
create unique index a_number_is_forbidden_once on compliance.do_not_call
  (number, kind, coalesce(campaign_id, '00000000-0000-0000-0000-000000000000')) where ended_at is null and until is null;
create index do_not_call_newest on compliance.do_not_call (since desc, id desc);
create index do_not_call_of_number on compliance.do_not_call (number);
-- Taking off says who and why in the row itself; all else of a row never changes.
grant update (ended_at, ended_by, ended_by_name, ended_reason) on compliance.do_not_call to carillon_all;

create function compliance.record_end_of_do_not_call() returns trigger language plpgsql as $$
begin
  -- The number itself is told by the row: the audit trail does not spread it.
  insert into platform.audit_entry (at, actor_id, request_id, table_name, row_id, operation, before, after)
  values (clock_timestamp(), platform.uid(), nullif(current_setting('app.request', true), ''), 'compliance.do_not_call', new.id::text,
          'update', to_jsonb(old) - 'number', to_jsonb(new) - 'number');
  return null;
end $$;
create trigger record_end after update on compliance.do_not_call for each row execute function compliance.record_end_of_do_not_call();

-- National registries: whole versions, of which one is in force.
create table compliance.registry_version (
  id             uuid primary key default platform.new_id(),
  registry       text not null check (registry in ('cn', 'us', 'uk')),
  state          text not null default 'staging' check (state in ('staging', 'whole', 'inForce', 'replaced', 'failed', 'discarded')),
  file_name      text not null default '' check (length(file_name) <= 255),
  dated          date,
  lines          bigint not null default 0,
  numbers        bigint not null default 0,
  repeated       bigint not null default 0,
  refused        bigint not null default 0,
  refused_sample jsonb not null default '[]',
  note           text not null default '' check (length(note) <= 500),
  uploaded_by    uuid,
  uploaded_by_name text not null default '',
  uploaded_at    timestamptz not null,
  in_force_since timestamptz,
  in_force_by_name text not null default '',
  constraint a_version_in_force_is_dated check (state <> 'inForce' or (dated is not null and in_force_since is not null)),
  constraint counts_reconcile check (state in ('staging', 'failed', 'discarded') or lines = numbers + repeated + refused)
);
comment on table compliance.registry_version is 'A file of a national registry: numbers nobody may dial where the rules ask for that registry.';
comment on column compliance.registry_version.dated is 'The day its publisher gives it; its age is counted from here.';
create unique index one_version_is_in_force on compliance.registry_version (registry) where state = 'inForce';
call platform.share_rows('compliance.registry_version');
call platform.audit_rows('compliance.registry_version');

create table compliance.registry_chunk (
  version_id uuid not null references compliance.registry_version on delete cascade,
  no         int not null,
  numbers    bytea not null,
  primary key (version_id, no)
);
alter table compliance.registry_chunk alter column numbers set storage external;
comment on table compliance.registry_chunk is 'The numbers of a version in rising order, as eight-byte little-endian floats of their digits: ten million are 80 MB.';
call platform.grant_rows('compliance.registry_chunk');

-- Consent: every word of it, given or taken back. What holds is the latest.
create table compliance.consent_event (
  id          uuid primary key default platform.new_id(),
  customer_id uuid,
  number      text check (number ~ '^\+[1-9][0-9]{4,14}$'),
  purpose     text not null check (purpose in ('any', 'sales', 'service', 'survey')),
  channel     text not null default 'call' check (channel in ('call', 'sms', 'mail', 'any')),
  act         text not null check (act in ('given', 'withdrawn')),
  evidence    text not null default '' check (length(evidence) <= 2000),
  call_id     uuid,
  source      text not null default '' check (length(source) <= 80),
  at          timestamptz not null,
  noted_at    timestamptz not null,
  by_id       uuid,
  by_name     text not null default '',
  constraint consent_is_somebodys check (customer_id is not null or number is not null)
);
comment on table compliance.consent_event is 'Append-only: who agreed to be called about what, or no longer does, and how that is proved.';
comment on column compliance.consent_event.at is 'When it was said; noted_at: when it was written down here.';
create index consent_of_customer on compliance.consent_event (customer_id, at desc) where customer_id is not null;
create index consent_of_number on compliance.consent_event (number, at desc) where number is not null;
create index consent_newest on compliance.consent_event (noted_at desc, id desc);
call platform.share_rows('compliance.consent_event');
create policy agents_add on compliance.consent_event for insert to carillon_own with check (true);
revoke update, delete on compliance.consent_event from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- door: what somebody's consent stands at, by purpose and channel.
create view compliance.consent_fact with (security_invoker = true) as
select distinct on (customer_id, number, purpose, channel) customer_id, number, purpose, channel, act, at, evidence, call_id, source, by_name
from compliance.consent_event order by customer_id, number, purpose, channel, at desc, act desc, id desc;
grant select on compliance.consent_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- What the gate refused: the same contact for the same rule until the same moment is one row, counted.
create table compliance.block (
  id          uuid primary key default platform.new_id(),
  at          timestamptz not null,
  last_at     timestamptz not null,
  count       int not null default 1,
  number      text not null,
  customer_id uuid,
  campaign_id uuid not null,
  entry_id    uuid,
  kind        text not null check (kind in ('machine', 'preview', 'manual', 'callback')),
  rule        text not null check (length(rule) between 1 and 60),
  params      jsonb not null default '{}',
  until       timestamptz,
  agent_id    uuid
);
comment on table compliance.block is 'Dials the gate did not let through, and why.';
create unique index a_block_stands_once on compliance.block (campaign_id, entry_id, number, kind, rule, until) nulls not distinct;
create index block_newest on compliance.block (last_at desc, id desc);
create index block_of_customer on compliance.block (customer_id, last_at desc) where customer_id is not null;
create index block_of_number on compliance.block (number, last_at desc);
alter table compliance.block enable row level security;
-- The number in full is for the engine and for those who see everything; others meet the customer.
grant select (id, at, last_at, count, customer_id, campaign_id, entry_id, kind, rule, params, until, agent_id) on compliance.block to carillon_own, carillon_team, carillon_site;
grant select on compliance.block to carillon_all;
grant select, insert, update, delete on compliance.block to carillon_engine;
create policy everyone_reads on compliance.block for select to carillon_own, carillon_team, carillon_site, carillon_all using (true);
create policy engine_writes on compliance.block to carillon_engine using (true) with check (true);

-- door: compliance.block_fact
create view compliance.block_fact with (security_invoker = true) as
select id, at, last_at, count, customer_id, campaign_id, entry_id, kind, rule, params, until, agent_id from compliance.block;
comment on view compliance.block_fact is 'Dials the gate did not let through, without the number.';
grant select on compliance.block_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- door: compliance.do_not_call_fact
create view compliance.do_not_call_fact with (security_invoker = true) as
select id, number, kind, campaign_id, since, until, reason, call_id, ended_at from compliance.do_not_call;
comment on view compliance.do_not_call_fact is 'Numbers nobody here may dial, for screening and the desk of compliance.';
grant select on compliance.do_not_call_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- door: calls.attempt_fact
create view calls.attempt_fact with (security_invoker = true) as
select id, placed_at, campaign_id, customer_id, number, caller_id, ended_at, abandoned, outcome_kind, outcome_at
from calls.call c
where not (cause = 'cancelled' and ringing_at is null and exists (
  select from calls.signal s where s.call_id = c.id and s.provider_event_id in ('too-late-' || c.id, 'called-off-' || c.id)));
comment on view calls.attempt_fact is 'Attempts that reached the telephone system, which is what caps count.';
grant select on calls.attempt_fact to carillon_engine;
