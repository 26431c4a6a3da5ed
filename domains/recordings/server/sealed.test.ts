import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkBytes, newDataKey, SealBroken, seal, sealedBytes, unseal, unwrapKey, wrapKey } from './sealed.ts'

const gather = async (bytes: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}
const reading = (sealed: Uint8Array) => async (from: number, length: number) => sealed.subarray(from, from + length)
const sealedOf = async (plain: Uint8Array, id = 'one') => {
  const as = { id, key: newDataKey(), length: plain.length }
  return { as, sealed: await gather(seal(as, plain)) }
}

/** Lengths about the edges of chunks, where mistakes live. */
const lengths = fc.oneof(
  fc.integer({ min: 0, max: 400 }),
  fc.integer({ min: chunkBytes - 3, max: chunkBytes + 3 }),
  fc.integer({ min: 3 * chunkBytes - 3, max: 3 * chunkBytes + 3 }),
  fc.integer({ min: 0, max: 4 * chunkBytes }),
)

describe('a sealed recording', () => {
  test('gives back any stretch of any length as it was', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, fc.nat(), fc.nat(), async (length, one, other) => {
        const plain = randomBytes(length)
        const { as, sealed } = await sealedOf(plain)
        expect(sealed.length).toBe(sealedBytes(length))
        const [from = 0, to = 0] = [one % (length + 1), other % (length + 1)].sort((a, b) => a - b)
        const heard = await gather(unseal(as, reading(sealed), { from, to }))
        expect(heard.equals(plain.subarray(from, to + 1))).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  test('is opened no further than what is asked for', async () => {
    const plain = randomBytes(20 * chunkBytes)
    const { as, sealed } = await sealedOf(plain)
    let read = 0
    const counting = async (from: number, length: number) => {
      read += length
      return sealed.subarray(from, from + length)
    }
    await gather(unseal(as, counting, { from: 9 * chunkBytes + 5, to: 10 * chunkBytes + 5 }))
    expect(read).toBe(2 * (chunkBytes + 16))
  })

  test('shows nothing of the sound, and is different each time', async () => {
    const plain = Buffer.alloc(2 * chunkBytes, 0xd5)
    const [one, other] = [await sealedOf(plain), await sealedOf(plain)]
    expect(one.sealed.includes(Buffer.alloc(16, 0xd5))).toBe(false)
    expect(one.sealed.subarray(8).equals(other.sealed.subarray(8))).toBe(false)
  })

  test('refuses what was changed, cut, moved, or is another one', async () => {
    const plain = randomBytes(3 * chunkBytes + 100)
    const { as, sealed } = await sealedOf(plain)
    const whole = { from: 0, to: plain.length - 1 }
    const opens = (bytes: Uint8Array, how = as) => gather(unseal(how, reading(bytes), whole))
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 8, max: sealed.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const changed = Buffer.from(sealed)
          changed[at] = (changed[at] as number) ^ by
          await expect(opens(changed)).rejects.toBeInstanceOf(SealBroken)
        },
      ),
      { numRuns: 40 },
    )
    const step = chunkBytes + 16
    const [first, second] = [sealed.subarray(8, 8 + step), sealed.subarray(8 + step, 8 + 2 * step)]
    const swapped = Buffer.concat([sealed.subarray(0, 8), second, first, sealed.subarray(8 + 2 * step)])
    for (const wrong of [
      swapped,
      sealed.subarray(0, sealed.length - 1),
      sealed.subarray(0, 8 + 3 * step),
      Buffer.alloc(0),
    ])
      await expect(opens(wrong)).rejects.toBeInstanceOf(SealBroken)
    await expect(opens(sealed, { ...as, id: 'other' })).rejects.toBeInstanceOf(SealBroken)
    await expect(opens(sealed, { ...as, key: newDataKey() })).rejects.toBeInstanceOf(SealBroken)
    await expect(opens(sealed, { ...as, length: as.length - 1 })).rejects.toBeInstanceOf(SealBroken)
  })
})

describe('the key of a recording', () => {
  test('opens under the master key that sealed it, for its own recording only', () => {
    const [master, key] = [randomBytes(32), newDataKey()]
    const wrapped = wrapKey(master, 'one', key)
    expect(unwrapKey(master, 'one', wrapped).equals(key)).toBe(true)
    expect(wrapped.includes(key)).toBe(false)
    expect(() => unwrapKey(master, 'other', wrapped)).toThrow(SealBroken)
    expect(() => unwrapKey(randomBytes(32), 'one', wrapped)).toThrow(SealBroken)
  })
})
