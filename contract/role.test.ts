import { describe, expect, test } from 'vitest'
import { mayAppoint } from './role.ts'

describe('appointing', () => {
  test('is for posts that see less than oneself', () => {
    const supervisor = { scope: 'site', roles: ['supervisor'] } as const
    expect(mayAppoint(supervisor, 'agent')).toBe(true)
    expect(mayAppoint(supervisor, 'teamLeader')).toBe(true)
    expect(mayAppoint(supervisor, 'supervisor')).toBe(false)
    expect(mayAppoint(supervisor, 'director')).toBe(false)
    expect(mayAppoint({ scope: 'team', roles: ['teamLeader'] }, 'teamLeader')).toBe(false)
    expect(mayAppoint({ scope: 'own', roles: ['agent'] }, 'agent')).toBe(false)
  })
  test('knows no limit of reach for whoever sees everything', () => {
    expect(mayAppoint({ scope: 'all', roles: ['director'] }, 'campaignManager')).toBe(true)
  })
  test('of administrators is for administrators', () => {
    expect(mayAppoint({ scope: 'all', roles: ['director'] }, 'administrator')).toBe(false)
    expect(mayAppoint({ scope: 'all', roles: ['administrator'] }, 'administrator')).toBe(true)
  })
})
