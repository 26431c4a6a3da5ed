import { hostname } from 'node:os'
import { sql } from 'kysely'
import type { Base } from './context.ts'

export type Lease = {
  /** Grows with each change of holder; every row written under the lease shows it. */
  fencing: number
  /**
   * First statement of every transaction written under the lease: it fails with `leaseIsLost` once another holds it,
   * and nobody can take it before that transaction is over.
   */
  guard: { text: string; values: readonly unknown[] }
  release(): Promise<void>
}

const timeToLive = 10
const me = `${hostname()}/${process.pid}/${Date.now()}`

/** A holder on this very machine whose process is gone cannot come back: no need to wait out its lease. */
const isGone = (holder: string): boolean => {
  const [host, pid] = holder.split('/')
  if (host !== hostname() || !pid || Number(pid) === process.pid) return false
  try {
    process.kill(Number(pid), 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

/**
 * Becomes the one process that does `name`, waiting until the present holder lets go, dies or falls silent for
 * 10 s (measured by the database's clock). Renews every third of that; `onLost` is called once if it is taken.
 * Undefined when `signal` ends the wait.
 */
export const takeLease = async (
  base: Base,
  name: string,
  { address, onLost, signal }: { address?: string; onLost: () => void; signal?: AbortSignal },
): Promise<Lease | undefined> => {
  const db = base.database.engine
  const attempt = async (): Promise<number | undefined> => {
    const there = await sql<{ holder: string }>`select holder from platform.lease where name = ${name}`.execute(db)
    const gone = there.rows[0] && isGone(there.rows[0].holder) ? there.rows[0].holder : ''
    const taken = await sql<{ fencing: number }>`
      insert into platform.lease (name, holder, address, fencing, expires_at)
      values (${name}, ${me}, ${address ?? null}, 1, clock_timestamp() + make_interval(secs => ${timeToLive}))
      on conflict (name) do update set holder = excluded.holder, address = excluded.address,
        fencing = lease.fencing + 1, expires_at = excluded.expires_at
      where lease.expires_at < clock_timestamp() or lease.holder = ${gone}
      returning fencing`.execute(db)
    return taken.rows[0]?.fencing
  }

  let fencing = await attempt()
  while (fencing === undefined) {
    if (signal?.aborted) return undefined
    await new Promise((resume) => setTimeout(resume, 500))
    fencing = await attempt().catch(() => undefined)
  }

  const held = fencing
  /** A lease that ran out while the database was away is still ours unless another has taken it meanwhile. */
  const renew = async (): Promise<boolean> => {
    const kept = await sql`
      update platform.lease set expires_at = clock_timestamp() + make_interval(secs => ${timeToLive})
      where name = ${name} and holder = ${me} and fencing = ${held} returning 1`.execute(db)
    return kept.rows.length > 0
  }
  const timer = setInterval(
    () => {
      void renew()
        .catch(() => true)
        .then((kept) => {
          if (kept) return
          clearInterval(timer)
          onLost()
        })
    },
    (timeToLive * 1000) / 3,
  )

  return {
    fencing: held,
    guard: {
      text: 'select 1 / count(*) from (select from platform.lease where name = $1 and fencing = $2 for share) held',
      values: [name, held],
    },
    release: async () => {
      clearInterval(timer)
      await sql`update platform.lease set expires_at = '-infinity' where name = ${name} and fencing = ${held}`.execute(
        db,
      )
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
