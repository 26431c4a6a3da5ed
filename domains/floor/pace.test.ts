import { describe, expect, test } from 'vitest'
import { businessDayAround } from './day.ts'
import { overtime } from './norms.ts'
import { plannedBy, sharePassed, targetOfToday } from './pace.ts'
import { sees, seesCampaign } from './sight.ts'

const at = (time: string): number => Date.parse(`2026-03-05T${time}:00+08:00`)
const openings = [
  { from: at('09:00'), to: at('12:00') },
  { from: at('14:00'), to: at('19:00') },
]

describe('the plan of a day', () => {
  test('moves with the calling hours and stands still over lunch', () => {
    expect(
      ['08:00', '10:30', '12:00', '13:30', '16:00', '21:00'].map((time) => plannedBy(80, openings, at(time))),
    ).toEqual([0, 15, 30, 30, 50, 80])
  })
  test('is nothing on a day without calling hours', () => {
    expect(sharePassed([], at('10:00'))).toBeUndefined()
  })
  test('spreads what is missing over the days left, in whole successes', () => {
    expect(targetOfToday(100, 0, 10)).toBe(10)
    expect(targetOfToday(100, 95, 10)).toBe(1)
    expect(targetOfToday(100, 120, 10)).toBe(0)
    expect(targetOfToday(100, 40, 0)).toBe(60)
  })
})

describe('a business day', () => {
  test('begins at the hour the site says, on its own clock', () => {
    const chengdu = { timeZone: 'Asia/Shanghai', dayStartsAt: '06:00' }
    const day = (time: string) => new Date(businessDayAround(chengdu, Date.parse(time)).startsAt).toISOString()
    expect(day('2026-03-05T05:59:00+08:00')).toBe('2026-03-03T22:00:00.000Z')
    expect(day('2026-03-05T06:00:00+08:00')).toBe('2026-03-04T22:00:00.000Z')
  })
  test('is an hour shorter when the clocks are put forward', () => {
    const { startsAt, endsAt } = businessDayAround(
      { timeZone: 'Europe/Berlin', dayStartsAt: '00:00' },
      Date.parse('2026-03-29T12:00:00Z'),
    )
    expect((endsAt - startsAt) / 3_600_000).toBe(23)
  })
})

test('a state is long at one and a half of its norm and too long at twice', () => {
  expect([89, 90, 119, 120].map((seconds) => overtime('ready', seconds))).toEqual(['usual', 'long', 'long', 'tooLong'])
})

describe('what somebody sees of the floor', () => {
  const agent = { agentId: 'wang', teamId: 'lions', siteId: 'shanghai' }
  const viewer = { id: 'zhao', scope: 'all', teamIds: [], siteIds: [] } as const
  test('ends where their scope ends', () => {
    expect(sees(viewer, agent)).toBe(true)
    expect(sees({ ...viewer, scope: 'own' }, agent)).toBe(false)
    expect(sees({ ...viewer, scope: 'own', id: 'wang' }, agent)).toBe(true)
    expect(sees({ ...viewer, scope: 'team', teamIds: ['lions'] }, agent)).toBe(true)
    expect(sees({ ...viewer, scope: 'team', teamIds: ['tigers'], siteIds: ['shanghai'] }, agent)).toBe(false)
    expect(sees({ ...viewer, scope: 'site', siteIds: ['shanghai'] }, agent)).toBe(true)
    expect(sees({ ...viewer, scope: 'site', siteIds: [] }, agent)).toBe(false)
    expect(sees({ ...viewer, scope: 'team', teamIds: ['lions'] }, { ...agent, teamId: null })).toBe(false)
  })
  test('includes the campaigns of their teams', () => {
    const campaign = { siteId: 'shanghai', teamIds: ['lions', 'tigers'] }
    expect(seesCampaign({ ...viewer, scope: 'team', teamIds: ['tigers'] }, campaign)).toBe(true)
    expect(seesCampaign({ ...viewer, scope: 'team', teamIds: ['pandas'] }, campaign)).toBe(false)
    expect(seesCampaign({ ...viewer, scope: 'own' }, campaign)).toBe(false)
  })
})
