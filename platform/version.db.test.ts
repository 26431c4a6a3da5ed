import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Database, type Db, openDatabase } from './db.ts'
import { newId } from './id.ts'
import { type FreshDatabase, freshDatabase } from './postgres/test-cluster.ts'
import { writeFirstOrNext, writeNext } from './version.ts'

let fresh: FreshDatabase
let database: Database
beforeAll(async () => {
  fresh = await freshDatabase()
  database = openDatabase(fresh.appUrl)
})
afterAll(async () => {
  await database.stop()
  await fresh.drop()
})
const db = (): Db => database.engine
const now = new Date()

const someSkill = async (): Promise<string> => {
  const id = newId(now)
  await db().insertInto('people.skill').values({ id, name: id }).execute()
  return id
}
const skill = (id: string) =>
  db().selectFrom('people.skill').select(['name', 'version']).where('id', '=', id).executeTakeFirstOrThrow()
const read = (id: string, version: number) => ({ table: 'people.skill', key: { id }, version }) as const

const handling = (campaignId: string, version: number) =>
  ({ table: 'desk.handling', key: { campaignId }, version }) as const
const found = (campaignId: string) =>
  db()
    .selectFrom('desk.handling')
    .select(['outside', 'messagePrompt', 'version'])
    .where('campaignId', '=', campaignId)
    .executeTakeFirst()

test('who saves what they read writes the next version; who read an older one changes nothing', async () => {
  const [id, other] = [await someSkill(), await someSkill()]
  expect(await writeNext(db(), read(id, 1), { name: `${id} a` })).toBe(true)
  expect(await writeNext(db(), read(id, 1), { name: `${id} b` })).toBe(false)
  expect(await skill(id)).toEqual({ name: `${id} a`, version: 2 })
  expect(await skill(other)).toEqual({ name: other, version: 1 })
})

test('what is not said stays as it was, and where nothing is, nothing is written', async () => {
  const id = await someSkill()
  expect(await writeNext(db(), read(id, 1), { name: undefined })).toBe(true)
  expect(await skill(id)).toEqual({ name: id, version: 2 })
  expect(await writeNext(db(), read(newId(now), 1), { name: 'x' })).toBe(false)
  expect(await writeNext(db(), read(newId(now), 0), { name: 'x' })).toBe(false)
})

test('who found nothing writes the first version, unless somebody was quicker', async () => {
  const campaignId = newId(now)
  const form = { outside: JSON.stringify([{ name: '值班', number: '+8614200000001' }]), messagePrompt: 'hello' }
  expect(await writeFirstOrNext(db(), handling(campaignId, 1), form)).toBe(false)
  expect(await found(campaignId)).toBeUndefined()
  const saved = await Promise.all([1, 2, 3].map(() => writeFirstOrNext(db(), handling(campaignId, 0), form)))
  expect(saved.filter(Boolean)).toHaveLength(1)
  expect(await found(campaignId)).toEqual({ outside: JSON.parse(form.outside), messagePrompt: 'hello', version: 1 })
  const next = await Promise.all([1, 2].map(() => writeFirstOrNext(db(), handling(campaignId, 1), { outside: '[]' })))
  expect(next.filter(Boolean)).toHaveLength(1)
  expect(await found(campaignId)).toEqual({ outside: [], messagePrompt: 'hello', version: 2 })
})
