import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asLinear, wavHead } from '../sound.ts'
import { asFile } from './open.ts'

/** A sound that comes in pieces of any size, as chunks and pauses make them. */
const inPieces = (plain: Uint8Array, piece: number) => ({
  samples: plain.length / 2,
  plain: async function* (from: number, to: number) {
    for (let at = from; at <= to; at += piece) yield plain.subarray(at, Math.min(at + piece, to + 1))
  },
})

test('a stretch of the file is the same bytes as in the whole file, and what left is told', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 700 }),
      fc.integer({ min: 1, max: 300 }),
      fc.nat(),
      fc.nat(),
      async (samples, piece, one, other) => {
        const plain = randomBytes(samples * 2)
        const whole = Buffer.concat([wavHead(samples), asLinear(plain)])
        const told: [number, number][] = []
        const { size, read } = asFile(inPieces(plain, piece), (from, to) => void told.push([from, to]))
        expect(size).toBe(whole.length)
        const [from = 0, to = 0] = [one % size, other % size].sort((a, b) => a - b)
        const parts: Uint8Array[] = []
        for await (const part of read(from, to)) parts.push(part)
        expect(Buffer.concat(parts).equals(whole.subarray(from, to + 1))).toBe(true)
        expect(told).toEqual([[from, to]])
      },
    ),
  )
})
