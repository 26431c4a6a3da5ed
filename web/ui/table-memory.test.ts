import { describe, expect, test } from 'vitest'
import { hiddenColumns } from './table-columns.tsx'
import { readChoice } from './table-memory.ts'

describe('what a reader chose for a table', () => {
  test('is read back', () => {
    expect(readChoice('{"density":"roomy","hidden":["at"]}')).toEqual({ density: 'roomy', hidden: ['at'] })
  })
  test('is forgotten when it makes no sense', () => {
    expect(readChoice('{"density":7,"hidden":"all"}')).toEqual({ density: 'compact', hidden: undefined })
    expect(readChoice('not json')).toEqual({ density: 'compact' })
  })
  test('wins over what the page hides', () => {
    const columns = [{ key: 'name' }, { key: 'id', hidden: true }]
    expect(hiddenColumns(columns, undefined)).toEqual(['id'])
    expect(hiddenColumns(columns, [])).toEqual([])
  })
})
