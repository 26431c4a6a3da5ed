import { afterEach, expect, test } from 'vitest'
import { systemContext } from '#platform/context.ts'
import { type TestCentre, testCentre } from '#server/testing.ts'
import { forgetOldSessions } from './jobs.ts'

let centre: TestCentre | undefined
afterEach(async () => {
  await centre?.close()
  centre = undefined
})

test('a session is let go thirty days after it expired', async () => {
  centre = await testCentre()
  const { base, clock } = centre
  await centre.someone('agent')
  const sessions = () => base.database.engine.selectFrom('access.session').select('expiresAt').execute()
  const [session] = await sessions()
  const expiresAt = Date.parse(session?.expiresAt ?? '')
  await clock.runUntil(new Date(expiresAt + 29 * 86_400_000))
  await forgetOldSessions(systemContext(base))
  expect(await sessions()).toHaveLength(1)
  await clock.runUntil(new Date(expiresAt + 31 * 86_400_000))
  await forgetOldSessions(systemContext(base))
  expect(await sessions()).toEqual([])
})
