import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import { type Base, type Context, inTransaction, systemContext } from '#platform/context.ts'
import { csvLine } from '#platform/csv.ts'
import { readSecret } from '#platform/secret.ts'
import { refusals } from '../../subject-contract.ts'
import { requestNumber } from '../../subject-request.ts'
import { type Part, sealed, zipOf } from '../evidence-zip.ts'
import { findRequest, forgetTraces, gatherTraces, personTables, toldIn } from './store.ts'

/** Ledgers of the machine itself, and what is made anew from the record. */
const isOfTheMachine = (table: string): boolean =>
  /^(platform|graphile_worker|access|oversight|simulation)\./.test(table) || table === 'customers.token'

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
const csvOf = (rows: readonly Record<string, unknown>[], mark: readonly [string, string] | undefined): string => {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => csvLine([...names.map((name) => cell(row[name])), ...(mark ? [mark[1]] : [])]))
  return `\uFEFF${csvLine([...names, ...(mark ? [mark[0]] : [])])}${lines.join('')}`
}

/**
 * Everything we hold on one person, under all their numbers and merged records: one JSON, and a CSV for each table. The
 * request is answered by it. Refuses before somebody approved.
 */
export const copyOfPerson = async (base: Base, ctx: Context, requestId: string): Promise<Download> => {
  const all = systemContext(base, ctx.requestId)
  const request = (await findRequest(all.db, requestId)) ?? refuse(refusals.noSuchRequest)
  if (request.kind !== 'export' || (request.state !== 'approved' && request.state !== 'done')) refuse(refusals.notReady)
  const at = ctx.now()
  const found = await inTransaction(all, async (tx) => {
    await gatherTraces(tx.db, requestId)
    const told: Record<string, Record<string, unknown>[]> = {}
    for (const table of await personTables(tx.db)) {
      if (isOfTheMachine(table)) continue
      const rows = await toldIn(tx.db, requestId, table)
      if (rows.length > 0) told[table] = rows
    }
    await forgetTraces(tx.db, requestId)
    await tx.db
      .updateTable('oversight.subjectRequest')
      .set({ state: 'done', progress: 100, finishedAt: request.finishedAt ?? at })
      .where('id', '=', requestId)
      .execute()
    return told
  })
  const seed = await readSecret(all.db, 'evidence')
  const fileOf = (mark: readonly [string, string] | undefined): Download => {
    const parts: Part[] = [
      { name: 'data.json', text: JSON.stringify({ ...(mark ? { exportNumber: mark[1] } : {}), ...found }, null, 2) },
      ...Object.entries(found).map(([table, rows]) => ({ name: `${table}.csv`, text: csvOf(rows, mark) })),
    ]
    const about = {
      what: 'personal data of one person',
      request: requestNumber(request.number),
      madeAt: at.toISOString(),
      madeBy: ctx.actor.name,
      ...(mark ? { exportNumber: mark[1] } : {}),
    }
    return {
      name: `${requestNumber(request.number)}${mark ? `-${mark[1]}` : ''}.zip`,
      type: 'application/zip',
      bytes: zipOf(sealed(parts, about, seed), at),
      marked: (heading, cellMark) => fileOf([heading, cellMark]),
    }
  }
  return fileOf(undefined)
}
