import type { LiveCalls } from '#domains/calls/server/public.ts'
import { isPause, type LivePresence } from '#domains/presence/server/public.ts'
import type { Dialling } from '../contract.ts'
import type { Ledger, Prediction } from '../explanation.ts'
import type { IdleWatch } from './idle-watch.ts'
import type { LiveDialer } from './live.ts'
import type { Runner } from './runner.ts'

/** Those of the engine who know why a campaign dials as it does. */
export type Explained = { dialer: LiveDialer; presence: LivePresence; calls: LiveCalls; idle: IdleWatch }

const predictionOf = ({ campaign, pacing, isRunning, waitingForAgent }: Runner): Prediction | null => {
  const { terms } = pacing
  if (campaign.mode !== 'predictive' || !isRunning || !terms) return null
  return {
    inFlight: terms.inFlight,
    withinSeconds: terms.withinSeconds,
    expectedAnswers: terms.expectedAnswers,
    // The decision counts a customer who waits against an agent; the panel shows both.
    freeNow: terms.freeNow + waitingForAgent,
    expectedFree: terms.expectedFree,
    answerRate: terms.answerRate,
    risk: terms.risk,
    riskAllowed: terms.riskAllowed,
    limit: terms.limit,
  }
}
const ledgerOf = ({ campaign, predictive }: Runner, now: number): Ledger | null => {
  if (campaign.mode !== 'predictive') return null
  const { answered24h, abandoned24h, answered30d, abandoned30d, left } = predictive.ledger.balance(now)
  const { abandonTarget: target, abandonCeiling: ceiling } = campaign
  return { answered24h, abandoned24h, answered30d, abandoned30d, left, target, ceiling }
}

/** A campaign without a runner is not running, which is an answer too. */
export const describeDialling = ({ dialer, idle }: Explained, campaignId: string, at: Date): Dialling => {
  const runner = dialer.runner(campaignId)
  const states = runner?.agents().map(({ state }) => state) ?? []
  const count = (...of: string[]): number => states.filter((state) => of.includes(state)).length
  const binding = runner?.binding ?? { kind: 'stopping' as const }
  return {
    campaignId,
    at: at.toISOString(),
    binding: binding.kind,
    until: 'until' in binding ? binding.until : null,
    why: 'why' in binding ? binding.why : null,
    resting: binding.kind === 'resting' ? binding.count : null,
    agents: {
      signedIn: states.length,
      ready: count('ready'),
      dialing: count('dialing'),
      talking: count('talking', 'holding'),
      wrapUp: count('wrapUp'),
      paused: states.filter(isPause).length,
    },
    callsInFlight: runner?.flights.size ?? 0,
    callsWaitingForAgent: runner?.waitingForAgent ?? 0,
    inMemory: runner?.stock.size ?? 0,
    mode: runner?.campaign.mode ?? null,
    lineLimit: runner?.campaign.lineLimit ?? null,
    prediction: runner ? predictionOf(runner) : null,
    ledger: runner ? ledgerOf(runner, at.getTime()) : null,
    idle: idle.read(campaignId) ?? null,
  }
}
