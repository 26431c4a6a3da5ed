import { sql } from 'kysely'
import { z } from 'zod'
import type { RefusalParams } from '#contract/problem.ts'
import { type Base, type Context, systemContext } from './context.ts'
import type { Db } from './db.ts'
import { byTheClock, type Job } from './jobs.ts'

/** Something that happened, named in the past (`campaigns.started`), for other domains to react to. */
export type Event<P extends z.ZodType = z.ZodType> = { name: string; payload: P }
export const defineEvent = <P extends z.ZodType>(name: string, payload: P): Event<P> => ({ name, payload })
export const NoPayload = z.object({})

/** Writes the event in the same transaction as the change it tells of. */
export const announce = async <P extends z.ZodType>(
  tx: Context,
  event: Event<P>,
  subjectId: string,
  ...[payload]: z.input<P> extends Record<string, never> ? [] : [z.input<P>]
): Promise<void> => {
  await tx.db
    .insertInto('platform.outbox')
    .values({
      name: event.name,
      subjectId,
      payload: JSON.stringify(payload ?? {}),
      actorId: tx.actor.sessionId === '' ? null : tx.actor.id,
      at: tx.now(),
    })
    .execute()
  await sql`select pg_notify('outbox', '')`.execute(tx.db)
}

/**
 * For a statement of the journal, which has no context: one such event, with nothing to tell, for each of `rows`, a name
 * the statement gives to rows of `id` and `at`.
 */
export const announcedFrom = ({ name }: Event<typeof NoPayload>, rows: string): string =>
  `insert into platform.outbox (name, subject_id, payload, at) select '${name}', id::text, '{}', at from ${rows}`

export type Happening<P> = { subjectId: string; payload: P; at: string; actorId: string | null }
export type Reaction = { event: string; react: (ctx: Context, happening: Happening<RefusalParams>) => Promise<void> }

/** "When that happens, do this", in a transaction of its own that also moves the reader on. */
export const when = <P extends z.ZodType>(
  event: Event<P>,
  react: (ctx: Context, happening: Happening<z.output<P>>) => Promise<void>,
): Reaction => ({
  event: event.name,
  react: (ctx, { payload, ...rest }) => react(ctx, { ...rest, payload: event.payload.parse(payload) as z.output<P> }),
})

type Row = {
  id: number
  name: string
  subjectId: string
  payload: RefusalParams
  at: string
  actorId: string | null
}
const giveUpAfter = 5

/** No event can appear any more at or below this number. Read in a statement of its own, before the events themselves. */
const settledTo = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ settled: number }>`select platform.settled_events() as settled`.execute(db)
  return rows[0]?.settled ?? 0
}
/** The next event after the reader's place, in the order announced; nothing while another process reads for it. */
const nextFor = async (db: Db, reader: string): Promise<{ row: Row; failures: number } | undefined> => {
  const place = await sql<{ lastId: number; failures: number }>`
    select last_id, failures from platform.outbox_reader where name = ${reader} for update skip locked`.execute(db)
  const at = place.rows[0]
  if (!at) return undefined
  const settled = await settledTo(db)
  const found = await sql<Row>`
    select id, name, subject_id, payload, at, actor_id from platform.outbox
    where id > ${at.lastId} and id <= ${settled} order by id limit 1`.execute(db)
  return found.rows[0] && { row: found.rows[0], failures: at.failures }
}
const moveOn = (db: Db, reader: string, { id }: Row) =>
  sql`update platform.outbox_reader set last_id = ${id}, failures = 0 where name = ${reader}`.execute(db)
const noteFailure = (db: Db, reader: string, error: unknown) =>
  sql`update platform.outbox_reader set failures = failures + 1, last_error = ${String(error)} where name = ${reader}`.execute(
    db,
  )

/** Handles the next event in one transaction; answers whether the reader moved on. An event is given up after five failures. */
const handleNext = (base: Base, reader: string, reactionsTo: (name: string) => readonly Reaction[]): Promise<boolean> =>
  base.database.engine.transaction().execute(async (db) => {
    const next = await nextFor(db, reader)
    if (!next) return false
    const { row, failures } = next
    await sql`savepoint before_reactions`.execute(db)
    try {
      for (const { react } of reactionsTo(row.name)) await react({ ...systemContext(base, `event-${row.id}`), db }, row)
    } catch (error) {
      await sql`rollback to savepoint before_reactions`.execute(db)
      base.log.error({ err: error, event: row.name, id: row.id, failures: failures + 1 }, 'a reaction failed')
      if (failures + 1 < giveUpAfter) {
        await noteFailure(db, reader, error)
        return false
      }
    }
    await moveOn(db, reader, row)
    return true
  })

/**
 * Hands events to reactions, in the order announced, each at least once and normally within milliseconds: a NOTIFY wakes the
 * relay, a look every second covers a lost one. `reader` names whose progress it is; one process at a time reads.
 */
export const relayOutbox = (base: Base, reader: string, reactions: readonly Reaction[]) => {
  const byEvent = new Map<string, Reaction[]>()
  for (const reaction of reactions) byEvent.set(reaction.event, [...(byEvent.get(reaction.event) ?? []), reaction])
  const reactionsTo = (name: string): readonly Reaction[] => byEvent.get(name) ?? []

  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false
  let ears: Awaited<ReturnType<Base['database']['connect']>> | undefined

  const drain = async (): Promise<void> => {
    do {
      again = false
      while (!stopped && (await handleNext(base, reader, reactionsTo)));
    } while (again && !stopped)
  }
  const look = (): void => {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    running = drain()
      .catch((error: unknown) => base.log.warn({ err: error }, 'the outbox cannot be read just now'))
      .finally(() => {
        running = undefined
      })
  }
  const listen = async (): Promise<void> => {
    if (ears || stopped) return
    const client = await base.database.connect()
    ears = client
    client.on('notification', look)
    client.on('end', () => {
      ears = undefined
    })
    await client.query('listen outbox')
  }

  return {
    start: async () => {
      await sql`insert into platform.outbox_reader (name) values (${reader})
        on conflict do nothing`.execute(base.database.engine)
      await listen()
      timer = setInterval(() => {
        listen().catch(() => {})
        look()
      }, 1000)
      look()
    },
    /** Waits until every event committed so far has been handled: for tests and orderly stops. */
    settled: async () => {
      look()
      while (running) await running
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
      await ears?.end()
    },
  }
}

const keepReadDays = 7

/** Lets go of events every reader has passed; a week's worth stays for whoever looks into what happened. */
export const forgetReadEvents = async ({ db, now }: Context): Promise<void> => {
  const before = new Date(now().getTime() - keepReadDays * 86_400_000)
  await sql`delete from platform.outbox o where o.at < ${before} and exists (select from platform.outbox_reader)
    and not exists (select from platform.outbox_reader r where r.last_id < o.id)`.execute(db)
}

export const outboxJobs: readonly Job[] = [byTheClock('platform.forgetReadEvents', '40 19 * * *', forgetReadEvents)]
