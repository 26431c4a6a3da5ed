import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Wallboard, WallboardForm, WallLink } from '../wall-shapes.ts'

const wallboards = sql`
  select w.id, w.site_id, w.team_id, w.title, w.logo_words, w.background, w.rotate_seconds, w.pages, w.changed_at, w.changed_by_name, w.version,
    coalesce(s.name, '') as site_name, t.name as team_name
  from boards.wallboard w left join people.site_fact s on s.id = w.site_id left join people.team_fact t on t.id = w.team_id`

export const listWallboards = async (db: Db): Promise<Wallboard[]> =>
  (await sql<Wallboard>`${wallboards} order by s.name, w.title, w.id`.execute(db)).rows

export const findWallboard = async (db: Db, id: string): Promise<Wallboard | undefined> =>
  (await sql<Wallboard>`${wallboards} where w.id = ${id}::uuid`.execute(db)).rows[0]

type Written = WallboardForm & { changedAt: Date; changedByName: string }
export const insertWallboard = async (db: Db, form: Written): Promise<string> => {
  const { siteId, teamId, title, logoWords, background, rotateSeconds, pages, changedAt, changedByName } = form
  const { rows } = await sql<{ id: string }>`
    insert into boards.wallboard (site_id, team_id, title, logo_words, background, rotate_seconds, pages, changed_at, changed_by_name)
    values (${siteId}, ${teamId}, ${title}, ${logoWords}, ${background}, ${rotateSeconds}, ${JSON.stringify(pages)}::jsonb, ${changedAt}, ${changedByName})
    returning id`.execute(db)
  return rows[0]?.id ?? ''
}
/** False where it is out of reach, gone, or no longer what was read. */
export const updateWallboard = async (
  db: Db,
  id: string,
  { version, ...form }: Written & { version: number },
): Promise<boolean> => {
  const { siteId, teamId, title, logoWords, background, rotateSeconds, pages, changedAt, changedByName } = form
  const { rows } = await sql`
    update boards.wallboard set site_id = ${siteId}, team_id = ${teamId}, title = ${title}, logo_words = ${logoWords},
      background = ${background}, rotate_seconds = ${rotateSeconds}, pages = ${JSON.stringify(pages)}::jsonb,
      changed_at = ${changedAt}, changed_by_name = ${changedByName}, version = version + 1
    where id = ${id}::uuid and version = ${version} returning id`.execute(db)
  return rows.length > 0
}
export const deleteWallboard = async (db: Db, id: string): Promise<boolean> =>
  (await sql`delete from boards.wallboard where id = ${id}::uuid returning id`.execute(db)).rows.length > 0

export const listLinks = async (db: Db, wallboardId: string): Promise<WallLink[]> =>
  (
    await sql<WallLink>`
      select id, label, made_at, made_by_name, until, revoked_at, last_seen_at from boards.wall_link
      where wallboard_id = ${wallboardId}::uuid order by made_at desc, id`.execute(db)
  ).rows
export const insertLink = async (
  db: Db,
  link: { wallboardId: string; tokenHash: Buffer; label: string; madeAt: Date; madeByName: string; until: Date },
): Promise<void> => {
  const { wallboardId, tokenHash, label, madeAt, madeByName, until } = link
  await sql`
    insert into boards.wall_link (wallboard_id, token_hash, label, made_at, made_by_name, until)
    values (${wallboardId}, ${tokenHash}, ${label}, ${madeAt}, ${madeByName}, ${until})`.execute(db)
}
export const revokeLink = async (db: Db, id: { wallboardId: string; linkId: string }, at: Date): Promise<boolean> => {
  const { rows } = await sql`
    update boards.wall_link set revoked_at = coalesce(revoked_at, ${at})
    where id = ${id.linkId}::uuid and wallboard_id = ${id.wallboardId}::uuid returning id`.execute(db)
  return rows.length > 0
}
/** The wallboard a link opens, if it stands; notes once a minute that a screen still looks. */
export const followLink = async (db: Db, tokenHash: Buffer, now: Date): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string; wallboardId: string; isStale: boolean }>`
    select id, wallboard_id, coalesce(last_seen_at < ${now}::timestamptz - interval '1 minute', true) as is_stale
    from boards.wall_link where token_hash = ${tokenHash} and revoked_at is null and until > ${now}::timestamptz`.execute(
    db,
  )
  const [link] = rows
  if (link?.isStale)
    await sql`update boards.wall_link set last_seen_at = ${now} where id = ${link.id}::uuid`.execute(db)
  return link?.wallboardId
}
