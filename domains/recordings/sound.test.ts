import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alawOf,
  asLinear,
  behind,
  fewerPeaks,
  interleaved,
  legOf,
  linearOf,
  peaksOf,
  sampleRate,
  silenceCode,
  wavBytes,
  wavHead,
  wavHeadBytes,
} from './sound.ts'

const bytes = (least = 0) => fc.uint8Array({ minLength: least, maxLength: 3000 })

describe('A-law', () => {
  test('says what the standard says of its ends and of silence', () => {
    expect([0xd5, 0x55, 0xaa, 0x2a].map((code) => linearOf[code])).toEqual([8, -8, 32_256, -32_256])
    expect(linearOf[silenceCode]).toBe(8)
  })
  test('gives every code back that it was read from', () => {
    for (let code = 0; code < 256; code++) expect(alawOf(linearOf[code] as number)).toBe(code)
  })
  test('is never further from a sample than its step', () => {
    fc.assert(
      fc.property(fc.integer({ min: -32_768, max: 32_767 }), (sample) => {
        const heard = linearOf[alawOf(sample)] as number
        expect(Math.abs(heard - sample)).toBeLessThanOrEqual(Math.max(16, Math.abs(sample) / 16))
      }),
    )
  })
})

describe('the two legs', () => {
  test('come apart as they were put together, the shorter one silent at its end', () => {
    fc.assert(
      fc.property(bytes(), bytes(), (customer, agent) => {
        const both = interleaved(customer, agent)
        const [one, other] = [legOf(both, 0), legOf(both, 1)]
        expect(one.length).toBe(other.length)
        expect(one.subarray(0, customer.length)).toEqual(customer)
        expect(other.subarray(0, agent.length)).toEqual(agent)
        expect(one.subarray(customer.length).every((code) => code === silenceCode)).toBe(true)
      }),
    )
  })
})

describe('a wave', () => {
  test('shows a loud second as loud and a silent one as silent', () => {
    const loud = new Uint8Array(sampleRate).fill(0xaa)
    const leg = new Uint8Array([...loud, ...new Uint8Array(sampleRate).fill(silenceCode)])
    const peaks = peaksOf(leg)
    expect([...peaks.subarray(0, 20)]).toEqual(new Array(20).fill(252))
    expect([...peaks.subarray(20)]).toEqual(new Array(20).fill(0))
  })
  test('keeps its loudest moment however narrow the screen', () => {
    fc.assert(
      fc.property(bytes(1), fc.integer({ min: 1, max: 200 }), (peaks, atMost) => {
        const fewer = fewerPeaks(peaks, atMost)
        expect(fewer.length).toBe(Math.min(peaks.length, atMost))
        expect(Math.max(...fewer)).toBe(Math.max(...peaks))
      }),
    )
  })
})

describe('the file a browser plays', () => {
  test('tells its length in its head', () => {
    const head = new DataView(wavHead(1000).buffer)
    expect([head.getUint32(4, true) + 8, head.getUint32(40, true) + wavHeadBytes]).toEqual([4044, 4044])
    expect(wavBytes(1000)).toBe(4044)
  })
  test('is made of the same bytes whichever stretch of it is asked for', () => {
    fc.assert(
      fc.property(bytes(2), fc.nat(), fc.nat(), (odd, one, other) => {
        const both = odd.subarray(0, odd.length - (odd.length % 2))
        const file = new Uint8Array([...wavHead(both.length / 2), ...asLinear(both)])
        const [from = 0, to = 0] = [one % file.length, other % file.length].sort((a, b) => a - b)
        const source = behind(from, to)
        const sound = source ? asLinear(both.subarray(source.from, source.to + 1)) : new Uint8Array()
        const start = source ? source.from * 2 + wavHeadBytes : 0
        const whole = new Uint8Array([...file.subarray(0, wavHeadBytes), ...sound])
        const made = [...file.subarray(from, to + 1)].map((_, n) => {
          const at = from + n
          return at < wavHeadBytes ? whole[at] : sound[at - start]
        })
        expect(made).toEqual([...file.subarray(from, to + 1)])
      }),
    )
  })
})
