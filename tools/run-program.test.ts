import { expect, test } from 'vitest'
import { watchScript } from './run-program.ts'

test('a script that is watched answers how it ended', async () => {
  expect(await watchScript('node_modules/typescript/bin/tsc', ['--version'], 60_000)).toBe(0)
})

test('a script that never ends is ended, and has failed', async () => {
  const began = performance.now()
  expect(await watchScript('tools/test/never-ends.ts', [], 1200)).toBe(1)
  expect(performance.now() - began).toBeGreaterThan(1000)
})
