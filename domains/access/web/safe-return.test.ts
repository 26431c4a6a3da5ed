import { expect, test } from 'vitest'
import { safeReturn } from './safe-return.ts'

test('after signing in a person returns to where they were', () => {
  expect(safeReturn('/campaigns?page=2')).toBe('/campaigns?page=2')
})

test('nobody is sent elsewhere by a link', () => {
  for (const from of ['https://example.org', '//example.org', '/\\example.org', 'javascript:alert(1)', '/sign-in', 7])
    expect(safeReturn(from)).toBe('/')
})
