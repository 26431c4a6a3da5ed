import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { alawOf, sampleRate } from '../sound.ts'
import { openHearing } from './hear-speech.ts'
import { hasSilero, loadSilero } from './silero.ts'

const nowhere = join(tmpdir(), 'carillon-no-model')
/** A steady tone, as loud as a voice: loudness takes it for speech, the model knows better. */
const tone = Uint8Array.from({ length: sampleRate * 3 }, (_, n) =>
  alawOf(Math.round(6000 * Math.sin((2 * Math.PI * 440 * n) / sampleRate))),
)
const bothOf = (leg: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: leg.length * 2 }, (_, n) => leg[n >> 1] ?? 0xd5)

describe('without the packages of the model', () => {
  test('nothing is loaded, and what was told by loudness says so', async () => {
    expect(hasSilero(nowhere)).toBe(false)
    expect(await loadSilero(nowhere)).toBeUndefined()
    const hearing = openHearing(nowhere)
    expect(hearing.method()).toBe('loudness')
    const heard = await hearing.hear(bothOf(tone))
    await hearing.stop()
    expect(heard.method).toBe('loudness')
    expect(heard.customer.length).toBe(heard.agent.length)
  })
})

test('two sounds heard at the same time are told apart', async () => {
  const hearing = openHearing(nowhere)
  const silence = new Uint8Array(tone.length).fill(0xd5)
  // The tone in the middle of silence: at its ends loudness has nothing to compare it with.
  const spoken = Uint8Array.from([...silence, ...tone, ...silence])
  const quiet = Uint8Array.from([...silence, ...silence, ...silence])
  const heard = await Promise.all([quiet, spoken, quiet, spoken].map((leg) => hearing.hear(bothOf(leg))))
  await hearing.stop()
  expect(heard.map(({ customer }) => customer.length)).toEqual([0, 1, 0, 1])
})

/** Where a machine has the model (see docs/operate/recordings.md), it is asked as well. */
const folder = process.env.CARILLON_SPEECH_DIR ?? nowhere
describe.skipIf(!hasSilero(folder))('with the model', () => {
  test('a tone is no speech', async () => {
    const hearing = openHearing(folder)
    const heard = await hearing.hear(bothOf(tone))
    await hearing.stop()
    expect(heard).toEqual({ method: 'silero', customer: [], agent: [] })
  })
})
