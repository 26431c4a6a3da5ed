import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sayBlock } from '../blocked.ts'
import { type CallingRules, capSpans, capSubjects, type RuleWindow, weekdays } from '../rules.ts'
import { openGate, type Version } from './gate.ts'
import { type Happened, whatForbids } from './plain.ts'
import type { Question } from './question.ts'

const every = (windows: RuleWindow[]): CallingRules['hours']['windows'] =>
  Object.fromEntries(weekdays.map((day) => [day, windows])) as CallingRules['hours']['windows']
const open: CallingRules = {
  hours: { windows: every([{ from: '00:00', to: '24:00' }]), onHolidays: 'asUsual', holidayWindows: [], calendar: '' },
  consent: 'none',
  refusalLockOutDays: null,
  caps: [],
  callerId: { atOnce: null, perHour: null, perDay: null },
  registry: null,
}
const shanghai = ['Asia/Shanghai']
const ask = (now: string | number, change: Partial<Question> = {}): Question => ({
  now: typeof now === 'number' ? now : Date.parse(now),
  kind: 'machine',
  number: '+8613800138000',
  customerId: null,
  campaignId: 'spring',
  jurisdiction: 'cn',
  purpose: 'sales',
  zones: shanghai,
  callerId: null,
  lockOutHours: 72,
  hasAgent: false,
  ...change,
})
const gateWith = (rules: Partial<CallingRules>) => {
  const gate = openGate()
  gate.setRules(new Map([['cn', [{ effectiveFrom: 0, number: 1, rules: { ...open, ...rules } }]]]))
  const call = (at: string, more: object = {}) =>
    gate.count({ number: '+8613800138000', customerId: null, campaignId: 'spring', at: Date.parse(at), ...more })
  return { gate, call }
}
const answer = (gate: ReturnType<typeof openGate>, asked: Question) => {
  const said = gate.ask(asked)
  return said.allowed ? 'allowed' : [said.rule, said.until === null ? null : new Date(said.until).toISOString()]
}

