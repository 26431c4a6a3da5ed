import { describe, expect, test } from 'vitest'
import { withClient } from './client.ts'
import { freshDatabase } from './test-cluster.ts'

describe('a database for a test', () => {
  test('is ready in a moment, migrated, and nobody else sees it', async () => {
    const first = await freshDatabase()
    const started = performance.now()
    const many = await Promise.all(Array.from({ length: 4 }, () => freshDatabase()))
    const each = (performance.now() - started) / many.length
    await withClient(first.ownerUrl, (client) => client.query('create table public.mine (id int)'))
    const seen = await withClient(many[0]!.ownerUrl, (client) =>
      client.query(
        `select to_regclass('public.mine') as mine, (select count(*)::int from platform.migration) as migrations`,
      ),
    )
    await Promise.all([first, ...many].map(({ drop }) => drop()))

    expect(seen.rows[0].mine).toBeNull()
    expect(seen.rows[0].migrations).toBeGreaterThan(0)
    expect(each).toBeLessThan(1_000)
  })
})
