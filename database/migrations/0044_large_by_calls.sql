-- A large centre is told by its calls a day, and nobody who looks waits for long work on the sums.

drop function metrics.is_frozen(date);

alter table metrics.freshened rename column cells to calls;
comment on table metrics.freshened is 'When sums were last made anew, and how many calls lie in the days made then.';
update metrics.freshened set calls = 0;
