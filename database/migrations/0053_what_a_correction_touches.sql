-- A late correction makes anew the quarter it lies in, and later ones only where a conversation came or went: which is a
-- customer's first depends on those before it, and on nothing else.
alter table calls.change add column exact boolean not null default false, add column entry_id uuid, add column campaign_id uuid;
comment on column calls.change.exact is 'Nothing but what the quarter itself counts changed, and the record named here, if any.';
comment on column calls.change.entry_id is 'A record with which a conversation of this quarter came or went.';

create or replace function calls.note_change() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot, exact, entry_id, campaign_id)
  select distinct date_bin('15 minutes', c.placed_at, '2000-01-01 00:00+00'), true, case when c.talk_ms > 0 then c.entry_id end,
    case when c.talk_ms > 0 then c.campaign_id end
  from changed c;
  return null;
end $$;
create function calls.note_update() returns trigger language plpgsql security definer set search_path = pg_catalog as $$
begin
  insert into calls.change (slot, exact, entry_id, campaign_id)
  select distinct date_bin('15 minutes', c.placed_at, '2000-01-01 00:00+00'),
    w.id is not null and (w.entry_id, w.campaign_id) is not distinct from (c.entry_id, c.campaign_id),
    case when (w.talk_ms > 0) is distinct from (c.talk_ms > 0) then c.entry_id end,
    case when (w.talk_ms > 0) is distinct from (c.talk_ms > 0) then c.campaign_id end
  from changed c left join was w on w.id = c.id and w.placed_at = c.placed_at;
  return null;
end $$;
drop trigger note_updated on calls.call;
create trigger note_updated after update on calls.call referencing old table as was new table as changed for each statement
  execute function calls.note_update();
