import { describe, expect, test } from 'vitest'
import { openChannels } from './live-channels.ts'
import { newest, readTold, waitBeforeAttempt } from './live-news.ts'

const told = (version: number, value: unknown) => JSON.stringify({ channel: 'desk:7', version, value })
const listener = () => {
  const heard: unknown[] = []
  return {
    heard,
    onNews: ({ value }: { value: unknown }) => heard.push(value),
    onReturn: () => heard.push('back'),
    onRefused: (code: string) => heard.push(code),
  }
}

describe('news', () => {
  test('that comes late changes nothing', () => {
    const held = { version: 5, value: 'new' }
    expect(newest(held, { version: 4, value: 'old' })).toBe(held)
    expect(newest(held, { version: 5, value: 'same' })).toBe(held)
    expect(newest(held, { version: 6, value: 'newer' }).value).toBe('newer')
    expect(newest(undefined, { version: 1, value: 'first' }).value).toBe('first')
  })
  test('that cannot be read is noise', () => {
    expect([readTold('{'), readTold('{"channel":1}'), readTold('{"channel":"x"}')].map(({ kind }) => kind)).toEqual([
      'noise',
      'noise',
      'noise',
    ])
  })
})

describe('a channel', () => {
  test('is asked for once, however many listen, and told to all', () => {
    const channels = openChannels()
    const [one, two] = [listener(), listener()]
    expect(channels.join('desk:7', 'ask', one)).toBe(true)
    expect(channels.join('desk:7', 'ask', two)).toBe(false)
    channels.hear(told(1, 'ready'))
    channels.hear(told(3, 'talking'))
    channels.hear(told(2, 'ringing'))
    expect([one.heard, two.heard]).toEqual([
      ['ready', 'talking'],
      ['ready', 'talking'],
    ])
  })
  test('tells a newcomer what it knows at once', () => {
    const channels = openChannels()
    channels.join('desk:7', 'ask', listener())
    channels.hear(told(1, 'ready'))
    const late = listener()
    channels.join('desk:7', 'ask', late)
    expect(late.heard).toEqual(['ready'])
  })
  test('is left when the last listener goes, and starts afresh', () => {
    const channels = openChannels()
    const [one, two] = [listener(), listener()]
    channels.join('desk:7', 'ask', one)
    channels.join('desk:7', 'ask', two)
    expect([channels.leave('desk:7', one), channels.leave('desk:7', two)]).toEqual([false, true])
    expect(channels.isEmpty()).toBe(true)
    expect(channels.join('desk:7', 'ask', one)).toBe(true)
  })
  test('says why it is refused, and when the line is back', () => {
    const channels = openChannels()
    const one = listener()
    channels.join('desk:7', 'ask', one)
    channels.hear(JSON.stringify({ refused: 'desk:7', code: 'common.notAllowed' }))
    channels.sayReturn()
    expect(one.heard).toEqual(['common.notAllowed', 'back'])
  })
})

test('attempts wait longer and longer, at most 15 s, each screen a little differently', () => {
  expect([waitBeforeAttempt(0, 0), waitBeforeAttempt(0, 1), waitBeforeAttempt(3, 0.5)]).toEqual([250, 500, 3000])
  expect(waitBeforeAttempt(50, 1)).toBe(15_000)
})
