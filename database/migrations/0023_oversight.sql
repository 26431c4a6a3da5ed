-- Oversight: how long each kind of record is kept, and what the nightly run let go.
create schema oversight;
call platform.open_schema('oversight');

create table oversight.retention_rule (
  id               text primary key generated always as (kind || ':' || jurisdiction) stored,
  kind             text not null check (kind in ('recording', 'call', 'block', 'consent')),
  jurisdiction     text not null check (jurisdiction ~ '^[a-z]{2,3}(-[a-z]+)*$'),
  least_days       int not null check (least_days between 0 and 36500),
  most_days        int not null check (most_days between 1 and 36500),
  deletes          boolean not null default false,
  law_zh           text not null default '' check (length(law_zh) <= 500),
  law_en           text not null default '' check (length(law_en) <= 500),
  changed_at       timestamptz,
  changed_by_name  text not null default '',
  switched_at      timestamptz,
  switched_by_name text not null default '',
  version          int not null default 1,
  constraint nothing_goes_before_its_least check (most_days >= least_days),
  constraint consent_is_kept_alike_everywhere check ((kind = 'consent') = (jurisdiction = 'all'))
);
comment on table oversight.retention_rule is 'Per kind of record and jurisdiction: the least and the most days it is kept, and whether the nightly run deletes what is past the most.';
call platform.share_rows('oversight.retention_rule');
call platform.audit_rows('oversight.retention_rule');

create table oversight.retention_run (
  id      uuid primary key default platform.new_id(),
  rule_id text not null references oversight.retention_rule,
  at      timestamptz not null,
  cutoff  timestamptz not null,
  due     int not null check (due >= 0),
  kept    int not null default 0 check (kept >= 0),
  deleted int not null default 0 check (deleted >= 0),
  deletes boolean not null,
  failed  text not null default '' check (length(failed) <= 500),
  constraint a_dry_run_deletes_nothing check (deletes or deleted = 0)
);
comment on table oversight.retention_run is 'Each night, per rule: what was past the most days, and how much of it was deleted. Dry runs count and delete nothing.';
comment on column oversight.retention_run.kept is 'Past its days and kept all the same: proof of a wish or of consent that still holds.';
create index run_of_a_rule on oversight.retention_run (rule_id, at desc);
create index run_newest on oversight.retention_run (at desc, id desc);
call platform.share_rows('oversight.retention_run');
-- What was let go is on record for good.
revoke update, delete on oversight.retention_run from carillon_own, carillon_team, carillon_site, carillon_all;
revoke insert on oversight.retention_run from carillon_own, carillon_team, carillon_site, carillon_all;

insert into oversight.retention_rule (kind, jurisdiction, least_days, most_days, law_zh, law_en)
select k.kind, j.code, j.least, j.most, j.law_zh, j.law_en
from (values ('recording'), ('call'), ('block')) as k(kind),
  (values
    ('cn', 30, 1095, '工信部呼叫中心管理通知：录音、号码、时间与用户同意的证明至少保存 30 天；《个人信息保护法》第十九条：保存期限为实现处理目的所必要的最短时间。',
     'MIIT notice on call centres: recordings, numbers, times and proof of consent at least 30 days; PIPL art. 19: no longer than the purpose needs.'),
    ('cn-telecom', 30, 1095, '工信部呼叫中心管理通知：录音、号码、时间与用户同意的证明至少保存 30 天；《个人信息保护法》第十九条：保存期限为实现处理目的所必要的最短时间。',
     'MIIT notice on call centres: recordings, numbers, times and proof of consent at least 30 days; PIPL art. 19: no longer than the purpose needs.'),
    ('cn-bank', 30, 1826, '至少 30 天（工信部呼叫中心管理通知）；银行对销售录音另有保存要求的，请合规按产品调整。',
     'At least 30 days (MIIT notice on call centres); where a bank must keep recordings of sales longer, compliance sets it by product.'),
    ('cn-insurance', 1826, 3652, '人身保险电话销售：全程录音，保险期间一年以内的至少保存 5 年，超过一年的更长（此处上限 10 年，请按产品确认）。',
     'Life insurance telesales: all recorded and kept 5 years for policies of up to a year, longer for longer ones (10 years at most here; confirm by product).'),
    ('us', 1826, 2192, '《电话营销规则》（2024 年修订）：通话明细、处置结果、同意与话术记录保存 5 年。',
     'Telemarketing Sales Rule as amended in 2024: call detail with disposition, consent and scripts kept 5 years.'),
    ('uk', 0, 730, '没有固定期限；UK GDPR 要求不长于实际需要。', 'No fixed term; UK GDPR asks for no longer than needed.')
  ) as j(code, least, most, law_zh, law_en);
insert into oversight.retention_rule (kind, jurisdiction, least_days, most_days, law_zh, law_en) values
  ('consent', 'all', 1826, 3652,
   '同意的证明按最严格的法域保存（美国 5 年，自失效之日起算）；仍然有效的同意、以及客户最近一次的意愿，永不删除。',
   'Proof of consent is kept as the strictest place asks (US: 5 years from when it ended); what holds now, and a person’s last word, never goes.');

-- How fast a "no more calls" takes effect: said at `since`, sent to the record at `held_at`, both by the clock of the engine.
alter table compliance.do_not_call add column held_at timestamptz;
comment on column compliance.do_not_call.held_at is 'When the row was sent to the record; empty where it came another way. The dialler holds the number from `since`.';
create or replace view compliance.do_not_call_fact with (security_invoker = true) as
select id, number, kind, campaign_id, since, until, reason, call_id, ended_at, held_at from compliance.do_not_call;

-- Consent is append-only for everybody; only words a later one has replaced may go, and only through here.
create function compliance.count_superseded_consent(before timestamptz) returns table (due int, oldest timestamptz)
language sql stable security definer set search_path = pg_catalog as $$
  select count(*) filter (where ended < before)::int, min(ended)
  from (select lead(e.at) over (partition by e.customer_id, e.number, e.purpose, e.channel order by e.at, e.act, e.id) as ended
        from compliance.consent_event e) h
  where ended is not null
$$;
create function compliance.forget_superseded_consent(before timestamptz, at_most int) returns int
language sql volatile security definer set search_path = pg_catalog as $$
  with gone as (
    delete from compliance.consent_event d where d.id in (
      select h.id from (
        select e.id, lead(e.at) over (partition by e.customer_id, e.number, e.purpose, e.channel order by e.at, e.act, e.id) as ended
        from compliance.consent_event e) h
      where h.ended < before limit at_most)
    returning 1)
  select count(*)::int from gone
$$;
revoke all on function compliance.count_superseded_consent(timestamptz) from public;
revoke all on function compliance.forget_superseded_consent(timestamptz, int) from public;
grant execute on function compliance.count_superseded_consent(timestamptz) to carillon_all, carillon_engine;
grant execute on function compliance.forget_superseded_consent(timestamptz, int) to carillon_engine;
