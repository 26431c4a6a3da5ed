import { expect, test } from 'vitest'
import { callsOf, narrowingOf, nextStep } from './drill.ts'

test('a campaign opens into its teams, a team into its agents, an agent into calls', () => {
  expect(nextStep(['campaign'], ['c'], {})).toEqual({ by: 'team', narrowing: { campaignId: 'c' } })
  expect(nextStep(['team'], ['t'], { campaignId: 'c' })).toEqual({ by: 'agent', narrowing: { teamId: 't' } })
  expect(nextStep(['agent'], ['a'], { campaignId: 'c', teamId: 't' })).toBeUndefined()
})
test('a product or a region opens into its campaigns, or what is not fixed yet', () => {
  expect(nextStep(['product'], ['信用卡'], { siteId: 's' })).toEqual({
    by: 'campaign',
    narrowing: { product: '信用卡' },
  })
  expect(nextStep(['region'], ['上海'], { siteId: 's', campaignId: 'c' })?.by).toBe('team')
})
test('calls nobody took lead to no further report, but can be listed; hours narrow nothing', () => {
  expect(callsOf(['campaign', 'team'], ['c', null])).toEqual({ campaignId: 'c', teamId: '(none)' })
  expect(callsOf(['hour'], ['09'])).toEqual({})
  expect(nextStep(['team'], [null], {})).toBeUndefined()
  expect(nextStep(['hour'], ['09'], {})).toBeUndefined()
  expect(narrowingOf(['campaign', 'hour'], ['c', '09'])).toEqual({ campaignId: 'c' })
})
