import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AriChannel, AriEvent } from './ari.ts'
import { endByUs, type Heard, hear, type Leg, type LegHappening, lose, newLeg } from './translate.ts'

const placedAt = Date.parse('2026-03-05T01:00:00.000Z')
const stamp = (seconds: number): string => new Date(placedAt + seconds * 1000).toISOString().replace('Z', '+0000')
const channel = (state: AriChannel['state'] = 'Up'): AriChannel => ({
  id: 'call.one',
  name: 'PJSIP/trunk-1',
  state,
  caller: { name: '', number: '' },
  connected: { name: '', number: '' },
  creationtime: stamp(0),
})

const dialled = (dialstatus: string, seconds: number): AriEvent => ({
  type: 'Dial',
  timestamp: stamp(seconds),
  peer: channel('Down'),
  dialstatus,
})
const changed = (state: AriChannel['state'], seconds: number): AriEvent => ({
  type: 'ChannelStateChange',
  timestamp: stamp(seconds),
  channel: channel(state),
})
const started = (seconds: number): AriEvent => ({
  type: 'StasisStart',
  timestamp: stamp(seconds),
  channel: channel(),
  args: ['call'],
})
const requested = (cause: number, seconds: number, sip?: number): AriEvent => ({
  type: 'ChannelHangupRequest',
  timestamp: stamp(seconds),
  channel: channel(),
  cause,
  ...(sip === undefined ? {} : { tech_cause: sip }),
})
const destroyed = (cause: number, seconds: number, sip?: number): AriEvent => ({
  type: 'ChannelDestroyed',
  timestamp: stamp(seconds),
  channel: channel(),
  cause,
  cause_txt: '',
  ...(sip === undefined ? {} : { tech_cause: sip }),
})
/** A refusal as it comes: asked for by the far side, then carried out. */
const refused = (cause: number, sip: number, seconds: number): AriEvent[] => [
  requested(cause, seconds, sip),
  destroyed(cause, seconds, sip),
]

type Step = AriEvent | 'weHangUp' | 'lost'
const courseOf = (steps: readonly Step[]): { leg: Leg; told: LegHappening[] } => {
  let leg = newLeg(placedAt)
  const told: LegHappening[] = []
  const take = (heard: Heard): void => {
    leg = heard.leg
    told.push(...heard.told)
  }
  for (const step of steps) {
    if (step === 'weHangUp') leg = endByUs(leg)
    else if (step === 'lost') take(lose(leg, placedAt + 1))
    else take(hear(leg, step))
  }
  return { leg, told }
}
const endOf = (...steps: Step[]): LegHappening | undefined => courseOf(steps).told.at(-1)

describe('a call that is not answered', () => {
  test.each([
    ['busy', refused(17, 486, 2), { cause: 'busy', by: 'network', sipCode: 486 }],
    ['off', refused(19, 480, 2), { cause: 'switchedOff', by: 'network', sipCode: 480 }],
    ['off by its reason', refused(20, 480, 2), { cause: 'switchedOff', by: 'network', sipCode: 480 }],
    ['suspended', refused(22, 410, 2), { cause: 'suspended', by: 'network', sipCode: 410 }],
    ['an empty number', refused(1, 404, 2), { cause: 'emptyNumber', by: 'network', sipCode: 404 }],
    ['rejected', refused(21, 603, 2), { cause: 'rejected', by: 'customer', sipCode: 603 }],
    ['refused by the carrier', refused(21, 403, 2), { cause: 'networkFault', by: 'network', sipCode: 403 }],
    ['refused for its password', refused(21, 407, 2), { cause: 'networkFault', by: 'network', sipCode: 407 }],
    ['in congestion', refused(34, 503, 0.05), { cause: 'networkFault', by: 'network', sipCode: 503 }],
    ['timed out', refused(18, 408, 5), { cause: 'networkFault', by: 'network', sipCode: 408 }],
  ])('as it is %s ends so, with the SIP code of the carrier', (_, steps, expected) => {
    expect(endOf(...steps)).toMatchObject({ kind: 'ended', ...expected })
  })

  test('rings, and ends at our own limit without a code', () => {
    const { told } = courseOf([dialled('RINGING', 1), changed('Ringing', 1), destroyed(19, 20, 480)])
    expect(told.map(({ kind }) => kind)).toEqual(['ringing', 'ended'])
    expect(told.at(-1)).toMatchObject({ cause: 'noAnswer', by: 'network' })
    expect(told.at(-1)).not.toHaveProperty('sipCode')
  })

  test('rings, and is given up by the network', () => {
    expect(endOf(dialled('RINGING', 1), ...refused(19, 480, 40))).toMatchObject({ cause: 'noAnswer', sipCode: 480 })
  })

  test('never rang at all where the carrier only said that it tries: that is a fault, not a telephone nobody took', () => {
    expect(endOf(destroyed(19, 20, 480))).toMatchObject({ cause: 'networkFault', by: 'network' })
  })

  test('was heard by its ringing tone alone, and counts as rung', () => {
    const { told } = courseOf([dialled('PROGRESS', 1), destroyed(19, 20, 480)])
    expect(told).toMatchObject([{ kind: 'ended', cause: 'noAnswer' }])
  })

  test('said so before it was refused', () => {
    expect(endOf(dialled('PROGRESS', 1), ...refused(1, 404, 9))).toMatchObject({ cause: 'emptyNumber' })
  })

  test('is called off by us', () => {
    expect(endOf(dialled('RINGING', 1), 'weHangUp', destroyed(16, 3))).toMatchObject({ cause: 'cancelled', by: 'us' })
    const steps = ['weHangUp', requested(32, 2.9), ...refused(17, 486, 3)] as const
    expect(endOf(dialled('RINGING', 1), ...steps)).toMatchObject({ cause: 'cancelled', by: 'us' })
  })

  test('is refused while our order to call it off is on its way: what the carrier said is true', () => {
    expect(endOf('weHangUp', ...refused(1, 404, 3))).toMatchObject({
      cause: 'emptyNumber',
      by: 'network',
      sipCode: 404,
    })
    expect(endOf('weHangUp', ...refused(21, 603, 3))).toMatchObject({ cause: 'rejected', by: 'customer' })
  })
})

