import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '#platform/postgres/test-cluster.ts'
import { describeWithPhones } from '#tools/test/phones.ts'
import { day } from './day.ts'
import { startBare } from './hearing.ts'
import { openLine, type TelephonyGround } from './scene.ts'

describeWithPhones('the bench of telephony', (programs) => {
  let ground: TelephonyGround
  const drops: (() => Promise<void>)[] = []
  const said: string[] = []

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-bench-'))
    drops.push(() => rm(folder, { recursive: true, force: true }))
    const oneDatabase = async () => {
      const { appUrl, ownerUrl, drop } = await freshDatabase()
      drops.push(async () => drop())
      return { url: appUrl, ownerUrl }
    }
    ground = {
      ...{ programs, folder, quick: true, say: (line) => void said.push(line) },
      ...{ freshDatabase: oneDatabase, namedDatabase: oneDatabase, restart: async (urls) => urls },
    }
  })
  afterAll(async () => {
    for (const drop of drops.reverse()) await drop()
  })

  test('has the whole product call real carriers, and finds in the ledger what they saw', async () => {
    const figures = await day(ground, {
      agents: 5,
      browsers: 0,
      perSecond: 4,
      warmUpSeconds: 0,
      seconds: 6,
      earEvery: 3,
    })
    expect(said.slice(1)).toEqual([])
    expect(figures).toMatchObject({ day_mismatches: 0, day_ghosts: 0 })
    expect(figures.day_calls_at_carriers).toBe(figures.day_calls_in_ledger)
    expect(figures.day_heard_calls).toBeGreaterThan(0)
    expect(figures.day_conversations).toBeGreaterThan(0)
    expect(figures.day_conversations_recorded).toBe(figures.day_conversations)
    // A whole centre comes up, in real time on a busy machine.
  }, 180_000)

  test('has bare ARI do the same work, and counts it', async () => {
    const line = await openLine(ground, 'bare', { mix: { instant: 1 } })
    const { child, counts, quiet } = await startBare(line, {
      ...{ carrier: line.carrier.address, headsetsAt: line.talkers.address, wrapUpMs: 100, isRecorded: false },
      ...{ agents: 2, people: { count: 0, earEvery: 0 } },
    })
    await child.ask('dialFor', { perSecond: 4, seconds: 1 })
    await quiet()
    expect(await counts()).toMatchObject({ originated: 4, refused: 0, answered: 4 })
    await child.stop()
    await line.close()
  })
})
