import type { Journal } from '#platform/journal.ts'
import type { TelephonyEvent } from '../port.ts'
import { type OutsideRow, outsideLegs } from './spend-lanes.ts'
import type { Ending, Tally } from './tally.ts'

type Told = Extract<TelephonyEvent, { kind: 'outside' }>

/** Legs to outside numbers from the order to the end: each is on record with its trunk, its time and what it cost. */
export const openOutsideLegs = ({ journal, tally }: { journal: Journal; tally: Tally }) => {
  const open = new Map<string, OutsideRow>()
  const keep = (row: OutsideRow): void => {
    if (row.endedAt === null) open.set(row.leg, row)
    else open.delete(row.leg)
    journal.append(outsideLegs, row)
  }
  const rowOf = ({ leg, callId, number, trunk }: Told, at: number): OutsideRow =>
    open.get(leg) ?? {
      ...{ leg, callId, number, trunk, placedAt: at, answeredAt: null, endedAt: null },
      ...{ minutes: 0, cost: 0, isEndHeard: true },
    }
  const end = (row: OutsideRow, ending: Ending): void => {
    const bill = tally.settle(row.leg, row.trunk, ending)
    const endedAt = bill?.until ?? Math.max(row.placedAt, ending.at)
    const { minutes = 0, cost = 0, since: answeredAt = null } = bill ?? {}
    keep({ ...row, endedAt, minutes, cost, answeredAt, isEndHeard: ending.isHeard })
  }
  return {
    /** What a process of before left open goes on costing until its end is told, or its call's. */
    takeUp: (rows: readonly OutsideRow[]): void => {
      for (const row of rows) {
        open.set(row.leg, row)
        if (row.answeredAt !== null) tally.begin(row.leg, row.trunk, row.answeredAt)
      }
    },
    hear: (event: Told): void => {
      const at = event.at.getTime()
      const row = rowOf(event, at)
      if (event.stage === 'ended') return end(row, { at, isHeard: true })
      if (event.stage === 'answered') tally.begin(row.leg, row.trunk, at)
      keep(event.stage === 'answered' ? { ...row, answeredAt: row.answeredAt ?? at } : row)
    },
    /** Whatever that call still had outside went with it. */
    endAllOf: (callId: string, ending: Ending): void => {
      for (const row of [...open.values()]) if (row.callId === callId) end(row, ending)
    },
    /** The calls that have somebody outside, as far as known. */
    callIds: (): ReadonlySet<string> => new Set([...open.values()].map(({ callId }) => callId)),
  }
}
