import { describe, expect, test } from 'vitest'
import { campaignMoves, campaignStates, campaignTypes, isSuccess, mayPlan, mayTune, typeMeanings } from './campaign.ts'
import { gateSteps, gates, gatesBefore, lacksOf, type Readiness, unsignedBefore } from './stage-gates.ts'

const complete: Readiness = {
  targetSuccesses: 100,
  startsOn: '2026-03-05',
  endsOn: '2026-03-31',
  listId: 'a list',
  recordCount: 500,
  teamIds: ['a team'],
  callerId: '02112345678',
  mode: 'progressive',
  sellerId: null,
  openingWords: '您好',
}

describe('a campaign', () => {
  test('goes from draft through approval to calling, to its end and its review', () => {
    const way = ['submit', 'approve', 'start', 'pause', 'resume', 'finish', 'review'] as const
    const end = way.reduce((state, move) => campaignMoves[state][move] ?? state, 'draft' as keyof typeof campaignMoves)
    expect(end).toBe('reviewed')
  })
  test('calls nobody before it was approved', () => {
    expect(campaignMoves.draft.start).toBeUndefined()
    expect(campaignMoves.inReview.start).toBeUndefined()
  })
  test('never leaves a state for itself, and is reopened one stage at a time', () => {
    for (const state of campaignStates) expect(Object.values(campaignMoves[state])).not.toContain(state)
    expect(campaignMoves.reviewed).toEqual({ reopen: 'finished' })
  })
  test('is planned as a draft only, and tuned until it has finished', () => {
    expect(campaignStates.filter(mayPlan)).toEqual(['draft'])
    expect(campaignStates.filter(mayTune)).toEqual(['draft', 'inReview', 'ready', 'running', 'paused'])
  })
  test('of every type says in both languages what it calls a success', () => {
    for (const type of campaignTypes) {
      expect(typeMeanings[type].success.zh).not.toBe('')
      expect(typeMeanings[type].success.en).not.toBe('')
      expect(isSuccess(type, 'success')).toBe(true)
      expect(isSuccess(type, 'refusal')).toBe(false)
    }
  })
})

describe('the nine steps', () => {
  test('stand five before approval and four before the first call', () => {
    expect(gateSteps).toHaveLength(9)
    expect(gatesBefore('approve')).toEqual(['goals', 'cost', 'list', 'staffing', 'script'])
    expect(gatesBefore('start')).toEqual(['training', 'reports', 'incentives', 'pacing'])
  })
  test('find nothing lacking in a complete plan', () => {
    expect(lacksOf(complete)).toEqual([])
  })
  test.each([
    ['goals', { targetSuccesses: 0 }, 'noTarget'],
    ['goals', { endsOn: null }, 'noDates'],
    ['list', { listId: null }, 'noList'],
    ['list', { recordCount: 0 }, 'emptyList'],
    ['staffing', { teamIds: [] }, 'noTeam'],
    ['script', { openingWords: '  ' }, 'noScript'],
    ['pacing', { callerId: '' }, 'noCallerId'],
    ['pacing', { mode: 'predictive' }, 'noSeller'],
  ] as const)('%s notices %o', (step, change, lack) => {
    expect(gates[step].lacks({ ...complete, ...change })).toEqual([lack])
  })
  test('wait for each signature that is missing', () => {
    expect(unsignedBefore('approve', ['goals', 'cost', 'list', 'script'])).toEqual(['staffing'])
  })
})
