-- Boards: the goals agents set themselves for a day, and the walls a floor looks up to.
create schema boards;
call platform.open_schema('boards');

create table boards.day_goal (
  agent_id   uuid not null,
  day        date not null,
  team_id    uuid,
  site_id    uuid,
  successes  int constraint a_goal_of_successes_is_within_reach check (successes between 1 and 999),
  calls      int constraint a_goal_of_calls_is_within_reach check (calls between 1 and 9999),
  set_at     timestamptz not null,
  primary key (agent_id, day),
  constraint a_goal_names_something check (successes is not null or calls is not null)
);
comment on table boards.day_goal is 'What an agent set out to reach on a business day: successes, calls spoken, or both.';
comment on column boards.day_goal.day is 'Business day of the site.';
call platform.scope_rows('boards.day_goal', 'agent_id', 'team_id', 'site_id');
-- One's own goal may be taken back.
grant delete on boards.day_goal to carillon_own;
create index day_goal_of_a_site on boards.day_goal (site_id, day);

create table boards.wallboard (
  id             uuid primary key default platform.new_id(),
  site_id        uuid not null,
  team_id        uuid,
  title          text not null check (length(title) between 1 and 60),
  logo_words     text not null default '' check (length(logo_words) <= 40),
  background     text not null default 'night' check (background in ('night', 'forest', 'dawn', 'paper')),
  rotate_seconds int not null default 20 constraint a_page_stays_long_enough_to_read check (rotate_seconds between 15 and 30),
  pages          jsonb not null constraint pages_come_as_a_list check (jsonb_typeof(pages) = 'array'),
  changed_at     timestamptz not null,
  changed_by_name text not null default '',
  version        int not null default 1
);
comment on table boards.wallboard is 'What a screen on the wall shows of a site or one of its teams, page by page.';
comment on column boards.wallboard.pages is 'Widgets with their boxes on a grid of 16 by 9; checked by the product.';
call platform.site_rows('boards.wallboard', '(site_id = any ((select platform.sites())::uuid[]) or team_id = any ((select platform.teams())::uuid[]))', read_by_all => true);
call platform.audit_rows('boards.wallboard');

create table boards.wall_link (
  id           uuid primary key default platform.new_id(),
  wallboard_id uuid not null references boards.wallboard on delete cascade,
  token_hash   bytea not null unique,
  label        text not null check (length(label) between 1 and 60),
  made_at      timestamptz not null,
  made_by_name text not null default '',
  until        timestamptz not null,
  revoked_at   timestamptz,
  last_seen_at timestamptz,
  constraint a_link_lasts check (until > made_at)
);
comment on table boards.wall_link is 'Addresses a television opens a wall by without signing in. Only the hash is kept: nobody reads the address here again.';
create index wall_link_of_a_wallboard on boards.wall_link (wallboard_id);
call platform.site_rows('boards.wall_link', 'exists (select from boards.wallboard w where w.id = wallboard_id and (w.site_id = any ((select platform.sites())::uuid[]) or w.team_id = any ((select platform.teams())::uuid[])))', read_by_all => false);
call platform.audit_rows('boards.wall_link');
revoke insert, update on boards.wallboard, boards.wall_link from carillon_own;

-- door: people.tenure_fact
create view people.tenure_fact with (security_invoker = true) as
select id, site_id, team_id, post, joined_on, left_on from people.employee;
comment on view people.tenure_fact is 'When people came and went, for headcount and attrition; without names.';
grant select on people.tenure_fact to carillon_own, carillon_team, carillon_site, carillon_all, carillon_engine;
