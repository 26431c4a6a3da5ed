import { describe, expect, test } from 'vitest'
import { complaintMoves, complaintNumber, dueAfter, isOverdue, moveNames, states } from './complaint.ts'

describe('a complaint', () => {
  test('is answered only after somebody took it in hand, and closed only after it was answered', () => {
    const answers = states.filter((state) => complaintMoves[state].answer)
    const closes = states.filter((state) => complaintMoves[state].close)
    expect([answers, closes]).toEqual([['inHand'], ['answered']])
  })
  test('can be taken up again whenever it was thought finished', () => {
    expect([complaintMoves.answered.reopen, complaintMoves.closed.reopen]).toEqual(['inHand', 'inHand'])
  })
  test('is in a known state after every move', () => {
    const reached = states.flatMap((state) => moveNames.map((move) => complaintMoves[state][move] ?? state))
    expect(reached.every((state) => states.includes(state))).toBe(true)
  })
  test('passed on by the regulator is due fifteen days later, to the minute', () => {
    expect(dueAfter(new Date('2026-02-20T03:04:00Z'), 15).toISOString()).toBe('2026-03-07T03:04:00.000Z')
  })
  test('is overdue only while nobody has answered', () => {
    const dueAt = '2026-03-05T00:00:00.000Z'
    const late = Date.parse(dueAt) + 1
    expect(states.filter((state) => isOverdue({ state, dueAt }, late))).toEqual(['new', 'inHand'])
    expect(states.filter((state) => isOverdue({ state, dueAt }, late - 2))).toEqual([])
  })
  test('has a number people can say', () => {
    expect(complaintNumber(123)).toBe('C-000123')
  })
})
