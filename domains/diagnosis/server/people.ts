import { addDays } from '#contract/days.ts'
import { businessDayAt, findEmployee, listMembersOf, listTeamsOf } from '#domains/people/server/public.ts'
import type { Db } from '#platform/db.ts'
import type { About } from '../figures.ts'

/** Shorter here than this, in days, counts as new. */
const newForDays = 90

export type Colleague = About & {
  name: string
  teamName: string
  siteId: string
  leaderId: string | null
  leaderName: string
}
/** Everybody in an open team, by id: what the rules and whoever works on a finding must know of them. */
export const colleaguesOf = async (db: Db, today: string): Promise<ReadonlyMap<string, Colleague>> => {
  const newSince = addDays(today, -newForDays)
  const colleagues = new Map<string, Colleague>()
  for (const team of await listTeamsOf(db)) {
    for (const { id, name, joinedOn } of await listMembersOf(db, team.id))
      colleagues.set(id, {
        name,
        teamId: team.id,
        teamName: team.name,
        siteId: team.siteId,
        isNew: joinedOn > newSince,
        leaderId: team.leaderId,
        leaderName: team.leaderName ?? '',
      })
  }
  return colleagues
}

export type Owner = { ownerId: string | null; ownerName: string }
/** Who made the campaign answers for it. */
export const ownerOf = async (db: Db, createdBy: string | null): Promise<Owner> => {
  const employee = createdBy ? await findEmployee(db, createdBy) : undefined
  return { ownerId: createdBy, ownerName: employee?.name ?? '' }
}

const nowhere = '00000000-0000-0000-0000-000000000000'
/** The business day at a site; without one, that of the usual time zone. */
export const todayAt = (db: Db, siteId: string | null | undefined, now: Date): Promise<string> =>
  businessDayAt(db, siteId ?? nowhere, now)