describe('a call that is answered', () => {
  const answer = [dialled('RINGING', 1), changed('Up', 4), dialled('ANSWER', 4), started(4.001)]

  test('is answered at the moment the line came up', () => {
    const { told } = courseOf(answer)
    expect(told.map(({ kind, at }) => [kind, at])).toEqual([
      ['ringing', placedAt + 1000],
      ['answered', placedAt + 4000],
    ])
  })

  test('is told although it ended before we could do anything with it', () => {
    const { told } = courseOf([changed('Up', 4), requested(16, 4.05), destroyed(16, 4.06)])
    expect(told).toMatchObject([{ kind: 'answered' }, { kind: 'ended', cause: 'normal', by: 'customer' }])
  })

  test.each([16, 0, 31, 127])('is ended by the customer, whatever reason they give (%s)', (cause) => {
    expect(endOf(...answer, requested(cause, 9), destroyed(16, 9))).toMatchObject({ cause: 'normal', by: 'customer' })
  })

  test('is ended by whoever asked first', () => {
    expect(endOf(...answer, requested(16, 9), 'weHangUp', destroyed(16, 9))).toMatchObject({ by: 'customer' })
    expect(endOf(...answer, 'weHangUp', requested(16, 9), destroyed(16, 9))).toMatchObject({ by: 'us' })
  })

  test('is lost where its sound stopped coming, or its Asterisk died', () => {
    expect(endOf(...answer, destroyed(44, 9))).toMatchObject({ cause: 'lost', by: 'network' })
    // As Asterisk tells it: asked for by itself, with a flag where the cause stands.
    const ownRequest = { ...requested(1, 9), soft: true } as AriEvent
    expect(endOf(...answer, ownRequest, destroyed(44, 9))).toMatchObject({ cause: 'lost', by: 'network' })
    expect(endOf(...answer, 'lost')).toMatchObject({ cause: 'lost', by: 'network' })
    expect(endOf(...answer, 'weHangUp', 'lost')).toMatchObject({ cause: 'normal', by: 'us' })
  })

  test('ends in the normal way although the word of its answer was lost', () => {
    expect(endOf(requested(16, 9), destroyed(16, 9))).toMatchObject({ cause: 'normal', by: 'customer' })
  })
})

describe('whatever events come, late, twice or not at all', () => {
  const seconds = fc.double({ min: -5, max: 100, noNaN: true })
  const cause = fc.constantFrom(0, 1, 16, 17, 18, 19, 20, 21, 22, 26, 27, 32, 34, 44, 127)
  const sip = fc.constantFrom(undefined, 403, 404, 408, 410, 480, 486, 487, 500, 503, 603)
  const anEvent = fc.oneof(
    fc.tuple(fc.constantFrom('', 'RINGING', 'PROGRESS', 'ANSWER', 'BUSY'), seconds).map(([a, b]) => dialled(a, b)),
    fc.tuple(fc.constantFrom('Ringing', 'Up', 'Down') as fc.Arbitrary<'Up'>, seconds).map(([a, b]) => changed(a, b)),
    seconds.map(started),
    fc.tuple(cause, seconds, sip).map(([a, b, c]) => requested(a, b, c)),
    fc.tuple(cause, seconds, sip).map(([a, b, c]) => destroyed(a, b, c)),
    seconds.map((at): AriEvent => ({ ...started(at), timestamp: 'no moment at all' })),
  )
  const aStep: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: anEvent },
    { weight: 1, arbitrary: fc.constantFrom('weHangUp' as const, 'lost' as const) },
  )

  test('each kind is told once, moments never go back, and nothing follows the end', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 30 }), (steps) => {
        const { told } = courseOf([...steps, destroyed(16, 200)])
        const kinds = told.map(({ kind }) => kind)
        const moments = told.map(({ at }) => at)
        expect(new Set(kinds).size).toBe(kinds.length)
        expect(kinds.indexOf('ended')).toBe(kinds.length - 1)
        expect(moments).toEqual([...moments].sort((a, b) => a - b))
        expect(moments.every((at) => at >= placedAt)).toBe(true)
        if (kinds.includes('ringing') && kinds.includes('answered'))
          expect(kinds.indexOf('ringing')).toBeLessThan(kinds.indexOf('answered'))
      }),
      { numRuns: 2000 },
    )
  })

  test('an event told twice in a row changes nothing', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 20 }), (steps) => {
        const twice = courseOf(steps.flatMap((step) => [step, step]))
        const once = courseOf(steps)
        expect(twice.told).toEqual(once.told)
      }),
    )
  })

  test('a call we hung up ends by us, unless the other side was first or it was over', () => {
    fc.assert(
      fc.property(fc.array(anEvent, { maxLength: 20 }), (later) => {
        const { told } = courseOf(['weHangUp', requested(32, 1), ...later, destroyed(16, 200)])
        expect(told.at(-1)).toMatchObject({ kind: 'ended', by: 'us' })
      }),
    )
  })
})
