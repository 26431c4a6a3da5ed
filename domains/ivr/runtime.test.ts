import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkFlow } from './check-flow.ts'
import { FlowBody, type Step } from './flow.ts'
import {
  type FlowEvent,
  type FlowOrder,
  type FlowState,
  mostKeys,
  mostPassages,
  newRun,
  nextMove,
  type Passage,
  ratingOf,
  resumedRun,
} from './runtime.ts'

const flowOf = (steps: unknown[], more: Record<string, unknown> = {}): FlowBody =>
  FlowBody.parse({ purpose: 'incoming', steps, goodbye: 'bye', ...more })
const known = { prompts: null, campaigns: null, isRecordingOn: true }

const recruiting = flowOf([
  { kind: 'say', id: 'welcome', name: '欢迎', prompt: 'welcome', next: 'name' },
  { kind: 'speak', id: 'name', name: '姓名', prompt: 'sayName', next: 'age' },
  { kind: 'number', id: 'age', name: '年龄', prompt: 'typeAge', readAs: 'age', maxDigits: 3, next: 'experience' },
  {
    ...{ kind: 'choose', id: 'experience', name: '经验', prompt: 'experience', wrongPrompt: 'wrong', tries: 2 },
    options: [
      { key: '1', value: '有', next: 'shifts' },
      { key: '2', value: '没有', next: 'shifts' },
    ],
  },
  {
    ...{ kind: 'chooseSeveral', id: 'shifts', name: '班次', prompt: 'shifts', next: 'thanks' },
    options: [
      { key: '1', value: '早' },
      { key: '2', value: '中' },
      { key: '3', value: '晚' },
    ],
  },
  { kind: 'end', id: 'thanks', name: '谢谢', prompt: 'thanks' },
])

type Walked = { state: FlowState; orders: FlowOrder[] }
const walk = (flow: FlowBody, events: readonly FlowEvent[], from: FlowState = newRun(flow)): Walked =>
  events.reduce<Walked>(
    ({ state, orders }, event) => {
      const moved = nextMove(state, event)
      return { state: moved.state, orders: [...orders, ...moved.orders] }
    },
    { state: from, orders: [] },
  )
const keys = (pressed: string): FlowEvent[] => [...pressed].map((key) => ({ kind: 'key', key }))
const begin = { kind: 'begin' } as const
const said = { kind: 'said' } as const
const timeUp = { kind: 'timeUp' } as const
const answersOf = ({ orders }: Walked) =>
  orders.flatMap((order) =>
    order.do === 'leave' ? [[order.passage.stepId, order.result, ...order.passage.values].join(' ')] : [],
  )
const endOf = ({ orders }: Walked) => orders.flatMap((order) => (order.do === 'end' ? [order.end] : []))
const heard = ({ orders }: Walked) => orders.flatMap((order) => (order.do === 'say' ? order.prompts : []))

