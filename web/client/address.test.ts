import { expect, test } from 'vitest'
import { addressOf, queryText } from './address.ts'

test('parameters of an address are escaped', () => {
  expect(addressOf({ path: '/lists/{listId}/rows/{row}' }, { listId: 'a/b', row: 7 })).toBe('/api/lists/a%2Fb/rows/7')
})

test('a query leaves out what is empty and repeats what is many', () => {
  expect(queryText({ search: '王 磊', page: 2, state: undefined, team: null, name: '', tags: ['a', 'b'] })).toBe(
    '?search=%E7%8E%8B+%E7%A3%8A&page=2&tags=a&tags=b',
  )
  expect(queryText({})).toBe('')
})
