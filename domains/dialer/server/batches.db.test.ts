import { afterEach, describe, expect, test } from 'vitest'
import { unreached } from '#adapters/simulator/call-script.ts'
import { revertBatch } from '#domains/lists/contract.ts'
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
const takeBack = async ({ centre, engine }: DiallingGround, batchId: string) => {
  const manager = await centre.someone('campaignManager')
  expect((await manager.ask(revertBatch, { params: { batchId } })).status).toBe(200)
  await engine.dialer.batchReverted(batchId)
}
const contacts = async ({ engine, ctx }: DiallingGround) => {
  await engine.journal.written()
  return ctx.db.selectFrom('dialer.contact').select(['number', 'batchId', 'closeReason']).orderBy('number').execute()
}

describe('a batch taken back', () => {
  test('leaves in line whom another batch brought too, under that batch', async () => {
    const floor = await open({ batches: [2, 1], mode: 'manual' })
    const [first, second] = floor.batchIds as [string, string]
    await takeBack(floor, first)
    expect(await contacts(floor)).toEqual([
      { number: '+8613910000000', batchId: second, closeReason: null },
      { number: '+8613910000001', batchId: first, closeReason: 'batchReverted' },
    ])
    await takeBack(floor, second)
    expect((await contacts(floor)).map(({ closeReason }) => closeReason)).toEqual(['batchReverted', 'batchReverted'])
  })

  test('is called no more though its contacts are in memory, and the others still are, once each', async () => {
    const floor = await open({ batches: [6, 3], behaviour: () => unreached('emptyNumber') })
    const [first, second] = floor.batchIds as [string, string]
    await floor.pass(200)
    const [rung] = [...floor.engine.calls.all()].map(({ number }) => number)
    await takeBack(floor, first)
    await floor.pass(60_000)
    const calls = await floor.ctx.db.selectFrom('calls.call').select(['number', 'batchId']).orderBy('number').execute()
    const others = calls.filter(({ number }) => number !== rung)
    const shared = ['+8613910000000', '+8613910000001', '+8613910000002'].filter((number) => number !== rung)
    expect(others).toEqual(shared.map((number) => ({ number, batchId: second })))
    expect(calls).toHaveLength(others.length + 1)
  })

  test.each(['stays', 'leaves'] as const)(
    'is not dialled where an order had yet to leave, and counts that order, whether its agent %s',
    async (how) => {
      const floor = await open({
        agents: 2,
        batches: [2],
        behaviour: () => unreached('busy'),
        environment: { CARILLON_CALLS_PER_SECOND: '10' },
      })
      const { engine, ctx } = floor
      await floor.pass(20)
      const [, waits] = [...engine.calls.all()]
      expect(waits).toMatchObject({ dialled: false, record: { endedAt: null } })
      await takeBack(floor, floor.batchIds[0] as string)
      if (how === 'leaves') engine.presence.ask(waits?.agentId ?? '', { pause: 'break', reasonId: null })
      await floor.pass(60_000)
      await engine.journal.written()
      const tries = await ctx.db
        .selectFrom('calls.call as k')
        .innerJoin('dialer.contact as c', 'c.entryId', 'k.entryId')
        .select(['k.cause', 'c.attempts', 'c.closeReason'])
        .orderBy('k.cause')
        .execute()
      const closed = { attempts: 1, closeReason: 'batchReverted' }
      expect(tries).toEqual([
        { cause: 'busy', ...closed },
        { cause: 'cancelled', ...closed },
      ])
    },
  )
})

describe('a campaign under way', () => {
  test('does not go through its list again when its settings change', async () => {
    const floor = await open({ batches: [3], mode: 'manual' })
    const { ctx, engine, campaignId } = floor
    // News of the import itself may still be on its way; here only the settings change.
    await engine.reactions.stop()
    await ctx.db.deleteFrom('dialer.contact').execute()
    await engine.dialer.campaignChanged(campaignId)
    expect(await contacts(floor)).toEqual([])
    // A batch more is a reason.
    await engine.dialer.listChanged(floor.listId)
    expect(await contacts(floor)).toHaveLength(3)
    await engine.dialer.listChanged(floor.listId)
    expect(await contacts(floor)).toHaveLength(3)
  })
})
