import type { Policy } from '../policy-ground.ts'
import { type BySize, bySize } from './by-size.ts'
import { countAgents, noAgents } from './floor-count.ts'
import { newLines, placingEveryMs } from './lines.ts'

/** A fixed number of lines for each active agent (VICIdial's dial method RATIO). */
const atRatio = (ratio: number): ReturnType<Policy> => {
  const count = noAgents()
  return { everyMs: placingEveryMs, callsToPlace: (floor) => newLines(ratio, floor, countAgents(floor, count)) }
}

/** Two lines for each agent: what many guides recommend. */
export const ratio2: Policy = () => atRatio(2)

/** Found by tuning to 3 % at p = 0.25, talk 120 s, wrap-up 25 s, ringing 11 s; five agents round to none or too many. */
const ratios: BySize = [
  [5, 1.06],
  [10, 1.14],
  [20, 1.24],
  [50, 1.378],
  [100, 1.458],
  [500, 1.554],
]

/** The ratio (`ratio`) found by tuning, the highest that keeps to the target. */
export const ratioBest: Policy = ({ params, agents }) => atRatio(params.ratio ?? bySize(ratios, agents))
