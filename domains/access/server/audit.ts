import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import type { AuditEntry, AuditQuery } from '../contract.ts'

type Shown = Pick<AuditEntry, 'operation' | 'before' | 'after'>

/** Who changed what, newest first; the reader's days are those of `timeZone`. */
export const listAudit = async ({ db }: Context, query: AuditQuery, timeZone: string) => {
  const { after, limit, tableName, rowId, actorId, operation, from, until } = query
  const rows = await db
    .selectFrom('platform.auditEntry as e')
    .leftJoin('access.account as a', 'a.id', 'e.actorId')
    .select([
      'e.id',
      'e.at',
      'e.actorId',
      'a.displayName as actorName',
      'e.tableName',
      'e.rowId',
      'e.operation',
      'e.before',
      'e.after',
    ])
    .$if(after !== undefined, (q) => q.where('e.id', '<', Number(after)))
    .$if(tableName !== undefined, (q) => q.where('e.tableName', '=', tableName as string))
    .$if(rowId !== undefined, (q) => q.where('e.rowId', '=', rowId as string))
    .$if(actorId !== undefined, (q) => q.where('e.actorId', '=', actorId as string))
    .$if(operation !== undefined, (q) => q.where('e.operation', '=', operation as string))
    .$if(from !== undefined, (q) => q.where(sql<boolean>`e.at >= ${from}::date::timestamp at time zone ${timeZone}`))
    .$if(until !== undefined, (q) =>
      q.where(sql<boolean>`e.at < (${until}::date + 1)::timestamp at time zone ${timeZone}`),
    )
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute()
  const last = rows.at(-1)
  return {
    names: await namesIn(db, JSON.stringify(rows.map(({ before, after: now }) => [before, now]))),
    rows: rows.map((row) => ({ ...row, ...(row as unknown as Shown) })),
    next: rows.length === limit && last ? String(last.id) : null,
    total: null,
  }
}

const anId = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** What those ids are called: the trail holds the name of every row that was ever written under its eyes. */
const namesIn = async (db: Db, entries: string): Promise<Record<string, string>> => {
  const ids = [...new Set(entries.match(anId))].slice(0, 500)
  if (ids.length === 0) return {}
  const { rows } = await sql<{ rowId: string; name: string | null }>`
    select distinct on (row_id) row_id,
      coalesce(after ->> 'name', after ->> 'display_name', before ->> 'name', before ->> 'display_name') as name
    from platform.audit_entry where row_id = any (${ids}) order by row_id, id desc`.execute(db)
  return Object.fromEntries(rows.flatMap(({ rowId, name }) => (name === null ? [] : [[rowId, name]])))
}
