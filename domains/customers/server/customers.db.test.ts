import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { getCustomer } from '../contract.ts'
import { customersOfNumbers, findCustomer, markNumber, numbersOfCustomers, upsertCustomers } from './public.ts'

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

describe('a row of an import', () => {
  const at = '金山科技'
  test('is the same person by number, further number, external id, or name with company', async () => {
    const [first = ''] = await upsertCustomers(db(), [
      {
        number: '+8613500000001',
        furtherNumbers: [{ number: '+861062345678', extension: '801' }],
        externalId: { namespace: '供应商甲', value: 'K-1' },
        name: '沈一',
        company: at,
        source: '名单 A',
      },
    ])
    const others = await upsertCustomers(db(), [
      { number: '+861062345678' },
      { number: '+8613500000002', externalId: { namespace: '供应商甲', value: 'K-1' } },
      { number: '+8613500000003', name: '沈一', company: at, attributes: { city: '上海' }, source: '名单 B' },
      { number: '+8613500000004', furtherNumbers: [{ number: '+8613500000001' }] },
    ])
    expect(others).toEqual([first, first, first, first])
    const found = await findCustomer(db(), { number: '+8613500000003' })
    expect(found).toMatchObject({ id: first, number: '+8613500000001', origin: '名单 A', attributes: { city: '上海' } })
    expect(found?.sources['attributes.city']).toMatchObject({ source: '名单 B' })
    const numbers = await numbersOfCustomers(db(), [first])
    expect(numbers.map(({ number, kind, extension }) => [number, kind, extension])).toEqual([
      ['+861062345678', 'landline', '801'],
      ['+8613500000001', 'mobile', ''],
      ['+8613500000002', 'mobile', ''],
      ['+8613500000003', 'mobile', ''],
      ['+8613500000004', 'mobile', ''],
    ])
  })
  test('is somebody new where name and company fit two, or another id of the same supplier speaks against it', async () => {
    const row = { name: '伟', company: '银行' }
    const [one, two] = await upsertCustomers(db(), [
      { ...row, number: '+8613500000011', externalId: { namespace: '乙', value: '1' } },
      { ...row, number: '+8613500000012', externalId: { namespace: '乙', value: '2' } },
    ])
    expect(one).not.toBe(two)
    const [three, four] = await upsertCustomers(db(), [
      { ...row, number: '+8613500000013' },
      { number: '+8613500000014', externalId: { namespace: '丙', value: '1' } },
    ])
    expect(new Set([one, two, three, four]).size).toBe(4)
  })
  test('whose number and id are two people’s goes to the number’s, and the pair is told to people', async () => {
    const [a = '', b = ''] = await upsertCustomers(db(), [
      { number: '+8613500000021', externalId: { namespace: '丁', value: '1' } },
      { number: '+8613500000022' },
    ])
    const [found] = await upsertCustomers(db(), [
      {
        number: '+8613500000022',
        externalId: { namespace: '丁', value: '1' },
        furtherNumbers: [{ number: '+8613500000021' }],
      },
    ])
    expect(found).toBe(b)
    const [oneId, otherId] = [a, b].toSorted()
    const pair = await db()
      .selectFrom('customers.duplicate')
      .selectAll()
      .where('oneId', '=', oneId ?? '')
      .execute()
    expect(pair).toMatchObject([{ otherId, state: 'open' }])
  })
  test('may come in two imports at once, with ids crossed, and every number ends with one living record', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => ({
      number: `+86136${String(n).padStart(8, '0')}`,
      furtherNumbers: [{ number: `+86136${String((n * 7) % 400).padStart(8, '0')}` }],
      externalId: { namespace: '戊', value: String(n % 150) },
      company: `公司${n % 60}`,
      name: `人${n % 90}`,
    }))
    await Promise.all(
      [1, 7, 13, 29].map((seed) =>
        centre.base.database.engine.transaction().execute((tx) =>
          upsertCustomers(
            tx as never,
            rows.toSorted((a, b) => ((Number(a.number) * seed) % 997) - ((Number(b.number) * seed) % 997)),
          ),
        ),
      ),
    )
    const { rows: lost } =
      await sql`select p.number from customers.phone p left join customers.customer c on c.id = p.customer_id where c.id is null
      union all select x.value from customers.external_id x left join customers.customer c on c.id = x.customer_id where c.id is null`.execute(
        db(),
      )
    expect(lost).toEqual([])
    const { rows: strange } =
      await sql`select c.id from customers.customer c join customers.phone p on p.number = c.number where p.customer_id <> c.id`.execute(
        db(),
      )
    expect(strange).toEqual([])
  })
})

describe('what is known of a number', () => {
  test('keeps the newest word about it', async () => {
    const number = '+8613500000031'
    await upsertCustomers(db(), [{ number }])
    const at = (minute: number) => new Date(Date.UTC(2026, 2, 5, 1, minute))
    expect(await markNumber(db(), number, 'empty', { source: 'call', at: at(5) })).toBe(true)
    expect(await markNumber(db(), number, 'valid', { source: 'call', at: at(4) })).toBe(false)
    expect(await markNumber(db(), number, 'empty', { source: 'call', at: at(6) })).toBe(false)
    expect(await markNumber(db(), '+8613599999999', 'fax', { source: 'call', at: at(6) })).toBe(false)
    const [id = ''] = (await customersOfNumbers(db(), [number, '+8613599999999'])).values()
    expect(await numbersOfCustomers(db(), [id])).toMatchObject([{ state: 'empty', stateSince: at(5).toISOString() }])
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