describe('a call through a flow', () => {
  test('tells a name, types an age, chooses one thing and several, and hears thanks', () => {
    const walked = walk(recruiting, [
      ...[begin, said, said, { kind: 'talking' } as const, { kind: 'silent' } as const, said],
      ...[...keys('28#'), said, ...keys('1'), said, ...keys('31#'), said],
    ])
    expect(answersOf(walked)).toEqual([
      'welcome passed',
      'name answered',
      'age answered 28',
      'experience answered 有',
      'shifts answered 早 晚',
      'thanks passed',
    ])
    expect(endOf(walked)).toEqual(['completed'])
    expect(walked.orders.at(-2)).toEqual({ do: 'hangUp' })
    expect(heard(walked)).toEqual(['welcome', 'sayName', 'typeAge', 'experience', 'shifts', 'thanks'])
  })

  test('need not be heard to the end by who knows what comes', () => {
    const { orders } = walk(recruiting, [begin, said, ...keys('#'), ...keys('#'), ...keys('19#2')])
    expect(orders.filter((order) => order.do === 'hush')).toHaveLength(3)
    expect(orders.flatMap((order) => (order.do === 'leave' ? order.passage.stepId : []))).toEqual([
      'welcome',
      'name',
      'age',
      'experience',
    ])
  })

  test('is asked again after a key that means nothing, in other words after silence, and then given up', () => {
    const steps = recruiting.steps.slice(3)
    const walked = walk(flowOf(steps), [begin, said, ...keys('7'), said, timeUp, said])
    expect(heard(walked)).toEqual(['experience', 'wrong', 'experience', 'bye'])
    expect(walked.orders.find((order) => order.do === 'leave')).toMatchObject({
      result: 'gaveUp',
      passage: { tries: 2, wrongKeys: 1, silences: 1 },
    })
    expect(endOf(walked)).toEqual(['gaveUp'])
  })

  test('confirms by silence what is complete, and only that', () => {
    const age = flowOf(recruiting.steps.slice(2).map((step) => (step.id === 'age' ? { ...step, tries: 2 } : step)))
    expect(answersOf(walk(age, [begin, said, ...keys('44'), timeUp]))).toEqual(['age answered 44'])
    expect(answersOf(walk(age, [begin, said, ...keys('0'), timeUp, said, ...keys('300#')]))).toEqual(['age gaveUp'])
    expect(answersOf(walk(age, [begin, said, ...keys('12*34#')]))).toEqual(['age answered 34'])
  })

  test('keeps what was typed when the caller hangs up in the middle, as no answer', () => {
    const walked = walk(flowOf(recruiting.steps.slice(2)), [begin, said, ...keys('3'), { kind: 'hungUp' }])
    expect(answersOf(walked)).toEqual(['age hungUp 3'])
    expect(endOf(walked)).toEqual(['hungUp'])
  })

  test('has been gone through by who hangs up while being thanked', () => {
    const walked = walk(flowOf(recruiting.steps.slice(5)), [begin, { kind: 'hungUp' }])
    expect([answersOf(walked), endOf(walked)]).toEqual([['thanks passed'], ['completed']])
  })

  test('hands over to an agent, or goes on where nobody is free', () => {
    const steps = [
      {
        kind: 'handOver',
        id: 'agent',
        name: '人工',
        prompt: '',
        to: 'lastAgent',
        campaignId: null,
        onNobody: 'sorry',
      },
      { kind: 'end', id: 'sorry', name: '抱歉', prompt: 'sorry' },
    ]
    const handed = walk(flowOf(steps), [begin, { kind: 'handed' }])
    expect([answersOf(handed), endOf(handed)]).toEqual([['agent passed'], ['handedOver']])
    expect(handed.orders.some((order) => order.do === 'hangUp')).toBe(false)
    const alone = walk(flowOf(steps), [begin, { kind: 'nobody' }, said])
    expect([answersOf(alone), endOf(alone)]).toEqual([['agent nobody', 'sorry passed'], ['completed']])
  })

  test('is said goodbye to when it takes too long', () => {
    const walked = walk(recruiting, [begin, said, said, { kind: 'tooLong' }, said])
    expect([heard(walked).at(-1), endOf(walked), answersOf(walked).at(-1)]).toEqual([
      'bye',
      ['tooLong'],
      'name cutShort',
    ])
  })

  test('goes on at the step it had come to after our server was away, and counts its tries on', () => {
    const passage: Passage = {
      ...{ place: 3, stepId: 'age', kind: 'number', tries: 3, wrongKeys: 2, silences: 0, values: [] },
    }
    const walked = walk(
      recruiting,
      [{ kind: 'resume' }, said, ...keys('5'), ...keys('1#')],
      resumedRun(recruiting, passage),
    )
    expect(heard(walked).slice(0, 2)).toEqual(['typeAge', 'experience'])
    expect(walked.orders.find((order) => order.do === 'leave')).toMatchObject({
      passage: { place: 3, tries: 3, wrongKeys: 2, values: ['51'] },
    })
    expect(walked.orders.find((order) => order.do === 'enter')).toMatchObject({ passage: { place: 4 } })
  })

  test('of a survey says whether the customer was satisfied', () => {
    const rating = {
      ...{ kind: 'choose', id: 'rating', name: '评价', prompt: 'rate' },
      options: [
        { key: '1', value: '满意', next: null, satisfied: true, score: 5 },
        { key: '2', value: '不满意', next: null, satisfied: false },
      ],
    }
    const flow = flowOf([rating], { purpose: 'survey' })
    expect(ratingOf(flow, [{ stepId: 'rating', values: ['不满意'] }])).toEqual({ satisfied: false, score: null })
    expect(ratingOf(flow, [{ stepId: 'rating', values: [] }])).toBeUndefined()
  })
})

