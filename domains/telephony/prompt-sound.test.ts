import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alawOf, linearOfALaw } from './g711.ts'
import { linearSamples, type PromptSound, promptSoundOf as soundInSteps } from './prompt-sound.ts'
import { resample as resampleInSteps } from './resample.ts'
import { rates, wavOf } from './wav.ts'

const finished = <Result>(work: Generator<void, Result>): Result => {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}
const promptSoundOf = (file: Uint8Array) => finished(soundInSteps(file))
const resample = (samples: Float32Array, from: number, to: number) => finished(resampleInSteps(samples, from, to))

const tone = (hertz: number, rate: number, seconds: number, loudness = 0.3): Float32Array =>
  Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, n) => loudness * Math.sin((2 * Math.PI * hertz * n) / rate),
  )

/** How loud one tone is in a sound (Goertzel), its edges left out. */
const loudnessOf = (samples: ArrayLike<number>, hertz: number, rate: number): number => {
  const turn = 2 * Math.cos((2 * Math.PI * hertz) / rate)
  const [from, to] = [Math.floor(samples.length / 10), Math.floor((samples.length * 9) / 10)]
  let [last, before] = [0, 0]
  for (let n = from; n < to; n++) [last, before] = [(samples[n] as number) + turn * last - before, last]
  return (2 * Math.sqrt(last * last + before * before - turn * last * before)) / (to - from)
}

type Made = { coding?: number; bits?: number; channels?: number; rate?: number; extensible?: boolean; junk?: number }
/** A WAV file as other programs write them. */
const fileOf = (samples: ArrayLike<number>, made: Made = {}): Uint8Array => {
  const { coding = 1, bits = 16, channels = 1, rate = 8000, extensible = false, junk = 0 } = made
  const bytes = bits / 8
  const formatSize = extensible ? 40 : 16
  const junkSize = junk > 0 ? 8 + junk + (junk % 2) : 0
  const size = samples.length * channels * bytes
  const file = new Uint8Array(12 + 8 + formatSize + junkSize + 8 + size)
  const view = new DataView(file.buffer)
  const word = (at: number, text: string) => file.set(new TextEncoder().encode(text), at)
  word(0, 'RIFF')
  view.setUint32(4, file.length - 8, true)
  word(8, 'WAVE')
  let at = 12
  if (junk > 0) {
    word(at, 'LIST')
    view.setUint32(at + 4, junk, true)
    at += junkSize
  }
  word(at, 'fmt ')
  view.setUint32(at + 4, formatSize, true)
  view.setUint16(at + 8, extensible ? 0xfffe : coding, true)
  view.setUint16(at + 10, channels, true)
  view.setUint32(at + 12, rate, true)
  view.setUint32(at + 16, rate * channels * bytes, true)
  view.setUint16(at + 20, channels * bytes, true)
  view.setUint16(at + 22, bits, true)
  if (extensible) view.setUint16(at + 32, coding, true)
  at += 8 + formatSize
  word(at, 'data')
  view.setUint32(at + 4, size, true)
  at += 8
  const write: Record<string, (sample: number, at: number) => void> = {
    '1/8': (sample, to) => view.setUint8(to, Math.round(sample * 127) + 128),
    '1/16': (sample, to) => view.setInt16(to, Math.round(sample * 32_767), true),
    '1/24': (sample, to) => {
      const whole = Math.round(sample * 8_388_607)
      view.setUint16(to, whole & 0xffff, true)
      view.setInt8(to + 2, whole >> 16)
    },
    '1/32': (sample, to) => view.setInt32(to, Math.round(sample * 2_147_483_647), true),
    '3/32': (sample, to) => view.setFloat32(to, sample, true),
    '3/64': (sample, to) => view.setFloat64(to, sample, true),
    '6/8': (sample, to) => view.setUint8(to, alawOf(Math.round(sample * 32_767))),
    '7/8': (sample, to) => view.setUint8(to, muLawOf(Math.round(sample * 32_767))),
  }
  for (let n = 0; n < samples.length; n++)
    for (let channel = 0; channel < channels; channel++)
      write[`${coding}/${bits}`]?.(samples[n] as number, at + (n * channels + channel) * bytes)
  return file
}
/** ITU-T G.711 µ-law, as the reference writes it. */
const muLawOf = (sample: number): number => {
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132
  const exponent = 24 - Math.clz32(magnitude)
  return ~((sample < 0 ? 0x80 : 0) | (exponent << 4) | ((magnitude >> (exponent + 3)) & 15)) & 0xff
}
const made = (file: Uint8Array): PromptSound => {
  const sound = promptSoundOf(file)
  if (typeof sound === 'string') throw new Error(`refused: ${sound}`)
  return sound
}

