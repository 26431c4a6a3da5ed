import { expect, test } from 'vitest'
import { pages } from '#web/router.tsx'
import { lookEverywhere, readers, shownTo } from './looks.ts'

/** Looked at in journeys of their own: signing in, and judging by those who judge. */
const elsewhere = ['/sign-in', '/detection-audit']

test('every page is opened by somebody', () => {
  const opened = new Set(readers.flatMap((post) => shownTo(post).map(({ path }) => path)))
  expect(pages.map(({ path }) => path).filter((path) => !opened.has(path))).toEqual(elsewhere)
})

lookEverywhere('zh')
