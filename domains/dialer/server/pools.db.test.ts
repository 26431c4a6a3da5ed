import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { person, unreached } from '#adapters/simulator/call-script.ts'
import { usualPolicy } from '#domains/campaigns/server/public.ts'
import { callerIdContract as numbers } from '#domains/compliance/contract.ts'
import type { Person } from '#server/testing.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let ground: DiallingGround | undefined
afterEach(async () => {
  await ground?.centre.close()
  ground = undefined
})
const minute = 60_000
const [one, two, three] = ['02160000001', '02160000002', '01060000003'] as const

/** A campaign under three numbers, each registered with what `limits` says of it; agents are ready again at once. */
const open = async (
  limits: Record<string, object>,
  { behaviour = () => person({ talkMs: 20_000 }), ...options }: Parameters<typeof openDialling>[0] = {},
) => {
  ground = await openDialling({
    ...{ agents: 4, batches: [80], behaviour, callerId: one, moreCallerIds: [two, three] },
    ...options,
  })
  const { engine, centre } = ground
  const officer = await centre.someone('complianceOfficer')
  const added = await Promise.all(Object.entries(limits).map(([number, limit]) => register(officer, number, limit)))
  await engine.callerIds.load()
  engine.presence.news.hear(({ agent, now }) => {
    if (now === 'wrapUp') centre.clock.after(1000, () => engine.presence.finishWrapUp(agent))
  })
  return { ...ground, officer, idOf: (number: string) => added.find((each) => each.number === number)?.id ?? '' }
}
const register = async (officer: Person, number: string, limit: object) => {
  const body = { number, kind: 'landline', ownerName: '钟鸣', licence: '沪-1', region: '', ...limit } as const
  const { body: added } = await officer.ask(numbers.addCallerId, { body: body as never })
  return added
}
type Dialled = { callerId: string; placedAt: string; entryId: string; dialled: boolean }
const dialled = async ({ engine, ctx }: Pick<DiallingGround, 'engine' | 'ctx'>): Promise<Dialled[]> => {
  await engine.journal.written()
  const { rows } =
    await sql<Dialled>`select caller_id, placed_at, entry_id from calls.call order by placed_at, id`.execute(ctx.db)
  return rows
}
const countUnder = (calls: readonly Dialled[], number: string): number =>
  calls.filter(({ callerId }) => callerId === number).length

