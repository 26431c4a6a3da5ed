-- Predictive dialling is steered by the share of abandoned calls it aims at, within what the law of a place allows, and
-- speaks in the name of a seller when no agent is there in time.
create table compliance.jurisdiction (
  code                   text primary key check (code ~ '^[a-z]{2}(-[a-z]+)*$'),
  name_zh                text not null check (length(name_zh) between 1 and 80),
  name_en                text not null check (length(name_en) between 1 and 80),
  default_abandon_target numeric(5, 4) not null default 0.0150 constraint a_target_is_above_zero check (default_abandon_target > 0),
  abandon_ceiling        numeric(5, 4) not null default 0.0300 constraint no_ceiling_is_above_three_percent check (abandon_ceiling <= 0.03),
  answer_within_ms       int not null default 2000 check (answer_within_ms between 500 and 2000),
  least_ring_seconds     int not null default 15 check (least_ring_seconds between 15 and 60),
  lock_out_hours         int not null default 72 check (lock_out_hours between 0 and 720),
  window_days            int not null default 30 check (window_days between 1 and 30),
  law_zh                 text not null default '' check (length(law_zh) <= 500),
  law_en                 text not null default '' check (length(law_en) <= 500),
  position               int not null default 100,
  version                int not null default 1,
  updated_at             timestamptz,
  updated_by             uuid,
  updated_by_name        text not null default '',
  constraint a_target_stays_within_its_ceiling check (default_abandon_target <= abandon_ceiling)
);
comment on table compliance.jurisdiction is 'Whose rules a campaign calls under: how many calls may be abandoned, and what follows an abandoned one.';
comment on column compliance.jurisdiction.default_abandon_target is 'What a campaign aims at that names no target of its own.';
comment on column compliance.jurisdiction.abandon_ceiling is 'No campaign aims higher, and no call is placed that would lead beyond it.';
comment on column compliance.jurisdiction.answer_within_ms is 'An agent later than this makes an answered call an abandoned one. Told to readers; nobody changes it.';
comment on column compliance.jurisdiction.lock_out_hours is 'So long no machine calls a customer again whose call was abandoned.';
comment on column compliance.jurisdiction.window_days is 'The days over which the share is counted.';
call platform.share_rows('compliance.jurisdiction');
call platform.audit_rows('compliance.jurisdiction', 'code');

insert into compliance.jurisdiction (code, name_zh, name_en, default_abandon_target, abandon_ceiling, window_days, position, law_zh, law_en) values
  ('cn', '中国大陆（通用）', 'China (general)', 0.0150, 0.0300, 30, 10,
   '法规没有规定呼损率上限，3% 是本中心的自律上限；《个人信息保护法》第二十四条要求给客户便捷的拒绝方式，拒绝后不得再拨。',
   'No law sets a limit for abandoned calls, 3 % is a limit of our own; PIPL art. 24 asks for an easy way to refuse, after which nobody calls again.'),
  ('cn-insurance', '中国大陆（人身险电销）', 'China (life insurance telesales)', 0.0100, 0.0300, 30, 20,
   '人身保险电话销售监管要求：21:00 至次日 9:00 不得外呼，客户拒绝后至少 6 个月不再拨打，全程录音；呼损率上限为自律上限。',
   'Rules for life insurance telesales: no calls from 21:00 to 09:00, none for six months after a refusal, all recorded; the limit for abandoned calls is our own.'),
  ('cn-bank', '中国大陆（银行）', 'China (banking)', 0.0100, 0.0300, 30, 30,
   '银行营销须事先取得客户同意并可随时撤回（《个人信息保护法》）；呼损率上限为自律上限，目标从严。',
   'Banks call with consent given beforehand that may be withdrawn at any time (PIPL); the limit for abandoned calls is our own, with a stricter target.'),
  ('us', '美国', 'United States', 0.0150, 0.0300, 30, 40,
   '《电话营销规则》16 CFR 310.4(b)(4)：每个项目每 30 天的呼损不超过真人接听的 3%，2 秒内由坐席接听，至少振铃 15 秒，否则播报销售主体和电话。',
   'Telemarketing Sales Rule, 16 CFR 310.4(b)(4): at most 3 % of calls a person answers, per campaign per 30 days; an agent within 2 s, 15 s of ringing, or else a message naming seller and telephone.'),
  ('uk', '英国', 'United Kingdom', 0.0100, 0.0300, 1, 50,
   'Ofcom 政策声明：自 2017 年 3 月起不再有固定的 3% 界线，任何静默或呼损来电都可能构成滥用；按 24 小时统计并告警，目标 1%。',
   'Ofcom statement of policy: no fixed line of 3 % since March 2017, any silent or abandoned call may be misuse; counted and alerted per 24 h, with a target of 1 %.');

