import { afterEach, describe, expect, test } from 'vitest'
import { unreached } from '#adapters/simulator/call-script.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
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
})
