import { type CallScript, onlyAMachine, person, unreached } from '#adapters/simulator/call-script.ts'
import { simulator } from '#adapters/simulator/simulator.ts'
import type { Fate, Network } from '#domains/simulation/server/public.ts'

const scriptOf = (fate: Fate): CallScript =>
  fate.answersAfterMs === null
    ? unreached(fate.cause, { ringsAfterMs: null, endsAfterMs: fate.endsAfterMs })
    : person({
        ringsAfterMs: Math.min(1000, fate.answersAfterMs),
        answersAfterMs: fate.answersAfterMs,
        talkMs: fate.talkMs,
        heard: onlyAMachine,
      })

/** The simulated telephone network as forecasts use it: each call goes as its fate says. */
export const forecastNetwork: Network = ({ clock, seed, fateOf }) =>
  simulator({ clock, seed, behaviour: (to) => scriptOf(fateOf(to)) })
