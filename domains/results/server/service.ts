import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { fill } from '#contract/words.ts'
import { timeZoneOf } from '#domains/people/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import { newId } from '#platform/id.ts'
import { announce } from '#platform/outbox.ts'
import { type Behaviour, type Corrected, type Received, type Reports, type Result, refusals } from '../contract.ts'
import { readReport } from '../read-report.ts'
import { rowRefusals } from '../refusals.ts'
import { fieldsOf, type Kind, valueFields } from '../report.ts'
import { quartersOf, resultsChanged } from './events.ts'
import { givenRow } from './file.ts'
import { findResult } from './read.ts'
import { receive } from './receive.ts'
import type { Said } from './record.ts'
import { lockOne, type Standing, updateRecords, type Version } from './store.ts'
import { wallClockOf } from './wall-clock.ts'

/** What people write down by hand belongs to this source. */
export const manualSource = 'manual'

/** Reports by program: bad rows are named as problems, good ones kept or all refused as asked. */
export const reportResults = (ctx: Context, all: Context, { rows, ...how }: Reports): Promise<Received> =>
  receive(ctx, all, { ...how, channel: 'api', rows: rows.map((fields, at) => givenRow(how.kind, at + 1, fields)) })

/** One result written down by hand; its id is made here unless one is given. */
export const recordResult = (
  ctx: Context,
  all: Context,
  { kind, row }: { kind: Kind; row: Record<string, unknown> },
): Promise<Received> => {
  const externalId = row.externalId || newId(ctx.now())
  const rows = [givenRow(kind, 1, { ...row, externalId })]
  return receive(ctx, all, { kind, source: manualSource, mode: 'whole', channel: 'screen', rows })
}

const take = async (tx: Context, recordId: string, version: number): Promise<Standing> => {
  const standing = (await lockOne(tx.db, recordId)) ?? refuse(refusals.noSuchResult)
  if (standing.version !== version) refuse(refusals.changedMeanwhile)
  return standing
}
const saveNext = async (tx: Context, before: Standing, next: Version): Promise<Result> => {
  const { kind, source } = before
  const by = { at: tx.now(), byId: tx.actor.id, byName: tx.actor.name }
  await updateRecords(tx.db, { kind, source, deliveryId: null, ...by }, [next])
  await announce(tx, resultsChanged, before.id, { kind, quarters: quartersOf([before.at, next.at]) })
  return (await findResult(tx.db, before.id)) ?? refuse(refusals.noSuchResult)
}

/** What the corrected fields say, read like any report. */
const readCorrection = async (tx: Context, before: Standing, corrected: Corrected): Promise<Said> => {
  const names = new Set<string>(['at', ...valueFields[before.kind].map(({ name }) => name)])
  const said = Object.fromEntries(Object.entries({ ...before, ...corrected }).filter(([name]) => names.has(name)))
  const clock = wallClockOf(await timeZoneOf(tx.db, tx.actor.id))
  const reading = readReport(
    before.kind,
    { ...said, externalId: before.externalId },
    { clock, now: tx.now().getTime() },
  )
  if ('report' in reading) {
    const { report } = reading
    const asRead = valueFields[before.kind].map(({ name }) => [name, report[name]])
    return { ...before, ...Object.fromEntries(asRead), at: report.at }
  }
  const [first] = reading.faults
  const words = fieldsOf(before.kind).find(({ name }) => name === first?.field)?.words
  const { locale } = tx.actor
  return refuse(refusals.fieldWrong, {
    field: words?.[locale] ?? first?.field ?? '',
    fault: first ? fill(rowRefusals[first.fault].text[locale], first.params) : '',
  })
}

/** Writes the next version of a result; a withdrawn one counts again. */
export const correctResult = (ctx: Context, recordId: string, { version, reason, ...fields }: Corrected) =>
  inTransaction(ctx, async (tx) => {
    const before = await take(tx, recordId, version)
    const said = await readCorrection(tx, before, { version, reason, ...fields })
    const { externalId, revision } = before
    if (before.kind === 'behaviour') await knownBehaviour(tx, String(said.behaviour))
    return saveNext(tx, before, { ...said, externalId, revision, state: 'valid', reason })
  })
const knownBehaviour = async ({ db, actor }: Context, code: string): Promise<void> => {
  const found = await db.selectFrom('results.behaviour').select('code').where('code', '=', code).executeTakeFirst()
  if (found) return
  const fault = fill(rowRefusals.noSuchBehaviour.text[actor.locale], { value: code })
  refuse(refusals.fieldWrong, { field: 'behaviour', fault })
}

/** Takes a result out of every number, for a reason; it stays on record and may be brought back. */
export const withdrawResult = (
  ctx: Context,
  recordId: string,
  { version, reason }: { version: number; reason: string },
) =>
  inTransaction(ctx, async (tx) => {
    const before = await take(tx, recordId, version)
    if (before.state === 'withdrawn') refuse(refusals.withdrawnAlready)
    return saveNext(tx, before, { ...before, state: 'withdrawn', reason })
  })

export const listBehaviours = async ({ db }: Pick<Context, 'db'>): Promise<Behaviour[]> => {
  const rows = await db.selectFrom('results.behaviour').selectAll().orderBy('position').orderBy('code').execute()
  return rows.map(({ code, nameZh, nameEn, skill, retiredAt }) => ({
    code,
    name: { zh: nameZh, en: nameEn },
    skill: skill as Behaviour['skill'],
    retired: retiredAt !== null,
  }))
}

/** Adds a behaviour or changes its words; a retired one keeps what was reported of it. */
export const saveBehaviour = async (
  ctx: Context,
  code: string,
  { name, skill, retired }: Omit<Behaviour, 'code'>,
): Promise<Behaviour[]> => {
  const at = retired ? ctx.now() : null
  await sql`insert into results.behaviour (code, name_zh, name_en, skill, retired_at)
    values (${code}, ${name.zh}, ${name.en}, ${skill}, ${at}::timestamptz)
    on conflict (code) do update set name_zh = excluded.name_zh, name_en = excluded.name_en, skill = excluded.skill,
      retired_at = case when excluded.retired_at is null then null else coalesce(results.behaviour.retired_at, excluded.retired_at) end`.execute(
    ctx.db,
  )
  return listBehaviours(ctx)
}
