-- Measures a centre makes of the facts there are; who is in post; how good each list was.

-- door: people.staff_fact
create view people.staff_fact with (security_invoker = true) as
select e.id, e.site_id, e.team_id, e.post, e.joined_on, e.left_on,
       e.post = 'agent' and e.endpoint <> ''
         and row_number() over (partition by e.endpoint order by (e.left_on is not null), e.id) = 1 as has_seat
from people.employee e;
comment on view people.staff_fact is 'Who works here, since when and until when. left_on is the last day.';
comment on column people.staff_fact.has_seat is 'Agents who share a headset are one seat: it is counted at one of them.';
grant select on people.staff_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

/*
 * How good each list of a campaign was in these days: its success rate ÷ that of the campaign. A list of few calls leans on
 * the campaign, as if it had made 100 calls more at that rate. Rates of lists are of the whole centre, whoever reads: an
 * agent's figures are set against everybody's.
 */
create function metrics.list_weights(from_day date, to_day date)
returns table (campaign_id uuid, batch_id uuid, weight float8)
language sql stable security definer set search_path = pg_catalog as $$
  with lists as (
    select r.campaign_id, r.batch_id, sum(r.agent_calls)::float8 as calls, sum(r.talked_successes)::float8 as successes
    from metrics.call_rollup r where r.grain = 'lists' and r.day between from_day and to_day group by 1, 2),
  whole as (select l.campaign_id, sum(l.successes) / nullif(sum(l.calls), 0) as rate from lists l group by 1)
  select l.campaign_id, l.batch_id, (l.successes + 100 * w.rate) / (l.calls + 100) / w.rate
  from lists l join whole w on w.campaign_id = l.campaign_id
  where l.batch_id is not null and w.rate > 0
$$;
revoke all on function metrics.list_weights(date, date) from public;
grant execute on function metrics.list_weights(date, date) to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create table metrics.custom_measure (
  code           text primary key check (code ~ '^own_[a-z0-9_]{1,50}$'),
  version        int not null default 1 check (version > 0),
  name_zh        text not null check (length(name_zh) between 1 and 60),
  name_en        text not null check (length(name_en) between 1 and 80),
  meaning_zh     text not null check (length(meaning_zh) between 1 and 400),
  meaning_en     text not null check (length(meaning_en) between 1 and 400),
  top            jsonb not null,
  per            jsonb,
  unit           text not null check (unit in ('count', 'ratio', 'seconds', 'hours', 'number', 'perHour', 'money')),
  better         text not null check (better in ('higher', 'lower', 'neither')),
  minimum_sample int not null default 0 check (minimum_sample between 0 and 1000000),
  is_share       boolean not null default false,
  retired_at     timestamptz,
  changed_at     timestamptz not null,
  changed_by_id  uuid,
  changed_by_name text not null default '',
  constraint a_share_is_a_share_of_something check (not is_share or per is not null)
);
comment on table metrics.custom_measure is 'Ratios people of this centre defined from additive facts: the latest version. Earlier ones stand in metrics.custom_measure_version.';
comment on column metrics.custom_measure.top is 'Facts added and taken off, and by what they are told: {"terms": [{"code", "sign"}], "scale": "one" | "seconds" | "hours"}.';
comment on column metrics.custom_measure.is_share is 'The cases above are some of the cases below: its interval is that of a share.';
call platform.share_rows('metrics.custom_measure');
call platform.audit_rows('metrics.custom_measure', 'code');
revoke delete on metrics.custom_measure from carillon_team, carillon_site, carillon_all, carillon_engine;

create table metrics.custom_measure_version (
  code        text not null references metrics.custom_measure,
  version     int not null,
  content     jsonb not null,
  replaced_at timestamptz not null,
  primary key (code, version)
);
comment on table metrics.custom_measure_version is 'How a measure was defined before. Never changed.';
call platform.share_rows('metrics.custom_measure_version');
revoke update, delete on metrics.custom_measure_version from carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;

create function metrics.keep_version() returns trigger language plpgsql as $$
begin
  if new.version <> old.version + 1 then
    raise exception 'a changed measure is the next version of itself';
  end if;
  insert into metrics.custom_measure_version (code, version, content, replaced_at) values (old.code, old.version, to_jsonb(old), new.changed_at);
  return new;
end $$;
create trigger keep_version before update on metrics.custom_measure for each row execute function metrics.keep_version();
