import { dialDecisions } from './dial-decisions.ts'
import { floorPush } from './floor-push.ts'
import type { Bench } from './ground.ts'
import { ledgerEvents } from './ledger-events.ts'

/** The hot path end to end, each part beside the plainest thing that does the same work, in one run on one machine. */
export const ledger: Bench = async (ground) => ({
  ...(await ledgerEvents(ground)),
  ...(await dialDecisions(ground)),
  ...(await floorPush(ground)),
})
