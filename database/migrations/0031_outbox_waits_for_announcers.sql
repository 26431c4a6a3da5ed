-- Readers of the outbox wait for open transactions that have announced something, and for nobody else. Before, any long
-- transaction that wrote, in whichever database of the server, held back every event of this one.

-- While a transaction that announced is open it holds a shared lock whose second key is the number of the last event before
-- its own, modulo 2^31: a floor under everything it may still announce.
create function platform.begin_announcing() returns trigger
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if coalesce(current_setting('carillon.announcing', true), '') = '' then
    perform pg_advisory_xact_lock_shared(1129469262, ((last_value - (not is_called)::int) & 2147483647)::int)
    from platform.outbox_id_seq;
    perform set_config('carillon.announcing', 'yes', true);
  end if;
  return null;
end $$;

-- The number up to which no event can appear any more. Reads the sequence first: who begins to announce later comes above it.
create function platform.settled_events() returns bigint
language plpgsql volatile security definer set search_path = pg_catalog as $$
declare
  newest bigint;
  oldest_open bigint;
begin
  select last_value - (not is_called)::int into newest from platform.outbox_id_seq;
  select min(newest - ((newest - l.objid::bigint) & 2147483647)) into oldest_open
  from pg_locks l
  where l.locktype = 'advisory' and l.classid = 1129469262 and l.objsubid = 2 and l.granted
    and l.database = (select d.oid from pg_database d where d.datname = current_database());
  return least(newest, oldest_open);
end $$;
revoke all on function platform.settled_events() from public;
grant execute on function platform.settled_events() to carillon_engine;

-- Readers keep their place by number alone; what cannot be told apart is handled once more rather than never.
update platform.outbox_reader r
set last_id = coalesce(
  (select min(o.id) - 1 from platform.outbox o where (o.xid, o.id) > (r.last_xid, r.last_id)),
  (select max(id) from platform.outbox), 0);
alter table platform.outbox_reader drop column last_xid;
drop index platform.outbox_in_commit_order;
alter table platform.outbox drop column xid;
create trigger announcing before insert on platform.outbox for each statement execute function platform.begin_announcing();
