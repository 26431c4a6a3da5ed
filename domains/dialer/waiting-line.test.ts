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
  rank: 0.5,
  dueAt: 0,
  attempts: 0,
  attemptLimit: null,
  triesByCause: {},
  ownerId: null,
  assignedTo: null,
  chance: null,
  abandonedAt: null,
  lastCallerId: null,
  ringSeconds: null,
  ...details,
})

describe('the line of contacts waiting to be called', () => {
  test('gives the better scored first among equals of priority, however long the others are due', () => {
    const line = new WaitingLine()
    line.add(contact('long due', { rank: 0.9, dueAt: 10 }))
    line.add(contact('promising', { rank: 0.1, dueAt: 20 }))
    line.add(contact('important', { rank: 1, priority: 1, dueAt: 30 }))
    expect([1, 2, 3].map(() => line.take(100, null)?.entryId)).toEqual(['important', 'promising', 'long due'])
  })

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
  test('gives who is in a book to its agent or team only, before the shared line, the more urgent first', () => {
    const line = new WaitingLine()
    line.add(contact('shared', { priority: 1 }))
    line.add(contact('second', { assignedTo: 'wang', priority: 9 }))
    line.add(contact('first', { assignedTo: 'wang', priority: 2 }), 9000)
    line.add(contact('ofTheTeam', { assignedTo: 'team' }))
    line.add(contact('later', { assignedTo: 'wang', dueAt: 5000 }))
    expect([line.booked, line.inBook('wang'), line.locked, line.countDue(1000)]).toEqual([4, 3, 0, 1])
    expect([line.owes(1000, 'wang', 'team'), line.owes(1000, 'li', 'team'), line.owes(1000, 'li')]).toEqual([
      true,
      true,
      false,
    ])
    const given = Array.from({ length: 5 }, () => line.take(1000, 'wang', 'team')?.entryId)
    expect(given).toEqual(['first', 'second', 'ofTheTeam', 'shared', undefined])
    expect([line.take(6000, 'li', 'team'), line.take(6000, null)]).toEqual([undefined, undefined])
    expect(line.takeBook('wang').map(({ entryId }) => entryId)).toEqual(['later'])
    expect([line.booked, line.size, line.take(6000, 'wang')]).toEqual([0, 0, undefined])
  })
  test('lets a promise to the customer come before the book, and anyone keep it when its agent does not come', () => {
    const line = new WaitingLine()
    line.add(contact('promised', { assignedTo: 'wang', ownerId: 'wang', dueAt: 1000 }))
    expect([line.booked, line.promised, line.take(2000, 'li')]).toEqual([0, 1, undefined])
    expect(line.take(1000 + ownerPatienceMs, 'li')?.entryId).toBe('promised')
  })
  test('gives nobody to a stranger to the book, however contacts come and go', () => {
    const holders = [null, 'wang', 'li', 'team'] as const
    const step = fc.record({
      holder: fc.constantFrom(...holders),
      priority: fc.nat({ max: 3 }),
      dueAt: fc.nat({ max: 50 }),
      taker: fc.constantFrom(null, 'wang', 'li', 'zhao'),
    })
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const line = new WaitingLine()
        const waiting = new Set<string>()
        for (const [at, { holder, taker, ...details }] of steps.entries()) {
          line.add(contact(String(at), { ...details, assignedTo: holder }))
          waiting.add(String(at))
          const given = line.take(at, taker, taker === 'zhao' ? 'team' : null)
          if (!given) continue
          expect(waiting.delete(given.entryId)).toBe(true)
          expect([null, taker, taker === 'zhao' ? 'team' : null]).toContain(given.assignedTo)
        }
        expect(line.size).toBe(waiting.size)
        expect(line.booked).toBe(line.contacts().filter(({ assignedTo }) => assignedTo !== null).length)
      }),
    )
  })
  test('gives who was put off again by the trunks that may call them, the first in line and no more than these take', () => {
    const line = new WaitingLine()
    const asked: string[] = []
    const placesFor = (number: string): number => {
      asked.push(number)
      return number.startsWith('+852') ? 2 : 0
    }
    for (const [at, priority] of [30, 10, 20].entries()) {
      line.putOff(contact(`here ${priority}`, { number: `+8613900000${at}`, priority }), '86')
      line.putOff(contact(`away ${priority}`, { number: `+8529000000${at}`, priority }), '852')
    }
    line.putOff(contact('promised', { ownerId: 'zhao' }), '86')
    line.putOff(contact('booked', { assignedTo: 'zhao' }), '86')
    line.putOff(contact('locked'), '86', 1000)
    expect([line.putOffCount, line.sharedPutOff(), line.take(0, 'zhao')]).toEqual([9, 6, undefined])
    line.bringBack(placesFor)
    expect(asked).toHaveLength(2)
    expect([line.putOffCount, line.sharedPutOff(), line.sharedPutOff((number) => number.startsWith('+852'))]).toEqual([
      7, 4, 1,
    ])
    const given = [line.take(0, null), line.take(0, null), line.take(0, null)]
    expect(given.map((one) => one?.entryId)).toEqual(['away 10', 'away 20', undefined])
    // Who is taken out meanwhile is not given again.
    line.remove('here 10')
    line.bringBack(() => 1)
    expect([line.take(0, null), line.take(0, null)].map((one) => one?.entryId)).toEqual(['here 20', 'away 30'])
    line.bringBack(() => Number.POSITIVE_INFINITY)
    expect(line.putOffCount).toBe(0)
    expect(line.clear()).toHaveLength(4)
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
