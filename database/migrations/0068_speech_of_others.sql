-- While two listened at once, recordings could be given the speech of others. Who spoke how long, and silence, are the whole
-- of a recording but for 3 ms of rounding; the speech of a longer one goes beyond its end, and of two that bear the very same
-- speech one at least bears another's. A shorter one's fits in, but was written down among such: whatever was worked out
-- within two minutes of them goes, and the job that listens works it out anew.
with alike as (
  select customer_ms, agent_ms, overlap_ms, floor(extract(epoch from made_at) / 60) as at from recordings.speech
  where customer_ms + agent_ms > 0 group by 1, 2, 3, 4 having count(*) > 1
), twins as (
  select a.at from alike a join recordings.speech s on (s.customer_ms, s.agent_ms, s.overlap_ms, floor(extract(epoch from s.made_at) / 60))
    = (a.customer_ms, a.agent_ms, a.overlap_ms, a.at)
  group by a.at, s.customer_spans, s.agent_spans having count(*) > 1
), wrong as (
  select floor(extract(epoch from made_at) / 60) as at from recordings.speech
  where abs(customer_ms + agent_ms - overlap_ms + silence_ms - milliseconds) > 20
  union select at from twins
), minute as (
  select distinct at + n as at from wrong cross join generate_series(-2, 2) n
)
delete from recordings.speech s using minute where floor(extract(epoch from s.made_at) / 60) = minute.at;
