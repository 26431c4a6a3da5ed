-- What other systems and people report of our calls: orders, surveys, quality reviews, key behaviours, questionnaires.
create schema results;
call platform.open_schema('results');

create table results.behaviour (
  code       text primary key check (code ~ '^[a-z][a-z0-9_]{1,39}$'),
  name_zh    text not null check (length(name_zh) between 1 and 60),
  name_en    text not null check (length(name_en) between 1 and 80),
  skill      text not null check (skill in ('communication', 'productKnowledge')),
  position   int not null default 100,
  retired_at timestamptz
);
comment on table results.behaviour is 'Key behaviours that are counted in calls; how often done of how often there was an opportunity.';
comment on column results.behaviour.skill is 'The ability it shows, as the handbook groups key behaviours.';
insert into results.behaviour (code, name_zh, name_en, skill, position) values
  ('opening_in_15s', '15 秒内说明来意', 'Purpose said within 15 seconds', 'communication', 10),
  ('need_asked', '询问需求', 'Asked what the customer needs', 'communication', 20),
  ('objection_answered', '回应异议', 'Answered an objection', 'communication', 30),
  ('close_attempt', '尝试促成', 'Tried to close', 'communication', 40),
  ('benefit_explained', '讲清产品利益', 'Explained what the product brings', 'productKnowledge', 50),
  ('terms_stated', '如实告知费用与条款', 'Stated costs and terms', 'productKnowledge', 60);
call platform.share_rows('results.behaviour');
call platform.audit_rows('results.behaviour', 'code');

create table results.delivery (
  id          uuid primary key default platform.new_id(),
  kind        text not null check (kind in ('order', 'survey', 'review', 'behaviour', 'questionnaire')),
  channel     text not null check (channel in ('api', 'file', 'screen')),
  mode        text not null check (mode in ('check', 'good', 'whole')),
  source      text not null check (length(source) between 1 and 40),
  file_name   text not null default '' check (length(file_name) <= 255),
  request_key text check (length(request_key) between 1 and 200),
  sha256      text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  at          timestamptz not null,
  by_id       uuid not null,
  by_name     text not null default '',
  site_id     uuid,
  read        int not null default 0,
  recorded    int not null default 0,
  corrected   int not null default 0,
  unchanged   int not null default 0,
  refused     int not null default 0,
  kept        boolean not null default false,
  constraint every_row_is_told_of check (read = recorded + corrected + unchanged + refused),
  constraint a_check_keeps_nothing check (mode <> 'check' or not kept)
);
comment on table results.delivery is 'Each batch of reports that came: what became of its rows.';
comment on column results.delivery.mode is 'check: nothing is kept; good: bad rows are left out; whole: one bad row refuses all.';
comment on column results.delivery.request_key is 'Whoever posts by program says it again when posting again; both posts are one delivery.';
comment on column results.delivery.sha256 is 'Of what was sent, to tell a repetition from another delivery under the same key.';
create unique index one_delivery_for_a_request on results.delivery (source, request_key) where request_key is not null;
create index delivery_newest on results.delivery (at desc, id desc);
call platform.scope_rows('results.delivery', 'by_id', null, 'site_id');
create policy own_deeds on results.delivery to carillon_team, carillon_site
  using (by_id = (select platform.uid())) with check (by_id = (select platform.uid()));
revoke delete on results.delivery from carillon_team, carillon_site, carillon_all, carillon_engine;

