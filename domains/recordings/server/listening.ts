import { sql } from 'kysely'
import { refuse } from '#contract/problem.ts'
import type { Download } from '#contract/route.ts'
import { type Context, inTransaction } from '#platform/context.ts'
import type { Db } from '#platform/db.ts'
import { type Listening, refusals } from '../contract.ts'
import { sampleRate, wavHeadBytes } from '../sound.ts'
import type { Vault } from './keeper.ts'
import { asFile, openSoundOrRefuse } from './open.ts'
import { getHead } from './reading.ts'
import { policyOf } from './store.ts'

/** A player left open over lunch still plays; one of yesterday does not. */
const listensForMs = 12 * 3_600_000

/** Refuses what cannot be heard now, in words that say why. */
const audible = async (db: Db, callId: string) => {
  const head = await getHead(db, callId)
  if (head.state === 'gone') refuse(refusals.gone)
  if (head.milliseconds === 0) refuse(refusals.notHereYet)
  return head
}

const begin = async (tx: Context, callId: string, kind: 'listen' | 'download', reason: string): Promise<string> => {
  const { id } = await tx.db
    .insertInto('recordings.listening')
    .values({
      callId,
      kind,
      reason,
      byId: tx.actor.id,
      byName: tx.actor.name,
      beganAt: tx.now(),
      lastAt: tx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Nobody hears a second before it stands on record who listens, and what for where the campaign asks. */
export const startListening = (ctx: Context, callId: string, reason: string): Promise<{ listeningId: string }> =>
  inTransaction(ctx, async (tx) => {
    const { campaignId } = await audible(tx.db, callId)
    const { asksReason } = await policyOf(tx.db, campaignId)
    if (asksReason && reason.trim().length < 2) refuse(refusals.reasonNeeded)
    return { listeningId: await begin(tx, callId, 'listen', reason.trim()) }
  })

type Seconds = readonly (readonly [number, number])[]
const ranges = (seconds: Seconds): string =>
  `{${seconds
    .filter(([from, to]) => to > from)
    .map(([from, to]) => `[${from},${to})`)
    .join(',')}}`

/** Seconds of the sound that stretch of the file holds some of. */
const secondsOf = (from: number, to: number): [number, number] => {
  const bytesPerSecond = sampleRate * 4
  const at = (byte: number) => Math.floor(Math.max(0, byte - wavHeadBytes) / bytesPerSecond)
  return [at(from), at(to) + 1]
}
const noteServed = async (all: Context, id: string, seconds: readonly [number, number]): Promise<void> => {
  await sql`update recordings.listening set served = served + ${ranges([seconds])}::int4multirange, last_at = ${all.now()}
    where id = ${id}`.execute(all.db)
}

type Asked = { callId: string; listeningId: string }
const isOpen = async ({ db, actor, now }: Context, { callId, listeningId }: Asked): Promise<boolean> => {
  const found = await db
    .selectFrom('recordings.listening')
    .select('beganAt')
    .where('id', '=', listeningId)
    .where('callId', '=', callId)
    .where('byId', '=', actor.id)
    .where('kind', '=', 'listen')
    .executeTakeFirst()
  return found !== undefined && now().getTime() - Date.parse(found.beganAt) < listensForMs
}

const download = async (all: Context, vault: Vault, { callId, listeningId }: Asked): Promise<Download> => {
  const sound = await openSoundOrRefuse(all.db, vault, callId)
  const stretches = asFile(sound, (from, to) => {
    noteServed(all, listeningId, secondsOf(from, to)).catch((error: unknown) =>
      all.log.error({ err: error, listeningId }, 'what left of a recording could not be noted'),
    )
  })
  return { name: `${callId}.wav`, type: 'audio/wav', bytes: '', stretches }
}

/** The sound for the player. `all` opens it, once the reader's own eyes have seen that there is something to hear. */
export const streamRecording = async (ctx: Context, all: Context, vault: Vault, asked: Asked): Promise<Download> => {
  await audible(ctx.db, asked.callId)
  if (!(await isOpen(ctx, asked))) refuse(refusals.listeningOver)
  return download(all, vault, asked)
}

/** The same sound to take out; the export is on record with its reason, as every file with people in it. */
export const downloadRecording = async (
  ctx: Context,
  all: Context,
  vault: Vault,
  callId: string,
): Promise<Download> => {
  await audible(ctx.db, callId)
  const listeningId = await begin(ctx, callId, 'download', '')
  const { stretches, ...rest } = await download(all, vault, { callId, listeningId })
  return { ...rest, bytes: stretches ? stretches.read(0, stretches.size - 1) : '' }
}

export const tellHeard = async (ctx: Context, asked: Asked, seconds: Seconds): Promise<void> => {
  if (!(await isOpen(ctx, asked))) refuse(refusals.listeningOver)
  const { milliseconds } = await getHead(ctx.db, asked.callId)
  const last = Math.ceil(milliseconds / 1000)
  const inside = seconds.map(([from, to]): [number, number] => [Math.min(from, last), Math.min(to, last)])
  await sql`update recordings.listening set heard = heard + ${ranges(inside)}::int4multirange, last_at = ${ctx.now()}
    where id = ${asked.listeningId}`.execute(ctx.db)
}

export const listListenings = async (db: Db, callId: string): Promise<Listening[]> => {
  const { rows } = await sql<Listening>`
    select l.id, l.kind, l.by_name, l.began_at, l.last_at, l.reason,
      coalesce((select jsonb_agg(jsonb_build_array(lower(u), upper(u)) order by lower(u)) from unnest(l.heard) u), '[]') as heard
    from recordings.listening l where l.call_id = ${callId} order by l.began_at desc, l.id limit 200`.execute(db)
  return rows
}
