-- How long a carrier may send nothing of a customer: some send nothing while one is mute, or on hold of an exchange of their own.
alter table telephony.trunk
  add column silent_seconds int check (silent_seconds between 10 and 3600);
comment on column telephony.trunk.silent_seconds is 'A call of whose customer no sound at all comes for so long has ended, lost. Null: 60.';
