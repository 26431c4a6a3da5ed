import { useMemo } from 'react'
import { z } from 'zod'
import { addDays } from '#contract/days.ts'
import { Day } from '#contract/when.ts'
import { useTimeZone } from '#web/client/session.tsx'
import { type Filters, useFilters } from '#web/ui/filters.ts'
import { dayAt } from '#web/ui/moments.ts'

export const tabs = ['hours', 'funnel', 'reasons', 'agents', 'zones', 'value', 'time', 'control', 'pace'] as const
export const endings = ['refusal', 'unreached'] as const
export type Ending = (typeof endings)[number]
export type Tab = (typeof tabs)[number]

/** Everything the page shows stands in its address. */
export const search = z.object({
  tab: z.enum(tabs).default('hours'),
  from: Day.optional(),
  to: Day.optional(),
  campaignId: z.uuid().optional(),
  teamId: z.uuid().optional(),
  by: z.enum(['team', 'agent']).default('agent'),
  ending: z.enum(endings).default('refusal'),
  /** The measure of the tab. */
  code: z.string().max(60).optional(),
})
type Search = z.output<typeof search>

/** What is looked at: a period, and perhaps one campaign or team. */
export type Narrow = { from: string; to: string; campaignId?: string | undefined; teamId?: string | undefined }

const usualDays = 27
/** The address, with four weeks up to today where no period is chosen. */
export const useSearch = (): { filters: Filters<Search>; narrow: Narrow; today: string } => {
  const filters = useFilters(search)
  const today = dayAt(Date.now(), useTimeZone())
  return useMemo(() => {
    const { campaignId, teamId } = filters.values
    const to = filters.values.to ?? today
    const from = filters.values.from ?? addDays(to, -usualDays)
    return {
      today,
      narrow: { from, to, campaignId, teamId },
      filters: {
        ...filters,
        values: { ...filters.values, from, to },
        // Back to the usual period and everybody, on the same tab.
        reset: () => filters.set({ from: undefined, to: undefined, campaignId: undefined, teamId: undefined }),
      },
    }
  }, [filters, today])
}
