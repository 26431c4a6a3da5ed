import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import { Day, Instant, TimeOfDay } from '#contract/when.ts'
import { comparisons, editions } from './period.ts'
import { levels, packCodes, reportCodes } from './report.ts'
import { shownUnits } from './shown.ts'

export const Phrase = z.object({ zh: z.string(), en: z.string() })
export const Report = z.enum(reportCodes)

const commaSeparated = <T extends string>(part: z.ZodType<T, string>, most: number) =>
  z
    .string()
    .max(4000)
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(part).max(most))

/** What narrows every figure of a report. */
export const Narrowing = z.object({
  siteId: z.uuid().optional(),
  campaignId: z.uuid().optional(),
  teamId: z.uuid().optional(),
  agentId: z.uuid().optional(),
  batchId: z.uuid().optional(),
  product: z.string().max(120).optional(),
  region: z.string().max(60).optional(),
})
export type Narrowing = z.output<typeof Narrowing>

const When = z.object({
  edition: z.enum(editions).default('day'),
  /** A day of the wanted edition; without one it is that of today, `back` editions earlier. */
  day: Day.optional(),
  back: z.coerce.number().int().min(0).max(60).default(0),
  from: Day.optional(),
  to: Day.optional(),
})
const ColumnKey = z.string().max(60)

/** All that says which report is wanted, as it stands in an address. */
export const ReportQuery = When.extend(Narrowing.shape).extend({
  by: commaSeparated(z.enum(levels), 2).optional(),
  columns: commaSeparated(ColumnKey, 40).optional(),
  compare: z.enum(comparisons).default('none'),
  /** The saved view it is shown by: columns that are gone are then told of instead of refused. */
  viewId: z.uuid().optional(),
  /** A column, `-` before it downwards. */
  sort: z.string().max(61).optional(),
})
export type ReportQuery = z.output<typeof ReportQuery>

/** The same as an address holds it, where lists are words between commas. */
export const ReportAddress = When.extend(Narrowing.shape).extend({
  by: z.string().max(200).optional(),
  columns: z.string().max(4000).optional(),
  compare: z.enum(comparisons).default('none'),
  sort: z.string().max(61).optional(),
  viewId: z.uuid().optional(),
  pack: z.enum(packCodes).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})
export type ReportAddress = z.output<typeof ReportAddress>

/** The same as a saved view or a schedule keeps it: relative periods stay relative. */
export const KeptRequest = Narrowing.extend({
  edition: z.enum(editions),
  day: Day.optional(),
  back: z.int().min(0).max(60).default(0),
  from: Day.optional(),
  to: Day.optional(),
  by: z.array(z.enum(levels)).max(2).optional(),
  columns: z.array(ColumnKey).max(40).optional(),
  compare: z.enum(comparisons).default('none'),
  sort: z.string().max(61).optional(),
})
export type KeptRequest = z.output<typeof KeptRequest>

