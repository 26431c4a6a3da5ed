import type { Pacing } from '#domains/dialer/server/public.ts'
import type { PolicyGround } from '../policy-ground.ts'
import { countAgents, each, noAgents } from './floor-count.ts'
import { type PidState, pidStep } from './pid-step.ts'

/** The rate is measured over so many answers. */
const answersLooked = 100
const stepMs = 10_000
/** What the vendor's example takes for the answer rate of the past; calls for each free agent begin at one over it. */
const historicalAnswers = 0.35
const bounds = { least: 1, most: 60 }
const gains = { proportional: 4, integral: 0.4, derivative: 1 }

/**
 * Calls for each free agent, the number set by a PID controller on the abandon rate of the last 100 answers, as the
 * strategies PACING (free agents × ratio) and PID (parameters `abandonRate`, `historicalConnectedRate`) of Alibaba
 * Cloud's call centre suggest (api-ccc-2020-07-01, CreateCampaign). How that one computes is not published: sample,
 * period and gains here are ours, chosen by hand to be steady from 5 to 500 agents.
 */
export const pid = ({ target }: PolicyGround): Pacing => {
  let state: PidState = { output: 1 / historicalAnswers, error: 0, errorBefore: 0 }
  const recent = new Uint8Array(answersLooked)
  let [at, abandoned, news] = [0, 0, false]
  const hear = (lost: 0 | 1): void => {
    abandoned += lost - (recent[at] ?? 0)
    recent[at] = lost
    at = (at + 1) % answersLooked
    news = true
  }
  const stepsNow = each(stepMs)
  const count = noAgents()
  return {
    everyMs: 500,
    callsToPlace(floor) {
      // Without a new answer there is nothing to learn from.
      if (stepsNow(floor.now) && news) {
        state = pidStep(state, target - abandoned / answersLooked, gains, bounds)
        news = false
      }
      const { free } = countAgents(floor, count)
      return Math.max(0, Math.round(free * state.output) - floor.calls.length - floor.waiting)
    },
    served: (end) => hear(end === 'abandoned' ? 1 : 0),
  }
}
