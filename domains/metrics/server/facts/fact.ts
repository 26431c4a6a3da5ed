import type { Words } from '#contract/words.ts'
import type { CampaignType } from '#domains/campaigns/server/public.ts'
import type { Grouping } from '../../measure.ts'

/** The kinds of rows sums are made of; `none` stands for what nobody records. */
export const sourceNames = [
  'call',
  'time',
  'session',
  'contact',
  'campaign',
  'order',
  'survey',
  'review',
  'behaviour',
  'questionnaire',
  'complaint',
  'help',
  'firstCall',
  'plan',
  'due',
  'adherence',
  'staff',
  'standard',
  'none',
] as const
export type SourceName = (typeof sourceNames)[number]

/**
 * One additive fact: a column of that name in the rows of its source. Sums of parts add up to the sum of the whole, so
 * whatever is made of facts may be grouped, dated and drilled in any way and stays true.
 */
export type Fact = {
  code: string
  source: SourceName
  name: Words
  unit: 'count' | 'ms' | 'squaredSeconds' | 'money'
  /** People a business day, each counted once: adds up over days, not over campaigns somebody worked for on one day. */
  isHeads?: boolean
}

type Stated = { zh: string; en: string; unit?: Fact['unit']; isHeads?: boolean }
/** Declares the facts of one source; the names of the entries are the columns. */
export const defineFacts = <Code extends string>(
  source: SourceName,
  stated: Record<Code, Stated>,
): Record<Code, Fact> =>
  Object.fromEntries(
    Object.entries<Stated>(stated).map(([code, { zh, en, unit = 'count', isHeads = false }]) => [
      code,
      { code, source, name: { zh, en }, unit, isHeads },
    ]),
  ) as Record<Code, Fact>

/** Facts added up, over campaigns of some types only if said so, divided by `per` (1000 makes seconds of milliseconds). */
export type Sum = {
  terms: readonly { fact: Fact; sign: 1 | -1 }[]
  per: number
  campaignTypes: readonly CampaignType[] | null
  notBy: readonly Grouping[]
}
const sumPer = (per: number, facts: readonly Fact[]): Sum => ({
  terms: facts.map((fact) => ({ fact, sign: 1 })),
  per,
  campaignTypes: null,
  notBy: facts.some(({ isHeads }) => isHeads) ? ['hour', 'quarterHour'] : [],
})
export const sum = (...facts: Fact[]): Sum => sumPer(1, facts)
/** Of facts counted in milliseconds. */
export const seconds = (...facts: Fact[]): Sum => sumPer(1000, facts)
export const hours = (...facts: Fact[]): Sum => sumPer(3_600_000, facts)
export const less = (whole: Sum, ...facts: Fact[]): Sum => ({
  ...whole,
  terms: [...whole.terms, ...facts.map((fact) => ({ fact, sign: -1 as const }))],
})
export const inCampaigns = (campaignTypes: readonly CampaignType[], whole: Sum): Sum => ({ ...whole, campaignTypes })

/** The one source a list of calls can be opened from; undefined where several add up. */
export const callFactOf = ({ terms }: Sum): Fact | undefined =>
  terms.length === 1 && terms[0]?.fact.source === 'call' ? terms[0].fact : undefined
