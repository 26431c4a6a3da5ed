-- What a trunk costs a minute and may cost on a day: somebody who calls at our expense is stopped by the limit.
alter table telephony.trunk
  add column price_per_minute numeric(8,4) check (price_per_minute > 0 and price_per_minute <= 1000),
  add column daily_cost_limit  numeric(12,2) check (daily_cost_limit > 0 and daily_cost_limit <= 10000000),
  add constraint a_limit_of_cost_has_a_price check (daily_cost_limit is null or price_per_minute is not null);
comment on column telephony.trunk.price_per_minute is 'In the money of the centre, for each minute of a call that has begun. Null: not known.';
comment on column telephony.trunk.daily_cost_limit is 'Once its calls of a day have come to this nothing more is placed over it until the next day in Asia/Shanghai. Null: no limit.';

create table telephony.trunk_day (
  trunk   text not null check (length(trunk) between 1 and 40),
  day     date not null,
  calls   int not null check (calls >= 0),
  minutes int not null check (minutes >= 0),
  cost    numeric(14,4) not null check (cost >= 0),
  primary key (trunk, day)
);
comment on table telephony.trunk_day is 'What the calls over a trunk that ended on that day in Asia/Shanghai came to: minutes begun since the answer, at the price of that moment. The engine alone writes and reads it.';
comment on column telephony.trunk_day.trunk is 'Its name; a trunk may be gone by now.';
alter table telephony.trunk_day enable row level security;
grant select, insert, update, delete on telephony.trunk_day to carillon_engine;
create policy engine_keeps on telephony.trunk_day to carillon_engine using (true) with check (true);
