import type { FloorView, Pacing } from '#domains/dialer/server/public.ts'

/** Service level of the prediction: an agent counts once the chance that the call is over reaches it. */
const quality = 0.97
/** Predicts only after so many conversations, and corrects for failures only after so many calls. */
const enough = 10
const historyMs = 30 * 60_000
/** The answer rate is taken to be this at least. */
const leastAnswerRate = 0.2
/** Time to answer is the mean of the last so many calls, at first filled up with 8 s. */
const answerSamples = 20
const usualAnswerSeconds = 8

/**
 * Busy agents who count as good as free: 1 − exp(−(elapsed + time to answer) / mean talk) ≥ 0.97. That is the chance
 * that a call of exponential length would be over, not that this one ends in time: such a call does not age.
 */
export const soonFree = (elapsedSeconds: number, given: { answerSeconds: number; talkSeconds: number }): boolean =>
  1 - Math.exp(-(elapsedSeconds + given.answerSeconds) / given.talkSeconds) >= quality

/** Free and soon free less waiting and calls under way, over the answer rate where enough is known of it. */
export const issabelCalls = (given: {
  free: number
  soon: number
  waiting: number
  underWay: number
  ended: number
  answered: number
}): number => {
  const wanted = Math.max(0, Math.max(0, given.free + given.soon - given.waiting) - given.underWay)
  if (given.ended < enough || given.answered === 0) return wanted
  return Math.round(wanted / Math.max(leastAnswerRate, given.answered / given.ended))
}

/** Calls that came to an answer or an end within the last half hour. */
class AnswerHistory {
  private readonly ends: { at: number; answered: boolean }[] = []
  private first = 0
  answered = 0

  get ended(): number {
    return this.ends.length - this.first
  }
  add(at: number, answered: boolean): void {
    this.ends.push({ at, answered })
    if (answered) this.answered++
  }
  forget(now: number): void {
    for (let end = this.ends[this.first]; end && end.at < now - historyMs; end = this.ends[++this.first])
      if (end.answered) this.answered--
    if (this.first > 10_000) this.ends.splice(0, this.first)
    if (this.first > 10_000) this.first = 0
  }
}

/**
 * The predictive dialler of Issabel (Elastix) with over-commit, every 3 s (IssabelFoundation/callcenter,
 * setup/dialer_process/dialer: Predictor, CampaignProcess and Campania: rules re-described). What is under way is taken
 * off before the division by the answer rate, so few agents get four calls each in one burst. Agents in wrap-up are
 * paused and do not count.
 */
export const issabel = (): Pacing => {
  const history = new AnswerHistory()
  const answerTimes: number[] = new Array(answerSamples).fill(usualAnswerSeconds)
  let [talks, talkSeconds] = [0, 0]
  const soonOf = ({ agents, now }: FloorView): number => {
    if (talks < enough) return 0
    const given = { answerSeconds: answerTimes.reduce((sum, time) => sum + time, 0) / answerSamples, talkSeconds }
    let soon = 0
    for (const { activity, since } of agents)
      if (activity === 'talking' && soonFree((now - since) / 1000, given)) soon++
    return soon
  }
  return {
    everyMs: 3000,
    callsToPlace(floor) {
      history.forget(floor.now)
      let free = 0
      for (const { activity } of floor.agents) if (activity === 'free') free++
      const { ended, answered } = history
      const { waiting, calls } = floor
      return issabelCalls({ free, soon: soonOf(floor), waiting, underWay: calls.length, ended, answered })
    },
    over(call, end, now) {
      history.add(now, end === 'answered')
      if (end !== 'answered') return
      answerTimes.push((now - call.placedAt) / 1000)
      answerTimes.shift()
    },
    changed(was, since, _becomes, now) {
      if (was !== 'talking') return
      talks++
      talkSeconds += ((now - since) / 1000 - talkSeconds) / talks
    },
  }
}