const ids = ['a', 'b', 'c', 'd', 'e']
const anyNext = fc.option(fc.constantFrom(...ids), { nil: null })
const anyKey = fc.constantFrom(...'0123456789*#')
const asking = { tries: fc.integer({ min: 1, max: 3 }), waitSeconds: fc.integer({ min: 1, max: 9 }), onGiveUp: anyNext }
const maybe = fc.constantFrom('', 'prompt')
const anyStep = (id: string): fc.Arbitrary<unknown> => {
  const base = { id: fc.constant(id), name: fc.constant(id), prompt: maybe }
  const option = fc.record({ key: anyKey, value: fc.constantFrom('x', 'y', 'z'), next: anyNext })
  return fc.oneof(
    fc.record({ ...base, kind: fc.constant('say'), next: anyNext }),
    fc.record({
      ...base,
      ...asking,
      kind: fc.constant('choose'),
      options: fc.array(option, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      ...{ ...base, ...asking, kind: fc.constant('chooseSeveral'), next: anyNext },
      options: fc.array(fc.record({ key: anyKey, value: fc.constantFrom('x', 'y') }), { minLength: 1, maxLength: 4 }),
      atLeast: fc.integer({ min: 0, max: 3 }),
    }),
    fc.record({
      ...{ ...base, ...asking, kind: fc.constant('number'), next: anyNext },
      minDigits: fc.integer({ min: 1, max: 4 }),
      maxDigits: fc.integer({ min: 1, max: 6 }),
      readAs: fc.constantFrom('digits', 'phone', 'age'),
    }),
    fc.record({ ...base, ...asking, kind: fc.constant('speak'), next: anyNext }),
    fc.record({ ...base, kind: fc.constant('handOver'), to: fc.constant('lastAgent'), onNobody: anyNext }),
    fc.record({ ...base, kind: fc.constant('end') }),
  )
}
const anyFlow = fc
  .tuple(...ids.map(anyStep), maybe)
  .map((parts) => flowOf(parts.slice(0, -1), { goodbye: parts.at(-1) }))
const anyEvent: fc.Arbitrary<FlowEvent> = fc.oneof(
  anyKey.map((key) => ({ kind: 'key', key }) as const),
  fc.constantFrom(
    ...(
      [
        'begin',
        'said',
        'timeUp',
        'talking',
        'silent',
        'handed',
        'nobody',
        'hungUp',
        'tooLong',
        'resume',
        'lost',
      ] as const
    ).map((kind) => ({ kind })),
  ),
)

/** What the telephone and the clock answer to what was ordered last, if the caller does nothing. */
const nothingDone = ({ phase }: FlowState): FlowEvent => {
  if (phase === 'saying' || phase === 'leaving') return said
  return phase === 'handing' ? { kind: 'nobody' } : timeUp
}

describe('whatever flow it is and whatever the caller does', () => {
  test('every passage entered is left once, in order, and the end is told once and last', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(anyEvent, { maxLength: 80 }), (flow, events) => {
        const walked = walk(flow, [begin, ...events, { kind: 'hungUp' }, ...events])
        const entered = walked.orders.flatMap((order) => (order.do === 'enter' ? [order.passage.place] : []))
        const left = walked.orders.flatMap((order) => (order.do === 'leave' ? [order.passage.place] : []))
        expect(left).toEqual(entered)
        expect(entered).toEqual(entered.map((_, at) => at + 1))
        expect(endOf(walked)).toHaveLength(1)
        expect(walked.orders.at(-1)?.do).toBe('end')
      }),
    )
  })

  test('a recording begun is ended, but for one the end of the call ends', () => {
    fc.assert(
      fc.property(anyFlow, fc.array(anyEvent, { maxLength: 80 }), (flow, events) => {
        let on: number | null = null
        const records = walk(flow, [begin, ...events]).orders.filter((order) => order.do === 'record')
        for (const order of records) {
          expect(on).toBe(order.on ? null : order.place)
          on = order.on ? order.place : null
        }
      }),
    )
  })

  test('it ends within the bounds declared, also where the caller never hangs up', () => {
    const bound = (mostPassages + 2) * 3 * (mostKeys + 4)
    fc.assert(
      fc.property(anyFlow, fc.array(anyEvent, { minLength: 1, maxLength: 12 }), (flow, habits) => {
        let state = nextMove(newRun(flow), begin).state
        let moves = 0
        const busy = habits.filter(({ kind }) => kind === 'key' || kind === 'talking')
        for (; state.end === null || state.phase !== 'over'; moves++) {
          const habit = busy[moves % (busy.length + 1)]
          state = nextMove(state, habit ?? nothingDone(state)).state
          expect(moves).toBeLessThan(bound)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('one that may be published lets nobody go round who does nothing', () => {
    fc.assert(
      fc.property(anyFlow, (flow) => {
        const problems = checkFlow(flow, known).filter(({ code }) => code === 'noExit' || code === 'unreachable')
        if (problems.length > 0) return
        const steps = flow.steps.length
        let { state } = nextMove(newRun(flow), begin)
        for (let moves = 0; state.phase !== 'over'; moves++) {
          expect(moves).toBeLessThan(steps * 8)
          state = nextMove(state, nothingDone(state)).state
        }
        expect(state.places).toBeLessThanOrEqual(steps)
      }),
    )
  })

  test('it can be taken up anywhere and still ends', () => {
    fc.assert(
      fc.property(anyFlow, fc.nat({ max: 4 }), fc.integer({ min: 1, max: 5 }), (flow, at, tries) => {
        const step = flow.steps[at] as Step
        const counts = { tries, wrongKeys: 0, silences: 0, values: [] }
        const from = resumedRun(flow, { place: 1, stepId: step.id, kind: step.kind, ...counts })
        const walked = walk(flow, [{ kind: 'resume' }, { kind: 'hungUp' }], from)
        expect(endOf(walked)).toHaveLength(1)
      }),
    )
  })
})
