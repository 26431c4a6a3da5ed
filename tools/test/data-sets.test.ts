import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { dataSet, describeWithData } from './data-sets.ts'

describe('a public data set', () => {
  afterEach(() => vi.unstubAllEnvs())

  test('is found in the folder CARILLON_DATA names, and nowhere else', async () => {
    const home = await mkdtemp(join(tmpdir(), 'carillon-'))
    await mkdir(join(home, 'bank-marketing'))
    vi.stubEnv('CARILLON_DATA', home)

    expect(dataSet('bank-marketing')).toBe(join(home, 'bank-marketing'))
    expect(dataSet('telco-churn')).toBeUndefined()
    await rm(home, { recursive: true })
  })

  test('that is missing is a failure on the build server', () => {
    vi.stubEnv('CI', 'true')
    vi.stubEnv('CARILLON_DATA', tmpdir())
    expect(() => describeWithData('no-such-set', 'learns from it', () => undefined)).toThrow('no-such-set')
  })
})
