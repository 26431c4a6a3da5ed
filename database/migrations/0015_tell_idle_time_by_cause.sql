-- Where the time goes that agents spend ready with no call on its way: by campaign, business day, quarter of an hour and cause.
create table dialer.idle_time (
  campaign_id   uuid not null,
  starts_at     timestamptz not null,
  cause         text not null check (cause in ('pacing', 'list', 'lines', 'hours', 'gate', 'other')),
  business_day  date not null,
  ms            bigint not null check (ms >= 0),
  counted_until timestamptz not null,
  primary key (campaign_id, starts_at, cause)
) with (fillfactor = 80);
comment on table dialer.idle_time is 'The engine writes each quarter as a whole, again and again as it grows: what is written twice is counted once.';
comment on column dialer.idle_time.business_day is 'On the clock of the site; a quarter in which a business day begins is cut there.';
comment on column dialer.idle_time.ms is 'Agent-milliseconds: one agent for a second, or two for half of one.';
comment on column dialer.idle_time.counted_until is 'How far the campaign was counted when this was written: an engine that opens goes on from the latest.';
create index idle_time_by_day on dialer.idle_time (campaign_id, business_day);
call platform.share_rows('dialer.idle_time');
-- What the engine has counted is for reading.
drop policy leaders_write on dialer.idle_time;
revoke insert, update on dialer.idle_time from carillon_own;
revoke insert, update, delete on dialer.idle_time from carillon_team, carillon_site, carillon_all;
