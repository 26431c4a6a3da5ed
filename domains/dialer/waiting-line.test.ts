import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contact, ownerPatienceMs, WaitingLine } from './waiting-line.ts'

const contact = (entryId: string, details: Partial<Contact> = {}): Contact => ({
  campaignId: 'c',
  entryId,
  customerId: entryId,
  listId: 'l',
  batchId: 'b',
  number: '+8613800000000',
  priority: 100,
  dueAt: 0,
  attempts: 0,
  attemptLimit: null,
  triesByCause: {},
  ownerId: null,
  chance: null,
  abandonedAt: null,
  ...details,
})

describe('the line of contacts waiting to be called', () => {
  test('gives the more urgent first, then who is due longest, and nobody before time', () => {
    const line = new WaitingLine()
    line.add(contact('later', { dueAt: 500 }))
    line.add(contact('ordinary', { dueAt: 20 }))
    line.add(contact('urgent', { priority: 1, dueAt: 30 }))
    line.add(contact('first', { dueAt: 10 }))
    const given = Array.from({ length: 4 }, () => line.take(100, null)?.entryId)
    expect(given).toEqual(['urgent', 'first', 'ordinary', undefined])
    expect(line.nextDueAt(200)).toBe(500)
  })
  test('looks again when a callback falls due to its agent, and then not before anyone may make it', () => {
    const line = new WaitingLine()
    line.add(contact('promised', { dueAt: 1000, ownerId: 'wang' }))
    line.add(contact('later', { dueAt: 5000 }))
    expect(line.nextDueAt(0)).toBe(1000)
    expect(line.nextDueAt(1000)).toBe(5000)
    line.remove('later')
    expect(line.nextDueAt(1000)).toBe(1000 + ownerPatienceMs)
  })
  test('keeps a promised callback for its agent, and gives it to anyone when that agent does not come', () => {
    const line = new WaitingLine()
    line.add(contact('promised', { dueAt: 1000, ownerId: 'wang' }))
    expect(line.take(2000, 'li')).toBeUndefined()
    expect(line.take(2000, 'wang')?.entryId).toBe('promised')
    line.add(contact('promised', { dueAt: 1000, ownerId: 'wang' }))
    expect(line.take(1000 + ownerPatienceMs, 'li')?.entryId).toBe('promised')
    expect(line.take(1000 + ownerPatienceMs, 'wang')).toBeUndefined()
  })
  test('gives who was abandoned only for a particular agent while locked out, to anyone afterwards', () => {
    const line = new WaitingLine()
    line.add(contact('abandoned', { dueAt: 1000, priority: 1 }), 9000)
    line.add(contact('ordinary', { dueAt: 1000 }))
    expect([line.hasLockedDue(999), line.hasLockedDue(1000), line.locked]).toEqual([false, true, 1])
    expect(line.take(2000, null)?.entryId).toBe('ordinary')
    expect([line.take(2000, null), line.countDue(2000), line.nextDueAt(2000)]).toEqual([undefined, 0, 9000])
    expect(line.takeLocked(2000)?.entryId).toBe('abandoned')
    line.add(contact('abandoned', { dueAt: 1000, priority: 1 }), 9000)
    line.add(contact('ordinary', { dueAt: 1000 }))
    expect(line.take(2000, 'li')?.entryId).toBe('abandoned')
    line.add(contact('abandoned', { dueAt: 1000, priority: 1 }), 9000)
    expect([line.take(9000, null)?.entryId, line.locked, line.takeLocked(9000)]).toEqual(['abandoned', 0, undefined])
  })
  test('gives every contact exactly once, in order, however they came', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ priority: fc.nat({ max: 3 }), dueAt: fc.nat({ max: 50 }) })), (wild) => {
        const line = new WaitingLine()
        for (const [at, details] of wild.entries()) line.add(contact(String(at), details))
        const given: Contact[] = []
        for (let next = line.take(50, null); next; next = line.take(50, null)) given.push(next)
        expect(given.length).toBe(wild.length)
        expect(new Set(given.map(({ entryId }) => entryId)).size).toBe(wild.length)
        for (let at = 1; at < given.length; at++) {
          const [a, b] = [given[at - 1] as Contact, given[at] as Contact]
          expect(a.priority < b.priority || (a.priority === b.priority && a.dueAt <= b.dueAt)).toBe(true)
        }
      }),
    )
  })
})
