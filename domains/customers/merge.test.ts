import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyTaken, fieldsInDispute, fieldsTaken, type MergeRecord, undoTaken } from './merge.ts'

const nobody: MergeRecord = {
  number: null,
  name: '',
  company: '',
  kind: 'lead',
  lifecycleId: null,
  talkPattern: null,
  scoringOff: false,
  ownerId: null,
  teamId: null,
  siteId: null,
  attributes: {},
  sources: {},
  origin: '名单 A',
  createdAt: '2026-03-05T01:00:00.000Z',
}
const patched = ({ sources, origin, createdAt, ...fields }: MergeRecord) => ({ fields, sources })

describe('a merge', () => {
  test('fills what is missing with its source, and leaves what is said', () => {
    const kept = { ...nobody, name: '王芳', attributes: { city: '上海' } }
    const other = { ...nobody, name: '王方', company: '金山', attributes: { city: '北京', age: 30 }, origin: '名单 B' }
    const changes = fieldsTaken(kept, other)
    expect(changes.map(({ field, after }) => [field, after])).toEqual([
      ['company', '金山'],
      ['attributes.age', 30],
    ])
    expect(changes[0]?.sourceAfter).toEqual({ source: '名单 B', at: nobody.createdAt })
    expect(fieldsInDispute(kept, other)).toEqual(['name', 'attributes.city'])
  })
  test('keeps a wish for no scoring, and that somebody is a customer, with the stage of it', () => {
    const kept = { ...nobody, lifecycleId: 'lead-stage' }
    const other = { ...nobody, scoringOff: true, kind: 'customer', lifecycleId: 'customer-stage' }
    expect(fieldsTaken(kept, other).map(({ field, after }) => [field, after])).toEqual([
      ['kind', 'customer'],
      ['lifecycleId', 'customer-stage'],
      ['scoringOff', true],
    ])
  })
  test('takes a team only with its owner', () => {
    const kept = { ...nobody, ownerId: 'a' }
    expect(fieldsTaken(kept, { ...nobody, ownerId: 'b', teamId: 't' })).toEqual([])
    expect(fieldsTaken(nobody, { ...nobody, ownerId: 'b', teamId: 't' }).map(({ field }) => field)).toEqual([
      'ownerId',
      'teamId',
    ])
  })
  test('undone leaves what somebody wrote since', () => {
    const other = { ...nobody, name: '王芳', company: '金山' }
    const changes = fieldsTaken(nobody, other)
    const after = applyTaken(patched(nobody), changes)
    const edited = {
      fields: { ...after.fields, name: '王小芳' },
      sources: { ...after.sources, name: { source: '坐席', at: '2026-03-06T01:00:00.000Z' } },
    }
    const undone = undoTaken(edited, changes)
    expect(undone.fields).toMatchObject({ name: '王小芳', company: '' })
    expect(Object.keys(undone.sources)).toEqual(['name'])
  })
})

describe('any merges', () => {
  const record = fc.record({
    number: fc.constantFrom(null, '+8614200000001', '+8614200000002'),
    name: fc.constantFrom('', '王芳', '李明'),
    company: fc.constantFrom('', '金山'),
    kind: fc.constantFrom('lead', 'customer'),
    lifecycleId: fc.constantFrom(null, 's1', 's2'),
    talkPattern: fc.constantFrom(null, 'silent', 'aloof'),
    scoringOff: fc.boolean(),
    ownerId: fc.constantFrom(null, 'o1', 'o2'),
    teamId: fc.constantFrom(null, 't1', 't2'),
    siteId: fc.constantFrom(null, 'x1'),
    attributes: fc.dictionary(
      fc.constantFrom('city', 'age', '__proto__', 'constructor'),
      fc.constantFrom('a', 1, null, ''),
    ),
    sources: fc.dictionary(
      fc.constantFrom('name', 'attributes.city'),
      fc.constantFrom({ source: 'x', at: '1' }, { source: 'y', at: '2' }),
    ),
    origin: fc.constantFrom('名单 A', '名单 B'),
    createdAt: fc.constantFrom('1', '2'),
  }) as fc.Arbitrary<MergeRecord>

  test('undone in reverse order give back exactly what was there', () => {
    fc.assert(
      fc.property(record, fc.array(record, { maxLength: 5 }), (kept, others) => {
        const start = patched(kept)
        let now = start
        const done = others.map((other) => {
          const changes = fieldsTaken(
            { ...now.fields, sources: now.sources, origin: kept.origin, createdAt: kept.createdAt },
            other,
          )
          now = applyTaken(now, changes)
          return changes
        })
        for (const changes of done.toReversed()) now = undoTaken(now, changes)
        expect(JSON.parse(JSON.stringify(now))).toEqual(JSON.parse(JSON.stringify(start)))
      }),
    )
  })
})
