-- Legs of ours to outside numbers cost as calls do, and what was up when nobody listened is charged for as long as it was heard of.
create table telephony.outside_leg (
  leg          text primary key check (length(leg) between 1 and 120),
  call_id      uuid not null,
  number       text not null check (length(number) between 1 and 40),
  trunk        text not null check (length(trunk) between 1 and 40),
  placed_at    timestamptz not null,
  answered_at  timestamptz,
  ended_at     timestamptz,
  minutes      int not null default 0 check (minutes >= 0),
  cost         numeric(14,4) not null default 0 check (cost >= 0),
  is_end_heard boolean not null default true,
  constraint a_leg_ends_after_it_began check (ended_at is null or ended_at >= coalesce(answered_at, placed_at)),
  constraint what_was_never_answered_costs_nothing check (answered_at is not null or cost = 0)
);
comment on table telephony.outside_leg is 'Every leg to an outside number besides a customer''s own: of whom an agent asked, or who has the customer. The engine alone writes it.';
comment on column telephony.outside_leg.minutes is 'Minutes begun between answer and end, at the price of that moment; 0 until it ends.';
comment on column telephony.outside_leg.is_end_heard is 'False: nobody heard its end, it counts until it was last known to be up.';
create index outside_leg_by_time on telephony.outside_leg (placed_at);
create index outside_leg_up on telephony.outside_leg (call_id) where ended_at is null;

create table telephony.trunk_heard (
  only_row boolean primary key default true check (only_row),
  at       timestamptz not null
);
comment on table telephony.trunk_heard is 'When the engine last looked at the calls that cost something: what ended while it was away is charged until then.';

alter table telephony.trunk_day add column unheard int not null default 0 check (unheard >= 0);
comment on column telephony.trunk_day.unheard is 'Of its calls those whose end nobody heard, charged until they were last known to be up.';

do $$
declare target text;
begin
  foreach target in array '{outside_leg,trunk_heard}'::text[] loop
    execute format('alter table telephony.%I enable row level security', target);
    execute format('grant select, insert, update, delete on telephony.%I to carillon_engine', target);
    execute format('create policy engine_keeps on telephony.%I to carillon_engine using (true) with check (true)', target);
  end loop;
end $$;
