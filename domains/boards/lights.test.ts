import { describe, expect, test } from 'vitest'
import { type CampaignFacts, lightAgainst, lightOfCampaign, standingOf } from './lights.ts'

const usual: CampaignFacts = {
  running: true,
  target: 1000,
  reached: 500,
  planned: 500,
  ended: false,
  stock: null,
  perContact: null,
  abandonRate: null,
  abandonLow: null,
  abandonTarget: 0.03,
  complaintLow: null,
  complaintUsual: null,
}

describe('standing against the plan', () => {
  test('forgives what may be chance: 92 of 100 is on plan, 75 far behind, and 930 of 1000 is behind', () => {
    expect([standingOf(92, 100), standingOf(75, 100), standingOf(930, 1000)]).toEqual(['onPlan', 'farBehind', 'behind'])
  })
  test('is ahead only beyond chance, and unknown without a plan', () => {
    expect([standingOf(110, 100), standingOf(120, 100), standingOf(5, null), standingOf(null, 5)]).toEqual([
      'onPlan',
      'ahead',
      null,
      null,
    ])
  })
  test('of nothing planned and nothing reached is on plan', () => {
    expect(standingOf(0, 0)).toBe('onPlan')
    expect(lightAgainst(3, null)).toBe('grey')
  })
})

describe('the light of a campaign', () => {
  test('is green on plan and grey without a goal', () => {
    expect(lightOfCampaign(usual)).toEqual({ light: 'green', reasons: ['onPlan'] })
    expect(lightOfCampaign({ ...usual, target: 0, planned: null }).light).toBe('grey')
  })
  test('is red where complaints or abandoned calls are surely too many, however good the pace', () => {
    const abandoned = lightOfCampaign({ ...usual, reached: 600, abandonLow: 0.031 })
    expect(abandoned).toEqual({ light: 'red', reasons: ['abandonHigh', 'ahead'] })
    expect(lightOfCampaign({ ...usual, complaintLow: 0.02, complaintUsual: 0.01 }).reasons[0]).toBe('complaintsHigh')
  })
  test('stays as it is where they may be chance', () => {
    expect(lightOfCampaign({ ...usual, abandonRate: 0.05, abandonLow: 0.01 }).light).toBe('green')
  })
  test('warns of a list that cannot bring the goal', () => {
    const short = lightOfCampaign({ ...usual, stock: 1000, perContact: 0.1 })
    expect(short).toEqual({ light: 'amber', reasons: ['listShort', 'onPlan'] })
    expect(lightOfCampaign({ ...usual, stock: 9000, perContact: 0.1 }).light).toBe('green')
  })
  test('of one that ended says whether the goal was reached, and nothing of the list', () => {
    expect(lightOfCampaign({ ...usual, ended: true, running: false, stock: 10, perContact: 0.1 })).toEqual({
      light: 'red',
      reasons: ['missed'],
    })
    expect(lightOfCampaign({ ...usual, ended: true, running: false, reached: 1000 }).light).toBe('green')
  })
})
