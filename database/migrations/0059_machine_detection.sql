-- Whether the machine finds out who answered before it takes an agent. Off: it costs whoever answers the time it takes.
alter table campaigns.campaign add column machine_detection text not null default 'off' check (machine_detection in ('off', 'before', 'while'));
comment on column campaigns.campaign.machine_detection is 'off: not at all; before: before an agent is joined, a machine ends the attempt; while: the agent already talks.';
