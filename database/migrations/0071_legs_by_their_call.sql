-- Legs to outside go with their call, and whoever forgets a call must find them at once.
create index outside_leg_of_call on telephony.outside_leg (call_id);
