import { z } from 'zod'
import { Day } from '#contract/when.ts'

/** What the pictures keep in their address. */
export const pictureSearch = z.object({
  campaignId: z.uuid().optional(),
  teamId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
})
