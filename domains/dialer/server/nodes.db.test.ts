import { afterEach, expect, test } from 'vitest'
import { person, unreached } from '#adapters/simulator/call-script.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
/** Every third answers, after some seconds; conversations are of every length. */
const mixed = (to: string) => {
  const n = Number(to.slice(-5))
  return n % 3 === 0
    ? person({ answersAfterMs: 4000 + (n % 7) * 1000, talkMs: 10_000 + (n % 11) * 6000 })
    : unreached('noAnswer')
}
const twoNodes = (mostCalls: number | null) => ['east', 'west'].map((name) => ({ name, mostCalls }))

test('a predictive campaign places its calls where its agents are, who answer there', async () => {
  ground = await openDialling({
    mode: 'predictive',
    agents: 16,
    batches: [1500],
    behaviour: mixed,
    nodes: twoNodes(null),
  })
  const { centre, engine, agents, pass } = ground
  await pass(1000)
  const west = agents.filter(({ endpoint }) => engine.headsets.nodeOf(endpoint) === 'west')
  expect(west).toHaveLength(8)
  // Three of four are on the other node from now on.
  for (const { id } of west.slice(0, 5)) engine.presence.ask(id, { pause: 'break', reasonId: null })
  engine.presence.news.hear(({ agent, now }) => {
    if (now === 'wrapUp') centre.clock.after(5000, () => engine.presence.finishWrapUp(agent))
  })
  await pass(60_000)

  const onNode = { east: 0, west: 0 }
  let joined = 0
  let across = 0
  engine.calls.news.hear(({ call, kind, endpoint }) => {
    const node = centre.network.nodeOf(call.id)
    if (kind === 'ringing' && (node === 'east' || node === 'west')) onNode[node]++
    if (kind !== 'bridged') return
    joined++
    if (node !== engine.headsets.nodeOf(endpoint ?? '')) across++
  })
  await pass(7 * 60_000)
  const placed = onNode.east + onNode.west
  expect(placed).toBeGreaterThan(120)
  expect(Math.abs(onNode.west / placed - 3 / 11)).toBeLessThan(0.1)
  expect(joined).toBeGreaterThan(40)
  expect(across / joined).toBeLessThan(0.2)
}, 120_000)

test('nodes that may carry no more are lines in use: nobody loses an attempt to them', async () => {
  ground = await openDialling({ mode: 'progressive', agents: 9, behaviour: mixed, batches: [400], nodes: twoNodes(2) })
  const { centre, engine, campaignId, pass } = ground
  await pass(5000)
  const { nodes } = await centre.network.health()
  expect(nodes.map(({ calls, mostCalls }) => ({ calls, mostCalls }))).toEqual([
    { calls: 2, mostCalls: 2 },
    { calls: 2, mostCalls: 2 },
  ])
  expect(engine.dialer.runner(campaignId)?.binding.kind).toBe('lineLimit')
  await pass(120_000)
  await engine.journal.written()
  const lost = await ground.ctx.db.selectFrom('calls.call').select('id').where('endedBy', '=', 'us').execute()
  expect(lost).toEqual([])
})
