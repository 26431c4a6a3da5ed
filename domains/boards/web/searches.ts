import { z } from 'zod'
import { boardPeriods, movedSpans } from '../board-shapes.ts'

export const centreSearch = z.object({ period: z.enum(boardPeriods).optional(), span: z.enum(movedSpans).optional() })
export const teamSearch = z.object({ teamId: z.uuid().optional() })
