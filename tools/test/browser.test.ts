import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findBrowser } from './browser.ts'

describe('the browser for journeys', () => {
  test('is the one a person names', () => {
    expect(findBrowser({ CARILLON_BROWSER: '/opt/my/chrome' })).toBe('/opt/my/chrome')
  })

  test('is found on the path, if it may be run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'carillon-'))
    const program = join(folder, 'chromium')
    await writeFile(program, '')
    const unusable = findBrowser({ PATH: folder })
    await chmod(program, 0o755)
    const usable = findBrowser({ PATH: folder })
    await rm(folder, { recursive: true })

    expect(unusable).not.toBe(program)
    expect(usable).toBe(program)
  })
})
