import { pinyin } from 'pinyin-pro'
import { z } from 'zod'
import type { RoleCode } from '#contract/role.ts'
import type { Db } from '#platform/db.ts'
import { defineEvent, NoPayload } from '#platform/outbox.ts'
import { businessDayOf, dayIn } from '../business-day.ts'
import type { Employee, Site, Team } from '../contract.ts'
import { findEmployeeRow, findTimeZone, insertEmployee, listMembers, readLeaders } from './store/employees.ts'
import { findSiteRow, insertSite } from './store/sites.ts'
import { findTeamRow, insertTeam, listTeamRows } from './store/teams.ts'

const Place = z.object({ siteId: z.uuid(), teamId: z.uuid().nullable() })

/** Somebody new is here. */
export const employeeJoined = defineEvent('people.employeeJoined', Place)
/** Somebody works in another team or at another site from now on. */
export const employeeMoved = defineEvent('people.employeeMoved', z.object({ from: Place, to: Place }))
/** Somebody is gone: signed out, account closed; what they held (customers, callbacks) needs another owner. */
export const employeeLeft = defineEvent('people.employeeLeft', Place)
/** A leaving that had taken effect was taken back. */
export const employeeReturned = defineEvent('people.employeeReturned', Place)
/** Somebody's skills were graded anew. */
export const skillsGraded = defineEvent('people.skillsGraded', NoPayload)

/** The employee, if `db` may see that row. */
export const findEmployee = (db: Db, employeeId: string): Promise<Employee | undefined> =>
  findEmployeeRow(db, employeeId)
export const findTeam = (db: Db, teamId: string): Promise<Team | undefined> => findTeamRow(db, teamId)
export const findSite = (db: Db, siteId: string): Promise<Site | undefined> => findSiteRow(db, siteId)

/** Teams of a site, open and closed ones; of all sites where none is given. */
export const listTeamsOf = (db: Db, siteId?: string): Promise<Team[]> => listTeamRows(db, siteId)

/** Present members of a team as far as `db` sees them. */
export const listMembersOf = (db: Db, teamId: string): Promise<Employee[]> => listMembers(db, teamId)

/** Where an account without an employee works, e.g. the first administrator. */
const usualTimeZone = 'Asia/Shanghai'

/** Which of these people lead others: by post, or as the leader of a team. */
export const listLeaders = async (db: Db, employeeIds: readonly string[]): Promise<Set<string>> =>
  new Set(await readLeaders(db, employeeIds))

/** The zone in whose days somebody works. */
export const timeZoneOf = async (db: Db, employeeId: string): Promise<string> =>
  (await findTimeZone(db, employeeId)) ?? usualTimeZone

/** The calendar day of a moment in a zone, e.g. "2026-03-05". */
export { businessDayOf, dayIn }

/** The business day of a moment at a site, e.g. "2026-03-05"; calls after midnight may belong to the day before. */
export const businessDayAt = async (db: Db, siteId: string, at: Date): Promise<string> =>
  businessDayOf((await findSite(db, siteId)) ?? { timeZone: usualTimeZone, dayStartsAt: '00:00' }, at)

/** Full spelling and initials, "wangfang wf": what a keyboard without Chinese input finds a name by. */
export const pinyinOf = (name: string): string => {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' })
  const plain = syllables.map((syllable) => syllable.trim().toLowerCase()).filter(Boolean)
  return `${plain.join('')} ${plain.map((syllable) => [...syllable][0]).join('')}`.slice(0, 400)
}

/** Writes a site as it stands, for demo centres and tests; people at work go through `addSite`. */
export const seedSite = async (
  db: Db,
  { name, timeZone = usualTimeZone, dayStartsAt = '00:00' }: { name: string; timeZone?: string; dayStartsAt?: string },
): Promise<string> => present(await insertSite(db, { name, timeZone, dayStartsAt }), 'site', name).id

export const seedTeam = async (
  db: Db,
  { siteId, name, leaderId = null }: { siteId: string; name: string; leaderId?: string | null },
): Promise<string> => present(await insertTeam(db, { siteId, name, leaderId }), 'team', name)

/** An employee without an account; `createAccountFor` of access opens one. */
export const seedEmployee = async (
  db: Db,
  employee: {
    id?: string
    staffNumber: string
    name: string
    siteId: string
    teamId?: string | null
    post?: RoleCode
    endpoint?: string
    joinedOn?: string
  },
): Promise<string> =>
  present(
    await insertEmployee(db, {
      teamId: null,
      post: 'agent',
      endpoint: '',
      joinedOn: '2026-01-05',
      ...employee,
      pinyin: pinyinOf(employee.name),
    }),
    'employee',
    employee.staffNumber,
  )

const present = <T>(found: T | undefined, kind: string, name: string): T => {
  if (found === undefined) throw new Error(`there is a ${kind} ${name} already`)
  return found
}