create table results.fault (
  delivery_id uuid not null references results.delivery,
  row_number  int not null check (row_number > 0),
  field       text not null default '',
  code        text not null check (length(code) between 1 and 60),
  params      jsonb not null default '{}',
  cells       jsonb not null default '[]',
  primary key (delivery_id, row_number)
);
comment on table results.fault is 'Rows that were refused, each with the first thing wrong with it, and as they came.';
comment on column results.fault.row_number is 'First row: 1, headings of a file not counted.';
call platform.site_rows('results.fault', 'exists (select from results.delivery d where d.id = delivery_id)', read_by_all => false);
revoke update, delete on results.fault from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table results.record (
  id            uuid primary key default platform.new_id(),
  kind          text not null check (kind in ('order', 'survey', 'review', 'behaviour', 'questionnaire')),
  source        text not null check (length(source) between 1 and 40),
  external_id   text not null check (length(external_id) between 1 and 120),
  version       int not null default 1 check (version > 0),
  revision      bigint,
  state         text not null default 'valid' check (state in ('valid', 'withdrawn')),
  at            timestamptz not null,
  call_id       uuid,
  agent_id      uuid,
  team_id       uuid,
  site_id       uuid,
  campaign_id   uuid,
  batch_id      uuid,
  customer_id   uuid,
  region        text check (length(region) between 1 and 60),
  product       text check (length(product) between 1 and 120),
  order_kind    text check (order_kind in ('sale', 'instalment', 'premium', 'remittance', 'activation')),
  units         int check (units between 0 and 1000000),
  amount        numeric(14, 2) check (amount between 0 and 999999999999),
  focus_model   boolean,
  channel       text check (channel in ('sms', 'hangup', 'call')),
  score         numeric(6, 2) check (score between 0 and 1000),
  satisfied     boolean,
  excellent     boolean,
  reviewer      text check (length(reviewer) <= 80),
  behaviour     text references results.behaviour,
  done          int check (done >= 0),
  opportunities int check (opportunities between 0 and 10000),
  questionnaire text check (length(questionnaire) between 1 and 120),
  completed     boolean,
  delivery_id   uuid references results.delivery,
  changed_at    timestamptz not null,
  changed_by_id uuid,
  changed_by_name text not null default '',
  reason        text not null default '' check (length(reason) <= 500),
  constraint a_source_tells_a_thing_once unique (source, kind, external_id),
  constraint an_order_tells_what_and_how_much check (kind <> 'order'
    or (product is not null and order_kind is not null and units is not null and amount is not null and focus_model is not null)),
  constraint a_survey_tells_whether_satisfied check (kind <> 'survey' or (channel is not null and satisfied is not null)),
  constraint a_review_has_a_score check (kind <> 'review' or (score is not null and excellent is not null)),
  constraint a_behaviour_is_counted check (kind <> 'behaviour'
    or (behaviour is not null and done is not null and opportunities is not null and done <= opportunities)),
  constraint a_questionnaire_has_an_end check (kind <> 'questionnaire' or (questionnaire is not null and completed is not null)),
  constraint a_withdrawal_has_a_reason check (state = 'valid' or reason <> '')
);
comment on table results.record is 'One thing another system or a person reported: its latest version. What it was before stands in results.former.';
comment on column results.record.external_id is 'As the source calls it; telling it again changes nothing, telling it otherwise corrects it.';
comment on column results.record.revision is 'Of the source, where it numbers its versions: an older one that comes late changes nothing.';
comment on column results.record.at is 'When the thing happened: the order was placed, the customer answered.';
comment on column results.record.team_id is 'Of the call, as of that day; without a call that of the agent when it was reported.';
comment on column results.record.amount is 'In the money of the centre: price, instalment principal, premium or remittance, as order_kind says.';
comment on column results.record.region is 'Province of the number that was called, by its prefix; empty where nothing is known.';
create index record_by_time on results.record (kind, at desc, id desc);
create index record_newest on results.record (at desc, id desc);
create index record_of_call on results.record (call_id) where call_id is not null;
create index record_of_campaign on results.record (campaign_id, at) where campaign_id is not null;
create index record_of_agent on results.record (agent_id, at) where agent_id is not null;
call platform.scope_rows('results.record', 'agent_id', 'team_id', 'site_id');
call platform.audit_rows('results.record');
revoke delete on results.record from carillon_team, carillon_site, carillon_all, carillon_engine;

create table results.former (
  record_id   uuid not null references results.record,
  version     int not null,
  content     jsonb not null,
  replaced_at timestamptz not null,
  primary key (record_id, version)
);
comment on table results.former is 'Versions that were corrected or withdrawn, as they stood. Never changed.';
call platform.site_rows('results.former', 'exists (select from results.record r where r.id = record_id)', read_by_all => false);
create policy own_rows on results.former for select to carillon_own using (exists (select from results.record r where r.id = record_id));
revoke update, delete on results.former from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- Written by the database, so that no use case can forget it.
create function results.keep_former() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'a changed record is the next version of itself';
  end if;
  insert into results.former (record_id, version, content, replaced_at) values (old.id, old.version, to_jsonb(old), new.changed_at);
  return new;
end $$;
create trigger keep_former before update on results.record for each row execute function results.keep_former();

-- door: results.order_fact
-- door: results.survey_fact
-- door: results.review_fact
-- door: results.behaviour_fact
-- door: results.questionnaire_fact
-- door: results.behaviour_name_fact
create view results.order_fact with (security_invoker = true) as
select id, at, call_id, agent_id, team_id, site_id, campaign_id, batch_id, customer_id, region, changed_at,
       product, order_kind, units, amount, focus_model
from results.record where kind = 'order' and state = 'valid';
create view results.survey_fact with (security_invoker = true) as
select id, at, call_id, agent_id, team_id, site_id, campaign_id, batch_id, customer_id, region, changed_at, channel, score, satisfied
from results.record where kind = 'survey' and state = 'valid';
create view results.review_fact with (security_invoker = true) as
select id, at, call_id, agent_id, team_id, site_id, campaign_id, batch_id, customer_id, region, changed_at, score, excellent, reviewer
from results.record where kind = 'review' and state = 'valid';
create view results.behaviour_fact with (security_invoker = true) as
select r.id, r.at, r.call_id, r.agent_id, r.team_id, r.site_id, r.campaign_id, r.batch_id, r.customer_id, r.region, r.changed_at,
       r.behaviour, r.done, r.opportunities, b.skill
from results.record r join results.behaviour b on b.code = r.behaviour where r.kind = 'behaviour' and r.state = 'valid';
create view results.questionnaire_fact with (security_invoker = true) as
select id, at, call_id, agent_id, team_id, site_id, campaign_id, batch_id, customer_id, region, changed_at, questionnaire, completed
from results.record where kind = 'questionnaire' and state = 'valid';
create view results.behaviour_name_fact with (security_invoker = true) as
select code, name_zh, name_en, skill, position, retired_at from results.behaviour;
comment on view results.order_fact is 'Orders in force, with what numbers are grouped by; withdrawn ones are not there.';
grant select on results.order_fact, results.survey_fact, results.review_fact, results.behaviour_fact, results.questionnaire_fact,
  results.behaviour_name_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