describe('the gate', () => {
  test('counts a day on the wall of the person called, and says when they may be called again', () => {
    const { gate, call } = gateWith({ caps: [{ of: 'number', within: 'day', most: 3 }] })
    for (const at of ['2026-03-05T02:00:00Z', '2026-03-05T03:00:00Z', '2026-03-05T15:59:59.999Z']) call(at)
    const said = gate.ask(ask('2026-03-05T15:59:59.999Z'))
    expect(said).toMatchObject({ rule: 'numberCapInDay', until: Date.parse('2026-03-05T16:00:00Z') })
    expect(said.allowed ? '' : sayBlock(said.rule, said.params).zh).toBe(
      '此号码今天已拨打 3 次，上限 3 次；2026-03-06 00:00 后可再拨',
    )
    expect(answer(gate, ask('2026-03-05T16:00:00Z'))).toBe('allowed')
  })
  test('counts a month to its last instant, and the twenty-five hours of the day the clocks go back', () => {
    const month = gateWith({ caps: [{ of: 'number', within: 'month', most: 1 }] })
    month.call('2026-01-31T15:59:59Z')
    expect(answer(month.gate, ask('2026-01-31T15:59:59.999Z'))).toEqual([
      'numberCapInMonth',
      '2026-01-31T16:00:00.000Z',
    ])
    expect(answer(month.gate, ask('2026-01-31T16:00:00Z'))).toBe('allowed')
    const day = gateWith({ caps: [{ of: 'number', within: 'day', most: 1 }] })
    day.call('2026-11-01T04:00:00Z')
    const newYork = { zones: ['America/New_York'] }
    expect(answer(day.gate, ask('2026-11-02T04:59:59Z', newYork))).toEqual([
      'numberCapInDay',
      '2026-11-02T05:00:00.000Z',
    ])
    expect(answer(day.gate, ask('2026-11-02T05:00:00Z', newYork))).toBe('allowed')
  })
  test('opens only where it is open in every zone the number may be in', () => {
    const hours = { ...open.hours, windows: every([{ from: '08:00', to: '21:00' }]) }
    const { gate } = gateWith({ hours })
    const zones = ['America/New_York', 'America/Los_Angeles']
    expect(answer(gate, ask('2026-03-05T13:00:00Z', { zones }))).toEqual(['closedThere', '2026-03-05T16:00:00.000Z'])
    expect(answer(gate, ask('2026-03-05T16:00:00Z', { zones }))).toBe('allowed')
    // Spring forward on 8 March: eight o'clock comes an hour earlier in UTC.
    expect(answer(gate, ask('2026-03-08T08:00:00Z', { zones: ['America/New_York'] }))).toEqual([
      'closedThere',
      '2026-03-08T12:00:00.000Z',
    ])
    const both = ['Asia/Shanghai', 'America/New_York']
    expect(answer(gate, ask('2026-03-05T02:00:00Z', { zones: both }))).toEqual([
      'closedThere',
      '2026-03-06T00:00:00.000Z',
    ])
  })
  test('closes on holidays where the rules say so, and opens on the weekend day worked instead', () => {
    const windows = { ...every([{ from: '09:00', to: '20:00' }]), saturday: [], sunday: [] }
    const { gate } = gateWith({ hours: { windows, onHolidays: 'closed', holidayWindows: [], calendar: 'cn' } })
    const day = (text: string) => Date.parse(text) / 86_400_000
    gate.setHolidays(
      new Map([
        [
          'cn',
          new Map([
            [day('2026-10-01'), 'holiday'],
            [day('2026-10-10'), 'workday'],
          ] as const),
        ],
      ]),
    )
    expect(answer(gate, ask('2026-10-01T02:00:00Z'))).toEqual(['closedThere', '2026-10-02T01:00:00.000Z'])
    expect(answer(gate, ask('2026-10-10T02:00:00Z'))).toBe('allowed')
    expect(answer(gate, ask('2026-10-11T02:00:00Z'))).toEqual(['closedThere', '2026-10-12T01:00:00.000Z'])
  })
  test('does not count the very call it is asked about again, and nothing that never left', () => {
    const { gate, call } = gateWith({ caps: [{ of: 'number', within: '5m', most: 1 }] })
    call('2026-03-05T02:00:00Z')
    const placedAt = Date.parse('2026-03-05T02:00:00Z')
    expect(answer(gate, ask(placedAt + 5, { placedAt }))).toBe('allowed')
    expect(answer(gate, ask(placedAt + 5))).toEqual(['numberCapIn5m', '2026-03-05T02:05:00.000Z'])
    gate.uncount({ number: '+8613800138000', customerId: null, campaignId: 'spring', at: placedAt })
    expect(answer(gate, ask(placedAt + 5))).toBe('allowed')
  })
  test('knows a cap lowered while calls are reserved at the next question', () => {
    const { gate, call } = gateWith({ caps: [{ of: 'number', within: '24h', most: 5 }] })
    for (const hour of [1, 2, 3]) call(`2026-03-05T0${hour}:00:00Z`)
    expect(answer(gate, ask('2026-03-05T04:00:00Z'))).toBe('allowed')
    const rules = (from: string, most: number): Version => ({
      ...{ effectiveFrom: Date.parse(from), number: most },
      rules: { ...open, caps: [{ of: 'number', within: '24h', most }] },
    })
    gate.setRules(new Map([['cn', [rules('2026-01-01', 5), rules('2026-03-05T05:00:00Z', 2)]]]))
    expect(answer(gate, ask('2026-03-05T04:59:59.999Z'))).toBe('allowed')
    expect(answer(gate, ask('2026-03-05T05:00:00Z'))).toEqual(['numberCapIn24h', '2026-03-06T02:00:00.000Z'])
  })
  test('holds what a person said or had on one number for all their numbers, whatever record of theirs is named', () => {
    const [kept, merged] = people as [string, string]
    const { gate, call } = gateWith({
      ...{ consent: 'optOut', refusalLockOutDays: 184, caps: [{ of: 'person', within: 'day', most: 2 }] },
    })
    const other = { number: '+8613800138001', customerId: kept }
    const asOne = { ...other, alsoAs: [merged] }
    const since = Date.parse('2026-03-05T01:00:00Z')
    const now = '2026-03-05T02:00:00Z'
    call('2026-03-05T01:00:00Z', { customerId: merged })
    call('2026-03-05T01:30:00Z', { customerId: kept })
    expect([answer(gate, ask(now, other)), answer(gate, ask(now, asOne))]).toEqual([
      'allowed',
      ['personCapInDay', '2026-03-05T16:00:00.000Z'],
    ])
    gate.refused('+8613800138000', since, merged)
    expect(answer(gate, ask(now, asOne))).toEqual(['refusedBefore', '2026-09-05T01:00:00.000Z'])
    gate.consent({ number: null, customerId: merged }, { purpose: 'any', act: 'withdrawn', at: since })
    expect(answer(gate, ask(now, asOne))).toEqual(['consentWithdrawn', null])
    expect(answer(gate, ask(now, other))).toBe('allowed')
    gate.forbid({
      number: '+8613800138000',
      customerId: merged,
      kind: 'customer',
      campaignId: null,
      since,
      until: null,
    })
    expect(answer(gate, ask(now, asOne))).toEqual(['customerSaidNo', null])
    expect(answer(gate, ask(now, other))).toBe('allowed')
  })
  test('forgets what no cap counts, and nothing else', () => {
    const { gate, call } = gateWith({ caps: [{ of: 'number', within: 'month', most: 2 }] })
    for (let day = 1; day <= 31; day++) call(`2026-01-${String(day).padStart(2, '0')}T05:00:00Z`)
    call('2026-03-01T05:00:00Z', { customerId: '00000000-0000-7000-8000-000000000001' })
    gate.forget(Date.parse('2026-03-02T00:00:00Z'))
    expect(gate.size).toMatchObject({ numbers: 1, people: 1, attempts: 5 })
    call('2026-03-02T05:00:00Z')
    expect(answer(gate, ask('2026-03-03T05:00:00Z'))).toEqual(['numberCapInMonth', '2026-03-31T16:00:00.000Z'])
  })
})

