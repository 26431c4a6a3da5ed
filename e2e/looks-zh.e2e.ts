import { expect, test } from 'vitest'
import { pages } from '#web/router.tsx'
import { lookEverywhere, readers, shownTo } from './looks.ts'

test('every page is opened by somebody', () => {
  const opened = new Set(readers.flatMap((post) => shownTo(post).map(({ path }) => path)))
  expect(pages.map(({ path }) => path).filter((path) => !opened.has(path))).toEqual(['/sign-in'])
})

lookEverywhere('zh')
