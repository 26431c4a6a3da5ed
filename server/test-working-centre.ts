import { sql } from 'kysely'
import { type Behaviour, person } from '#adapters/simulator/call-script.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from './setup/found.ts'
import { hireTestStaff } from './test-staff.ts'
import { testCentre } from './testing.ts'

/** Two teams of one site and one of another, each with two simulated agents, calling the same list at each site. */
export const workingCentre = async ({
  behaviour = () => person({ talkMs: 60_000 }),
  contacts = 40,
  targetSuccesses = 100,
  dayStartsAt = '00:00',
  environment = {},
}: {
  behaviour?: Behaviour
  contacts?: number
  targetSuccesses?: number
  dayStartsAt?: string
  environment?: Record<string, string>
} = {}) => {
  const centre = await testCentre({ behaviour, environment })
  const ctx = systemContext(centre.base)
  const db = centre.base.database.engine
  const siteId = await foundSite(ctx, '上海职场')
  const otherSiteId = await foundSite(ctx, '成都职场')
  await sql`update people.site set day_starts_at = ${dayStartsAt}`.execute(db)
  const team = (name: string, prefix: string, at: string) =>
    foundTeam(ctx, { siteId: at, name, prefix, agents: [`${name}甲`, `${name}乙`] })
  const lions = await team('雄狮队', 'A', siteId)
  const tigers = await team('猛虎队', 'B', siteId)
  const pandas = await team('熊猫队', 'C', otherSiteId)
  const campaign = async (name: string, at: string, teamIds: string[], first: number) => {
    const { listId } = await foundList(ctx, {
      siteId: at,
      name: `${name}名单`,
      rows: Array.from({ length: contacts }, (_, n) => ({ number: `139${first + n}`, name: `客户${n}` })),
    })
    return foundCampaign(ctx, { name, siteId: at, listId, teamIds, targetSuccesses, endsOn: '2026-03-14' })
  }
  const campaignId = await campaign('三月外呼', siteId, [lions.teamId, tigers.teamId], 10_000_000)
  const otherCampaignId = await campaign('成都回访', otherSiteId, [pandas.teamId], 20_000_000)
  await centre.openTelephony()
  const engine = centre.engine()
  const staff = hireTestStaff(centre)
  await staff.comeIn([...lions.workers, ...tigers.workers, ...pandas.workers])
  const lionLeader = lions.workers[0]
  return {
    centre,
    engine,
    staff,
    siteId,
    lions,
    tigers,
    pandas,
    campaignId,
    otherCampaignId,
    lionLeaderId: lionLeader?.id ?? '',
    query: async <T>(text: string): Promise<T[]> => (await sql.raw<T>(text).execute(db)).rows,
    leader: () => centre.someone('teamLeader', { teamIds: [lions.teamId] }),
    supervisor: () => centre.someone('supervisor', { siteIds: [siteId] }),
    manager: () => centre.someone('campaignManager'),
  }
}
export type WorkingCentre = Awaited<ReturnType<typeof workingCentre>>
