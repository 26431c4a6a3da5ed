import { z } from 'zod'
import { agentStateCodes } from '#domains/presence/contract.ts'
import type { Filters } from '#web/ui/filters.ts'
import type { FloorAgent } from '../contract.ts'

/** What the floor page keeps in its address. */
export const floorSearch = z.object({
  view: z.enum(['seats', 'table']).default('seats'),
  teamId: z.uuid().optional(),
  campaignId: z.uuid().optional(),
  state: z.enum(agentStateCodes).optional(),
  search: z.string().max(60).optional(),
  agentId: z.uuid().optional(),
})
export type FloorSearch = z.output<typeof floorSearch>
export type FloorFilters = Filters<FloorSearch>

export const noFilters = { teamId: undefined, campaignId: undefined, state: undefined, search: undefined } as const

/** `but` leaves one filter out: the counts beside the states are of what the other filters leave. */
export const matches = (
  { teamId, campaignId, state, search }: FloorSearch,
  agent: FloorAgent,
  { but }: { but?: 'state' } = {},
): boolean =>
  (!teamId || agent.teamId === teamId) &&
  (!campaignId || agent.campaignId === campaignId) &&
  (but === 'state' || !state || agent.state === state) &&
  (!search || agent.name.includes(search) || agent.staffNumber.toLowerCase().includes(search.toLowerCase()))