const numbers = ['+8613800138000', '+8613800138001', '+12025550123']
const people = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b']
const campaigns = ['spring', 'autumn']
const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe']
/** Around the ends of months and the days clocks are moved. */
const corners = ['2026-01-31T15:00:00Z', '2026-03-08T06:30:00Z', '2026-03-29T00:30:00Z', '2026-11-01T05:30:00Z'].map(
  Date.parse,
)
const moment = fc.oneof(
  fc
    .tuple(fc.constantFrom(...corners), fc.integer({ min: -3_000, max: 3_000 }))
    .map(([at, minutes]) => at + minutes * 60_000),
  fc.tuple(fc.constantFrom(...corners), fc.integer({ min: -40, max: 40 })).map(([at, hours]) => at + hours * 3_600_000),
)
const number = fc.constantFrom(...numbers)
const person = fc.option(fc.constantFrom(...people))
const campaignId = fc.constantFrom(...campaigns)
const windows = fc.constantFrom<RuleWindow[]>(
  [],
  [{ from: '00:00', to: '24:00' }],
  [{ from: '08:00', to: '21:00' }],
  [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '20:00' },
  ],
)
const aCap = fc.record({
  of: fc.constantFrom(...capSubjects),
  within: fc.constantFrom(...capSpans),
  most: fc.integer({ min: 1, max: 4 }),
})
const rules: fc.Arbitrary<CallingRules> = fc.record({
  hours: fc.record({
    windows: fc.tuple(windows, windows).map(([week, weekend]) => ({ ...every(week), sunday: weekend })),
    onHolidays: fc.constantFrom('asUsual' as const, 'closed' as const, 'windows' as const),
    holidayWindows: windows,
    calendar: fc.constantFrom('cn', ''),
  }),
  consent: fc.constantFrom('none' as const, 'optOut' as const, 'explicit' as const),
  refusalLockOutDays: fc.constantFrom(null, 0, 1, 30),
  caps: fc.uniqueArray(aCap, { maxLength: 4, selector: ({ of, within }) => `${of} ${within}` }),
  callerId: fc.constant(open.callerId),
  registry: fc.constantFrom(
    null,
    { code: 'us', required: true, maxAgeDays: 31 },
    { code: 'us', required: false, maxAgeDays: 31 },
  ),
})
const happened: fc.Arbitrary<Happened> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('attempt' as const), number, customerId: person, campaignId, at: moment }),
  },
  fc.record({
    ...{ kind: fc.constant('rules' as const), jurisdiction: fc.constant('cn'), number: fc.integer({ min: 1, max: 9 }) },
    ...{ effectiveFrom: moment, approved: fc.boolean(), rules },
  }),
  fc.record({
    ...{ kind: fc.constant('holiday' as const), calendar: fc.constantFrom('cn', 'us') },
    ...{
      day: moment.map((at) => new Date(at).toISOString().slice(0, 10)),
      as: fc.constantFrom('holiday' as const, 'workday' as const),
    },
  }),
  fc
    .record({
      number,
      at: moment,
      days: fc.option(fc.integer({ min: 1, max: 40 })),
      by: fc.constantFrom('customer' as const, 'organisation' as const, 'campaign' as const),
      campaignId,
      customerId: person,
    })
    .map(({ number: of, at, days, by, campaignId: campaign, customerId }) => ({
      ...{ kind: 'forbidden' as const, number: of, customerId, by, at },
      campaignId: by === 'campaign' ? campaign : null,
      until: days === null || by === 'customer' ? null : at + days * 86_400_000,
    })),
  fc.record({
    kind: fc.constant('registry' as const),
    code: fc.constant('us'),
    datedAt: moment.map((at) => Math.floor(at / 86_400_000) * 86_400_000),
    numbers: fc.subarray(numbers),
  }),
  fc
    .record({
      number,
      customerId: person,
      at: moment,
      purpose: fc.constantFrom('any' as const, 'sales' as const, 'service' as const),
      act: fc.constantFrom('given' as const, 'withdrawn' as const),
    })
    .map((word) => ({ kind: 'consent' as const, ...word, number: word.customerId === null ? word.number : null })),
  fc.record({
    ...{ kind: fc.constantFrom('refusal' as const, 'abandoned' as const), number, customerId: person, at: moment },
  }),
)
const question: fc.Arbitrary<Question> = fc
  .record({
    now: moment,
    number,
    customerId: person,
    alsoAs: fc.subarray(people),
    campaignId,
    purpose: fc.constantFrom('sales' as const, 'service' as const),
    zones: fc.subarray(zones, { minLength: 1 }),
    hasAgent: fc.boolean(),
    isPractice: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    placedAt: fc.option(moment, { nil: undefined }),
  })
  .map((asked) => ask(asked.now, asked))

