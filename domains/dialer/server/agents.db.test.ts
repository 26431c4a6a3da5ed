import { afterEach, describe, expect, test } from 'vitest'
import { type Behaviour, person, unreached } from '#adapters/simulator/call-script.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { systemContext } from '#platform/context.ts'
import { foundCampaign, foundList, foundSite, foundTeam } from '#server/setup/found.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

/** A campaign under way and its agents at their seats, all ready. */
const openFloor = async ({
  agents = 1,
  contacts = 5,
  mode = 'progressive',
  behaviour = () => person({ talkMs: 20_000 }),
}: {
  agents?: number
  contacts?: number
  mode?: 'progressive' | 'predictive' | 'preview' | 'manual'
  behaviour?: Behaviour
}) => {
  const opened = await testCentre({ behaviour })
  centre = opened
  const ctx = systemContext(opened.base)
  const siteId = await foundSite(ctx, '上海职场')
  const names = Array.from({ length: agents }, (_, n) => `坐席${n + 1}`)
  const { teamId, workers } = await foundTeam(ctx, { siteId, name: '一班', prefix: 'A', agents: names })
  const rows = Array.from({ length: contacts }, (_, n) => ({ number: `139${10_000_000 + n}`, name: `客户${n + 1}` }))
  const { listId } = await foundList(ctx, { siteId, name: '名单', rows })
  const campaignId = await foundCampaign(ctx, { name: '三月外呼', siteId, listId, teamIds: [teamId], mode })
  await opened.openTelephony()
  const engine = opened.engine()
  const seated: LiveAgent[] = []
  for (const worker of workers) seated.push(await engine.presence.signIn(worker, { simulated: true }))
  for (const { id } of seated) engine.presence.ask(id, { ready: true })
  return { centre: opened, ctx, engine, siteId, teamId, listId, campaignId, agents: seated, pass: opened.clock.runFor }
}

describe('an agent', () => {
  test('is on one call at a time, though the end of an earlier one is heard late', async () => {
    const { centre, engine, agents, pass } = await openFloor({ contacts: 60, behaviour: () => unreached('noAnswer') })
    const [agent] = agents as [LiveAgent]
    await pass(3000)
    const lost = agent.callId
    centre.network.faults.events({ lost: 1, lostKinds: ['ended'] })
    engine.presence.ask(agent.id, { pause: 'break', reasonId: null })
    await pass(200)
    centre.network.faults.events({})
    engine.presence.ask(agent.id, { ready: true })
    let wasHeard = false
    engine.calls.news.hear(({ call, kind }) => {
      if (call.id === lost && kind === 'ended') wasHeard = true
    })
    let most = 0
    for (let seconds = 0; seconds < 120; seconds++) {
      await pass(1000)
      const theirs = [...engine.calls.all()].filter(
        ({ id, agentId, record }) => id !== lost && agentId === agent.id && record.endedAt === null,
      )
      most = Math.max(most, theirs.length)
    }
    expect(wasHeard).toBe(true)
    expect(most).toBe(1)
  })
})
