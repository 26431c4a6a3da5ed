import { describe, expect, test } from 'vitest'
import type { NumberReport } from '../contract.ts'
import { carriersOf, whomToRest } from './rest-numbers.ts'

const report = (number: string, change: Partial<NumberReport> = {}): NumberReport => ({
  ...{ callerIdId: '01980000-0000-7000-8000-000000000001', number, version: 1, state: 'inUse', stateWords: null },
  ...{ stateNote: '', stateByName: '', stateSince: null, restUntil: null, ownerName: '', region: '', campaigns: [] },
  ...{ dials: 500, answered: 50, conversations: 50, short: 0, complaints: 0, openFlags: 0 },
  ...{ answerRate: null, pastRate: null, change: null, shortShare: null, complaintRate: null },
  ...{ advice: 'rest', findings: ['answersHalved'], ...change },
})
const rested = (reports: NumberReport[], pools: string[][]): string[] =>
  whomToRest(reports, pools).map(({ number }) => number)

describe('the rule rests', () => {
  test('what is advised to rest and in use, not what rests, is retired, unknown or fares well', () => {
    const others = [
      report('2', { state: 'resting' }),
      report('3', { state: 'retired' }),
      report('4', { callerIdId: null, version: null, state: null }),
      report('5', { advice: 'watch' }),
    ]
    expect(rested([report('1'), ...others], [['1', '5']])).toEqual(['1'])
  })
  test('all but the last good number of a campaign that calls: that one is for a person to decide', () => {
    expect(rested([report('1')], [['1']])).toEqual([])
    expect(rested([report('1'), report('2')], [['1', '2']])).toEqual(['1'])
    expect(rested([report('1'), report('2', { advice: 'good', openFlags: 1 })], [['1', '2']])).toEqual([])
    // A number nobody has registered carries the campaign on as well.
    expect(rested([report('1')], [['1', '9']])).toEqual(['1'])
    expect(rested([report('1')], [['2']])).toEqual(['1'])
  })
  test('not the last that may carry the campaign: one meant for other calls does not go on in its place', () => {
    const meantFor = new Map([['2', 'service' as const]])
    const pool = (campaignType: 'sales' | 'revisit') => carriersOf([{ numbers: ['1', '2'], campaignType }], meantFor)
    expect(rested([report('1'), report('2', { advice: 'good' })], pool('sales'))).toEqual([])
    expect(rested([report('1'), report('2', { advice: 'good' })], pool('revisit'))).toEqual(['1'])
  })
  test('also the last one where it is flagged, for it carries no call anyway', () => {
    expect(rested([report('1', { openFlags: 2 })], [['1']])).toEqual(['1'])
  })
})
