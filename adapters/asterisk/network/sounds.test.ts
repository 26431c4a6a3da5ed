import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aLaw, fromALaw } from './sounds.ts'

test('A-law keeps a sample to within a thirtieth of it, or what cannot be heard', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.999, max: 0.999, noNaN: true }), (sample) => {
      expect(Math.abs(fromALaw(aLaw(sample)) - sample)).toBeLessThanOrEqual(Math.max(Math.abs(sample) / 30, 1 / 2048))
    }),
  )
})

test('A-law has the codes of ITU-T G.711', () => {
  expect(aLaw(0)).toBe(0xd5)
  expect(aLaw(-1e-9)).toBe(0x55)
  expect(aLaw(0.9999)).toBe(0xaa)
  expect(aLaw(-1)).toBe(0x2a)
})

test('every A-law code comes back as itself', () => {
  for (let code = 0; code < 256; code++) expect(aLaw(fromALaw(code))).toBe(code)
})
