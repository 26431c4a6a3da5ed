import { beforeAll, describe, expect, test } from 'vitest'
import type { Table } from '#server/past/rows.ts'
import { centreOf } from './centre.ts'
import { type Past, readPast } from './past.ts'
import { yearOf } from './year.ts'

const rows = 10_000
const reasons = { notReady: 'n', shortBreak: 's', meal: 'm', teamMeeting: 't', training: 'x' }

type Cells = string[]
const made = (past: Past, seed: number): Record<Table, Cells[]> => {
  const all: Record<Table, Cells[]> = { entries: [], contacts: [], calls: [], sessions: [], spells: [] }
  for (const day of yearOf(centreOf(rows, seed), past, { rows, seed, reasons }))
    for (const [table, lines] of Object.entries(day))
      for (const text of lines) all[table as Table].push(text.trimEnd().split('\t'))
  return all
}
const at = (cell: string | undefined): number => Date.parse((cell ?? '').replace(' ', 'T').replace('+00', 'Z'))
const sum = (of: readonly number[]): number => of.reduce((total, one) => total + one, 0)

describe('a year of the centre', () => {
  let past: Past
  let year: ReturnType<typeof made>
  beforeAll(async () => {
    past = await readPast()
    year = made(past, 7)
  })

  test('has as many calls as asked for and hardly more', () => {
    expect(year.calls.length).toBeGreaterThanOrEqual(rows * 0.98)
    expect(year.calls.length).toBeLessThan(rows * 1.05)
  })

  test('is the same for the same seed, and another for another', () => {
    expect(JSON.stringify(made(past, 7))).toBe(JSON.stringify(year))
    expect(made(past, 8).calls[0]).not.toEqual(year.calls[0])
  })

  test('has every second of a session in exactly one stretch', () => {
    const bySession = Map.groupBy(year.spells, ([session]) => session)
    for (const [id, , , , from, to] of year.sessions) {
      const spells = bySession.get(id ?? '') ?? []
      expect(spells[0]?.[3]).toBe('\\N')
      for (const [place, spell] of spells.slice(1).entries()) {
        expect(spell[1]).toBe(spells[place]?.[2])
        expect(spell[3]).toBe(spell[1])
      }
      expect([spells[0]?.[1], spells.at(-1)?.[2]]).toEqual([from, to])
      expect(spells.every(([, began, ended]) => at(ended) > at(began))).toBe(true)
    }
  })

  test('has the talk and wrap-up of its calls in the time of its agents, to the millisecond', () => {
    const inState = (...states: string[]): number =>
      sum(year.spells.filter(({ 7: state }) => states.includes(state ?? '')).map(([, from, to]) => at(to) - at(from)))
    const column = (place: number): number => sum(year.calls.map((call) => Number(call[place])))
    expect(inState('talking', 'holding')).toBe(column(23))
    expect(inState('holding')).toBe(column(24))
    expect(inState('wrapUp')).toBe(column(25))
  })

  test('counts the attempts of a record in the order they were made, as many as its contact says', () => {
    const byEntry = Map.groupBy(year.calls, ({ 3: entry }) => entry)
    for (const { 1: entry, 8: attempts } of year.contacts) {
      const calls = (byEntry.get(entry ?? '') ?? []).sort((a, b) => Number(a[10]) - Number(b[10]))
      expect(calls.map(({ 10: number }) => Number(number))).toEqual(
        Array.from({ length: Number(attempts) }, (_, n) => n + 1),
      )
      for (const [place, call] of calls.slice(1).entries())
        expect(at(call[1])).toBeGreaterThanOrEqual(at(calls[place]?.[1]))
    }
  })
})
