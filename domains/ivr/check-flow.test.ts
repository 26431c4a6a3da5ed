import { describe, expect, test } from 'vitest'
import { checkFlow } from './check-flow.ts'
import { FlowBody } from './flow.ts'
import { problemCodes } from './problems.ts'
import { problemWords } from './text.ts'

const known = { prompts: new Set(['hello', 'bye']), campaigns: new Set<string>(), isRecordingOn: true }
const end = { kind: 'end', id: 'bye', name: '再见', prompt: 'bye' }
const say = { kind: 'say', id: 'hello', name: '欢迎', prompt: 'hello', next: 'bye' }
const rate = (id: string, next: string | null) => ({
  ...{ kind: 'choose', id, name: '评价', prompt: 'hello' },
  options: [
    { key: '1', value: '满意', next, satisfied: true },
    { key: '2', value: '不满意', next, satisfied: false },
  ],
})
const menu = (options: { key: string; next: string | null }[], more = {}) => ({
  ...{ kind: 'choose', id: 'menu', name: '菜单', prompt: 'hello', ...more },
  options: options.map(({ key, next }, place) => ({ key, next, value: `${place}` })),
})
const found = (steps: unknown[], more: Record<string, unknown> = {}, about = known): string[] =>
  checkFlow(FlowBody.parse({ purpose: 'incoming', steps, ...more }), about).map(({ code, stepId }) =>
    stepId === null ? code : `${code} ${stepId}`,
  )

describe('a flow', () => {
  test('that is whole may be published', () => {
    expect(found([say, end])).toEqual([])
    expect(found([rate('rating', 'bye'), end], { purpose: 'survey' })).toEqual([])
  })

  test.each([
    ['leads nowhere', [{ ...say, next: 'gone' }, end], ['unknownNext hello']],
    ['has a step nobody comes to', [say, end, { ...say, id: 'alone' }], ['unreachable alone']],
    ['goes round by itself', [say, { ...say, id: 'bye', next: 'hello' }], ['noExit hello', 'noExit bye']],
    [
      'asks the same for ever when nobody answers',
      [menu([{ key: '1', next: null }], { onGiveUp: 'menu' })],
      ['noExit menu'],
    ],
    [
      'uses a key twice',
      [
        menu([
          { key: '1', next: null },
          { key: '1', next: null },
        ]),
      ],
      ['keyTwice menu'],
    ],
    ['uses a step id twice', [say, end, end], ['idTwice bye']],
    ['says what there is not', [{ ...say, prompt: 'nothing' }, end], ['unknownPrompt hello']],
    ['asks in silence', [{ ...say, prompt: '' }, end], ['noPrompt hello']],
    [
      'hands over to nobody in particular',
      [{ kind: 'handOver', id: 'agent', name: '人工', prompt: '', to: 'agents' }],
      ['noCampaign agent'],
    ],
    [
      'hands over to a campaign there is not',
      [
        {
          kind: 'handOver',
          id: 'agent',
          name: '人工',
          prompt: '',
          to: 'agents',
          campaignId: '01900000-0000-7000-8000-000000000000',
        },
      ],
      ['unknownCampaign agent'],
    ],
    [
      'wants more digits than it takes',
      [{ kind: 'number', id: 'age', name: '年龄', prompt: 'hello', minDigits: 4, maxDigits: 3, next: null }],
      ['digitsBackwards age'],
    ],
    [
      'reads twenty digits as an age',
      [{ kind: 'number', id: 'age', name: '年龄', prompt: 'hello', maxDigits: 20, readAs: 'age', next: null }],
      ['digitsForReading age'],
    ],
    [
      'wants more chosen than there are, and lets # mean a choice',
      [
        {
          kind: 'chooseSeveral',
          id: 'shifts',
          name: '班次',
          prompt: 'hello',
          atLeast: 2,
          options: [{ key: '#', value: 'x' }],
          next: null,
        },
      ],
      ['keyConfirms shifts', 'moreThanThereAre shifts'],
    ],
    ['rates outside of a survey', [rate('rating', 'bye'), end], ['ratingOutsideSurvey rating']],
  ])('that %s is told so', (_, steps, problems) => {
    expect(found(steps)).toEqual(problems)
  })

  test.each([
    ['rates nothing', [say, end], ['noRating']],
    ['rates twice', [rate('one', 'two'), rate('two', null)], ['ratedTwice two']],
    [
      'hands over',
      [rate('one', 'agent'), { kind: 'handOver', id: 'agent', name: '人工', prompt: '', to: 'lastAgent' }],
      ['handsOverSurvey agent'],
    ],
    [
      'rates only half of its choices',
      [
        {
          ...rate('one', null),
          options: [
            { key: '1', value: '满意', next: null, satisfied: true },
            { key: '2', value: '其他', next: null },
          ],
        },
      ],
      ['ratingIncomplete one'],
    ],
  ])('for a survey that %s is told so', (_, steps, problems) => {
    expect(found(steps, { purpose: 'survey' })).toEqual(problems)
  })

  test('that records is not published while recording is off', () => {
    const speak = { kind: 'speak', id: 'name', name: '姓名', prompt: 'hello', next: null }
    expect(found([speak], {}, { ...known, isRecordingOn: false })).toEqual(['recordingOff name'])
  })

  test('may lead back to a menu whose silence leads out', () => {
    const again = { ...say, id: 'again', next: 'menu' }
    expect(
      found([
        menu([
          { key: '9', next: 'again' },
          { key: '1', next: null },
        ]),
        again,
      ]),
    ).toEqual([])
  })

  test('is told of every problem in both languages', () => {
    for (const code of problemCodes) expect(Object.values(problemWords[code]).every(Boolean)).toBe(true)
  })
})
