import { describe, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import { getBook, getBookSummary, getFairShares, listTalksBehind, listTeamBooks } from '#domains/allocation/contract.ts'
import { setOwner } from '#domains/customers/server/public.ts'
import { openDialling } from '#domains/dialer/server/test-dialling.ts'

describe('calls made', () => {
  test('fill the book and the ledger: expected successes of all agents add up to those there were', async () => {
    const floor = await openDialling({ agents: 2, batches: [30], behaviour: () => person({ talkMs: 5000 }) })
    const { centre, engine, siteId, teamId } = floor
    try {
      let talks = 0
      engine.presence.news.hear(({ agent, now }) => {
        if (now !== 'wrapUp' || !agent.callId) return
        const { callId } = agent
        const outcome = talks++ % 5 === 0 ? ('success' as const) : ('refusal.noNeed' as const)
        queueMicrotask(() => engine.desk.finish(agent, { callId, outcome, note: '' }))
      })
      await floor.pass(60 * 60_000)
      await engine.journal.written()
      const leader = await centre.someone('teamLeader', { teamIds: [teamId], siteIds: [siteId] })
      const query = { from: '2026-03-05', to: '2026-03-05' }
      const shares = (await leader.ask(getFairShares, { query })).body
      const sum = (of: 'talks' | 'expected' | 'successes') => shares.reduce((all, share) => all + share[of], 0)
      expect([sum('talks'), sum('successes')]).toEqual([30, 6])
      expect(sum('expected')).toBeCloseTo(6, 5)
      const [share] = shares
      const behind = await leader.ask(listTalksBehind, { params: { agentId: share?.agentId ?? '' }, query })
      expect(behind.body.total).toBe(share?.talks)
      const csv = await leader.inject({
        method: 'GET',
        url: '/api/fair-shares.csv?from=2026-03-05&to=2026-03-05&reason=audit',
      })
      expect([csv.statusCode, csv.body.split('\r\n').length]).toEqual([200, 4])

      const [agent] = floor.agents
      const who = await centre.someone('agent', { id: agent?.id ?? '' })
      const mine = await floor.ctx.db
        .selectFrom('calls.call')
        .select('customerId')
        .where('agentId', '=', who.id)
        .limit(3)
        .execute()
      await setOwner(floor.ctx.db, {
        customerIds: mine.flatMap(({ customerId }) => customerId ?? []),
        ownerId: who.id,
        teamId,
      })
      const book = (await who.ask(getBook, { query: { show: 'all' } })).body
      expect(book.rows.map(({ step, owned, campaignRuns }) => [step, owned, campaignRuns])).toEqual(
        Array.from({ length: 3 }, () => ['settled', true, true]),
      )
      const summary = (await who.ask(getBookSummary, { query: {} })).body
      expect([summary.live, summary.newToday, summary.revisitsToday, summary.liveGoal]).toEqual([
        0,
        shares.find(({ agentId }) => agentId === who.id)?.talks,
        0,
        300,
      ])
      expect((await leader.ask(listTeamBooks)).body.map(({ agentId }) => agentId)).toEqual([who.id])
    } finally {
      await centre.close()
    }
  })
})