-- door: compliance.jurisdiction_fact
create view compliance.jurisdiction_fact with (security_invoker = true) as
select code, name_zh, name_en, default_abandon_target, abandon_ceiling, answer_within_ms, least_ring_seconds, lock_out_hours, window_days from compliance.jurisdiction;
comment on view compliance.jurisdiction_fact is 'The limits each campaign calls under.';
grant select on compliance.jurisdiction_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table compliance.seller (
  id          uuid primary key default platform.new_id(),
  name        text not null constraint a_seller_name_is_unique unique check (length(name) between 1 and 80),
  phone       text not null check (phone ~ '^\+?[0-9][0-9 -]{3,28}[0-9]$'),
  message_zh  text not null default '' check (length(message_zh) <= 500),
  message_en  text not null default '' check (length(message_en) <= 500),
  prompt_name text not null generated always as ('safe-harbour-' || id::text) stored,
  created_at  timestamptz not null default now(),
  version     int not null default 1,
  constraint a_seller_has_a_message check (message_zh <> '' or message_en <> ''),
  constraint a_message_names_the_seller check ((message_zh = '' or position(name in message_zh) > 0) and (message_en = '' or position(name in message_en) > 0)),
  constraint a_message_tells_the_telephone check (
    (message_zh = '' or position(translate(phone, ' -', '') in translate(message_zh, ' -', '')) > 0)
    and (message_en = '' or position(translate(phone, ' -', '') in translate(message_en, ' -', '')) > 0))
);
comment on table compliance.seller is 'In whose name a campaign calls, and what a customer hears who answers while no agent is free.';
comment on column compliance.seller.prompt_name is 'What the telephone system knows the spoken message by.';
call platform.share_rows('compliance.seller');
call platform.audit_rows('compliance.seller');

-- door: compliance.seller_fact
create view compliance.seller_fact with (security_invoker = true) as
select id, name, phone, prompt_name from compliance.seller;
comment on view compliance.seller_fact is 'In whose name a campaign calls.';
grant select on compliance.seller_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

alter table campaigns.campaign
  drop column calls_per_agent,
  add column jurisdiction    text not null default 'cn' constraint its_jurisdiction_exists references compliance.jurisdiction,
  add column seller_id       uuid constraint a_campaign_keeps_its_seller references compliance.seller,
  add column abandon_target  numeric(5, 4) constraint its_target_is_between_zero_and_three_percent check (abandon_target > 0 and abandon_target <= 0.03),
  add column line_limit      int constraint it_may_use_a_line check (line_limit > 0),
  add column agent_hour_cost numeric constraint an_hour_costs_nothing_or_more check (agent_hour_cost >= 0);
comment on column campaigns.campaign.abandon_target is 'The share of answered calls it aims to abandon at most; empty where the jurisdiction''s default holds.';
comment on column campaigns.campaign.line_limit is 'Most calls of this campaign up at once; empty where lines are not the limit.';
comment on column campaigns.campaign.agent_hour_cost is 'What an hour of an agent costs, for the forecast.';
create index campaign_of_seller on campaigns.campaign (seller_id) where seller_id is not null;

-- A target of its own never reaches beyond a ceiling lowered later.
create or replace view campaigns.campaign_fact with (security_invoker = true) as
select c.id, c.name, c.type, c.purpose, c.state, c.site_id, c.list_id, c.target_successes, c.starts_on, c.ends_on, c.started_at, c.finished_at,
       c.mode, c.jurisdiction, c.seller_id, c.line_limit, c.agent_hour_cost, j.abandon_ceiling,
       least(coalesce(c.abandon_target, j.default_abandon_target), j.abandon_ceiling) as abandon_target
from campaigns.campaign c left join compliance.jurisdiction_fact j on j.code = c.jurisdiction;
