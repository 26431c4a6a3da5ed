export const lights = ['green', 'amber', 'red', 'grey'] as const
export type Light = (typeof lights)[number]
export const lightReasons = [
  'noGoal',
  'notRunning',
  'ahead',
  'onPlan',
  'behind',
  'farBehind',
  'missed',
  'listShort',
  'abandonHigh',
  'complaintsHigh',
] as const
export type LightReason = (typeof lightReasons)[number]
export type Lit = { light: Light; reasons: LightReason[] }

/** How far below the plan is far. */
export const farBehindShare = 0.85

/**
 * How what was reached stands against the plan to date. Below the plan counts only where it is below by more than
 * chance: reached < planned − 1.645 √planned, the one-sided 5 % bound of a Poisson count.
 */
export const standingOf = (
  reached: number | null,
  planned: number | null,
): 'ahead' | 'onPlan' | 'behind' | 'farBehind' | null => {
  if (reached === null || planned === null) return null
  const chance = 1.645 * Math.sqrt(planned)
  if (reached >= planned) return reached > planned + chance ? 'ahead' : 'onPlan'
  if (reached >= planned - chance) return 'onPlan'
  return reached < planned * farBehindShare ? 'farBehind' : 'behind'
}

const lightOfStanding = { ahead: 'green', onPlan: 'green', behind: 'amber', farBehind: 'red' } as const
/** The light of a figure against its plan; grey where there is no goal. */
export const lightAgainst = (reached: number | null, planned: number | null): Light => {
  const standing = standingOf(reached, planned)
  return standing === null ? 'grey' : lightOfStanding[standing]
}

export type CampaignFacts = {
  running: boolean
  target: number
  reached: number
  /** Planned from the start until now; null without a planned end. */
  planned: number | null
  ended: boolean
  /** Contacts still to call, and successes each of them brings at the rate so far; null where nobody knows. */
  stock: number | null
  perContact: number | null
  abandonRate: number | null
  /** Low bound of what the abandon rate may be; the target is broken only where even this is above it. */
  abandonLow: number | null
  abandonTarget: number
  complaintLow: number | null
  /** The rate of the centre as a whole. */
  complaintUsual: number | null
}

const paceReason = ({ target, reached, planned, ended }: CampaignFacts): LightReason => {
  if (target === 0) return 'noGoal'
  if (reached >= target) return 'ahead'
  if (ended) return 'missed'
  return standingOf(reached, planned) ?? 'noGoal'
}
const listShort = ({ target, reached, stock, perContact }: CampaignFacts): boolean =>
  target > reached && stock !== null && perContact !== null && reached + stock * perContact < target * farBehindShare

const lightOf: Record<LightReason, Light> = {
  noGoal: 'grey',
  notRunning: 'grey',
  ahead: 'green',
  onPlan: 'green',
  behind: 'amber',
  farBehind: 'red',
  missed: 'red',
  listShort: 'amber',
  abandonHigh: 'red',
  complaintsHigh: 'red',
}
const order: readonly Light[] = ['red', 'amber', 'green', 'grey']
export const worstOf = (some: readonly Light[]): Light => order.find((light) => some.includes(light)) ?? 'grey'

/** The light of a campaign and every reason for it, the gravest first. */
export const lightOfCampaign = (facts: CampaignFacts): Lit => {
  const reasons: LightReason[] = [paceReason(facts)]
  if (!facts.running && !facts.ended) reasons.push('notRunning')
  if (!facts.ended && listShort(facts)) reasons.push('listShort')
  if (facts.abandonLow !== null && facts.abandonLow > facts.abandonTarget) reasons.push('abandonHigh')
  if (facts.complaintLow !== null && facts.complaintUsual !== null && facts.complaintLow > facts.complaintUsual)
    reasons.push('complaintsHigh')
  const sorted = reasons.toSorted((a, b) => order.indexOf(lightOf[a]) - order.indexOf(lightOf[b]))
  return { light: worstOf(sorted.map((reason) => lightOf[reason])), reasons: sorted }
}
