import type { Words } from '#contract/words.ts'
import type { CampaignType } from '#domains/campaigns/server/public.ts'
import type { MeasureWords } from '../measure.ts'
import type { ReportedRows } from './example-rows.ts'
import type { Sum } from './facts/fact.ts'
import type { Spread } from './value.ts'

/** Rows of a worked example; what is not said is as in `test-rows.ts`. */
export type ExampleRows = ReportedRows & {
  campaign?: { type?: CampaignType; targetSuccesses?: number }
  calls?: readonly Partial<{
    talkSeconds: number
    wrapUpSeconds: number
    answered: boolean
    answeredBy: 'person' | 'machine' | null
    abandoned: boolean
    outcomeKind: string
    /** Which record was called: calls with the same number are calls to the same customer. */
    record: number
    /** Seconds from the order to dial until it rang, was answered and was joined to the agent. */
    ringsAfter: number
    answeredAfter: number
    joinedAfter: number
    /** Which list it came from: calls with the same number are of one batch. */
    list: number
  }>[]
  contacts?: readonly Partial<{ attempts: number; closeReason: string }>[]
  /** One list of stretches for each agent, in seconds, back to back from nine o'clock. */
  agents?: readonly (readonly { state: string; seconds: number }[])[]
}

export type Kpi = Omit<MeasureWords, 'source' | 'minimumSample' | 'owner' | 'excludes' | 'version'> & {
  source: string | null
  minimumSample: number
  owner: MeasureWords['owner']
  excludes: MeasureWords['excludes']
  version: number
  top: Sum
  per: Sum | null
  /** Squared: the top counts twice, as in S × (S ÷ C). */
  power: 1 | 2
  /** What the value is divided by once more, such as hours. */
  over: Sum | null
  spread: Spread
  example: { given: ExampleRows; equals: number | null }
  /** What this version counts otherwise than the one before. */
  changed: Words | null
}
type Stated = Pick<Kpi, 'code' | 'name' | 'meaning' | 'formula' | 'unit' | 'better' | 'top' | 'example'> &
  Partial<
    Pick<
      Kpi,
      'source' | 'minimumSample' | 'owner' | 'excludes' | 'version' | 'per' | 'power' | 'over' | 'spread' | 'changed'
    >
  >

/** Declares one measure: its words, its two sums and a worked example that is also its test. */
export const defineKpi = (stated: Stated): Kpi => ({
  source: null,
  minimumSample: stated.unit === 'ratio' ? 30 : 0,
  owner: 'campaignManager',
  excludes: null,
  version: 1,
  per: null,
  power: 1,
  over: null,
  spread: { kind: 'none' },
  changed: null,
  ...stated,
})
