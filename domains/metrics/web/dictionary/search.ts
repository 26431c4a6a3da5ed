import { z } from 'zod'
import { SearchText } from '#contract/text.ts'
import { measureGroups } from '../../measure.ts'

/** What the dictionary keeps in its address: a page of it can be linked to. */
export const dictionarySearch = z.object({
  group: z.enum([...measureGroups, 'own']).optional(),
  find: SearchText.optional(),
  code: z.string().max(60).optional(),
})
