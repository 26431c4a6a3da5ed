import { expect, test } from 'vitest'
import { causes, nextCause } from './cause.ts'

test('a layer opens the next one nobody has looked at', () => {
  expect(nextCause({}, 'topic')).toBe('responsibility')
  expect(nextCause({ responsibility: 'agent', campaignType: 'sales' }, 'topic')).toBe('product')
  expect(nextCause({ topic: 'money' }, 'hour')).toBe('responsibility')
})
test('when everything is narrowed there is no further layer', () => {
  const all = Object.fromEntries(causes.map((cause) => [cause, 'x']))
  expect(nextCause(all, 'region')).toBe('region')
})
