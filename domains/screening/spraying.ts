import { z } from 'zod'

/** When dialling much and achieving little counts as spraying, and what it costs. */
export const SprayPolicy = z.object({
  enabled: z.boolean(),
  windowDays: z.int().min(1).max(90),
  /** Fewer conversations than this say nothing about anybody. */
  leastTalks: z.int().min(5).max(10_000),
  /** So many times the usual number of calls. */
  volumeFactor: z.number().min(1).max(10),
  /** At most this part of the campaign's success rate. */
  rateFactor: z.number().min(0.05).max(1),
  /** The most of an agent's calls of a day that may go to the best class while spraying. */
  premiumShare: z.number().min(0).max(1),
})
export type SprayPolicy = z.output<typeof SprayPolicy>
export const usualSprayPolicy: SprayPolicy = {
  enabled: false,
  windowDays: 7,
  leastTalks: 30,
  volumeFactor: 1.3,
  rateFactor: 0.6,
  premiumShare: 0.2,
}

export type Worked = {
  id: string
  calls: number
  talks: number
  successes: number
  /** Calls to the best class, in all and today. */
  premium: number
  callsToday: number
  premiumToday: number
}
export type Judged = Worked & {
  rate: number | null
  /** The rate with the campaign's own weighed in as so many conversations, so that a few unlucky calls condemn nobody. */
  steadyRate: number | null
  spraying: boolean
  /** How many more calls to the best class today; null where nothing limits them. */
  premiumLeft: number | null
}

const weightOfCampaign = 20
const middle = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = sorted.length % 2 === 1 ? [sorted[half], sorted[half]] : [sorted[half - 1], sorted[half]]
  return (low + high) / 2
}
const sum = (rows: readonly Worked[], of: 'talks' | 'successes'): number => rows.reduce((all, row) => all + row[of], 0)

/**
 * Who dials much and achieves little, measured against the others of the same campaign. Alone nobody sprays: there is
 * nobody to compare with.
 */
export const judgeSpraying = (rows: readonly Worked[], policy: SprayPolicy): Judged[] => {
  const talks = sum(rows, 'talks')
  const usualRate = talks === 0 ? null : sum(rows, 'successes') / talks
  const usualCalls = middle(rows.map(({ calls }) => calls))
  return rows.map((row) => {
    const rate = row.talks === 0 ? null : row.successes / row.talks
    const steadyRate =
      usualRate === null ? null : (row.successes + weightOfCampaign * usualRate) / (row.talks + weightOfCampaign)
    const spraying =
      rows.length > 1 &&
      row.talks >= policy.leastTalks &&
      row.calls >= policy.volumeFactor * usualCalls &&
      steadyRate !== null &&
      usualRate !== null &&
      usualRate > 0 &&
      steadyRate <= policy.rateFactor * usualRate
    const allowed = Math.floor(policy.premiumShare * (row.callsToday + 1))
    const premiumLeft = policy.enabled && spraying ? Math.max(0, allowed - row.premiumToday) : null
    return { ...row, rate, steadyRate, spraying, premiumLeft }
  })
}
