import { afterEach, describe, expect, test } from 'vitest'
import { type Behaviour, person, unreached } from '#adapters/simulator/call-script.ts'
import type { LiveCall } from '#domains/calls/server/public.ts'
import { moveCampaign } from '#domains/campaigns/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { foundTeam } from '#server/setup/found.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const open = async (options: Parameters<typeof openDialling>[0]) => {
  ground = await openDialling(options)
  return ground
}

/** The first number called is answered, the others are busy. */
const oneAnswers = (): Behaviour => {
  let first: string | undefined
  return (to) => {
    first ??= to
    return to === first ? person({ talkMs: 20_000 }) : unreached('busy')
  }
}

describe('an agent', () => {
  test('is on one call at a time, though the end of an earlier one is heard late', async () => {
    const { centre, engine, agents, pass } = await open({ batches: [60], behaviour: () => unreached('noAnswer') })
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

  test('dials by hand only for campaigns of their own team', async () => {
    const floor = await open({ mode: 'manual' })
    const { ctx, engine, siteId, campaignId } = floor
    const { workers } = await foundTeam(ctx, { siteId, name: '二班', prefix: 'B', agents: ['外班'] })
    const stranger = await engine.presence.signIn(workers[0]!, { simulated: true })
    const { id: entryId } = await ctx.db.selectFrom('lists.entry').select('id').limit(1).executeTakeFirstOrThrow()
    await expect(engine.dialer.dialContact(stranger, campaignId, entryId)).rejects.toThrow('dialer.notYourTeams')
    const [agent] = floor.agents as [LiveAgent]
    expect(await engine.dialer.dialContact(agent, campaignId, entryId)).toMatchObject({ entryId, agentId: agent.id })
  })
})

/** Waits for a conversation, ends it and promises to call again in so many minutes. */
const promiseCallback = async ({ engine, centre, agents, pass }: DiallingGround, minutes: number) => {
  await pass(60_000)
  const owner = agents.find(({ state }) => state === 'wrapUp') as LiveAgent
  const call = engine.calls.find(owner.callId ?? '')!
  const dueAt = centre.clock.nowMs() + minutes * 60_000
  const callbackAt = new Date(dueAt).toISOString()
  engine.desk.finish(owner, { callId: call.id, outcome: 'callback', note: '', callbackAt })
  const others = agents.filter((agent) => agent !== owner)
  return { owner, others, entryId: call.entryId, dueAt }
}
/** The next call to this contact, within an hour. */
const nextCallTo = async ({ engine, pass }: DiallingGround, entryId: string) => {
  const found = Promise.withResolvers<LiveCall>()
  const end = engine.calls.news.hear(({ call }) => {
    if (call.entryId === entryId) found.resolve(call)
  })
  await pass(60 * 60_000)
  end()
  return found.promise
}

describe('a promised callback', () => {
  test('is made by its agent at its time in predictive mode too', async () => {
    const floor = await open({ agents: 3, batches: [1], mode: 'predictive' })
    const { owner, entryId, dueAt } = await promiseCallback(floor, 30)
    const call = await nextCallTo(floor, entryId)
    expect([call.agentId, Math.round((call.record.placedAt - dueAt) / 1000)]).toEqual([owner.id, 0])
  })

  test('comes before a backlog that has long been due, also after a pause of the campaign', async () => {
    const floor = await open({ batches: [2000], behaviour: oneAnswers() })
    const { owner, entryId, dueAt } = await promiseCallback(floor, 30)
    await moveCampaign(floor.ctx, floor.campaignId, 'pause')
    await floor.engine.dialer.campaignChanged(floor.campaignId)
    await floor.pass(60_000)
    await moveCampaign(floor.ctx, floor.campaignId, 'resume')
    await floor.engine.dialer.campaignChanged(floor.campaignId)
    const call = await nextCallTo(floor, entryId)
    expect(call.agentId).toBe(owner.id)
    expect(call.record.placedAt - dueAt).toBeLessThan(30_000)
  })

  test('may be made by a colleague only when its agent is a quarter of an hour late', async () => {
    const floor = await open({ agents: 2, batches: [1], mode: 'manual' })
    const { engine, agents, campaignId, centre } = floor
    const { id } = await floor.ctx.db.selectFrom('lists.entry').select('id').executeTakeFirstOrThrow()
    await engine.dialer.dialContact(agents[0]!, campaignId, id)
    const { others, entryId, dueAt } = await promiseCallback(floor, 30)
    const [colleague] = others as [LiveAgent]
    const dial = () => engine.dialer.dialContact(colleague, campaignId, entryId)
    await expect(dial()).rejects.toThrow('dialer.promisedToColleague')
    await centre.clock.runUntil(new Date(dueAt + 14 * 60_000))
    await expect(dial()).rejects.toThrow('dialer.promisedToColleague')
    await centre.clock.runUntil(new Date(dueAt + 15 * 60_000))
    expect(await dial()).toMatchObject({ entryId, agentId: colleague.id })
  })

  test("is anyone's once its agent has left, who is signed out of work at once; the leader still sees it", async () => {
    const floor = await open({ agents: 2, batches: [1] })
    const { owner, others, entryId, dueAt } = await promiseCallback(floor, 30)
    await floor.engine.dialer.employeeLeft(owner.id)
    expect(floor.engine.presence.find(owner.id)).toBeUndefined()
    const call = await nextCallTo(floor, entryId)
    expect([call.agentId, Math.round((call.record.placedAt - dueAt) / 1000)]).toEqual([others[0]?.id, 0])
    const left = await floor.ctx.db.selectFrom('followups.followupFact').select(['agentId', 'state']).execute()
    expect(left).toEqual([{ agentId: owner.id, state: 'open' }])
  })
})
