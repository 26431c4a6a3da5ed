import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderStore } from '#adapters/storage-folder/folder.ts'
import { openHearing } from '#domains/recordings/server/hear-speech.ts'
import { asFile } from '#domains/recordings/server/open.ts'
import { newDataKey, type SealedAs, seal, unseal } from '#domains/recordings/server/sealed.ts'
import { alawOf, interleaved, peaksOf, sampleRate } from '#domains/recordings/sound.ts'
import type { Figures } from './ground.ts'

type Cost = { cpuMs: number; wallMs: number }
const costOf = async (work: () => Promise<unknown>): Promise<Cost> => {
  const [cpu, wall] = [process.cpuUsage(), performance.now()]
  await work()
  const { user, system } = process.cpuUsage(cpu)
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() - wall }
}
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

/** Two people who take turns of some seconds, on a line with a little noise. */
const legs = (seconds: number): { customer: Uint8Array; agent: Uint8Array } => {
  const leg = (turn: number): Uint8Array =>
    Uint8Array.from({ length: seconds * sampleRate }, (_, n) => {
      const speaks = Math.floor(n / (sampleRate * 3)) % 2 === turn
      const voice = speaks ? 5000 * Math.sin(n * 0.11) * Math.sin(n * 0.0031) : 0
      return alawOf(Math.round(voice + 12 * Math.sin(n * 1.7)))
    })
  return { customer: leg(0), agent: leg(1) }
}

/** The plainest thing that keeps the same bytes: one write, one sync. */
const writePlain = async (path: string, bytes: Uint8Array): Promise<void> => {
  const file = await open(path, 'w')
  await file.writeFile(bytes)
  await file.sync()
  await file.close()
}
const gather = async (bytes: AsyncIterable<Uint8Array>): Promise<number> => {
  let length = 0
  for await (const part of bytes) length += part.length
  return length
}

const stretchSeconds = 10
const stretches = 60

/** What it costs to keep an hour of a conversation, to hear some of it, and to tell who spoke. */
const measure = async (folder: string, seconds: number): Promise<Figures> => {
  const { customer, agent } = legs(seconds)
  const store = folderStore({ folder, leaveFreeBytes: 0 })
  const as: SealedAs = { id: 'one', key: newDataKey(), length: customer.length * 2 }
  let both: Uint8Array = new Uint8Array()
  const keep = await costOf(async () => {
    both = interleaved(customer, agent)
    peaksOf(customer)
    peaksOf(agent)
    await store.put('one', seal(as, both))
  })
  const plain = await costOf(() => writePlain(join(folder, 'plain'), both))
  const read = (at: number, length: number) => store.read('one', at, length)
  const sound = { samples: customer.length, plain: (from: number, to: number) => unseal(as, read, { from, to }) }
  const file = asFile(sound, () => {})
  const bytesPerSecond = sampleRate * 4
  const seeks: number[] = []
  for (let n = 0; n < stretches; n++) {
    const from = Math.floor(((n * 7919) % stretches) * ((seconds - stretchSeconds) / stretches)) * bytesPerSecond + 44
    const { wallMs } = await costOf(() => gather(file.read(from, from + stretchSeconds * bytesPerSecond - 1)))
    seeks.push(wallMs)
  }
  const whole = await costOf(() => gather(file.read(0, file.size - 1)))
  const speechFolder = process.env.CARILLON_SPEECH_DIR ?? join(folder, 'none')
  const hearing = openHearing(speechFolder)
  const speech = await costOf(() => hearing.hear(both))
  const method = hearing.method()
  await hearing.stop()
  const perHour = 3600 / seconds
  return {
    seconds_of_sound: seconds,
    sealed_mb_per_hour: rounded(((await stat(join(folder, 'one'))).size / 1e6) * perHour),
    sealed_over_plain_bytes: rounded((await stat(join(folder, 'one'))).size / (customer.length * 2), 4),
    keep_cpu_ms_per_hour: rounded(keep.cpuMs * perHour),
    keep_wall_ms_per_hour: rounded(keep.wallMs * perHour),
    plain_write_cpu_ms_per_hour: rounded(plain.cpuMs * perHour),
    plain_write_wall_ms_per_hour: rounded(plain.wallMs * perHour),
    keep_cpu_over_plain_write: rounded(keep.cpuMs / plain.cpuMs),
    keep_cpu_share_of_a_core: rounded((keep.cpuMs / (seconds * 1000)) * 100, 4),
    hear_10_s_anywhere_ms_p50: rounded(median(seeks)),
    hear_10_s_anywhere_ms_max: rounded(Math.max(...seeks)),
    hear_whole_cpu_ms_per_hour: rounded(whole.cpuMs * perHour),
    [`speech_by_${method}_cpu_s_per_hour`]: rounded((speech.cpuMs / 1000) * perHour),
    [`speech_by_${method}_times_real_time`]: rounded((seconds * 1000) / speech.wallMs, 0),
  }
}

/** `--quick` measures six minutes of sound instead of an hour. */
export const recordings = async (args: readonly string[]): Promise<Figures> => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-bench-recordings-'))
  try {
    return await measure(folder, args.includes('--quick') ? 360 : 3600)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
