-- Handing customers on: to whom outside, which message may be left on a tape, and what agents see of who listens.
create table desk.handling (
  campaign_id     uuid primary key,
  outside         jsonb not null default '[]' check (jsonb_typeof(outside) = 'array' and jsonb_array_length(outside) <= 50),
  message_prompt  text not null default '' check (length(message_prompt) <= 80),
  shows_listening boolean not null default false,
  changed_by_name text not null default '',
  changed_at      timestamptz,
  version         int not null default 1
);
comment on table desk.handling is 'Whom the agents of a campaign may hand a customer to outside, and the message they may leave; without a row nobody and none.';
comment on column desk.handling.outside is 'Names and numbers in E.164; no other number outside is ever called for an agent.';
comment on column desk.handling.shows_listening is 'Whether agents see that a leader listens; whispering and barging in are always shown.';
call platform.site_rows('desk.handling', 'campaign_id in (select c.id from campaigns.campaign c where c.site_id = any ((select platform.sites())::uuid[]))', read_by_all => true);
call platform.audit_rows('desk.handling', 'campaign_id');

-- Leaders take a conversation over, and end a pause.
alter table floor.action drop constraint action_kind_check;
alter table floor.action add constraint action_kind_check
  check (kind in ('listen', 'whisper', 'barge', 'leave', 'takeOver', 'ready', 'notReady', 'signOut', 'hangUp'));
