import { describe, expect, test } from 'vitest'
import { findLoops, findStrangers } from './map-shape.ts'

describe('the map', () => {
  test('may let many use one', () => {
    expect(findLoops({ people: [], calls: ['people'], dialer: ['calls', 'people'] })).toEqual([])
  })

  test('may not lead back to where it began', () => {
    expect(findLoops({ people: ['dialer'], calls: ['people'], dialer: ['calls'] })).toEqual([
      'a loop in domains/map.ts: people → dialer → calls → people',
    ])
  })

  test('names every folder, and nothing that has none', () => {
    expect(findStrangers({ people: [], calls: ['people', 'ghosts'] }, ['people', 'sales'])).toEqual([
      'domains/sales is not in domains/map.ts',
      'domains/map.ts names calls, which has no folder',
      'domains/map.ts lets calls use ghosts, which it does not list',
    ])
  })
})
