import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { getCustomer } from '../contract.ts'
import { findCustomer, upsertCustomers } from './public.ts'

let centre: TestCentre
beforeAll(async () => {
  centre = await testCentre()
})
afterAll(() => centre.close())
const db = () => systemContext(centre.base).db

describe('a number', () => {
  test('is one customer, however often and in whatever order it comes', async () => {
    const first = await upsertCustomers(db(), [
      { number: '+8613800138000' },
      { number: '+8613800138001' },
      { number: '+8613800138000' },
    ])
    expect(first[0]).toBe(first[2])
    const second = await upsertCustomers(db(), [
      { number: '+8613800138001' },
      { number: '+8613800138009' },
      { number: '+8613800138000' },
    ])
    expect(second).toEqual([first[1], second[1], first[0]])
    expect(new Set(second).size).toBe(3)
  })
  test('gains what was not known and keeps what was', async () => {
    const number = '+8613900139000'
    const [id = ''] = await upsertCustomers(db(), [{ number, attributes: { city: '上海' } }])
    await upsertCustomers(db(), [{ number, name: '王芳', attributes: { city: '北京', job: '教师' } }])
    await upsertCustomers(db(), [{ number, name: '别人' }])
    expect(await findCustomer(db(), { id })).toMatchObject({
      number,
      name: '王芳',
      attributes: { city: '上海', job: '教师' },
      version: 2,
    })
    expect((await findCustomer(db(), { number }))?.id).toBe(id)
  })
  test('imported by several at once is still one customer, and nobody waits for ever', async () => {
    const numbers = Array.from({ length: 300 }, (_, n) => `+86137${String(n).padStart(8, '0')}`)
    const shuffled = (seed: number) =>
      numbers.toSorted((a, b) => ((Number(a) * seed) % 997) - ((Number(b) * seed) % 997))
    const all = await Promise.all(
      [3, 5, 7, 11].map((seed) =>
        upsertCustomers(
          db(),
          shuffled(seed).map((number) => ({ number })),
        ),
      ),
    )
    expect(new Set(all.flat()).size).toBe(300)
  })
})

describe('a customer', () => {
  test('is shown with a masked number to those whose scope holds them, and to nobody else', async () => {
    const agent = await centre.someone('agent')
    const other = await centre.someone('agent')
    const manager = await centre.someone('campaignManager')
    const [customerId = ''] = await upsertCustomers(db(), [{ number: '+8613812342210', name: '赵云' }])
    await db().updateTable('customers.customer').set({ ownerId: agent.id }).where('id', '=', customerId).execute()
    const call = { params: { customerId } }
    expect((await agent.ask(getCustomer, call)).body).toMatchObject({ name: '赵云', number: '138****2210' })
    expect((await other.ask(getCustomer, call)).problem.code).toBe('customers.noSuchCustomer')
    expect((await manager.ask(getCustomer, call)).status).toBe(200)
    expect((await manager.ask(getCustomer, { params: { customerId: newId(1) } })).status).toBe(404)
  })
})
