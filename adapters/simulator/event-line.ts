import type { TelephonyEvent } from '#domains/telephony/server/port.ts'
import type { Clock } from '#platform/clock.ts'
import { chanceOf } from './chance.ts'

/** How badly events reach us. Each share is of events, from 0 to 1, and drawn by seed and event. */
export type LineFaults = {
  /** Told twice, with the same `providerEventId`. */
  duplicated: number
  /** Told only after the next event of the same call. An `ended` has no next one and is told in its place. */
  swapped: number
  /** Told late by `delayMs`; `at` stays true. */
  delayed: number
  delayMs: number
  /** Never told; of the kinds in `lostKinds`, or of all. */
  lost: number
  lostKinds?: readonly TelephonyEvent['kind'][]
}

export const noFaults: LineFaults = { duplicated: 0, swapped: 0, delayed: 0, delayMs: 0, lost: 0 }

export interface EventLine {
  tell(event: TelephonyEvent): void
  listen(onEvent: (event: TelephonyEvent) => void): () => void
  setFaults(faults: LineFaults): void
}

/** The way events take from the exchange to whoever listens; straight, until told to be faulty. */
export const eventLine = ({ clock, seed }: { clock: Clock; seed: string | number }): EventLine => {
  const listeners = new Set<(event: TelephonyEvent) => void>()
  const heldBack = new Map<string, TelephonyEvent>()
  let faults = noFaults

  const deliver = (event: TelephonyEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const deliverLate = (event: TelephonyEvent, late: boolean): void => {
    if (late) clock.after(faults.delayMs, () => deliver(event))
    else deliver(event)
  }
  const deliverBadly = (event: TelephonyEvent): void => {
    const chance = chanceOf(seed, event.providerEventId, 'line')
    const happens = (share: number): boolean => chance() < share
    const [lost, twice, late, swap] = [faults.lost, faults.duplicated, faults.delayed, faults.swapped].map(happens)
    const waiting = heldBack.get(event.callId)
    heldBack.delete(event.callId)
    if (!lost || (faults.lostKinds && !faults.lostKinds.includes(event.kind))) {
      if (swap && !waiting && event.kind !== 'ended') heldBack.set(event.callId, event)
      else deliverLate(event, late === true)
      if (twice) deliverLate(event, late === true)
    }
    if (waiting) deliver(waiting)
  }

  return {
    tell(event) {
      if (faults === noFaults && heldBack.size === 0) deliver(event)
      else deliverBadly(event)
    },
    listen(onEvent) {
      const listener = (event: TelephonyEvent): void => onEvent(event)
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setFaults(wanted) {
      faults = wanted
    },
  }
}
