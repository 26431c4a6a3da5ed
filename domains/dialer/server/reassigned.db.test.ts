import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { addNumber } from '#domains/customers/contract.ts'
import { upsertCustomers } from '#domains/customers/server/public.ts'
import { prepareJobs } from '#platform/jobs.ts'
import { openDialling } from './test-dialling.ts'

test('a number that changed hands is called as whose it is now', async () => {
  const floor = await openDialling({ batches: [2], mode: 'manual' })
  try {
    const { ctx, centre, engine } = floor
    await prepareJobs(centre.urls.ownerUrl)
    await centre.events.start()
    const manager = await centre.someone('campaignManager')
    const [toId = ''] = await upsertCustomers(ctx.db, [{ number: '+8613700000000', name: '新机主' }])
    const moved = await manager.ask(addNumber, {
      params: { customerId: toId },
      body: { number: '13910000000', move: true },
    })
    expect(moved.status).toBe(200)
    const owners = async () => {
      const rows = await ctx.db
        .selectFrom('dialer.contact')
        .select(['number', 'customerId'])
        .orderBy('number')
        .execute()
      return rows.map(({ customerId }) => customerId === toId)
    }
    for (let turn = 0; turn < 150 && !(await owners())[0]; turn++) await pause(100)
    expect(await owners()).toEqual([true, false])
    const entry = await ctx.db
      .selectFrom('lists.entry')
      .select('id')
      .where('customerId', '=', toId)
      .executeTakeFirstOrThrow()
    const call = await engine.dialer.dialContact(floor.agents[0] as never, floor.campaignId, entry.id)
    expect(call.customerId).toBe(toId)
  } finally {
    await floor.centre.events.stop()
    await floor.centre.close()
  }
})
