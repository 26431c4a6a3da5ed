import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '#server/setup/found.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'

export type Ground = Awaited<ReturnType<typeof openGround>>

/** Agents of two teams with accounts, a leader of the first, a manager; a running campaign over a list of so many. */
export const openGround = async ({ contacts = 60, agents = 3 }: { contacts?: number; agents?: number } = {}) => {
  const centre: TestCentre = await testCentre()
  const ctx = systemContext(centre.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n + 1}`)
  const first = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const second = await foundTeam(ctx, { siteId, name: '二班', prefix: 'B', agents: ['外班'] })
  const { listId, batch } = await foundList(ctx, {
    siteId,
    name: '名单',
    rows: Array.from({ length: contacts }, (_, n) => ({
      number: `139${10_000_000 + n}`,
      name: `客户${n + 1}`,
      attributes: { 城市: n % 2 === 0 ? '上海' : '北\'京"; drop table x; --', 年龄: String(20 + (n % 50)) },
    })),
  })
  const campaignId = await foundCampaign(ctx, { name: '三月外呼', siteId, listId, teamIds: [first.teamId] })
  const manager = await centre.someone('campaignManager')
  const leader = await centre.someone('teamLeader', { teamIds: [first.teamId], siteIds: [siteId] })
  const people = await Promise.all(
    first.workers.map(({ id }, n) => centre.someone('agent', { id, loginName: `tsr${n + 1}` })),
  )
  const outsider = await centre.someone('agent', { id: second.workers[0]?.id ?? '' })
  return {
    centre,
    ctx,
    db: ctx.db,
    siteId,
    listId,
    batchId: batch.id,
    campaignId,
    teamId: first.teamId,
    otherTeamId: second.teamId,
    agents: first.workers,
    people,
    outsider,
    manager,
    leader,
  }
}
