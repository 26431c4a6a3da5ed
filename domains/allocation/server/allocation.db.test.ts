import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Person } from '#server/testing.ts'
import { applyRun, getFairShares, listBooks, listCandidates, listRuns, planRun, undoRun } from '../contract.ts'
import type { Run } from '../shapes.ts'
import type { Spec } from '../way.ts'
import { followMove, releaseAllOf, returnBooksOfAbsent, returnStranded } from './recycle.ts'
import { type Ground, openGround } from './test-allocation.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
})
afterAll(() => ground?.centre.close())
beforeEach(async () => {
  await ground.db.deleteFrom('allocation.assignment').execute()
  await ground.db.deleteFrom('allocation.run').execute()
})

const chosen = { when: [], untouched: true, reassign: false, most: null }
const plan = (who: Person, way: Spec['way'], more: Partial<Spec['chosen']> = {}) =>
  who.ask(planRun, { params: { campaignId: ground.campaignId }, body: { chosen: { ...chosen, ...more }, way } })
const apply = (who: Person, { id }: Pick<Run, 'id'>) =>
  who.ask(applyRun, { params: { campaignId: ground.campaignId, runId: id } })
const give = async (way: Spec['way'], more: Partial<Spec['chosen']> = {}): Promise<Run> => {
  const planned = await plan(ground.manager, way, more)
  expect(planned.problem.code).toBeUndefined()
  return (await apply(ground.manager, planned.body)).body
}
const inForce = () =>
  ground.db
    .selectFrom('allocation.assignment')
    .select(['entryId', 'agentId', 'teamId', 'expectedValue'])
    .where('endedAt', 'is', null)
    .orderBy('entryId')
    .execute()
const fair: Spec['way'] = { by: 'fair', agentIds: [] }
const ids = () => ground.agents.map(({ id }) => id)

