import type { AttemptPolicy, CallingHours, DialMode } from '#domains/campaigns/server/public.ts'
import type { Beliefs } from './beliefs.ts'
import type { SpokenKind } from './evidence.ts'

/** So many contacts of the list that stand alike. */
export type ContactGroup = {
  count: number
  attempts: number
  attemptLimit: number | null
  tries: Readonly<Partial<Record<string, number>>>
  /** When they may be called, milliseconds since 1970; the past means now. */
  dueAt: number
}

/** The rules a campaign calls by, as far as a forecast needs them. */
export type CampaignRules = {
  mode: DialMode
  callingHours: CallingHours
  timeZone: string
  attemptPolicy: AttemptPolicy
  endsOn: string | null
  abandonTarget: number
  abandonCeiling: number
  lineLimit: number | null
  /** The outcomes it counts as success. */
  successes: readonly SpokenKind[]
}

/** Everything a forecast depends on; the same inputs give the same forecast on every machine. */
export type ForecastInputs = {
  seed: number
  runs: number
  /** Milliseconds since 1970. */
  startAt: number
  rules: CampaignRules
  /** Agents at work for this campaign in each hour of the site's clock, on average. */
  agentsByHour: readonly number[]
  /** Each day only so many hours from the opening on; null: all calling hours. */
  hoursPerDay: number | null
  list: readonly ContactGroup[]
  beliefs: Beliefs
}
