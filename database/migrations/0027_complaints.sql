-- Complaints: what customers hold against our calls, who answers for it and until when; and the keys of links to customers.

create table platform.secret (
  name text primary key check (length(name) between 1 and 40),
  key  bytea not null default decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'),
  made_at timestamptz not null default now()
);
comment on table platform.secret is 'Keys that never leave the server, made for this centre alone; a backup carries them, so that links and hashes hold after a restore.';
comment on column platform.secret.key is '32 bytes, 244 bits of them chance.';
alter table platform.secret enable row level security;
grant select, insert, update on platform.secret to carillon_engine;
create policy engine_keeps on platform.secret to carillon_engine using (true) with check (true);
insert into platform.secret (name) values ('customerLink'), ('erasedNumber');

create schema complaints;
call platform.open_schema('complaints');

create table complaints.due_rule (
  source        text primary key check (source in ('customerPage', 'agent', 'regulator', 'other')),
  days          int not null check (days between 1 and 90),
  changed_by_name text not null default '',
  changed_at    timestamptz
);
comment on table complaints.due_rule is 'Within how many days a complaint of that source is answered. Complaints passed on by 12321 are reported on in 15 days.';
comment on column complaints.due_rule.days is 'Calendar days from receipt.';
insert into complaints.due_rule (source, days) values ('customerPage', 7), ('agent', 7), ('regulator', 15), ('other', 15);
call platform.share_rows('complaints.due_rule');
call platform.audit_rows('complaints.due_rule', 'source');

create table complaints.complaint (
  id               uuid primary key default platform.new_id(),
  number           bigint not null generated always as identity constraint a_complaint_has_its_number unique,
  source           text not null references complaints.due_rule,
  topic            text not null check (topic in ('tooManyCalls', 'noConsent', 'misleading', 'attitude', 'privacy', 'money', 'other')),
  words            text not null default '' check (length(words) <= 4000),
  callback_wish    text not null default '' check (length(callback_wish) <= 200),
  case_number      text not null default '' check (length(case_number) <= 60),
  phone            text check (phone ~ '^\+[1-9][0-9]{4,14}$'),
  customer_id      uuid,
  call_id          uuid,
  campaign_id      uuid,
  agent_id         uuid,
  team_id          uuid,
  site_id          uuid,
  state            text not null default 'new' check (state in ('new', 'inHand', 'answered', 'closed')),
  received_at      timestamptz not null,
  due_at           timestamptz not null,
  answered_at      timestamptz,
  closed_at        timestamptz,
  responsible_id   uuid,
  responsible_name text not null default '',
  responsibility   text check (responsibility in ('agent', 'script', 'list', 'rules', 'system', 'supplier', 'nobody')),
  region           text check (length(region) <= 60),
  result           text not null default '' check (length(result) <= 2000),
  version          int not null default 1,
  constraint it_is_due_after_it_came check (due_at > received_at),
  constraint who_works_on_it_has_a_name check (state = 'new' or responsible_id is not null),
  constraint an_answer_has_words check (state not in ('answered', 'closed') or (result <> '' and answered_at is not null)),
  constraint it_is_closed_at_a_time check ((state = 'closed') = (closed_at is not null))
);
comment on column complaints.complaint.case_number is 'Of the authority that passed it on.';
comment on column complaints.complaint.responsibility is 'Where the fault was found to lie; empty until somebody decided.';
comment on column complaints.complaint.region is 'Province of the number at receipt, by its prefix; empty where nothing is known.';
comment on column complaints.complaint.agent_id is 'Who spoke in the call; team and site are those of that day.';
create index complaint_newest on complaints.complaint (received_at desc, id desc);
create index complaint_open on complaints.complaint (due_at) where state in ('new', 'inHand');
create index complaint_of_call on complaints.complaint (call_id) where call_id is not null;
create index complaint_of_customer on complaints.complaint (customer_id, received_at desc) where customer_id is not null;
call platform.scope_rows('complaints.complaint', null, 'team_id', 'site_id');
call platform.audit_rows('complaints.complaint');
revoke delete on complaints.complaint from carillon_team, carillon_site, carillon_all, carillon_engine;

create table complaints.note (
  id           uuid primary key default platform.new_id(),
  complaint_id uuid not null references complaints.complaint on delete cascade,
  at           timestamptz not null,
  kind         text not null check (kind in ('received', 'taken', 'noted', 'answered', 'closed', 'reopened')),
  by_id        uuid,
  by_name      text not null default '',
  words        text not null default '' check (length(words) <= 2000)
);
comment on table complaints.note is 'The story of a complaint: who did what with it, and what they wrote. Never changed.';
create index note_of_complaint on complaints.note (complaint_id, at);
call platform.site_rows('complaints.note', 'exists (select from complaints.complaint c where c.id = complaint_id)', read_by_all => false);
revoke update, delete on complaints.note from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- door: complaints.complaint_fact
create view complaints.complaint_fact with (security_invoker = true) as
select id, number, source, topic, state, customer_id, call_id, campaign_id, agent_id, team_id, site_id, responsibility, region,
       received_at, due_at, answered_at, closed_at, responsible_id, responsible_name
from complaints.complaint;
comment on view complaints.complaint_fact is 'Complaints by what they are counted by, without the words.';
grant select on complaints.complaint_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

