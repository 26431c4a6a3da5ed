-- Prompts of one's own: what customers hear from a machine, as the telephone plays it.
create table telephony.prompt_sound (
  sound        text primary key check (sound ~ '^[0-9a-f]{64}$'),
  alaw         bytea not null check (length(alaw) between 2000 and 1500000),
  milliseconds int not null check (milliseconds between 250 and 181000),
  peak_db      real not null check (peak_db <= 0),
  speech_db    real not null check (speech_db <= 0),
  grade        text not null check (grade in ('good', 'quiet', 'clipped')),
  uploaded_at  timestamptz not null
);
comment on table telephony.prompt_sound is 'Sounds by their content: A-law at 8 kHz, three minutes at most, hence kept here and not in a store of their own. One no prompt uses goes after a day.';
comment on column telephony.prompt_sound.sound is 'SHA-256 of the bytes, in hexadecimal: the name a telephone node fetches it by, never to be guessed and never to change.';
comment on column telephony.prompt_sound.speech_db is 'Average loudness where somebody speaks, in dB below full scale.';
-- Already in its smallest form; compressing it again would cost time at every reading.
alter table telephony.prompt_sound alter column alaw set storage external;
call platform.share_rows('telephony.prompt_sound');

create table telephony.prompt (
  name            text primary key check (name ~ '^[a-z0-9][a-z0-9-]{1,78}[a-z0-9]$'),
  title           text not null check (length(title) between 1 and 60),
  words_zh        text not null default '' check (length(words_zh) <= 2000),
  words_en        text not null default '' check (length(words_en) <= 2000),
  sound           text not null references telephony.prompt_sound,
  changed_by_name text not null,
  changed_at      timestamptz not null,
  version         int not null default 1
);
comment on table telephony.prompt is 'Sounds customers hear from us, by the name flows, campaigns and sellers play them by.';
comment on column telephony.prompt.words_zh is 'What is said, to be read and searched; nobody checks that the sound says it.';
create unique index a_prompt_title_is_unique on telephony.prompt (lower(title));
create index prompt_of_sound on telephony.prompt (sound);
call platform.share_rows('telephony.prompt');
call platform.audit_rows('telephony.prompt', 'name');

create table telephony.prompt_version (
  name          text not null references telephony.prompt on delete cascade,
  version       int not null,
  sound         text not null references telephony.prompt_sound,
  words_zh      text not null,
  words_en      text not null,
  saved_by_name text not null,
  saved_at      timestamptz not null,
  primary key (name, version)
);
comment on table telephony.prompt_version is 'What a prompt was at each time: every version as it was saved.';
create index prompt_version_of_sound on telephony.prompt_version (sound);
call platform.share_rows('telephony.prompt_version');

-- A seller's message may be a prompt of one's own; without one it is looked for under a name of its own, as before.
alter table compliance.seller add column chosen_prompt text check (length(chosen_prompt) between 1 and 80);
comment on column compliance.seller.chosen_prompt is 'The prompt chosen for its message; empty: the one that stands on the telephone nodes under prompt_name.';
create or replace view compliance.seller_fact with (security_invoker = true) as
select id, name, phone, coalesce(chosen_prompt, prompt_name) as prompt_name from compliance.seller;
