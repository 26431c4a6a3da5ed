import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import { done, type Upload } from '#contract/route.ts'
import { maskNumber } from '#domains/customers/server/public.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { packNumber } from '../../gate/packed.ts'
import { dayMs } from '../../gate/wall.ts'
import type { RegistryEdition, registryCodes } from '../../gate-contract.ts'
import { gateRefusals } from '../../gate-refusals.ts'
import type { LiveGate } from '../live.ts'

type Row = Omit<RegistryEdition, 'ageDays'>
const columns = sql`id, registry, state, file_name, dated::text as dated, lines, numbers, repeated, refused, refused_sample, note,
  uploaded_by_name, uploaded_at, in_force_since, in_force_by_name`
const shown = (row: Row, now: Date): RegistryEdition => ({
  ...row,
  ageDays: row.dated === null ? null : Math.floor((now.getTime() - Date.parse(row.dated)) / dayMs),
})
export const listEditions = async (db: Db, now: Date): Promise<RegistryEdition[]> => {
  const { rows } = await sql<Row>`
    select ${columns} from compliance.registry_version order by uploaded_at desc, id desc limit 200`.execute(db)
  return rows.map((row) => shown(row, now))
}
const find = async (db: Db, id: string): Promise<Row> => {
  const { rows } = await sql<Row>`
    select ${columns} from compliance.registry_version where id = ${id} for update`.execute(db)
  return rows[0] ?? refuse(gateRefusals.noSuchEdition)
}

/** Each chunk is 800 kB: small enough for one row, large enough that ten million numbers are a hundred of them. */
const chunkSize = 100_000
const mostSamples = 20
/** A line longer than this is no number, and is not gathered in memory to find out. */
const longestLine = 500

type Gathered = { numbers: Float64Array; lines: number; refused: number; sample: { line: number; text: string }[] }
/** `13800138000`, `"+86 138 0013 8000",x`: the first column, without what people put around a number. */
const firstColumn = (line: string): string => (line.split(/[,;\t]/, 1)[0] ?? '').replace(/^[\s"']+|[\s"']+$/g, '')
const home: Record<(typeof registryCodes)[number], { plain: RegExp; country: string }> = {
  cn: { plain: /^1[3-9]\d{9}$/, country: '+86' },
  us: { plain: /^[2-9]\d{2}[2-9]\d{6}$/, country: '+1' },
  uk: { plain: /^0[1-9]\d{8,9}$/, country: '+44' },
}

/** Gathers the numbers of a file as it comes: eight bytes each, whatever the size of the file. */
const gatherer = (
  registry: (typeof registryCodes)[number],
  normalise: (text: string, country?: string) => string | undefined,
) => {
  let packed = new Float64Array(1024)
  const found: Omit<Gathered, 'numbers'> = { lines: 0, refused: 0, sample: [] }
  let count = 0
  let isFirst = true
  const { plain, country } = home[registry]
  const read = (text: string): number => {
    // Millions of lines are written the plain way: the full reading is a hundred times slower.
    if (plain.test(text)) return packNumber(`${country}${text.replace(/^0/, '')}`)
    return packNumber(normalise(text, registry === 'uk' ? 'GB' : registry.toUpperCase()) ?? '')
  }
  const take = (line: string): void => {
    const text = firstColumn(line)
    if (text === '') return
    const number = text.length > 40 ? 0 : read(text)
    // A heading is no number and no fault.
    const isHeading = isFirst && number === 0 && !/\d{5}/.test(text)
    isFirst = false
    if (isHeading) return
    found.lines++
    if (number === 0) {
      found.refused++
      if (found.sample.length < mostSamples)
        found.sample.push({ line: found.lines, text: maskNumber(text.slice(0, 40)) })
      return
    }
    if (count === packed.length) {
      const wider = new Float64Array(packed.length * 2)
      wider.set(packed)
      packed = wider
    }
    packed[count++] = number
  }
  return { take, gathered: (): Gathered => ({ ...found, numbers: packed.subarray(0, count) }) }
}
const readFile = async (bytes: Upload['bytes'], take: (line: string) => void): Promise<void> => {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r/)
    rest = (lines.pop() ?? '').slice(0, longestLine)
    for (const line of lines) take(line)
  }
  take(rest + decoder.decode())
}
/** Sorts in place and moves each number to the front once. */
const distinct = (numbers: Float64Array): Float64Array => {
  numbers.sort()
  let kept = 0
  for (const number of numbers) if (kept === 0 || numbers[kept - 1] !== number) numbers[kept++] = number
  return numbers.subarray(0, kept)
}

