import { sql } from 'kysely'
import type { Context } from '#platform/context.ts'
import type { Keeping } from '../contract.ts'
import type { SpeechMethod } from '../speech.ts'
import type { RecordingStore } from './port.ts'

type Counts = Pick<Keeping, 'waiting' | 'oldest' | 'trouble' | 'missing' | 'kept'> & {
  samples: number
  stretches: number
}

/** How keeping goes on, over the whole centre. */
export const readKeeping = async (all: Context, store: RecordingStore, speech: SpeechMethod): Promise<Keeping> => {
  const { rows } = await sql<Counts>`
    select (count(*) filter (where state = 'awaited'))::int as waiting,
      min(stopped_at) filter (where state = 'awaited') as oldest,
      (array_agg(trouble order by trouble = 'storeFull' desc, stopped_at) filter (where state = 'awaited' and trouble is not null))[1] as trouble,
      (select count(*) from recordings.recording where state = 'missing')::int as missing,
      (select count(*) from recordings.recording where state = 'kept')::int as kept,
      coalesce(sum(samples) filter (where state = 'kept'), 0) as samples,
      count(*) filter (where state = 'kept') as stretches
    from recordings.part`.execute(all.db)
  const { samples = 0, stretches = 0, ...counts } = rows[0] as Counts
  // 16 bytes of every 64 KiB, and a mark of 8, come on top of the sound.
  const bytes = Math.round(samples * 2 * (1 + 16 / 65_536) + stretches * 24)
  return { ...counts, bytes, room: await store.room().catch(() => null), speech }
}
