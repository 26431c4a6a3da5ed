import { z } from 'zod'
import { plainText, remark } from '#contract/text.ts'
import { Instant } from '#contract/when.ts'
import { Measured } from '#domains/metrics/contract.ts'
import { backgroundCodes, columns, mostPages, rows, wallCodes, widgetKindCodes } from './wall.ts'

const Widget = z.object({
  kind: z.enum(widgetKindCodes),
  x: z.int().min(0).max(columns),
  y: z.int().min(0).max(rows),
  w: z.int().min(1).max(columns),
  h: z.int().min(1).max(rows),
  code: z.enum(wallCodes).optional(),
  said: remark(60).optional(),
})
export const WallPages = z
  .array(z.object({ widgets: z.array(Widget).min(1).max(20) }))
  .min(1)
  .max(mostPages)
export const WallboardForm = z.object({
  siteId: z.uuid(),
  teamId: z.uuid().nullable().default(null),
  title: plainText(60),
  logoWords: remark(40).default(''),
  background: z.enum(backgroundCodes).default('night'),
  rotateSeconds: z.int().min(15).max(30).default(20),
  pages: WallPages,
})
export type WallboardForm = z.output<typeof WallboardForm>
export const Wallboard = WallboardForm.extend({
  id: z.uuid(),
  siteName: z.string(),
  teamName: z.string().nullable(),
  changedAt: Instant,
  changedByName: z.string(),
  version: z.int(),
})
export type Wallboard = z.output<typeof Wallboard>

export const WallLink = z.object({
  id: z.uuid(),
  label: z.string(),
  madeAt: Instant,
  madeByName: z.string(),
  until: Instant,
  revokedAt: Instant.nullable(),
  lastSeenAt: Instant.nullable(),
})
export type WallLink = z.infer<typeof WallLink>

export const Praise = z.object({
  kind: z.enum(['firstOfDay', 'personalBest', 'milestone', 'goalReached', 'teamMilestone']),
  name: z.string(),
  count: z.number(),
  at: Instant.nullable(),
})
/** What a wall shows: sums, team names, and the names of those to be praised; nothing of customers. */
export const Wall = z.object({
  at: Instant,
  timeZone: z.string(),
  wallboard: Wallboard.pick({
    title: true,
    logoWords: true,
    background: true,
    rotateSeconds: true,
    pages: true,
    siteName: true,
    teamName: true,
    version: true,
  }),
  goal: z.object({ target: z.number().nullable(), reached: z.number(), planned: z.number().nullable() }),
  figures: z.array(Measured),
  hours: z.array(z.object({ hour: z.string(), successes: z.number(), calls: z.number() })),
  /** In the order of their names: a race shows lanes, not places. */
  teams: z.array(z.object({ name: z.string(), successes: z.number(), share: z.number().nullable() })),
  stars: z.array(z.object({ name: z.string(), successes: z.number() })),
  improved: z.object({ name: z.string(), before: z.number(), now: z.number() }).nullable(),
  praise: z.array(Praise),
})
export type Wall = z.infer<typeof Wall>
