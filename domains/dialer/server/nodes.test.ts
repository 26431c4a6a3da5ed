import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextNode } from './nodes.ts'

/** So many calls shared out one by one, none of them over. */
const sharedOut = (free: readonly number[], count: number): number[] => {
  const calls = free.map(() => 0)
  for (let placed = 0; placed < count; placed++) {
    const node = nextNode(free.map((agents, at) => ({ node: `${at}`, free: agents, calls: calls[at] as number })))
    if (node !== undefined) calls[Number(node)] = (calls[Number(node)] as number) + 1
  }
  return calls
}

describe('calls for nobody in particular', () => {
  test('are shared out among nodes in proportion to the agents who can take them, to less than one call', () => {
    const agents = fc.array(fc.double({ min: 0.01, max: 200, noNaN: true }), { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(agents, fc.nat(300), (free, count) => {
        const sum = free.reduce((a, b) => a + b, 0)
        for (const [at, calls] of sharedOut(free, count).entries())
          expect(Math.abs(calls - (count * (free[at] as number)) / sum)).toBeLessThan(1 + 1e-9)
      }),
    )
  })
  test('go nowhere in particular where nobody can take them, and never to a node without agents', () => {
    expect(nextNode([])).toBeUndefined()
    expect(nextNode([{ node: 'a', free: 0, calls: 0 }])).toBeUndefined()
    expect(sharedOut([3, 0], 10)).toEqual([10, 0])
  })
  test('make good for a node whose calls have all ended', () => {
    const shares = [
      { node: 'a', free: 5, calls: 5 },
      { node: 'b', free: 5, calls: 0 },
    ]
    expect(nextNode(shares)).toBe('b')
  })
})
