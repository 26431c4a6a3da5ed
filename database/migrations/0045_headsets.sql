-- Headsets: who may register as which endpoint, and how long a customer waits when a headset is lost in a conversation.
create schema telephony;
call platform.open_schema('telephony');

create table telephony.headset (
  employee_id uuid primary key,
  endpoint    text not null check (endpoint ~ '^[A-Za-z0-9._-]{1,80}$'),
  holder      uuid not null,
  put_on_at   timestamptz not null,
  taken_off_at timestamptz,
  constraint it_is_taken_off_after_being_put_on check (taken_off_at is null or taken_off_at >= put_on_at)
);
comment on table telephony.headset is 'The headset of each employee who ever wore one in a browser. Its password stands apart, where only the engine reads it and no audit copies it.';
comment on column telephony.headset.holder is 'The browser tab that put it on last; every other one lets go.';
create unique index one_wearer_each on telephony.headset (endpoint) where taken_off_at is null;
call platform.grant_rows('telephony.headset');
create policy own_headset on telephony.headset to carillon_own, carillon_team, carillon_site
  using (employee_id = (select platform.uid())) with check (employee_id = (select platform.uid()));
call platform.audit_rows('telephony.headset', 'employee_id');

create table telephony.headset_secret (
  employee_id uuid primary key references telephony.headset on delete cascade,
  password    text not null check (length(password) >= 24)
);
comment on table telephony.headset_secret is 'What lets a headset register; made anew each time it is put on.';
alter table telephony.headset_secret enable row level security;
grant select, insert, update, delete on telephony.headset_secret to carillon_engine;
create policy engine_keeps on telephony.headset_secret to carillon_engine using (true) with check (true);

alter table campaigns.campaign add column rescue_seconds int not null default 15 check (rescue_seconds between 0 and 120);
comment on column campaigns.campaign.rescue_seconds is 'How long a customer hears music when the headset of their agent is lost, before another agent takes them.';

-- The product itself puts an agent into this one, so its id is known; agents may choose it too.
insert into presence.reason (id, state, name_zh, name_en, position) values
  ('0190b000-0000-7000-8000-000000000001', 'notReady', '话机断开', 'Headset lost', 90);