describe('A file that becomes a prompt', () => {
  test('is the same sound whatever it was recorded with', () => {
    const forms = ['1/8', '1/16', '1/24', '1/32', '3/32', '3/64', '6/8', '7/8'].map((form) => {
      const [coding = 1, bits = 16] = form.split('/').map(Number)
      return { coding, bits }
    })
    fc.assert(
      fc.property(
        fc.record({
          form: fc.constantFrom(...forms),
          rate: fc.constantFrom(8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000),
          channels: fc.integer({ min: 1, max: 3 }),
          extensible: fc.boolean(),
          junk: fc.integer({ min: 0, max: 9 }),
        }),
        ({ form, rate, ...rest }) => {
          const sound = made(fileOf(tone(700, rate, 0.5), { ...form, ...rest, rate }))
          expect(sound.milliseconds).toBeCloseTo(500, -1)
          const heard = Float32Array.from(linearSamples(sound.alaw), (sample) => sample / 32_768)
          expect(loudnessOf(heard, 700, 8000)).toBeGreaterThan(0.28)
          expect(loudnessOf(heard, 700, 8000)).toBeLessThan(0.32)
          expect(sound.grade).toBe('good')
        },
      ),
      { numRuns: 60 },
    )
  })

  test('keeps every A-law byte of a file that is one already', () => {
    const codes = Uint8Array.from({ length: 8000 }, (_, n) => (n * 7) % 256)
    const file = fileOf(codes, { coding: 6, bits: 8 })
    file.set(codes, file.length - codes.length)
    expect([...made(file).alaw]).toEqual([...codes])
  })

  test('is never garbage: any bytes at all are a prompt within the bounds or refused in a word', () => {
    const head = fc.constantFrom(
      fileOf(tone(500, 8000, 0.4)),
      fileOf(tone(500, 48_000, 0.4), { rate: 48_000, channels: 2 }),
    )
    const spoilt = fc.tuple(head, fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }), fc.nat(9000))
    fc.assert(
      fc.property(spoilt, ([file, changes, cut]) => {
        const bytes = file.slice(0, file.length - (cut % file.length))
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
        const sound = promptSoundOf(bytes)
        if (typeof sound === 'string') return
        expect(sound.milliseconds).toBeGreaterThanOrEqual(299)
        expect(sound.milliseconds).toBeLessThanOrEqual(180_000)
        expect(Math.abs(sound.alaw.length / 8 - sound.milliseconds)).toBeLessThanOrEqual(1)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['that is no sound at all', new TextEncoder().encode('<html>not a sound, but long enough</html>'), 'notWav'],
    ['that is empty', new Uint8Array(), 'notWav'],
    ['whose head is cut off', fileOf(tone(500, 8000, 1)).slice(0, 30), 'cutShort'],
    ['whose sound is cut off', fileOf(tone(500, 8000, 1)).slice(0, 4000), 'cutShort'],
    ['without a single sample', fileOf([]), 'noSound'],
    ['of a coding we do not know', fileOf(tone(500, 8000, 1), { coding: 2, bits: 16 }), 'unknownCoding'],
    ['of an impossible rate', fileOf(tone(500, 8000, 1), { rate: 100 }), 'strangeRate'],
    ['that is over before it begins', fileOf(tone(500, 8000, 0.1)), 'tooShort'],
    ['of two hours', fileOf(new Uint8Array(57_600_000), { coding: 6, bits: 8 }), 'tooLong'],
    ['in which nobody speaks', fileOf(tone(500, 8000, 1, 0.001)), 'silent'],
  ])('%s is refused', (_what, file, problem) => {
    expect(promptSoundOf(file)).toBe(problem)
  })

  test('says so where it is hard to hear or cut off at the top', () => {
    expect(made(fileOf(tone(500, 8000, 1, 0.01))).grade).toBe('quiet')
    expect(made(fileOf(tone(500, 8000, 1, 3).map((one) => Math.max(-1, Math.min(1, one))))).grade).toBe('clipped')
    const paused = new Float32Array(40_000)
    paused.set(tone(500, 8000, 1))
    expect(made(fileOf(paused)).speechDb).toBeCloseTo(made(fileOf(tone(500, 8000, 1))).speechDb, 0)
  })

  test('is played by a browser as it is heard on the telephone', () => {
    const { alaw } = made(fileOf(tone(500, 8000, 1)))
    expect([...made(wavOf(linearSamples(alaw), 8000)).alaw]).toEqual([...alaw])
  })
})

describe('Sound in other samples a second', () => {
  const anyRate = fc.oneof(
    fc.constantFrom(11_025, 16_000, 22_050, 44_100, 48_000),
    fc.integer({ min: rates.least, max: 48_000 }),
  )

  test('is as long and as loud as before, whatever the rates', () => {
    fc.assert(
      fc.property(anyRate, fc.integer({ min: 250, max: 1500 }), (rate, hertz) => {
        const changed = resample(tone(hertz, rate, 0.3), rate, 8000)
        expect(Math.abs(changed.length - 2400)).toBeLessThanOrEqual(1)
        const loudness = loudnessOf(changed, hertz, 8000)
        expect(loudness).toBeGreaterThan(0.28)
        expect(loudness).toBeLessThan(0.32)
      }),
      { numRuns: 25 },
    )
  })

  test('has no tones that were not there: what the telephone cannot carry is gone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16_000, max: 96_000 }), fc.integer({ min: 4600, max: 7500 }), (rate, hertz) => {
        const changed = resample(tone(hertz, rate, 0.2), rate, 8000)
        const inside = changed.subarray(240, -240)
        const rest = Math.sqrt(inside.reduce((sum, sample) => sum + sample * sample, 0) / inside.length)
        expect(20 * Math.log10(rest / (0.3 / Math.SQRT2))).toBeLessThan(-50)
      }),
      { numRuns: 25 },
    )
  })

  test('of the same rate is left alone', () => {
    const samples = tone(440, 8000, 0.1)
    expect(resample(samples, 8000, 8000)).toBe(samples)
  })
})

test('A-law codes survive being decoded and coded again', () => {
  for (let code = 0; code < 256; code++) expect(alawOf(linearOfALaw[code] as number)).toBe(code)
})
