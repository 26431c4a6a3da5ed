import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import { newId } from '#platform/id.ts'

export type Ground = { siteId: string; teamId: string; foreignTeamId: string; listId: string; emptyListId: string }

/** A site in Shanghai with a team, another site, a list of three numbers and an empty one. */
export const prepareGround = async (db: Db): Promise<Ground> => {
  const ground = {
    siteId: newId(Date.now()),
    teamId: newId(Date.now()),
    foreignTeamId: newId(Date.now()),
    listId: newId(Date.now()),
    emptyListId: newId(Date.now()),
  }
  const otherSiteId = newId(Date.now())
  const batchId = newId(Date.now())
  await sql`insert into people.site (id, name) values (${ground.siteId}, '上海职场'), (${otherSiteId}, '成都职场')`.execute(
    db,
  )
  await sql`insert into people.team (id, site_id, name) values
    (${ground.teamId}, ${ground.siteId}, '一班'), (${ground.foreignTeamId}, ${otherSiteId}, '二班')`.execute(db)
  await sql`insert into lists.contact_list (id, name, site_id, active_entries) values
    (${ground.listId}, '三月名单', ${ground.siteId}, 3), (${ground.emptyListId}, '空名单', ${ground.siteId}, 0)`.execute(
    db,
  )
  await sql`insert into lists.batch (id, list_id, file_name) values (${batchId}, ${ground.listId}, 'a.csv')`.execute(db)
  await sql`insert into lists.entry (list_id, batch_id, customer_id, number, line_number)
    select ${ground.listId}, ${batchId}, platform.new_id(), '+861380000000' || n, n from generate_series(1, 3) n`.execute(
    db,
  )
  return ground
}
