import { describe, expect, test } from 'vitest'
import { nextMigration } from './migration-number.ts'
import { makeSandbox } from './test/sandbox.ts'

describe('the next migration', () => {
  test('follows the last one', async () => {
    await using sandbox = await makeSandbox({
      'database/migrations/0001_platform.sql': '',
      'database/migrations/0009_dialer.sql': '',
      'database/migrations/README.md': '',
    })
    expect(await nextMigration(sandbox.root, 'goals')).toBe('database/migrations/0010_goals.sql')
  })

  test('is the first where there is none, and has a name that sorts', async () => {
    await using sandbox = await makeSandbox({ 'database/migrations/README.md': '' })
    expect(await nextMigration(sandbox.root, 'platform')).toBe('database/migrations/0001_platform.sql')
    await expect(nextMigration(sandbox.root, 'Two Words')).rejects.toThrow('no name of a migration')
  })
})
