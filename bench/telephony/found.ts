import { usualScope } from '#contract/role.ts'
import { hashPassword } from '#domains/access/server/public.ts'
import { usualPolicy } from '#domains/campaigns/server/public.ts'
import { seedSite } from '#domains/people/server/public.ts'
import type { Worker } from '#domains/presence/server/public.ts'
import { TrunkForm } from '#domains/telephony/contract.ts'
import { addTrunk } from '#domains/telephony/server/public.ts'
import type { Context } from '#platform/context.ts'
import { foundCampaign, foundList, foundTeam } from '#server/setup/found.ts'
import { numberOf, type People } from './numbers.ts'

export type TrunkPlace = { name: string; address: string; prefixes: readonly string[] }
export type CentrePlan = {
  trunks: readonly TrunkPlace[]
  /** Agents on telephones of the bench, and those who come with a browser. */
  agents: number
  browsers: number
  people: People
  mode: 'predictive' | 'progressive'
}
export const benchPassword = 'A bench of telephones 1'
export const loginOf = (browser: number): string => `browser${browser + 1}`

/** A zone in which it is late in the morning: customers may be called whenever the bench runs. */
export const zoneOfLateMorning = (): string => {
  const ahead = 11 - new Date().getUTCHours()
  // The names of these zones count the other way round: Etc/GMT-8 is eight hours ahead of Greenwich.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

const openAccount = async (ctx: Context, { id, name, teamId, siteId }: Worker, loginName: string): Promise<void> => {
  const passwordHash = await hashPassword(benchPassword)
  const within = {
    scope: usualScope.agent,
    teamIds: teamId === null ? [] : [teamId],
    siteIds: siteId === null ? [] : [siteId],
  }
  await ctx.db
    .insertInto('access.account')
    .values({
      ...{ id, loginName, displayName: name, passwordHash, mustChangePassword: false, roles: ['agent'] },
      ...within,
      locale: 'zh',
    })
    .execute()
}

/** A centre with one team, one list and one campaign that has passed every gate; nobody is at work yet. */
export const foundBench = async (ctx: Context, plan: CentrePlan): Promise<void> => {
  const { agents, browsers, people, mode } = plan
  for (const { name, address, prefixes } of plan.trunks)
    await addTrunk(ctx, TrunkForm.parse({ name, address, isOn: true, allowedPrefixes: prefixes }))
  const siteId = await seedSite(ctx.db, { name: '测试职场', timeZone: zoneOfLateMorning() })
  const names = Array.from({ length: agents + browsers }, (_, n) => `坐席${n + 1}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  for (const [n, worker] of workers.slice(agents).entries()) await openAccount(ctx, worker, loginOf(n))
  const rows = Array.from({ length: people.count }, (_, n) => ({ number: numberOf(people, n), name: `客户${n + 1}` }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  await foundCampaign(ctx, {
    ...{ siteId, listId, name: '话务测试', teamIds: [teamId], mode, targetSuccesses: 1000 },
    attemptPolicy: { ...usualPolicy, ringSeconds: 15 },
  })
}