describe('an allocation', () => {
  test('shows who gets how many before it takes effect, and then does just that', async () => {
    const planned = await plan(ground.manager, fair)
    expect(planned.body.shares.map(({ name, contacts, teamName }) => [name, contacts, teamName]).sort()).toEqual([
      ['坐席1', 20, '一班'],
      ['坐席2', 20, '一班'],
      ['坐席3', 20, '一班'],
    ])
    expect([planned.body.state, planned.body.shares[0]?.expected]).toEqual(['planned', null])
    expect(await inForce()).toEqual([])
    const applied = await apply(ground.manager, planned.body)
    expect([applied.status, applied.body.state, applied.body.contacts]).toEqual([200, 'applied', 60])
    expect(applied.body.shares).toEqual(planned.body.shares)
    expect(new Set((await inForce()).map(({ agentId }) => agentId))).toEqual(new Set(ids()))
    const books = await ground.manager.ask(listBooks, { params: { campaignId: ground.campaignId } })
    expect([books.body.books.length, books.body.shared]).toEqual([3, 0])
    expect((await apply(ground.manager, planned.body)).problem.code).toBe('allocation.wrongState')
  })

  test('is refused once the contacts are no longer those of the preview; of two at once one goes through', async () => {
    const [one, other] = [
      await plan(ground.manager, fair),
      await plan(ground.leader, { by: 'roundRobin', agentIds: [] }),
    ]
    const both = await Promise.all([apply(ground.manager, one.body), apply(ground.leader, other.body)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(['allocation.planOutdated', 'allocation.nobodyToCall']).toContain(
      both.find(({ status }) => status === 409)?.problem.code,
    )
    expect((await inForce()).length).toBe(60)
  })

  test('undone restores what was before, also whose book a contact was taken from', async () => {
    const [first = '', second = ''] = ids()
    await give({
      by: 'quota',
      as: 'count',
      perDay: false,
      to: [{ holder: { agentId: first, teamId: null }, amount: 10 }],
    })
    const before = await inForce()
    const run = await give({ by: 'fair', agentIds: [second] }, { reassign: true })
    expect(new Set((await inForce()).map(({ agentId }) => agentId))).toEqual(new Set([second]))
    const undone = await ground.manager.ask(undoRun, { params: { campaignId: ground.campaignId, runId: run.id } })
    expect([undone.status, undone.body.state]).toEqual([200, 'undone'])
    expect(await inForce()).toEqual(before)
    const again = await ground.manager.ask(undoRun, { params: { campaignId: ground.campaignId, runId: run.id } })
    expect(again.problem.code).toBe('allocation.wrongState')
  })

  test('by quota gives numbers and shares that add up, and for a day counts what was given already', async () => {
    const [first = '', second = '', third = ''] = ids()
    const to = (amounts: number[]) =>
      amounts.map((amount, place) => ({ holder: { agentId: ids()[place] ?? '', teamId: null }, amount }))
    const wrong = await plan(ground.manager, { by: 'quota', as: 'share', perDay: false, to: to([50, 40]) })
    expect(wrong.problem.code).toBe('allocation.sharesMustAddUp')
    const shares = await plan(ground.manager, { by: 'quota', as: 'share', perDay: false, to: to([50, 30, 20]) })
    expect(shares.body.shares.map(({ contacts }) => contacts)).toEqual([30, 18, 12])
    await give({ by: 'quota', as: 'count', perDay: true, to: to([5, 7]) })
    const run = await give({ by: 'quota', as: 'count', perDay: true, to: to([8, 7, 4]) })
    expect(run.shares.map(({ agentId, contacts }) => [agentId, contacts])).toEqual([
      [first, 3],
      [second, 0],
      [third, 4],
    ])
  })

  test('by rule sends contacts to a team or its agents, by skill to who has it; hostile words are only words', async () => {
    const { teamId, db } = ground
    const city = (value: string) => [{ attribute: '城市', test: 'is' as const, value }]
    const run = await give({
      by: 'rule',
      rules: [
        { when: city('北\'京"; drop table x; --'), teamId, shared: true },
        { when: [{ attribute: '年龄', test: 'atLeast', value: '40' }], teamId, shared: false },
      ],
    })
    const ofTeam = run.shares.find(({ agentId }) => agentId === null)
    expect([ofTeam?.contacts, run.contacts + run.leftOver]).toEqual([30, 60])
    const skill = await db.insertInto('people.skill').values({ name: '粤语' }).returning('id').executeTakeFirstOrThrow()
    const [first = '', second = ''] = ids()
    await db
      .insertInto('people.employeeSkill')
      .values([
        { employeeId: first, skillId: skill.id, level: 4 },
        { employeeId: second, skillId: skill.id, level: 2 },
      ])
      .execute()
    const bySkill = await plan(
      ground.manager,
      { by: 'skill', agentIds: [], rules: [{ when: [], skillId: skill.id, level: 3 }] },
      { reassign: true },
    )
    expect(bySkill.body.shares.filter(({ contacts }) => contacts > 0).map(({ agentId }) => agentId)).toEqual([first])
    const none = await plan(ground.manager, {
      by: 'skill',
      agentIds: [],
      rules: [{ when: [], skillId: skill.id, level: 5 }],
    })
    expect(none.problem.code).toBe('allocation.noAgents')
  })

  test('by hand gives the chosen contacts, and each agent sees only the own', async () => {
    const page = await ground.leader.ask(listCandidates, {
      params: { campaignId: ground.campaignId },
      query: { pageSize: 3 },
    })
    const entryIds = page.body.rows.map(({ entryId }) => entryId)
    expect(page.body.rows[0]?.number).toMatch(/^139\*{4}\d{4}$/)
    const [first = ''] = ids()
    await give({ by: 'hand', entryIds, to: { agentId: first, teamId: null } })
    expect((await inForce()).map(({ entryId }) => entryId)).toEqual([...entryIds].sort())
    const seen = await ground.manager.ask(listRuns, { params: { campaignId: ground.campaignId } })
    expect(seen.body.map(({ method, contacts }) => [method, contacts])).toEqual([['hand', 3]])
  })

  test('is refused without agents, without contacts, beyond one’s reach, and to agents', async () => {
    const stranger = ground.outsider.id
    expect((await plan(ground.manager, { by: 'fair', agentIds: [stranger] })).problem.code).toBe(
      'allocation.notOfTheCampaign',
    )
    const none = await plan(ground.manager, fair, { when: [{ attribute: '城市', test: 'is', value: '火星' }] })
    expect(none.problem.code).toBe('allocation.nobodyToCall')
    const afar = await ground.centre.someone('teamLeader', { teamIds: [ground.otherTeamId], siteIds: [ground.siteId] })
    expect((await plan(afar, fair)).problem.code).toBe('allocation.noAgents')
    expect((await plan(ground.people[0]!, fair)).status).toBe(403)
    const badNumber = await plan(ground.manager, fair, {
      when: [{ attribute: '年龄', test: 'atLeast', value: '1e9999' }],
    })
    expect(badNumber.status).toBe(400)
  })
})

describe('the book of an agent', () => {
  test('who leaves, is absent for days, or moves to a team the campaign does not have, goes back', async () => {
    const [first = '', second = '', third = ''] = ids()
    const { ctx, teamId, siteId, otherTeamId, centre } = ground
    await give(fair)
    await releaseAllOf(ctx, { agentId: first, teamId, siteId })
    expect((await inForce()).filter(({ agentId }) => agentId === first)).toEqual([])
    await followMove(ctx, { agentId: second, from: { teamId }, to: { teamId: otherTeamId, siteId } }, async () => false)
    expect((await inForce()).filter(({ agentId }) => agentId === second)).toEqual([])
    await ground.db.updateTable('allocation.rules').set({ returnTo: 'team', absentDays: 2 }).execute()
    await returnBooksOfAbsent(ctx)
    expect((await inForce()).filter(({ agentId }) => agentId === third).length).toBe(20)
    await centre.clock.runUntil(new Date(ctx.now().getTime() + 3 * 86_400_000))
    await returnBooksOfAbsent(ctx)
    const left = await inForce()
    expect([
      left.filter(({ agentId }) => agentId === third).length,
      left.filter((row) => row.teamId === teamId).length,
    ]).toEqual([0, 20])
  })
})

describe('the books of another team', () => {
  test('are not drawn from, nor is a run undone that filled them, by who does not lead there; they go back once the campaign lets the team go', async () => {
    const { db, ctx, campaignId, otherTeamId, outsider, leader, manager, teamId, centre } = ground
    await db.insertInto('campaigns.campaignTeam').values({ campaignId, teamId: otherTeamId }).execute()
    const to = [{ holder: { agentId: outsider.id, teamId: null }, amount: 10 }]
    const run = await give({ by: 'quota', as: 'count', perDay: false, to })
    const theirs = async () => (await inForce()).filter(({ agentId }) => agentId === outsider.id)
    const taking = await plan(leader, fair, { reassign: true })
    expect(taking.body.contacts).toBe(50)
    expect((await apply(leader, taking.body)).status).toBe(200)
    const booked = (await theirs()).map(({ entryId }) => entryId)
    const byHand = await plan(leader, {
      by: 'hand',
      entryIds: booked,
      to: { agentId: ids()[0] ?? '', teamId: null },
    })
    expect([booked.length, byHand.problem.code]).toEqual([10, 'allocation.nobodyToCall'])
    const undo = (who: Person) => who.ask(undoRun, { params: { campaignId, runId: run.id } })
    expect((await undo(leader)).problem.code).toBe('allocation.beyondReach')
    const afar = await centre.someone('teamLeader', { teamIds: [otherTeamId], siteIds: [otherTeamId] })
    expect((await undo(afar)).problem.code).toBe('allocation.noSuchRun')
    expect((await theirs()).length).toBe(10)
    await db.deleteFrom('campaigns.campaignTeam').where('teamId', '=', otherTeamId).execute()
    await returnStranded(ctx, campaignId, [teamId])
    expect([(await theirs()).length, (await inForce()).length]).toEqual([0, 50])
    expect((await undo(manager)).body.state).toBe('undone')
  })
})

describe('the fair-share ledger', () => {
  test('counts a contact once that was taken out of a book and put back', async () => {
    const [first = '', second = ''] = ids()
    const to = [{ holder: { agentId: first, teamId: null }, amount: 10 }]
    await give({ by: 'quota', as: 'count', perDay: false, to })
    const run = await give({ by: 'fair', agentIds: [second] }, { reassign: true })
    await ground.manager.ask(undoRun, { params: { campaignId: ground.campaignId, runId: run.id } })
    const day = ground.ctx.now().toISOString().slice(0, 10)
    const shares = (await ground.manager.ask(getFairShares, { query: { from: day, to: day } })).body
    expect(shares.map(({ agentId, given }) => [agentId, given])).toEqual([[first, 10]])
  })

  test('says which period it can tell of', async () => {
    const ask = (from: string, to: string) => ground.leader.ask(getFairShares, { query: { from, to } })
    expect((await ask('2026-03-06', '2026-03-05')).problem.code).toBe('allocation.periodBackwards')
    expect((await ask('2026-01-01', '2026-12-31')).problem.code).toBe('allocation.periodTooLong')
    expect((await ask('2026-03-05', '2026-03-05')).status).toBe(200)
  })
})
