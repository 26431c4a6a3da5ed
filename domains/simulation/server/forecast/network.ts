import type { TelephonyPort } from '#domains/telephony/server/public.ts'
import type { SteppedClock } from '#platform/stepped-clock.ts'
import type { Fate } from './world.ts'

/** A telephone network in memory whose calls go as told; handed in, since a domain knows no telephone system. */
export type Network = (given: { clock: SteppedClock; seed: number; fateOf: (to: string) => Fate }) => TelephonyPort
