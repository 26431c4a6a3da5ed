import { expect, test } from 'vitest'
import { anyoneSignedIn, definePermissions } from '#contract/permission.ts'
import { mayWith, sayIn } from './session.tsx'

const permissions = definePermissions('example', { read: { zh: '查看', en: 'Read', roles: [] } })

test('a person may do what their permissions say, and what anyone may', () => {
  const may = mayWith(['example.read'])
  expect([may(permissions.read), may({ permission: permissions.read }), may(anyoneSignedIn)]).toEqual([
    true,
    true,
    true,
  ])
  expect([mayWith([])(permissions.read), mayWith([])(anyoneSignedIn)]).toEqual([false, true])
})

test('a phrase is said in one language, with its places filled', () => {
  expect(sayIn('zh')({ zh: '请等待 {minutes} 分钟', en: 'Wait {minutes} minutes' }, { minutes: 5 })).toBe(
    '请等待 5 分钟',
  )
  expect(sayIn('en')({ zh: (n: number) => `共 ${n} 条`, en: (n: number) => `${n} in total` }, 3)).toBe('3 in total')
})
