import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readReport } from './read-report.ts'
import { fieldsOf, kinds } from './report.ts'

const now = Date.parse('2026-03-05T04:00:00Z')
const clock = (local: string): string | undefined => {
  const at = new Date(`${local}+08:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
const read = (kind: (typeof kinds)[number], raw: Record<string, unknown>) => readReport(kind, raw, { clock, now })
const order = { externalId: 'A-1', at: '2026-03-05T03:00:00Z', product: '分期', orderKind: 'instalment' }
const faultOf = (kind: (typeof kinds)[number], raw: Record<string, unknown>) => {
  const reading = read(kind, raw)
  return 'faults' in reading ? reading.faults[0] : undefined
}

describe('a report', () => {
  test('is read alike from a program and from a table', () => {
    const byProgram = read('order', { ...order, units: 2, amount: 12000.5, focusModel: true })
    const byTable = read('order', {
      ...order,
      at: '2026/3/5 11:00',
      orderKind: '分期',
      units: ' 2 ',
      amount: '¥12,000.50',
      focusModel: '是',
    })
    expect(byTable).toEqual(byProgram)
    expect(byProgram).toMatchObject({
      report: { at: '2026-03-05T03:00:00.000Z', orderKind: 'instalment', units: 2, amount: 12000.5, focusModel: true },
    })
  })
  test('counts one unit and no money where nothing is said', () => {
    expect(read('order', order)).toMatchObject({ report: { units: 1, amount: 0, focusModel: false, withdrawn: false } })
  })
  test.each([
    [{ at: '' }, 'missing'],
    [{ at: 'yesterday' }, 'notAMoment'],
    [{ at: '2026-03-05 11:00 PM' }, 'notAMoment'],
    [{ at: '2026-13-05 11:00' }, 'notAMoment'],
    [{ at: '1970-01-01T00:00:00Z' }, 'notAMoment'],
    [{ at: '2026-03-05T05:00:00Z' }, 'inFuture'],
    [{ externalId: ' ' }, 'missing'],
    [{ externalId: 'x'.repeat(121) }, 'tooLong'],
    [{ externalId: 'a\0b' }, 'unreadable'],
    [{ externalId: { no: 'text' } }, 'unreadable'],
    [{ units: '-1' }, 'notACount'],
    [{ units: 1.5 }, 'notACount'],
    [{ units: '1e3' }, 'notACount'],
    [{ amount: Number.NaN }, 'notAnAmount'],
    [{ amount: '12,34' }, 'notAnAmount'],
    [{ amount: '12.345' }, 'notAnAmount'],
    [{ orderKind: 'gift' }, 'notOneOf'],
    [{ focusModel: 'perhaps' }, 'notYesNo'],
    [{ callId: '17' }, 'notAnId'],
    [{ colour: 'red' }, 'unknownField'],
    [{ 'a\0': 1 }, 'unknownField'],
    [{ product: { toString: 1 } }, 'unreadable'],
  ] as const)('with %j is refused: %s', (wrong, fault) => {
    expect(faultOf('order', { ...order, ...wrong })?.fault).toBe(fault)
  })
  test('of a behaviour cannot be done more often than there was an opportunity', () => {
    const row = { externalId: 'B', at: order.at, behaviour: 'close_attempt', done: 3, opportunities: 2 }
    expect(faultOf('behaviour', row)).toEqual({ field: 'done', fault: 'doneTooOften' })
  })
  test('from a clock a few minutes ahead of ours is taken', () => {
    expect(read('order', { ...order, at: '2026-03-05T04:09:00Z' })).toHaveProperty('report')
  })
  test('is read or refused whatever stands in it, and names a fault for each field at most once', () => {
    const wild = fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.integer()),
      fc.object(),
    )
    fc.assert(
      fc.property(
        fc
          .constantFrom(...kinds)
          .chain((kind) =>
            fc.tuple(
              fc.constant(kind),
              fc.dictionary(
                fc.oneof(fc.constantFrom(...fieldsOf(kind).map(({ name }) => name as string)), fc.string()),
                wild,
              ),
            ),
          ),
        ([kind, raw]) => {
          const reading = read(kind, raw)
          if ('report' in reading) {
            expect(reading.report.externalId).not.toBe('')
            expect(Date.parse(reading.report.at)).toBeGreaterThan(0)
          } else expect(reading.faults.length).toBeGreaterThan(0)
        },
      ),
    )
  })
})