/** The gate as it stands after all of that. */
const gateAfter = (history: readonly Happened[]): ReturnType<typeof openGate> => {
  const gate = openGate()
  const versions: Version[] = []
  const days = new Map<string, Map<number, 'holiday' | 'workday'>>()
  const tell: { [K in Happened['kind']]: (deed: Extract<Happened, { kind: K }>) => void } = {
    rules: ({ approved, effectiveFrom, number: of, rules: said }) => {
      if (approved) versions.push({ effectiveFrom, number: of, rules: said })
    },
    holiday: ({ calendar, day, as }) =>
      void days.set(calendar, (days.get(calendar) ?? new Map()).set(Date.parse(day) / 86_400_000, as)),
    forbidden: ({ by, at, ...entry }) => gate.forbid({ ...entry, kind: by, since: at }),
    registry: ({ code, datedAt, numbers: all }) =>
      gate.setRegistry(code, { datedAt, numbers: Float64Array.from(all.map((one) => Number(one.slice(1)))).sort() }),
    consent: (word) => gate.consent(word, word),
    attempt: (attempt) => gate.count(attempt),
    refusal: ({ number: of, at, customerId }) => gate.refused(of, at, customerId ?? null),
    abandoned: ({ number: of, at }) => gate.abandoned(of, at),
  }
  for (const deed of history) (tell[deed.kind] as (deed: Happened) => void)(deed)
  gate.setRules(new Map([['cn', versions]]))
  gate.setHolidays(days)
  return gate
}
/** Two versions under one number are no history there could be. */
const numbered = (history: readonly Happened[]): Happened[] =>
  history.map((one, index) => (one.kind === 'rules' ? { ...one, number: index + 1 } : one))

describe('whatever happened', () => {
  const histories = fc.array(happened, { maxLength: 40 }).map(numbered)
  test('the gate lets through what a plain re-check of everything allows, and nothing else', () => {
    fc.assert(
      fc.property(histories, fc.array(question, { minLength: 1, maxLength: 12 }), (history, questions) => {
        const gate = gateAfter(history)
        for (const asked of questions) {
          const said = gate.ask(asked)
          const forbids = whatForbids(history, asked)
          if (said.allowed) expect(forbids).toEqual([])
          else expect(forbids).toContain(said.rule)
        }
      }),
      { numRuns: 600 },
    )
  })
  test('what holds back for a time holds until the moment it names, and no longer', () => {
    fc.assert(
      fc.property(histories, question, (all, asked) => {
        // A clock set back leaves attempts to come, which count as well; when they stop counting nobody can say.
        const history = all.filter((one) => one.kind !== 'attempt' || one.at <= asked.now)
        const said = gateAfter(history).ask({ ...asked, placedAt: undefined })
        if (said.allowed || said.until === null || /^(registry|neverOpen)/.test(said.rule)) return
        expect(said.until).toBeGreaterThan(asked.now)
        const version = (now: number) =>
          history.filter((one) => one.kind === 'rules' && one.approved && one.effectiveFrom <= now).length
        // Other rules may come into force meanwhile.
        if (version(said.until) !== version(asked.now)) return
        const at = (now: number) => whatForbids(history, { ...asked, now, placedAt: undefined })
        expect(at(said.until - 1)).toContain(said.rule)
        expect(at(said.until)).not.toContain(said.rule)
      }),
      { numRuns: 600 },
    )
  })
  test('every sentence is whole in both languages', () => {
    fc.assert(
      fc.property(histories, question, (history, asked) => {
        const said = gateAfter(history).ask(asked)
        if (said.allowed) return
        const { zh, en } = sayBlock(said.rule, said.params)
        for (const sentence of [zh, en]) expect(sentence).not.toMatch(/[{}]|undefined|NaN/)
      }),
      { numRuns: 200 },
    )
  })
})