export const Cell = z.object({
  /** As it stands on the screen and in every file. */
  shown: z.string(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  sample: z.number().nullable(),
  isSmall: z.boolean(),
})
export type Cell = z.output<typeof Cell>
export const Column = z.object({
  key: z.string(),
  name: Phrase,
  /** How it is counted; null where the name says it. */
  explain: Phrase.nullable(),
  unit: z.enum(shownUnits),
  better: z.enum(['higher', 'lower', 'neither']),
  kind: z.enum(['label', 'measure', 'own', 'before', 'change']),
  /** The measure behind it, whose calls may be opened. */
  measure: z.string().nullable(),
})
export type Column = z.output<typeof Column>
export const Row = z.object({ keys: z.array(z.string().nullable()), cells: z.array(Cell) })
export type Row = z.output<typeof Row>

export const Footnote = z.object({
  /** Everything recorded up to then is in the figures. */
  asOf: Instant,
  /** The period has not ended yet. */
  isRunning: z.boolean(),
  timeZone: z.string(),
  dayStartsAt: z.string(),
  /** Several sites: each counts by its own clock. */
  severalClocks: z.boolean(),
  /** Tells whether two reports were counted by the same dictionary. */
  dictionary: z.string(),
  /** How many of the days are frozen, in which version at most, and what changed in them since. */
  frozen: z.object({ days: z.int(), of: z.int(), version: z.int().nullable(), lateChanges: z.int() }),
  smallCells: z.int(),
})
export type Footnote = z.output<typeof Footnote>

export const ReportTable = z.object({
  report: Report,
  title: Phrase,
  period: z.object({ from: Day, to: Day }),
  comparedWith: z.object({ from: Day, to: Day, isPart: z.boolean() }).nullable(),
  by: z.array(z.enum(levels)),
  columns: z.array(Column),
  rows: z.array(Row),
  /** How many rows there are on all pages. */
  total: z.int(),
  totals: z.array(Cell),
  footnote: Footnote,
  /** What the reader should know: columns that are gone, figures nobody records. */
  notes: z.array(Phrase),
})
export type ReportTable = z.output<typeof ReportTable>

export const ColumnChoice = z.object({ key: z.string(), name: Phrase, explain: Phrase.nullable(), usual: z.boolean() })
export const ReportDescription = z.object({
  code: Report,
  name: Phrase,
  meaning: Phrase,
  by: z.array(z.enum(levels)),
  levels: z.array(z.enum(levels)),
  cards: z.array(z.string()),
  columns: z.array(ColumnChoice),
  /** Columns of the handbook nobody records yet, and why. */
  missing: z.array(Phrase),
})
export type ReportDescription = z.output<typeof ReportDescription>
export const PackDescription = z.object({
  code: z.enum(packCodes),
  name: Phrase,
  meaning: Phrase,
  report: Report,
  request: KeptRequest,
})
export type PackDescription = z.output<typeof PackDescription>

export const sharings = ['own', 'team', 'all'] as const
export const NewView = z.object({
  report: Report,
  name: plainText(60),
  request: KeptRequest,
  sharing: z.enum(sharings).default('own'),
})
export const View = z.object({
  id: z.uuid(),
  report: Report,
  name: z.string(),
  request: KeptRequest,
  sharing: z.enum(sharings),
  ownerName: z.string(),
  isOwn: z.boolean(),
  isDefault: z.boolean(),
  version: z.int(),
})
export type View = z.output<typeof View>

export const formats = ['xlsx', 'pdf'] as const
export const cadences = ['day', 'week', 'month'] as const
export type Cadence = (typeof cadences)[number]
export const NewSchedule = z.object({
  name: plainText(60),
  report: Report,
  request: KeptRequest,
  cadence: z.enum(cadences),
  /** On the clock of the owner's site. */
  at: TimeOfDay.refine((time) => time !== '24:00', { message: 'a time of day' }),
  /** 1 Monday to 7 Sunday; for weekly ones. */
  weekday: z.int().min(1).max(7).default(1),
  /** 1 to 28, which every month has; for monthly ones. */
  monthDay: z.int().min(1).max(28).default(1),
  addresses: z.array(z.email().max(200)).min(1).max(50),
  format: z.enum(formats),
  locale: z.enum(['zh', 'en']),
  isOn: z.boolean().default(true),
})
export type NewSchedule = z.output<typeof NewSchedule>
export const Schedule = NewSchedule.extend({
  id: z.uuid(),
  ownerName: z.string(),
  timeZone: z.string(),
  nextAt: Instant.nullable(),
  stoppedWhy: z.string(),
  lastSentAt: Instant.nullable(),
  lastState: z.string().nullable(),
  version: z.int(),
})
export type Schedule = z.output<typeof Schedule>
export const sendingStates = ['waiting', 'sending', 'sent', 'failed', 'unsure'] as const
export const Sending = z.object({
  id: z.uuid(),
  from: Day,
  to: Day,
  byHand: z.boolean(),
  state: z.enum(sendingStates),
  orderedAt: Instant,
  sentAt: Instant.nullable(),
  tries: z.int(),
  error: z.string(),
  recipients: z.array(z.string()),
  fileName: z.string(),
})
export type Sending = z.output<typeof Sending>
