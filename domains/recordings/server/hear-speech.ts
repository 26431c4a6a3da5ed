import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { type Context, inTransaction } from '#platform/context.ts'
import { byTheClock, type Job } from '#platform/jobs.ts'
import { factsOf, type Span, type SpeechMethod } from '../speech.ts'
import type { Vault } from './keeper.ts'
import { openSound } from './open.ts'
import { hasSilero } from './silero.ts'

type Heard = { method: SpeechMethod; customer: Span[]; agent: Span[] }

/** Listens in a thread of its own, so that nothing else waits; one sound after the other. */
export const openHearing = (folder: string) => {
  let thread: Worker | undefined
  const begin = (): Worker => {
    const made = new Worker(new URL('./speech-thread.ts', import.meta.url), {
      workerData: { folder: hasSilero(folder) ? folder : null },
    })
    made.unref()
    made.on('exit', () => {
      if (thread === made) thread = undefined
    })
    return made
  }
  const ask = (both: Uint8Array): Promise<Heard> =>
    new Promise((resolve, reject) => {
      thread ??= begin()
      const at = thread
      const done = (): void => {
        at.off('message', told)
        at.off('error', reject)
        at.off('exit', left)
      }
      const told = (answer: Heard | { failed: string }): void => {
        done()
        if ('failed' in answer) reject(new Error(answer.failed))
        else resolve(answer)
      }
      const left = (): void => reject(new Error('the thread that listens ended'))
      at.on('message', told).on('error', reject).on('exit', left)
      at.postMessage(both)
    })
  let turn: Promise<unknown> = Promise.resolve()
  return {
    /** Recordings that could not be listened to, and until when they are left alone. */
    resting: new Map<string, number>(),
    method: (): SpeechMethod => (hasSilero(folder) ? 'silero' : 'loudness'),
    /** One after the other, whoever asks: an answer does not say of which sound it is. */
    hear: (both: Uint8Array): Promise<Heard> => {
      const mine = turn.then(() => ask(both))
      turn = mine.catch(() => {})
      return mine
    },
    /** Ends the thread: what it was at is begun anew another time, and the next sound begins another. */
    stop: async (): Promise<void> => {
      await thread?.terminate()
    },
  }
}
export type Hearing = ReturnType<typeof openHearing>

const gather = async (bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}
/** Turns of one minute: what is left is for the next. */
const atMost = 200
const turnMs = 50_000
/** Who cannot be heard must not keep the others waiting, minute by minute. */
const restMs = 3_600_000

const readUnheard = async (ctx: Context, resting: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ callId: string }>`
    select r.call_id from recordings.recording r left join recordings.speech s on s.call_id = r.call_id
    where r.state = 'kept' and r.milliseconds > 0 and s.call_id is null and r.placed_at > ${ctx.now()}::timestamptz - interval '90 days'
      and r.call_id <> all (${resting}::uuid[])
    order by r.placed_at desc limit ${atMost}`.execute(ctx.db)
  return rows.map(({ callId }) => callId)
}
const save = (ctx: Context, callId: string, { method, customer, agent }: Heard, endMs: number): Promise<void> =>
  inTransaction(ctx, async (tx) => {
    const { rows } = await sql<{ state: string }>`
      select state from recordings.recording where call_id = ${callId} for update`.execute(tx.db)
    // Let go while we listened: nothing of it is written down any more.
    if (rows[0]?.state !== 'kept') return
    await tx.db
      .insertInto('recordings.speech')
      .values({
        callId,
        method,
        milliseconds: endMs,
        ...factsOf(customer, agent, endMs),
        customerSpans: customer.flat().map(Math.round),
        agentSpans: agent.flat().map(Math.round),
        madeAt: tx.now(),
      })
      .onConflict((known) => known.doNothing())
      .execute()
  })

const openAndHear = async (ctx: Context, vault: Vault, hearing: Hearing, callId: string) => {
  const sound = await openSound(ctx.db, vault, callId)
  if (sound.samples === 0) return undefined
  const both = await gather(sound.plain(0, sound.samples * 2 - 1))
  return { heard: await hearing.hear(both), endMs: Math.floor(sound.samples / 8) }
}

/** Works out who spoke how long in recordings nobody has worked out yet, the newest first. */
export const hearSpeech = async (ctx: Context, vault: Vault, hearing: Hearing): Promise<void> => {
  const stopAt = performance.now() + turnMs
  const now = ctx.now().getTime()
  for (const [callId, until] of hearing.resting) if (until <= now) hearing.resting.delete(callId)
  for (const callId of await readUnheard(ctx, [...hearing.resting.keys()])) {
    if (performance.now() > stopAt) return
    const told = await openAndHear(ctx, vault, hearing, callId).catch((error: unknown) => {
      hearing.resting.set(callId, now + restMs)
      ctx.log.error({ err: error, callId }, 'a recording cannot be listened to')
    })
    if (told) await save(ctx, callId, told.heard, told.endMs)
  }
}

export const speechJobs = (vault: Vault, hearing: Hearing): readonly Job[] => [
  byTheClock('recordings.hearSpeech', '* * * * *', (ctx) => hearSpeech(ctx, vault, hearing)),
]
