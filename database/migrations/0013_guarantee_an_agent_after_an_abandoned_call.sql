-- Who was left without an agent is called again by the machine only for an agent who is kept for the call; and a list
-- may say how likely each of its people is to answer.
alter table lists.entry
  add column answer_chance numeric(5, 4) constraint a_chance_is_between_none_and_certain check (answer_chance between 0 and 1);
comment on column lists.entry.answer_chance is 'How likely this person is to answer, compared with others of the list; empty where its supplier does not say.';
alter table lists.contribution add column answer_chance numeric(5, 4);

create or replace view lists.entry_fact with (security_invoker = true) as
select id, list_id, batch_id, customer_id, number, name, attributes, priority, attempt_limit, reverted_at, answer_chance from lists.entry;

alter table dialer.contact
  add column answer_chance numeric(5, 4),
  add column abandoned_at timestamptz;
comment on column dialer.contact.abandoned_at is 'When a call last found no agent in time; within the lock-out of the campaign''s jurisdiction the next is made only for an agent kept for it.';

-- The evidence of abandoned calls is read by campaign; being partial, it costs only those calls.
create index call_abandoned on calls.call (campaign_id, placed_at desc) where abandoned;
