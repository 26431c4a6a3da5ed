import type { LineFaults } from '#adapters/simulator/event-line.ts'
import type { World } from './world.ts'

/** Something that upsets the floor at a moment; all times in seconds from the start of the day. */
export type Shock = {
  at: number
  /** Until when the floor may come to rest before something else happens. */
  until: number
  /** From when on it is taken to have come to rest. */
  settledFrom: number
  /** Shocks that lead to the same state of the world bear the same name; their steady states are pooled. */
  level: string
}

/** How agents come and go. All sign in at the start and are ready within the first 10 minutes. */
export type Shift = {
  /** All are ready within the first second instead. */
  together?: boolean
  /** 30 minutes for everybody, at most a third of them out at once, from the middle of the day on. */
  lunch?: boolean
  /** Breaks at random moments, so many minutes an hour on the mean. */
  breakMinutesPerHour?: number
  /** All leave after their current call within the last 10 minutes. */
  end?: boolean
  /** This share is signed out in one instant, whatever they do, and comes back later. Seconds. */
  logOut?: { share: number; at: number; backAfter: number }
}

export type Size = { agents: number; hours: number }

export type Scenario = {
  title: string
  /** All policies run in it; in the others only those that tell most. */
  chief?: true
  /** The numbers of agents it is run with. */
  agents: readonly number[]
  /** The abandon budget of the day, as a share of the answered. */
  target: number
  /** Nothing changes over the day: the first 15 minutes are left out of occupancy, talk and waits. */
  stationary: boolean
  /** The true answer rate where it is the same for all calls and never changes. */
  answerRate: number | null
  world: (size: Size) => World
  shift?: (size: Size) => Shift
  faults?: Partial<LineFaults>
  /** Calls that may be placed a second, as a multiple of what all agents need when they are never idle. */
  callsPerSecondTimes?: number
  /** Share of the agents' time that calls coming in would fill. */
  inboundShare?: number
  shocks?: (size: Size) => Shock[]
}

/** Hours of the day of a full run; the abandon budget counts over that day. */
export const fullHours = (agents: number): number => {
  if (agents <= 50) return 8
  return agents <= 100 ? 4 : 1.5
}
