import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { parseAddress, readSearch, writeSearch } from './search-values.ts'

const Query = z.object({
  page: z.coerce.number().int().min(1).default(1),
  state: z.enum(['draft', 'running']).optional(),
  least: z.number().optional(),
  late: z.boolean().optional(),
  teams: z.array(z.string()).optional(),
  number: z.string().optional(),
})

describe('an address', () => {
  test('becomes filters with their defaults', () => {
    expect(readSearch(Query, parseAddress('?state=running&page=3'))).toEqual({ state: 'running', page: 3 })
    expect(readSearch(Query, {})).toEqual({ page: 1 })
  })
  test('keeps digits a text where the filter is a text', () => {
    expect(readSearch(Query, parseAddress('number=13812342210')).number).toBe('13812342210')
  })
  test('may hold numbers, truths and lists', () => {
    expect(readSearch(Query, parseAddress('least=5&late=true&teams=a'))).toMatchObject({
      least: 5,
      late: true,
      teams: ['a'],
    })
    expect(readSearch(Query, parseAddress('teams=a&teams=b')).teams).toEqual(['a', 'b'])
  })
  test('with nonsense in one place still gives the rest', () => {
    expect(readSearch(Query, parseAddress('state=nonsense&page=-4&least=7&other=1'))).toEqual({ page: 1, least: 7 })
  })
})

test('an address is written without what is empty or usual', () => {
  expect(writeSearch(Query, { page: 1, state: 'draft', teams: [], number: '', late: undefined })).toEqual({
    state: 'draft',
  })
})
