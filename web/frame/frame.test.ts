import { describe, expect, test } from 'vitest'
import { anyoneSignedIn } from '#contract/permission.ts'
import { homeOf, inMenuOrder } from '../home.ts'
import { findPages } from './find-pages.ts'
import { menuPageOf, pageOf } from './page-of.ts'
import { closeTab, nameTab, openTab, readTabs } from './tabs.ts'

const menu = (group: 'desk' | 'campaigns' | 'floor', position = 10) => ({ group, position })
const page = (path: `/${string}`, place?: ReturnType<typeof menu>) => ({
  path,
  permission: anyoneSignedIn,
  ...(place ? { menu: place } : {}),
})
const pages = [page('/floor', menu('floor')), page('/campaigns', menu('campaigns')), page('/desk', menu('desk'))]

describe('the first page', () => {
  test('is that of the post', () => {
    expect(homeOf(['agent'], pages, () => true)).toBe('/desk')
    expect(homeOf(['teamLeader'], pages, () => true)).toBe('/floor')
    expect(homeOf(['campaignManager'], pages, () => true)).toBe('/campaigns')
  })
  test('of a leader who also calls is the floor', () => {
    expect(homeOf(['agent', 'teamLeader'], pages, () => true)).toBe('/floor')
  })
  test('is the first of the menu when that of the post is closed or there is none', () => {
    expect(homeOf(['agent'], pages, ({ permission }) => permission === anyoneSignedIn)).toBe('/desk')
    expect(homeOf(['trainer'], pages, () => true)).toBe('/desk')
    expect(homeOf(['agent'], [page('/campaigns', menu('campaigns'))], () => true)).toBe('/campaigns')
    expect(homeOf(['agent'], pages, () => false)).toBeUndefined()
  })
})

test('the menu stands in the order of a campaign, not of the files', () => {
  const mixed = [
    page('/x'),
    page('/b', menu('campaigns', 20)),
    page('/floor', menu('floor')),
    page('/a', menu('campaigns', 5)),
  ]
  expect(inMenuOrder(mixed).map(({ path }) => path)).toEqual(['/a', '/b', '/floor'])
})

describe('open pages', () => {
  const [a, b, c] = [
    { path: '/a', address: '/a' },
    { path: '/b', address: '/b?page=2' },
    { path: '/c', address: '/c' },
  ]
  test('are opened once and remember where one was', () => {
    expect(openTab([a, b], { path: '/b', address: '/b?page=3' })).toEqual([a, { path: '/b', address: '/b?page=3' }])
    const tabs = [a]
    expect(openTab(tabs, a)).toBe(tabs)
  })
  test('lose the oldest beyond sixteen', () => {
    const many = Array.from({ length: 16 }, (_, place) => ({ path: `/${place}`, address: `/${place}` }))
    expect(openTab(many, a).map(({ path }) => path)).toEqual([...many.slice(1).map(({ path }) => path), '/a'])
  })
  test('closed in sight give way to the right neighbour, else the left, else home', () => {
    expect(closeTab([a, b, c], '/b', '/b')).toEqual({ tabs: [a, c], goTo: '/c' })
    expect(closeTab([a, b], '/b', '/b').goTo).toBe('/a')
    expect(closeTab([a], '/a', '/a').goTo).toBe('/')
    expect(closeTab([a, b], '/b', '/a').goTo).toBeUndefined()
  })
  test('take the name the page gives itself', () => {
    expect(nameTab([a], '/a', '开门红')).toEqual([{ ...a, title: '开门红' }])
  })
  test('kept by another version are forgotten', () => {
    expect([readTabs('[{"path":1}]'), readTabs('{'), readTabs(null)]).toEqual([[], [], []])
  })
})

describe('the page of an address', () => {
  const all = [page('/campaigns', menu('campaigns')), page('/campaigns/$campaignId'), page('/campaigns/new')]
  test('is the exact one before one with parameters', () => {
    expect(pageOf(all, '/campaigns/new')?.path).toBe('/campaigns/new')
    expect(pageOf(all, '/campaigns/7')?.path).toBe('/campaigns/$campaignId')
    expect(pageOf(all, '/nowhere')).toBeUndefined()
  })
  test('lights up the entry of the menu above it', () => {
    expect(menuPageOf(all, '/campaigns/7')?.path).toBe('/campaigns')
    expect(menuPageOf(all, '/nowhere/at/all')).toBeUndefined()
  })
})

test('pages are found in either language, by some of their letters, the nearest first', () => {
  const named = [
    { title: { zh: '禁呼名单', en: 'Do-not-call list' } },
    { title: { zh: '名单', en: 'Lists' } },
    { title: { zh: '外呼任务', en: 'Campaigns' } },
  ]
  expect(findPages(named, '名单').map(({ title }) => title.zh)).toEqual(['名单', '禁呼名单'])
  expect(findPages(named, 'cmpg').map(({ title }) => title.en)).toEqual(['Campaigns'])
  expect(findPages(named, '')).toHaveLength(3)
})
