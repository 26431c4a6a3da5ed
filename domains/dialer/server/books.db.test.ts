import { afterEach, describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { importRows } from '#domains/lists/server/public.ts'
import type { LiveAgent } from '#domains/presence/server/public.ts'
import { newId } from '#platform/id.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})

/** Puts these contacts, by place, into the book of that agent or team, and tells the dialer. */
const assign = async (
  { ctx, engine, campaignId, siteId, centre }: DiallingGround,
  places: readonly number[],
  to: { agentId: string; teamId: string } | { agentId: null; teamId: string },
) => {
  const changeId = newId(centre.clock.now())
  const entries = await ctx.db.selectFrom('lists.entry').selectAll().orderBy('number').execute()
  const rows = places.flatMap((place) => entries[place] ?? [])
  await ctx.db
    .updateTable('allocation.assignment')
    .set({ endedAt: ctx.now(), why: 'reassigned', changeId })
    .where(
      'entryId',
      'in',
      rows.map(({ id }) => id),
    )
    .where('endedAt', 'is', null)
    .execute()
  await ctx.db
    .insertInto('allocation.assignment')
    .values(
      rows.map(({ id, customerId }) => ({
        ...to,
        campaignId,
        entryId: id,
        customerId,
        siteId,
        at: ctx.now(),
        changeId,
      })),
    )
    .execute()
  await engine.dialer.allocationChanged(campaignId, changeId)
  return rows.map(({ id }) => id)
}
/** Who has called whom since that moment, as the ledger has it. */
const callsSince = async ({ ctx, engine }: DiallingGround, since: Date) => {
  await engine.journal.written()
  return ctx.db
    .selectFrom('calls.call')
    .select(['entryId', 'agentId'])
    .where('placedAt', '>', since.toISOString())
    .execute()
}
const agentsOf = (
  calls: readonly { entryId: string | null; agentId: string | null }[],
  entries: ReadonlySet<string>,
) => [...new Set(calls.filter(({ entryId }) => entries.has(entryId ?? '')).map(({ agentId }) => agentId))]
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n)
const quick = () => person({ talkMs: 5000 })
/** Every conversation is concluded as soon as it is over, so that dialling goes on. */
const concludeAll = (floor: DiallingGround) => {
  floor.engine.presence.news.hear(({ agent, now }) => {
    if (now !== 'wrapUp' || !agent.callId) return
    const { callId } = agent
    queueMicrotask(() => floor.engine.desk.finish(agent, { callId, outcome: 'refusal.noNeed', note: '' }))
  })
}

