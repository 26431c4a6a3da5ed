-- The audit of machine detection: what the machine took answered calls for, which of them were drawn by lot, what people heard.
alter table campaigns.campaign add column machine_audits int not null default 20 check (machine_audits between 0 and 500);
comment on column campaigns.campaign.machine_audits is 'How many calls a day that the machine took for a machine are drawn by lot for people to check; 0: none.';

create table recordings.trial (
  call_id    uuid primary key,
  placed_at  timestamptz not null,
  began_at   timestamptz not null,
  is_machine boolean not null default false
);
comment on table recordings.trial is 'Sound recorded from the answer on, before anybody knew what it was of: a machine''s is kept, all other is let go.';
create index trial_by_age on recordings.trial (began_at);
alter table recordings.trial enable row level security;
grant select, insert, update, delete on recordings.trial to carillon_engine;
create policy engine_keeps on recordings.trial to carillon_engine using (true) with check (true);

create schema detection;
call platform.open_schema('detection');

create table detection.answer (
  call_id       uuid primary key,
  placed_at     timestamptz not null,
  answered_at   timestamptz not null,
  campaign_id   uuid not null,
  site_id       uuid,
  day           date not null,
  mode          text not null check (mode in ('before', 'while')),
  is_predictive boolean not null,
  chance        double precision not null check (chance between 0 and 1),
  drawn         boolean not null,
  heard_as      text check (heard_as in ('person', 'machine', 'fax', 'unsure')),
  after_ms      int check (after_ms >= 0),
  constraint only_what_had_a_chance_is_drawn check (not drawn or chance > 0),
  constraint what_was_heard_took_its_time check ((heard_as is null) = (after_ms is null))
);
comment on table detection.answer is 'A call that was answered while its campaign found out who answered. Knows the call by its id alone.';
comment on column detection.answer.day is 'The business day of the site it was answered on.';
comment on column detection.answer.chance is 'The probability with which a call answered then was drawn; its inverse is the weight of the call in the estimate.';
comment on column detection.answer.heard_as is 'What the machine said in time; null where the customer was gone, or an agent was with them, before it knew.';
comment on column detection.answer.after_ms is 'From the answer until the machine knew.';
create index answer_of_campaign on detection.answer (campaign_id, day);
create index answer_of_day on detection.answer (day);
create index answer_to_judge on detection.answer (day, campaign_id) where drawn and heard_as in ('machine', 'fax');
call platform.site_rows('detection.answer', 'site_id = any ((select platform.sites())::uuid[])', read_by_all => true);
revoke insert, update, delete on detection.answer from carillon_own, carillon_team, carillon_site, carillon_all;

create table detection.judgement (
  id        uuid primary key default platform.new_id(),
  call_id   uuid not null references detection.answer on delete cascade,
  verdict   text check (verdict in ('person', 'machine', 'unclear')),
  replaces  uuid references detection.judgement on delete cascade,
  by_id     uuid not null,
  by_name   text not null,
  judged_at timestamptz not null,
  constraint a_judgement_is_replaced_once unique nulls not distinct (call_id, replaces)
);
comment on table detection.judgement is 'What somebody heard on a drawn call. Never changed: a correction is a judgement that replaces another.';
comment on column detection.judgement.verdict is 'Null: taken back, the call is to be judged again.';
create index judgement_by on detection.judgement (by_id, judged_at desc);
create index judgement_replacing on detection.judgement (replaces) where replaces is not null;
call platform.site_rows('detection.judgement', 'exists (select from detection.answer a where a.call_id = judgement.call_id and a.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
revoke insert on detection.judgement from carillon_own;
revoke update, delete on detection.judgement from carillon_own, carillon_team, carillon_site, carillon_all;
call platform.audit_rows('detection.judgement');

-- door: campaigns.detection_fact
create view campaigns.detection_fact with (security_invoker = true) as
select c.id, c.name, c.state, c.site_id, c.machine_detection, c.machine_audits from campaigns.campaign c;
comment on view campaigns.detection_fact is 'Which campaigns find out who answers, and how many calls a day are drawn to check it.';
grant select on campaigns.detection_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
