import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Scope } from '#contract/role.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { sumConversations } from './conversations.ts'
import { grains } from './rollup.ts'
import { histories, layGround, liveThrough } from './test-histories.ts'
import { type CallRow, insertCall, insertCampaign, preparePlace } from './test-rows.ts'

let centre: TestCentre
beforeAll(async () => {
  centre = await testCentre()
})
afterAll(() => centre.close())

describe('sums kept ready', () => {
  test('are the sums of the rows, whatever happened late, twice or corrected, and whenever somebody looked', async () => {
    const db = centre.base.database.engine
    const ground = await layGround(db)
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        expect(await liveThrough(db, ground, history)).toEqual([])
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  test.each(['call', 'time'] as const)('of %s lie in the grains questions are answered from', async (kind) => {
    const { rows } = await sql<{ grain: string; dimensions: string[] }>`
      select grain, dimensions from metrics.grains(${kind})`.execute(centre.base.database.engine)
    const columnOf: Record<string, string> = {
      hour: 'hour',
      slot: 'slot',
      region: 'region',
      outcome: 'outcome',
      script: 'script_version',
    }
    // The quarter is that of the slot; day and site lie in all.
    const implied = ['day', 'quarter', 'site_id']
    const there = Object.fromEntries(
      rows.map(({ grain, dimensions }) => [grain, dimensions.filter((one) => !implied.includes(one)).sort()]),
    )
    const looked = Object.fromEntries(
      grains[kind].flatMap(({ name, keeps }) =>
        name === 'cell'
          ? []
          : [
              [
                name,
                keeps
                  .filter((one) => one !== 'hour' || !keeps.some((other) => other === 'slot'))
                  .map((one) => columnOf[one] ?? `${one}_id`)
                  .sort(),
              ],
            ],
      ),
    )
    expect(looked).toEqual(there)
  })
})

describe('whatever calls are told apart and narrowed by', () => {
  const four = () => [0, 1, 2, 3].map((n) => newId(n))
  const [agents, teams, lists] = [four(), four(), four()]
  const someCalls = fc.sample(
    fc.record({
      campaign: fc.nat(1),
      record: fc.nat(20),
      talkSeconds: fc.constantFrom(0, 0, 30, 200),
      outcomeKind: fc.constantFrom('success', 'refusal', 'complaint', 'unreached'),
      who: fc.nat(3),
      batchId: fc.constantFrom(...lists),
      placedAt: fc.nat(3 * 86_399).map((second) => new Date(Date.parse('2026-03-04T16:00:00Z') + second * 1000)),
    }),
    { numRuns: 60, seed: 5 },
  )
  const keys = [
    'day',
    'hour',
    'quarterHour',
    'campaign',
    'product',
    'batch',
    'region',
    'team',
    'agent',
    'outcome',
    'script',
  ] as const
  const pairs = keys.flatMap((one, at) => [[one], ...keys.slice(at + 1).map((other) => [one, other])])
  const narrowings = [{}, { batchId: lists[0] }, { region: '浙江' }, { teamId: teams[0] }, { agentId: agents[1] }]
  const days = { from: '2026-03-05', to: '2026-03-06' }
  const facts = ['dials', 'agent_calls', 'first_talks', 'talked_refusals', 'talk_ms'] as const

  test('the sums kept ready say what the calls say, to everybody', async () => {
    const db = centre.base.database.engine
    const place = await preparePlace(db)
    const campaigns = [await insertCampaign(db, place), await insertCampaign(db, place)]
    for (const { who, campaign, ...call } of someCalls)
      await insertCall(db, campaigns[campaign] ?? '', {
        ...call,
        ...(call.talkSeconds > 0 && { agentId: agents[who], teamId: teams[who % 2] }),
      } as CallRow)
    await sql`update calls.call set region = '浙江' where extract(minute from placed_at)::int % 2 = 0`.execute(db)
    const eyes = (scope: Scope): Context => {
      const seen = systemContext(centre.base)
      const [uid, teamIds] = [agents[0] ?? '', [teams[0] ?? '']]
      return {
        ...seen,
        actor: { ...seen.actor, id: uid, teamIds, scope },
        db: centre.base.database.seenBy({ scope, uid, teamIds, siteIds: [] }),
      }
    }
    for (const [scope, some] of [
      ['all', narrowings],
      ['team', [{}]],
      ['own', [{}]],
    ] as const)
      for (const narrowing of some)
        for (const by of pairs) {
          const wanted = { facts, ...days, ...narrowing, by }
          const inOrder = (found: readonly object[]) => found.map((one) => JSON.stringify(one)).sort()
          const [kept, made] = [
            await sumConversations(eyes(scope), wanted),
            await sumConversations(eyes(scope), { ...wanted, fromRows: true }),
          ]
          expect([scope, narrowing, by, inOrder(kept)]).toEqual([scope, narrowing, by, inOrder(made)])
          expect(made.length).toBeGreaterThan(0)
        }
  }, 120_000)
})
