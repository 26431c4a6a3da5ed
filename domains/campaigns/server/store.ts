import { sql } from 'kysely'
import type { Db } from '#platform/db.ts'
import type { Campaign } from '../contract.ts'

/** Teams as an array and the clock of the site beside the row: a `Campaign` as it comes. */
const campaignColumns = sql<Campaign>`c.*, s.name as site_name, s.time_zone, s.day_starts_at,
  array(select t.team_id from campaigns.campaign_team t where t.campaign_id = c.id order by t.team_id) as team_ids`

/** One campaign with the time zone of its site. */
export const findCampaign = async (db: Db, id: string): Promise<Campaign | undefined> => {
  const { rows } = await sql<Campaign>`select ${campaignColumns}
    from campaigns.campaign c join people.site s on s.id = c.site_id where c.id = ${id}`.execute(db)
  return rows[0]
}

/** The campaigns whose customers are being called now. */
export const listRunningCampaigns = async (db: Db): Promise<Campaign[]> => {
  const { rows } = await sql<Campaign>`select ${campaignColumns}
    from campaigns.campaign c join people.site s on s.id = c.site_id where c.state = 'running' order by c.id`.execute(
    db,
  )
  return rows
}
