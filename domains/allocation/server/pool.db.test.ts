import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mergeCustomers } from '#domains/customers/contract.ts'
import { eraseCustomer, setOwner } from '#domains/customers/server/public.ts'
import { type Person, password } from '#server/testing.ts'
import {
  assignCustomers,
  claimCustomer,
  getBook,
  getRules,
  listHoldings,
  listPool,
  listPoolHistory,
  releaseCustomer,
  saveRules,
  takeBackCustomers,
} from '../contract.ts'
import { recycleCustomers, releaseAllOf } from './recycle.ts'
import { type Ground, openGround } from './test-allocation.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround({ contacts: 12 })
})
afterAll(() => ground?.centre.close())
beforeEach(async () => {
  const { db } = ground
  await db.updateTable('customers.customer').set({ ownerId: null, teamId: null }).execute()
  await db.deleteFrom('allocation.holding').execute()
  await db.deleteFrom('allocation.poolMove').execute()
  await db
    .updateTable('allocation.rules')
    .set({ claimsPerDay: 20, holdingLimit: 500, reclaimDays: 7, protectedDays: 3 })
    .execute()
})
const pool = async (who: Person) => (await who.ask(listPool, { query: { limit: 100 } })).body
const firstOf = async (who: Person): Promise<string> => (await pool(who)).rows[0]?.customerId ?? ''
const claim = (who: Person, customerId: string) => who.ask(claimCustomer, { params: { customerId } })
const owner = async (customerId: string) =>
  (await ground.db.selectFrom('customers.customer').select('ownerId').where('id', '=', customerId).executeTakeFirst())
    ?.ownerId
const held = async (who: Person) => (await who.ask(listHoldings, { query: {} })).body.rows
const daysLater = (days: number) =>
  ground.centre.clock.runUntil(new Date(ground.ctx.now().getTime() + days * 86_400_000))

