import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { sql } from 'kysely'
import type { Base } from './context.ts'
import { type Line, openLine } from './line.ts'

export type Lease = {
  /** Grows with each change of holder; every row written under the lease shows it. */
  fencing: number
  /**
   * First statement of every transaction written under the lease: it fails with `leaseIsLost` once another holds it,
   * and nobody can take it before that transaction is over.
   */
  guard: { text: string; values: readonly unknown[] }
  /**
   * Whether nobody else can hold it now: it was renewed less than its time to live ago. Otherwise it is suspended,
   * and its holder orders nothing until `prove()` says yes.
   */
  isSure(): boolean
  /** Whether the database says, asked now, that it is still ours; false also when the database says nothing. */
  prove(): Promise<boolean>
  release(): Promise<void>
}

const timeToLive = 10

const readOr = (read: () => string): string => {
  try {
    return read().trim().replaceAll('/', '')
  } catch {
    return ''
  }
}
/** Where our process ids mean something: this run of this kernel, and this space of process ids (a container has its own). */
const processSpace = [
  hostname(),
  readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
  readOr(() => readlinkSync('/proc/self/ns/pid')),
].join('/')
const me = `${processSpace}/${process.pid}/${Date.now()}`

/** A holder among our own processes that is gone cannot come back: no need to wait out its lease. */
const isGone = (holder: string): boolean => {
  if (!holder.startsWith(`${processSpace}/`)) return false
  const pid = Number(holder.slice(processSpace.length + 1).split('/')[0])
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

type Ask = <R extends object>(text: string, values: unknown[]) => Promise<R[]>

/** One try; the number it was given if it was free. */
const claim = async (ask: Ask, name: string, address: string | undefined): Promise<number | undefined> => {
  const [there] = await ask<{ holder: string }>('select holder from platform.lease where name = $1', [name])
  const [taken] = await ask<{ fencing: number }>(
    `insert into platform.lease (name, holder, address, fencing, expires_at)
    values ($1, $2, $3, 1, clock_timestamp() + make_interval(secs => $4))
    on conflict (name) do update set holder = excluded.holder, address = excluded.address,
      fencing = lease.fencing + 1, expires_at = excluded.expires_at
    where lease.expires_at < clock_timestamp() or lease.holder = $5
    returning fencing`,
    [name, me, address ?? null, timeToLive, there && isGone(there.holder) ? there.holder : ''],
  )
  return taken?.fencing
}

/**
 * Becomes the one process that does `name`, waiting until the present holder lets go, dies or falls silent for
 * 10 s (measured by the database's clock). Renews every third of that; `onLost` is called once if it is taken. A
 * lease that could not be renewed for 10 s is suspended (`isSure`): when the database answers again, it turns out to
 * be still ours or lost. Undefined when `signal` ends the wait.
 */
export const takeLease = async (
  base: Base,
  name: string,
  { address, onLost, signal }: { address?: string; onLost: () => void; signal?: AbortSignal },
): Promise<Lease | undefined> => {
  // A line of its own: neither busy pools nor a database that has fallen silent may keep it from knowing.
  const line = openLine(base)
  const ask: Ask = async (text, values) => (await line.say((on) => on.query(text, values))).rows
  try {
    // The first try tells what is wrong; whoever waits for their turn waits through anything.
    for (let tries = 0; !signal?.aborted; tries++) {
      const askedAt = performance.now()
      const fencing = await claim(ask, name, address).catch((error: unknown) => {
        if (tries === 0) throw error
        return undefined
      })
      if (fencing !== undefined) return keepLease(base, line, { ask, name, fencing, askedAt, onLost })
      await new Promise((resume) => setTimeout(resume, 500))
    }
  } catch (error) {
    await line.close()
    throw error
  }
  await line.close()
  return undefined
}

type Taken = { ask: Ask; name: string; fencing: number; askedAt: number; onLost: () => void }

const keepLease = (base: Base, line: Line, { ask, name, fencing, askedAt, onLost }: Taken): Lease => {
  // By our own clock, from before the database was asked: it counts from a little later.
  let sureUntil = askedAt + timeToLive * 1000
  let over = false
  let suspended = false
  let timer: NodeJS.Timeout | undefined
  let renewing: Promise<boolean> | undefined

  const isSure = (): boolean => !over && performance.now() < sureUntil
  const end = (): void => {
    over = true
    clearTimeout(timer)
  }
  /** A lease that ran out while the database was away is still ours unless another has taken it meanwhile. */
  const renew = async (): Promise<boolean> => {
    const sentAt = performance.now()
    const kept = await ask(
      `update platform.lease set expires_at = clock_timestamp() + make_interval(secs => $2)
      where name = $1 and holder = $3 and fencing = $4 returning 1`,
      [name, timeToLive, me, fencing],
    )
    if (over) return false
    if (kept.length > 0) {
      sureUntil = sentAt + timeToLive * 1000
      return true
    }
    end()
    void line.close()
    onLost()
    return false
  }
  const prove = async (): Promise<boolean> => {
    if (over) return false
    renewing ??= renew()
      .catch(() => false)
      .finally(() => {
        renewing = undefined
      })
    return renewing
  }
  const keep = async (): Promise<void> => {
    const kept = await prove()
    if (over) return
    if (!isSure() && !suspended) base.log.error({ name }, 'a lease could not be renewed in time and is suspended')
    if (isSure() && suspended) base.log.warn({ name }, 'a suspended lease is still ours')
    suspended = !isSure()
    timer = setTimeout(keep, kept ? (timeToLive * 1000) / 3 : 1000)
  }
  timer = setTimeout(keep, (timeToLive * 1000) / 3)

  return {
    fencing,
    guard: {
      text: 'select 1 / count(*) from (select from platform.lease where name = $1 and fencing = $2 for share) held',
      values: [name, fencing],
    },
    isSure,
    prove,
    release: async () => {
      end()
      const letGo = `update platform.lease set expires_at = '-infinity' where name = $1 and fencing = $2`
      await ask(letGo, [name, fencing]).finally(line.close)
    },
  }
}

/** Whether the guard of a lease found that another process holds it: it divides by the number of leases of ours. */
export const leaseIsLost = (error: unknown): boolean => (error as { code?: string } | null)?.code === '22012'

/** Where the holder of a lease can be reached; undefined when nobody holds it now. */
export const leaseAddress = async (base: Base, name: string): Promise<string | undefined> => {
  const found = await sql<{ address: string | null }>`
    select address from platform.lease where name = ${name} and expires_at > clock_timestamp()`.execute(
    base.database.engine,
  )
  return found.rows[0]?.address ?? undefined
}