describe('a contact in a book', () => {
  test.each(['progressive', 'predictive'] as const)(
    'is called only for its agent in %s mode, while shared contacts flow to everybody',
    async (mode) => {
      const floor = await openDialling({ agents: 2, batches: [120], mode, behaviour: quick })
      ground = floor
      const [wang, li] = floor.agents as [LiveAgent, LiveAgent]
      concludeAll(floor)
      const { teamId } = floor
      for (const { id } of floor.agents) floor.engine.presence.ask(id, { pause: 'break', reasonId: null })
      while (floor.agents.some(({ state }) => state !== 'break')) await floor.pass(1000)
      const ofWang = new Set(await assign(floor, range(50, 90), { agentId: wang.id, teamId }))
      const ofLi = new Set(await assign(floor, range(90, 100), { agentId: li.id, teamId }))
      const since = floor.ctx.now()
      for (const { id } of floor.agents) floor.engine.presence.ask(id, { ready: true })
      await floor.pass(60 * 60_000)
      const calls = await callsSince(floor, since)
      expect([agentsOf(calls, ofWang), agentsOf(calls, ofLi)]).toEqual([[wang.id], [li.id]])
      expect(new Set(calls.map(({ agentId }) => agentId))).toEqual(new Set([wang.id, li.id]))
      const left = await floor.ctx.db.selectFrom('dialer.contact').select('entryId').where('state', '<>', 'closed')
      expect(await left.execute()).toEqual([])
      expect(floor.engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('listDone')
    },
  )

  test('waits when its agent signs out, comes first when the agent is back, and the others go on meanwhile', async () => {
    const floor = await openDialling({ agents: 2, batches: [300], behaviour: quick })
    ground = floor
    const [wang, li] = floor.agents as [LiveAgent, LiveAgent]
    concludeAll(floor)
    const { engine, teamId, ctx } = floor
    const ofWang = new Set(await assign(floor, range(150, 300), { agentId: wang.id, teamId }))
    const start = ctx.now()
    await floor.pass(60_000)
    const isAway = () => ['break', 'ready'].includes(wang.state)
    engine.presence.ask(wang.id, { pause: 'break', reasonId: null })
    while (!isAway()) await floor.pass(1000)
    await engine.presence.signOut(wang.id, 'agent')
    await engine.journal.written()
    expect(agentsOf(await callsSince(floor, start), ofWang)).toEqual([wang.id])
    const inHand = ctx.db.selectFrom('dialer.contact').select('entryId').where('assignedTo', '=', wang.id)
    expect(await inHand.where('state', '=', 'reserved').execute()).toEqual([])

    const signedOut = ctx.now()
    await floor.pass(3 * 60 * 60_000)
    const meanwhile = await callsSince(floor, signedOut)
    expect([agentsOf(meanwhile, ofWang), meanwhile.length > 100]).toEqual([[], true])
    expect(engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('inBooks')

    // One goes to another book: called at once.
    const [moved = ''] = await assign(floor, [299], { agentId: li.id, teamId })
    await floor.pass(60_000)
    expect(agentsOf(await callsSince(floor, signedOut), new Set([moved]))).toEqual([li.id])

    const back = ctx.now()
    const again = await engine.presence.signIn(wang, { simulated: true })
    engine.presence.ask(again.id, { ready: true })
    await floor.pass(10 * 60_000)
    const calls = await callsSince(floor, back)
    expect(calls.length).toBeGreaterThan(5)
    expect(calls.filter(({ entryId, agentId }) => !ofWang.has(entryId ?? '') || agentId !== wang.id)).toEqual([])
  })

  test('keeps no campaign from knowing that its list is done, however late its agents go home', async () => {
    const floor = await openDialling({ agents: 2, batches: [4], behaviour: quick })
    ground = floor
    concludeAll(floor)
    const { engine, campaignId } = floor
    const binding = () => engine.dialer.runner(campaignId)?.binding.kind
    await floor.pass(3 * 60 * 60_000)
    expect(binding()).toBe('listDone')
    for (const { id } of floor.agents) {
      await engine.presence.signOut(id, 'agent')
      await floor.pass(60_000)
      expect(binding()).toBe('listDone')
    }
    // Whom nobody is there to call are missed at once.
    const { listId, ctx } = floor
    await importRows(ctx, { listId, name: '第二批', rows: [{ number: '13920000001', name: '新客户' }] })
    await engine.dialer.listChanged(listId)
    await floor.pass(60_000)
    expect(binding()).toBe('noAgents')
  })

  test('is offered in preview, and by hand dialled, only by its agent; of a team, by any of it', async () => {
    const floor = await openDialling({ agents: 2, batches: [3], mode: 'manual' })
    ground = floor
    const [wang, li] = floor.agents as [LiveAgent, LiveAgent]
    const { engine, teamId, campaignId } = floor
    const [ofWang = ''] = await assign(floor, [0], { agentId: wang.id, teamId })
    const [ofTeam = ''] = await assign(floor, [1], { agentId: null, teamId })
    await expect(engine.dialer.dialContact(li, campaignId, ofWang)).rejects.toThrow('dialer.assignedToColleague')
    expect(await engine.dialer.dialContact(li, campaignId, ofTeam)).toMatchObject({ agentId: li.id })
    expect(await engine.dialer.dialContact(wang, campaignId, ofWang)).toMatchObject({ agentId: wang.id })
  })
})
