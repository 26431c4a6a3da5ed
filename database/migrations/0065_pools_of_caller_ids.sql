-- A campaign calls under a pool of numbers; who is called is shown one of them, and again the same where it may be used.
alter table campaigns.campaign add column more_caller_ids text[] not null default '{}';
alter table campaigns.campaign add constraint a_pool_is_no_longer_than_fifty check (cardinality(more_caller_ids) <= 50);
alter table campaigns.campaign add constraint a_pool_has_a_first_number check (caller_id <> '' or cardinality(more_caller_ids) = 0);
comment on column campaigns.campaign.more_caller_ids is 'With caller_id, which comes first, the pool the campaign calls under. Empty: it has one number.';

alter table dialer.contact add column last_caller_id text;
comment on column dialer.contact.last_caller_id is 'The number of ours the customer saw last in this campaign, as it was written.';

-- door: campaigns.pool_fact
create view campaigns.pool_fact with (security_invoker = true) as
select c.id as campaign_id, c.state, n.number, n.place::int as place
from campaigns.campaign c cross join lateral unnest(array[c.caller_id] || c.more_caller_ids) with ordinality as n(number, place)
where n.number <> '';
comment on view campaigns.pool_fact is 'Under which numbers each campaign calls, the preferred first.';
grant select on campaigns.pool_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

-- Numbers rest by a rule as well, and come back by themselves; both tell why in words of every language.
alter table compliance.caller_id add column state_words jsonb;
alter table compliance.caller_id add column woke_at timestamptz;
alter table compliance.caller_id drop constraint a_rest_tells_why;
alter table compliance.caller_id add constraint a_rest_tells_why check (state <> 'resting' or state_note <> '' or state_words is not null);
comment on column compliance.caller_id.state_words is 'Why the rule changed the state, as {zh, en}; null where somebody did, and said so in state_note.';
comment on column compliance.caller_id.woke_at is 'When its last rest ended: how it fares is judged by its calls since.';

create table compliance.caller_id_rule (
  only_one    boolean primary key default true check (only_one),
  rests_by_rule boolean not null default true,
  rest_days   int not null default 3 check (rest_days between 1 and 90),
  changed_at  timestamptz,
  changed_by_name text not null default '',
  version     int not null default 1
);
comment on table compliance.caller_id_rule is 'Whether numbers advised to rest are rested without anybody, and for how long.';
insert into compliance.caller_id_rule default values;
call platform.share_rows('compliance.caller_id_rule');
call platform.audit_rows('compliance.caller_id_rule');

create or replace view compliance.caller_id_fact with (security_invoker = true) as
select c.id, c.number, c.kind, c.purpose, c.owner_name, c.region, c.concurrent_limit, c.hour_limit, c.day_limit, c.state, c.state_note, c.rest_until,
       (select count(*) from compliance.caller_id_flag f where f.caller_id_id = c.id and f.cleared_at is null)::int as open_flags,
       c.state_since, c.state_by_name, c.state_words, c.woke_at, c.version
from compliance.caller_id c;