describe('a campaign under a pool of numbers', () => {
  test('goes on under the next when one is full, never under one that rests or is flagged, and by the hour again', async () => {
    const floor = await open({ [one]: { hourLimit: 4 }, [two]: { hourLimit: 6 }, [three]: {} })
    const { officer, engine, campaignId, pass, idOf } = floor
    // What was placed before the limits were known counts against them.
    const flag = { label: 'harassment', source: '运营商' } as const
    await officer.ask(numbers.noteCallerIdFlag, { params: { callerIdId: idOf(three) }, body: flag })
    await engine.callerIds.load()
    const early = countUnder(await dialled(floor), three)
    await pass(20 * minute)
    const calls = await dialled(floor)
    expect([one, two, three].map((number) => countUnder(calls, number))).toEqual([4, 6, early])
    const binding = engine.dialer.runner(campaignId)?.binding
    expect(binding).toMatchObject({ kind: 'heldBack', why: { zh: expect.stringContaining('主叫号码') } })
    const until = binding && 'until' in binding ? Date.parse(binding.until ?? '') : 0
    const first = Date.parse(calls.find(({ callerId }) => callerId !== three)?.placedAt ?? '')
    expect(until - first).toBeGreaterThanOrEqual(60 * minute)
    expect(until - first).toBeLessThanOrEqual(62 * minute)
    await pass(until - floor.centre.clock.nowMs() - 1000)
    expect((await dialled(floor)).length).toBe(calls.length)
    await pass(5 * minute)
    expect((await dialled(floor)).length).toBeGreaterThan(calls.length)
  })

  test('waits while somebody has to act, tells whoever dials by hand so, and goes on when the flag is cleared', async () => {
    const floor = await open({ [one]: {}, [two]: {}, [three]: {} }, { mode: 'manual' })
    const { officer, engine, campaignId, agents, ctx, idOf } = floor
    const [caller] = agents
    const move = (number: string, state: string, version: number) =>
      officer.ask(numbers.moveCallerId, {
        params: { callerIdId: idOf(number) },
        body: { state, note: '申诉', version } as never,
      })
    await move(one, 'resting', 1)
    await move(two, 'retired', 1)
    const { body: flag } = await officer.ask(numbers.noteCallerIdFlag, {
      params: { callerIdId: idOf(three) },
      body: { label: 'sales', source: '来电识别应用' },
    })
    await engine.callerIds.load()
    const [entry] = await ctx.db.selectFrom('lists.entry').select('id').limit(1).execute()
    const dial = () => engine.dialer.dialContact(caller as never, campaignId, entry?.id ?? '')
    await expect(dial()).rejects.toThrow('compliance.callerIdsOut')
    await officer.ask(numbers.clearCallerIdFlag, {
      params: { callerIdId: idOf(three), flagId: flag.id },
      body: { note: '已撤销' },
    })
    await engine.callerIds.load()
    expect(await dial()).toMatchObject({ callerId: three, agentId: caller?.id })
  })

  test('shows a customer of a place the number of that place, and everybody the number they saw last', async () => {
    const policy = { ...usualPolicy, maxAttempts: 6, ringSeconds: 15 }
    const floor = await open(
      { [one]: { region: '上海' }, [two]: { region: '上海' }, [three]: { region: '北京' } },
      { behaviour: () => unreached('noAnswer'), batches: [6], attemptPolicy: policy },
    )
    const { officer, engine, pass, idOf, ctx } = floor
    await pass(10 * minute)
    const before = await dialled(floor)
    expect(before.length).toBeGreaterThanOrEqual(6)
    // The customers of the test are numbers of Beijing; before the register was read nobody knew a place but by prefix.
    expect(new Set(before.map(({ callerId }) => callerId))).toEqual(new Set([three]))
    const seen = await sql<{ lastCallerId: string }>`select distinct last_caller_id from dialer.contact`.execute(ctx.db)
    expect(seen.rows).toEqual([{ lastCallerId: three }])
    const rest = { state: 'resting', note: '接通率下降', version: 1, restUntil: null } as const
    await officer.ask(numbers.moveCallerId, { params: { callerIdId: idOf(three) }, body: rest })
    await engine.callerIds.load()
    await pass(5 * 60 * minute)
    const later = (await dialled(floor)).slice(before.length)
    expect(later.length).toBeGreaterThan(0)
    const byEntry = Map.groupBy(later, ({ entryId }) => entryId)
    for (const calls of byEntry.values()) expect(new Set(calls.map(({ callerId }) => callerId)).size).toBe(1)
    expect(new Set(later.map(({ callerId }) => callerId))).toEqual(new Set([one, two]))
  })

  test('calls nobody under another number who refused under one: a wish, and every cap, is the customer’s', async () => {
    const floor = await open({
      [one]: { concurrentLimit: 1 },
      [two]: { concurrentLimit: 1 },
      [three]: { concurrentLimit: 1 },
    })
    const { engine, pass, ctx } = floor
    const numbersOfList = await ctx.db.selectFrom('lists.entry').select(['id', 'number']).orderBy('id').execute()
    const refused = numbersOfList.slice(-40)
    for (const { number } of refused) engine.gate.forbid(number, '客户要求不再来电')
    const up: number[] = []
    for (let second = 0; second < 240; second++) {
      await pass(1000)
      up.push((await floor.centre.network.liveCalls()).length)
    }
    // Four agents are free; three numbers carry one call each.
    expect(Math.max(...up)).toBeLessThanOrEqual(4)
    const calls = await dialled(floor)
    expect(new Set(calls.map(({ callerId }) => callerId)).size).toBe(3)
    const refusedIds = new Set(refused.map(({ id }) => id))
    expect(calls.filter(({ entryId }) => refusedIds.has(entryId))).toEqual([])
    expect(Math.max(...up.slice(60))).toBe(3)
  })
})
