import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Base } from './context.ts'
import { type Db, openDatabase } from './db.ts'
import { takeLease } from './lease.ts'
import { silentLog } from './log.ts'
import { freshDatabase } from './postgres/test-cluster.ts'
import { throughSilence } from './postgres/test-silence.ts'

const closing: (() => unknown)[] = []
let url: string
beforeEach(async () => {
  const fresh = await freshDatabase()
  closing.push(fresh.drop)
  url = fresh.appUrl
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const at = (where: string): Base => {
  const database = openDatabase(where)
  closing.push(database.stop)
  return { database, now: () => new Date(), log: silentLog }
}
const take = async (base: Base, onLost = (): void => {}) => {
  const lease = await takeLease(base, 'telephony', { onLost })
  if (!lease) throw new Error('nobody ended the wait')
  closing.push(() => lease.release().catch(() => {}))
  return lease
}
const until = async (isSo: () => boolean): Promise<void> => {
  while (!isSo()) await sleep(50)
}

describe('a lease whose database falls silent', { timeout: 180_000 }, () => {
  test('is suspended by the time another may take it, and lost as soon as the database says that one did', async () => {
    const way = await throughSilence(url)
    closing.push(way.close)
    let lost = 0
    const first = await take(at(way.url), () => lost++)
    expect([first.isSure(), await first.prove()]).toEqual([true, true])
    way.fallSilent()
    const second = await take(at(url))
    expect([first.isSure(), second.isSure()]).toEqual([false, true])
    expect(await first.prove()).toBe(false)
    expect(lost).toBe(0)
    way.speak()
    await until(() => lost > 0)
    expect([first.isSure(), await first.prove(), lost]).toEqual([false, false, 1])
    expect(await second.prove()).toBe(true)
  })

  test('is ours again when nobody took it meanwhile', async () => {
    const way = await throughSilence(url)
    closing.push(way.close)
    const lease = await take(at(way.url))
    way.fallSilent()
    await until(() => !lease.isSure())
    way.speak()
    await until(() => lease.isSure())
    expect(await lease.prove()).toBe(true)
  })
})

describe('a lease whose holder left without a word', () => {
  /** As a process of that name left it behind. */
  const leave = async (db: Db, rename: (parts: string[]) => string[]): Promise<void> => {
    const { rows } = await sql<{ holder: string }>`select holder from platform.lease`.execute(db)
    const holder = rename(rows[0]?.holder.split('/') ?? []).join('/')
    await sql`update platform.lease set holder = ${holder}, expires_at = clock_timestamp() + interval '1 hour'`.execute(
      db,
    )
  }
  const nobody = '4194999'
  const mine = async () => {
    const base = at(url)
    const lease = await take(base)
    await lease.release()
    return base
  }
  /** One try, no waiting. */
  const isFree = async (base: Base): Promise<boolean> => {
    const asked = new AbortController()
    const wait = takeLease(base, 'telephony', { onLost: () => {}, signal: asked.signal })
    asked.abort()
    const lease = await wait
    await lease?.release()
    return lease !== undefined
  }

  test('is free at once when that process of ours is gone', async () => {
    const base = await mine()
    await leave(base.database.engine, ([host = '', boot = '', space = '']) => [host, boot, space, nobody, '1'])
    expect(await isFree(base)).toBe(true)
  })

  test.each([
    { where: 'another machine', at: 0 },
    { where: 'another run of the kernel', at: 1 },
    { where: 'a container of the same name', at: 2 },
  ])('is waited for when it may live in $where, where our process ids mean nothing', async ({ at: part }) => {
    const base = await mine()
    await leave(base.database.engine, (parts) => parts.map((own, n) => (n === part ? 'other' : n === 3 ? nobody : own)))
    expect(await isFree(base)).toBe(false)
  })
})
