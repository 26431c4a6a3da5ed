import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { person } from '#adapters/simulator/call-script.ts'
import type { ReplyOf } from '#contract/route.ts'
import { importRows } from '#domains/lists/server/public.ts'
import { trunkContract } from '#domains/telephony/contract.ts'
import type { Person } from '#server/testing.ts'
import { type DiallingGround, openDialling } from './test-dialling.ts'

let floor: DiallingGround
let admin: Person
let trunk: ReplyOf<typeof trunkContract.addTrunk>
beforeAll(async () => {
  // Everybody answers after four seconds and talks for four minutes.
  const behaviour = () => person({ answersAfterMs: 4000, talkMs: 240_000 })
  floor = await openDialling({ agents: 5, batches: [400], behaviour })
  const { agents, centre, engine } = floor
  engine.presence.news.hear(({ agent, now }) => {
    if (now === 'wrapUp') centre.clock.after(1000, () => engine.presence.finishWrapUp(agent))
  })
  // The first calls went out before there was a trunk.
  for (const { id } of agents) engine.presence.ask(id, { pause: 'break', reasonId: null })
  await floor.pass(300_000)
  admin = await centre.someone('administrator')
  const form = { name: '计费', address: 'sip.carrier.example', isOn: true, pricePerMinute: 0.5, dailyCostLimit: 6 }
  trunk = (await admin.ask(trunkContract.addTrunk, { body: form as never })).body
  await engine.trunks.load()
  for (const { id } of agents.slice(0, 4)) engine.presence.ask(id, { ready: true })
})
afterAll(() => floor?.centre.close())

const shown = async () =>
  (await admin.ask(trunkContract.getTelephoneHealth)).body.trunks.find(({ name }) => name === '计费')
const told = async () => (await floor.centre.network.health()).trunks.find(({ name }) => name === '计费')
const limit = async (dailyCostLimit: number): Promise<void> => {
  const { id, name: _name, isOn: _isOn, passwordSetAt: _set, ...settings } = trunk
  const changed = await admin.ask(trunkContract.changeTrunk, {
    params: { trunkId: id },
    body: { ...settings, password: '', dailyCostLimit },
  })
  expect(changed.status).toBe(200)
  trunk = changed.body
  await floor.engine.trunks.follow()
}
const placed = async (): Promise<number> => {
  await floor.engine.journal.written()
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from calls.call`.execute(floor.ctx.db)
  return rows[0]?.n ?? 0
}

test('a trunk that has cost what it may today takes no more calls, and those that are up go on', async () => {
  await floor.pass(30_000)
  // Four calls in their first minute.
  expect(await shown()).toMatchObject({ calls: 4, costToday: 2, isSpent: false })
  expect((await told())?.room).toBeNull()
  await floor.pass(100_000)
  // In their third minute they have come to six: those who talk are not cut off, nobody new is called.
  await expect.poll(shown).toMatchObject({ calls: 4, costToday: 6, isSpent: true })
  await expect.poll(async () => (await told())?.room).toBe(0)
  const before = await placed()
  // Who waits is given nobody, also where a call that ends leaves its line free.
  floor.engine.presence.ask(floor.agents[4]?.id ?? '', { ready: true })
  await floor.pass(60_000)
  expect((await shown())?.calls).toBe(4)
  expect(floor.engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('trunksShut')
  await floor.pass(120_000)
  expect(await placed()).toBe(before)
  expect(floor.engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('trunksShut')
  expect((await admin.ask(trunkContract.listTrunks)).body[0]?.isOn).toBe(true)
})

test('what calls that are over have cost stands on record, for the next process as well', async () => {
  await floor.engine.journal.written()
  const { rows } = await sql`select trunk, day::text as day, calls, minutes, cost::float8 as cost
    from telephony.trunk_day`.execute(floor.centre.base.database.engine)
  // Four minutes and the moment of being joined: the fifth has begun.
  expect(rows).toEqual([{ trunk: '计费', day: '2026-03-05', calls: 4, minutes: 20, cost: 10 }])
  await floor.engine.trunks.load()
  expect(await shown()).toMatchObject({ calls: 0, costToday: 10, isSpent: true })
})

test('who raises the limit lets calls go again, who lowers it stops them', async () => {
  const before = await placed()
  await limit(100)
  await floor.pass(20_000)
  expect(await placed()).toBeGreaterThan(before)
  expect((await shown())?.isSpent).toBe(false)
  await limit(1)
  expect((await shown())?.isSpent).toBe(true)
  await expect.poll(async () => (await told())?.room).toBe(0)
})

test('nobody is said to have no trunk for a limit that tomorrow is reached anew, also beside a trunk for other numbers', async () => {
  const form = { name: '外地', address: 'sip.carrier.example', isOn: true, allowedPrefixes: ['+852'] }
  await admin.ask(trunkContract.addTrunk, { body: form as never })
  await floor.engine.trunks.follow()
  await expect.poll(async () => (await floor.centre.network.health()).trunks.length).toBe(2)
  for (const { id } of floor.agents) floor.engine.presence.ask(id, { ready: true })
  await floor.pass(300_000)
  const before = await placed()
  await floor.pass(60_000)
  expect(await placed()).toBe(before)
  expect(floor.engine.dialer.runner(floor.campaignId)?.binding.kind).toBe('lineLimit')
  const { rows } = await sql<{ rule: string }>`select distinct rule from compliance.block`.execute(
    floor.centre.base.database.engine,
  )
  expect(rows.map(({ rule }) => rule)).not.toContain('noTrunkForNumber')
})

test('whom that other trunk may call are called meanwhile, however many wait before them', async () => {
  const away = async (): Promise<number> => {
    await floor.engine.journal.written()
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from calls.call where number ^@ '+852'`.execute(
      floor.ctx.db,
    )
    return rows[0]?.n ?? 0
  }
  const before = await placed()
  const rows = Array.from({ length: 20 }, (_, n) => ({ number: `+8529${1_000_000 + n}`, name: `香港${n}` }))
  await importRows(floor.ctx, { listId: floor.listId, name: '外地', rows })
  const calledAway = async (): Promise<number> => {
    await floor.pass(1000)
    return away()
  }
  await expect.poll(calledAway, { timeout: 20_000 }).toBe(5)
  expect(await placed()).toBe(before + 5)
})

test('the next day in Beijing it takes calls again by itself', async () => {
  await floor.centre.clock.runUntil(new Date('2026-03-05T15:59:50Z'))
  expect((await shown())?.isSpent).toBe(true)
  await floor.pass(20_000)
  await expect.poll(async () => (await told())?.room).not.toBe(0)
  expect(await shown()).toMatchObject({ costToday: 0, isSpent: false })
})
