import { z } from 'zod'
import { Day } from '#contract/when.ts'
import { runEnds, stepResults } from '../run.ts'

export const flowTabs = ['edit', 'answers', 'statistics'] as const

/** What the page of a flow keeps in its address. */
export const flowSearch = z.object({
  tab: z.enum(flowTabs).default('edit'),
  from: Day.optional(),
  to: Day.optional(),
  end: z.enum(runEnds).optional(),
  stepId: z.string().optional(),
  result: z.enum(stepResults).optional(),
  value: z.string().optional(),
  after: z.string().optional(),
})
