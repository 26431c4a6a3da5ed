import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { person } from '#adapters/simulator/call-script.ts'
import { systemContext } from '#platform/context.ts'
import { workingCentre } from '#server/test-working-centre.ts'

export const talkMs = 20_000

/** A centre whose conversations last twenty seconds and are recorded into a folder of its own. */
export const recordingCentre = async (environment: Record<string, string> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'carillon-recordings-'))
  const work = await workingCentre({
    behaviour: () => person({ talkMs }),
    contacts: 300,
    environment: {
      CARILLON_RECORDING: 'on',
      CARILLON_STATE_DIR: folder,
      CARILLON_RECORDINGS_LEAVE_FREE_MB: '0',
      ...environment,
    },
  })
  const { recordings } = work.centre.engine()
  return {
    ...work,
    folder,
    recordings,
    ctx: () => systemContext(work.centre.base),
    /** Lets them call for so long, and everything recorded meanwhile be kept. */
    callFor: async (minutes: number): Promise<void> => {
      await work.centre.clock.runFor(minutes * 60_000)
      await work.engine.journal.written()
      await recordings.keeper.settled()
    },
    objects: async (): Promise<string[]> => {
      const all = await readdir(join(folder, 'recordings'), { recursive: true }).catch(() => [])
      return all.filter((name) => name.endsWith('.rec')).sort()
    },
    close: async (): Promise<void> => {
      await work.centre.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
export type RecordingCentre = Awaited<ReturnType<typeof recordingCentre>>