const stage = async (ctx: Context, id: string, { numbers: all, lines, refused, sample }: Gathered): Promise<void> => {
  const numbers = distinct(all)
  if (numbers.length === 0) refuse(gateRefusals.nothingReadable)
  await inTransaction(ctx, async (tx) => {
    for (let no = 0; no * chunkSize < numbers.length; no++) {
      const chunk = numbers.slice(no * chunkSize, (no + 1) * chunkSize)
      await tx.db
        .insertInto('compliance.registryChunk')
        .values({ versionId: id, no, numbers: Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) })
        .execute()
    }
    const counts = { lines, numbers: numbers.length, repeated: lines - refused - numbers.length, refused }
    await tx.db
      .updateTable('compliance.registryVersion')
      .set({ ...counts, state: 'whole', refusedSample: JSON.stringify(sample) })
      .where('id', '=', id)
      .execute()
  })
}

export type RegistryUpload = { registry: (typeof registryCodes)[number]; dated: string; note: string; file: Upload }
/**
 * Receives a file of numbers, one a line. It has no effect until somebody puts it in force: what breaks off halfway
 * stays behind as failed, and the edition in force goes on.
 */
export const uploadEdition = async (
  ctx: Context,
  { registry, dated, note, file }: RegistryUpload,
  normalise: (text: string, country?: string) => string | undefined,
): Promise<RegistryEdition> => {
  // A day begins somewhere fourteen hours before it does in UTC.
  if (Date.parse(dated) > ctx.now().getTime() + 14 * 3_600_000) refuse(gateRefusals.datedInFuture)
  const { id } = await ctx.db
    .insertInto('compliance.registryVersion')
    .values({
      ...{ registry, dated, note, fileName: file.name.slice(0, 255) },
      ...{ uploadedAt: ctx.now(), uploadedBy: ctx.actor.id, uploadedByName: ctx.actor.name },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  try {
    const { take, gathered } = gatherer(registry, normalise)
    await readFile(file.bytes, take)
    await stage(ctx, id, gathered())
  } catch (error) {
    await ctx.db.updateTable('compliance.registryVersion').set({ state: 'failed' }).where('id', '=', id).execute()
    throw error
  }
  return shown(await find(ctx.db, id), ctx.now())
}

/** The whole of it from one instant on: read into memory first, then said in the database, then asked. */
export const putInForce = async (
  ctx: Context,
  gate: LiveGate,
  { editionId, confirmed }: { editionId: string; confirmed: number },
): Promise<RegistryEdition> => {
  const { state, numbers, dated, registry } = await find(ctx.db, editionId)
  if (state !== 'whole' || dated === null) return refuse(gateRefusals.editionNotWhole)
  if (numbers !== confirmed) refuse(gateRefusals.editionCountsDiffer, { numbers, confirmed })
  await gate.putInForce(registry, { id: editionId, numbers, dated }, () =>
    inTransaction(ctx, async (tx) => {
      const now = tx.now()
      if ((await find(tx.db, editionId)).state !== 'whole') refuse(gateRefusals.editionNotWhole)
      await sql`update compliance.registry_version set state = 'replaced' where registry = ${registry} and state = 'inForce'`.execute(
        tx.db,
      )
      await sql`update compliance.registry_version set state = 'inForce', in_force_since = ${now}, in_force_by_name = ${tx.actor.name}
        where id = ${editionId}`.execute(tx.db)
    }),
  )
  return shown(await find(ctx.db, editionId), ctx.now())
}

/** The numbers go; that there was such a file stays on record. */
export const discardEdition = (ctx: Context, editionId: string) =>
  inTransaction(ctx, async (tx) => {
    if ((await find(tx.db, editionId)).state === 'inForce') refuse(gateRefusals.editionInForce)
    await tx.db.deleteFrom('compliance.registryChunk').where('versionId', '=', editionId).execute()
    await tx.db
      .updateTable('compliance.registryVersion')
      .set({ state: 'discarded' })
      .where('id', '=', editionId)
      .execute()
    return done
  })
