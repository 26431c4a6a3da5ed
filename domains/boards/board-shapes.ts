import { z } from 'zod'
import { Day, Instant } from '#contract/when.ts'
import { Measured } from '#domains/metrics/contract.ts'
import { lightReasons, lights } from './lights.ts'

const LightCode = z.enum(lights)
const Reason = z.enum(lightReasons)

export const boardPeriods = ['today', 'month'] as const
export const Figure = z.object({
  code: z.string(),
  now: Measured,
  /** The same measure in the same period before; null where there was none. */
  before: Measured.nullable(),
  /** What is to be reached in the whole period; null where nobody set a goal. */
  goal: z.number().nullable(),
  /** What the plan expects by now. */
  planned: z.number().nullable(),
  light: LightCode,
})
export type Figure = z.infer<typeof Figure>

export const CampaignLine = z.object({
  id: z.uuid(),
  name: z.string(),
  siteName: z.string(),
  state: z.string(),
  light: LightCode,
  reasons: z.array(Reason),
  target: z.int(),
  reached: z.number(),
  planned: z.number().nullable(),
  endsOn: Day.nullable(),
  /** In the order of `codes` of the board. */
  values: z.array(Measured),
})
export type CampaignLine = z.infer<typeof CampaignLine>

export const CentreBoard = z.object({
  at: Instant,
  day: Day,
  from: Day,
  to: Day,
  beforeFrom: Day,
  beforeTo: Day,
  figures: z.array(Figure),
  codes: z.array(z.string()),
  campaigns: z.array(CampaignLine),
  complaints: z.array(z.object({ day: Day, complaints: z.number(), calls: z.number() })),
  people: z.object({
    headcount: z.int(),
    signedIn: z.int(),
    presentToday: z.int(),
    joined: z.int(),
    left: z.int(),
    /** Over how many days `joined` and `left` are counted. */
    days: z.int(),
    /** Today, by the roster. */
    attendance: Measured,
    /** This month. */
    attrition: Measured,
  }),
})
export type CentreBoard = z.infer<typeof CentreBoard>

export const movedSpans = ['yesterday', 'week', 'month'] as const
export const Cause = z.object({
  key: z.string().nullable(),
  label: z.string().nullable(),
  rate: z.number(),
  mix: z.number(),
  total: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  proven: z.boolean(),
})
export type Cause = z.infer<typeof Cause>
export const Moved = z.object({
  code: z.string(),
  before: z.number().nullable(),
  now: z.number().nullable(),
  change: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  proven: z.boolean(),
  byCampaign: z.array(Cause),
  byTeam: z.array(Cause),
})
export type Moved = z.infer<typeof Moved>

export const CampaignBoard = z.object({
  at: Instant,
  name: z.string(),
  from: Day,
  to: Day,
  target: z.int(),
  hasPlan: z.boolean(),
  days: z.array(
    /** `works`: a day of calling whose results teach the pace; today still grows and teaches nothing. */
    z.object({ day: Day, planned: z.number(), actual: z.number().nullable(), works: z.boolean() }),
  ),
  batches: z.array(z.object({ id: z.string().nullable(), name: z.string(), connect: Measured, close: Measured })),
  /** Close rate of the campaign as a whole, to hold batches against. */
  whole: z.object({ connect: Measured, close: Measured }),
  refusals: z.array(z.object({ code: z.string(), count: z.int() })),
  scripts: z.array(z.object({ version: z.int(), calls: z.int(), successes: z.int() })),
})
export type CampaignBoard = z.infer<typeof CampaignBoard>

export const helpReasons = ['closesLess', 'talksLess', 'waitsLong', 'pausesLong', 'wrapsUpLong'] as const
export const TeamMember = z.object({
  id: z.uuid(),
  name: z.string(),
  staffNumber: z.string(),
  goal: z.int().nullable(),
  /** In the order of `codes` of the board. */
  values: z.array(Measured),
  help: z.array(z.enum(helpReasons)),
})
export type TeamMember = z.infer<typeof TeamMember>
const Star = z.object({ id: z.uuid(), name: z.string(), successes: z.number() })
const Improved = z.object({ id: z.uuid(), name: z.string(), before: z.number(), now: z.number(), low: z.number() })
export const TeamBoard = z.object({
  at: Instant,
  day: Day,
  team: z.object({ id: z.uuid(), name: z.string() }),
  teams: z.array(z.object({ id: z.uuid(), name: z.string() })),
  codes: z.array(z.string()),
  whole: z.array(Measured),
  members: z.array(TeamMember),
  stars: z.array(Star),
  improved: Improved.nullable(),
})
export type TeamBoard = z.infer<typeof TeamBoard>

export const DayGoal = z.object({
  successes: z.int().min(1).max(999).nullable(),
  calls: z.int().min(1).max(9999).nullable(),
})
export const NextStep = z.object({
  kind: z.enum(['place', 'goal', 'average', 'best', 'first']),
  place: z.int().nullable(),
  missing: z.number().nullable(),
})
export const OwnBoard = z.object({
  at: Instant,
  day: Day,
  weekFrom: Day,
  codes: z.array(z.string()),
  today: z.array(Measured),
  week: z.array(Measured),
  /** The last days one worked, today included. */
  trend: z.array(z.object({ day: Day, successes: z.number(), calls: z.number() })),
  goal: DayGoal.nullable(),
  /** Mean and best of the days worked before; null for newcomers. */
  average: z.number().nullable(),
  best: z.number().nullable(),
  next: NextStep.nullable(),
  stars: z.array(z.object({ name: z.string(), successes: z.number() })),
})
export type OwnBoard = z.infer<typeof OwnBoard>
