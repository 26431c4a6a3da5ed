import { expect, test } from 'vitest'
import { sizeOfTeam } from './team-size.ts'

test('a team of 10 to 15 is usual, below small, above large', () => {
  expect([0, 9, 10, 15, 16].map(sizeOfTeam)).toEqual(['small', 'small', 'usual', 'usual', 'large'])
})
