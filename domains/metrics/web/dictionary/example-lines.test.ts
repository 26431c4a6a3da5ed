import { expect, test } from 'vitest'
import { exampleLines } from './example-lines.ts'

test('a worked example is told in lines, what repeats once with how often', () => {
  const given = {
    calls: [{ talkSeconds: 60, outcomeKind: 'success' }, {}, {}],
    agents: [
      [
        { state: 'ready', seconds: 300 },
        { state: 'talking', seconds: 60 },
      ],
    ],
    helps: 2,
  }
  expect(exampleLines(given, 'zh')).toEqual([
    { kind: '通话', words: '通话（秒） 60，结果 成功', times: 1 },
    { kind: '通话', words: '无人接听', times: 2 },
    { kind: '坐席', words: '空闲 300 秒 → 通话 60 秒', times: 1 },
    { kind: '求助', words: '', times: 2 },
  ])
  expect(exampleLines(given, 'en')[2]?.words).toBe('ready 300 s → talking 60 s')
})