describe('a customer in the pool', () => {
  test('is shown with a masked number, and claimed by one of two who want them; the other hears by whom', async () => {
    const [one, other] = ground.people as [Person, Person]
    const shown = await pool(one)
    expect([shown.rows.length, shown.claimedToday, shown.claimsPerDay]).toEqual([12, 0, 20])
    expect((await one.ask(listPool, { query: { after: 'x' } })).status).toBe(400)
    expect(shown.rows.every(({ number }) => /^\d{3}\*{4}\d{4}$/.test(number))).toBe(true)
    const customerId = shown.rows[0]?.customerId ?? ''
    const both = await Promise.all([claim(one, customerId), claim(other, customerId)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const [winner, loser] = both[0]?.status === 200 ? [0, 1] : [1, 0]
    expect(both[loser]?.problem).toMatchObject({
      code: 'allocation.notInThePool',
      params: { name: ground.agents[winner]?.name },
    })
    expect(await owner(customerId)).toBe(ground.agents[winner]?.id)
    expect((await pool(one)).rows.length).toBe(11)
    // Nobody called this customer yet: the running campaign of the team, on whose list the number stands, may be called from.
    const book = await (winner === 0 ? one : other).ask(getBook, { query: {} })
    expect(book.body.rows.map((row) => [row.step, row.campaignId, row.campaignRuns, row.entryId !== null])).toEqual([
      ['first', ground.campaignId, true, true],
    ])
    expect((await claim(winner === 0 ? one : other, customerId)).problem.code).toBe('allocation.alreadyYours')
  })

  test('is claimed within limits, of a day and of the book, also by who asks many times at once', async () => {
    const [one] = ground.people as [Person]
    await ground.db.updateTable('allocation.rules').set({ claimsPerDay: 3, holdingLimit: 5 }).execute()
    const ids = (await pool(one)).rows.map(({ customerId }) => customerId)
    const all = await Promise.all(ids.slice(0, 6).map((customerId) => claim(one, customerId)))
    expect(all.filter(({ status }) => status === 200).length).toBe(3)
    expect(all.find(({ status }) => status === 409)?.problem.code).toBe('allocation.claimedEnough')
    await ground.db.updateTable('allocation.rules').set({ claimsPerDay: 100, holdingLimit: 3 }).execute()
    expect((await claim(one, await firstOf(one))).problem.code).toBe('allocation.holdsEnough')
  })

  test('who was released for a reason may not be claimed by the same agent for a while, by others at once', async () => {
    const [one, other] = ground.people as [Person, Person]
    const customerId = await firstOf(one)
    await claim(one, customerId)
    const release = (who: Person, note: string) => who.ask(releaseCustomer, { params: { customerId }, body: { note } })
    expect((await release(one, '  ')).status).toBe(400)
    expect((await release(other, '不是我的')).problem.code).toBe('allocation.notYours')
    expect((await release(one, '客户要求换人')).status).toBe(200)
    expect((await claim(one, customerId)).problem).toMatchObject({ code: 'allocation.tooSoon', params: { days: 7 } })
    expect((await claim(other, customerId)).status).toBe(200)
    const moves = (await ground.manager.ask(listPoolHistory, { query: { customerId } })).body.rows
    expect(moves.map(({ kind, byName, note }) => [kind, byName, note])).toEqual([
      ['claim', expect.any(String), ''],
      ['release', expect.any(String), '客户要求换人'],
      ['claim', expect.any(String), ''],
    ])
  })

  test('is assigned and taken back by leaders within their reach, whatever hostile reason they give', async () => {
    const { leader, agents, outsider, people } = ground
    const [one] = people as [Person]
    const customerIds = (await pool(leader)).rows.slice(0, 4).map(({ customerId }) => customerId)
    const give = (agentId: string) =>
      leader.ask(assignCustomers, { body: { customerIds, agentId, note: "'); drop schema allocation; --" } })
    expect((await give(outsider.id)).problem.code).toBe('allocation.noSuchAgent')
    expect((await give(agents[0]?.id ?? '')).body).toEqual({ assigned: 4, taken: 0 })
    expect((await held(one)).length).toBe(4)
    expect((await give(agents[1]?.id ?? '')).body).toEqual({ assigned: 4, taken: 0 })
    expect([(await held(one)).length, (await held(people[1]!)).length]).toEqual([0, 4])
    const back = await leader.ask(takeBackCustomers, { body: { customerIds, note: '重新分配' } })
    expect([back.body.released, (await pool(leader)).rows.length]).toEqual([4, 12])
    expect((await one.ask(assignCustomers, { body: { customerIds, agentId: one.id } })).status).toBe(403)
  })
})

describe('a customer in a book', () => {
  test('goes back to the pool when its agent leaves', async () => {
    const [one] = ground.people as [Person]
    const customerId = await firstOf(one)
    await claim(one, customerId)
    await releaseAllOf(ground.ctx, { agentId: one.id, teamId: ground.teamId, siteId: ground.siteId })
    expect(await owner(customerId)).toBe(null)
    const [last] = (await ground.manager.ask(listPoolHistory, { query: { customerId } })).body.rows
    expect([last?.kind, last?.fromName]).toEqual(['agentLeft', '坐席1'])
  })

  test('is warned of, then goes back without follow-up, never while protected; who came otherwise is held from then', async () => {
    const [one] = ground.people as [Person]
    const [claimed = '', given = ''] = (await pool(one)).rows.map(({ customerId }) => customerId)
    await claim(one, claimed)
    await setOwner(ground.db, { customerIds: [given], ownerId: one.id, teamId: ground.teamId })
    await ground.db
      .updateTable('allocation.rules')
      .set({ followupDays: 5, warnDays: 2, dealDays: 90, protectedDays: 3 })
      .execute()
    await recycleCustomers(ground.ctx)
    expect((await held(one)).map(({ warned }) => warned)).toEqual([false, false])
    await daysLater(4)
    await recycleCustomers(ground.ctx)
    // The session before ended, being a day unused.
    const back = await ground.centre.signIn('tsr1', password)
    expect([await owner(claimed), (await held(back)).map(({ warned, returnsFor }) => [warned, returnsFor])]).toEqual([
      one.id,
      [
        [true, 'noFollowup'],
        [true, 'noFollowup'],
      ],
    ])
    await daysLater(2)
    await recycleCustomers(ground.ctx)
    expect([await owner(claimed), await owner(given)]).toEqual([null, null])
  })

  test('two records of one person are held once: what the other one was held for takes nobody away', async () => {
    const [one, other] = ground.people as [Person, Person]
    const [kept = '', merged = ''] = (await pool(one)).rows.map(({ customerId }) => customerId)
    await claim(other, merged)
    await daysLater(30)
    const fresh = await ground.centre.signIn('tsr1', password)
    await claim(fresh, kept)
    const { status } = await ground.manager.ask(mergeCustomers, {
      params: { customerId: kept },
      body: { otherId: merged, reason: '同一人' },
    })
    expect(status).toBe(200)
    await recycleCustomers(ground.ctx)
    expect(await owner(kept)).toBe(one.id)
    const rows = await ground.db.selectFrom('allocation.holding').select(['customerId', 'agentId']).execute()
    expect(rows).toEqual([{ customerId: kept, agentId: one.id }])
  })

  test('nobody claims a person who is forgotten', async () => {
    const me = await ground.centre.signIn('tsr1', password)
    const customerId = await firstOf(me)
    await eraseCustomer(ground.ctx, customerId)
    expect((await claim(me, customerId)).problem.code).toBe('allocation.noSuchCustomer')
  })

  test('the rules are saved once, by who last read them, and make sense', async () => {
    const manager = await ground.centre.someone('campaignManager')
    const { body: rules } = await manager.ask(getRules)
    expect((await manager.ask(saveRules, { body: { ...rules, warnDays: 60, followupDays: 10 } })).problem.code).toBe(
      'allocation.warnsTooEarly',
    )
    expect((await manager.ask(saveRules, { body: { ...rules, claimsPerDay: 9 } })).body.claimsPerDay).toBe(9)
    expect((await manager.ask(saveRules, { body: rules })).problem.code).toBe('allocation.changedMeanwhile')
  })
})
