import type { Edition } from './period.ts'

/** The six reports of the handbook. */
export const reportCodes = ['progress', 'performance', 'result', 'documents', 'feedback', 'updates'] as const
export type ReportCode = (typeof reportCodes)[number]

/** From the whole centre down to one agent; behind the last stand the calls. */
export const chain = ['site', 'campaign', 'team', 'agent'] as const
export type Link = (typeof chain)[number]

/** What a report can be told by; all but `outcome` and `field` are groupings of the dictionary. */
export const levels = [
  'site',
  'campaign',
  'team',
  'agent',
  'month',
  'week',
  'day',
  'weekday',
  'hour',
  'batch',
  'product',
  'region',
  'outcome',
  'field',
] as const
export type Level = (typeof levels)[number]

/** Columns the dictionary has no measure for, because they are no ratio of sums. */
export const ownColumns = [
  'attempted_records',
  'remaining_records',
  'goal',
  'cumulative',
  'goal_share',
  'gap',
  'expected_end',
  'labour_cost',
  'labour_return',
  'staff_number',
  'rank',
  'times',
  'share',
  'cumulative_share',
  'owner_post',
  'customers',
  'update_rate',
  'last_at',
] as const
export type OwnColumn = (typeof ownColumns)[number]

export type Definition = {
  code: ReportCode
  /** Where the figures come from. */
  source: 'measures' | 'outcomes' | 'edits' | 'nothing'
  /** Shown from the start, in this order: codes of the dictionary, and own ones. */
  columns: readonly string[]
  /** Figures above the table. */
  cards: readonly string[]
  /** What it is told by from the start, and may be told by. */
  by: readonly Level[]
  levels: readonly Level[]
  /** By what rows are ordered from the start; `-` downwards. */
  sort?: string
}

const time = ['month', 'week', 'day', 'weekday', 'hour'] as const satisfies readonly Level[]

export const definitions: Record<ReportCode, Definition> = {
  progress: {
    code: 'progress',
    source: 'measures',
    columns: [
      'customer_records',
      'attempted_records',
      'remaining_records',
      'dials',
      'contact_rate',
      'online_successes',
      'online_success_rate',
      'goal',
      'cumulative',
      'goal_share',
      'gap',
      'expected_end',
    ],
    cards: ['online_successes', 'online_success_rate', 'dials', 'connect_rate', 'contact_rate'],
    by: ['campaign'],
    levels: ['site', 'campaign', ...time, 'batch', 'product', 'region', 'team', 'agent'],
  },
  performance: {
    code: 'performance',
    source: 'measures',
    columns: [
      'staff_number',
      'signed_in_time',
      'talk_utilisation',
      'idle_rate',
      'not_ready_rate',
      'dials',
      'connects',
      'effective_calls',
      'online_successes',
      'online_success_rate',
      'success_value',
      'sales_amount',
      'excellent_rate',
      'sms_satisfaction_rate',
      'complaint_rate',
      'rank',
    ],
    cards: ['online_successes', 'online_success_rate', 'talk_utilisation', 'idle_rate', 'not_ready_rate'],
    by: ['agent'],
    levels: ['site', 'campaign', 'team', 'agent', ...time],
  },
  result: {
    code: 'result',
    source: 'measures',
    columns: [
      'customer_records',
      'dialable_numbers',
      'dials',
      'connects',
      'connect_rate',
      'agent_calls',
      'effective_calls',
      'online_successes',
      'online_success_rate',
      'campaign_revenue',
      'labour_cost',
      'labour_return',
    ],
    cards: ['online_successes', 'online_success_rate', 'connect_rate', 'effective_rate', 'close_rate'],
    by: ['campaign'],
    levels: ['site', 'campaign', 'batch', 'product', 'region', ...time, 'team', 'agent'],
  },
  documents: { code: 'documents', source: 'nothing', columns: [], cards: [], by: [], levels: [] },
  feedback: {
    code: 'feedback',
    source: 'outcomes',
    columns: ['times', 'share', 'cumulative_share', 'owner_post'],
    cards: [],
    by: ['outcome'],
    levels: ['outcome', 'campaign', 'team', 'agent'],
    sort: '-times',
  },
  updates: {
    code: 'updates',
    source: 'edits',
    columns: ['times', 'share', 'customers', 'update_rate', 'last_at'],
    cards: [],
    by: ['field'],
    levels: ['field', 'team', 'agent', 'day'],
    sort: '-times',
  },
}

/** What a report adds to each column when it is set beside another period. */
export const beside = { before: '~before', change: '~change' } as const

/** A named edition of a report for a meeting: whose turn it is, and what is talked about there. */
export const packCodes = ['afterShift', 'weekly', 'monthly'] as const
export type PackCode = (typeof packCodes)[number]
export type Pack = {
  code: PackCode
  report: ReportCode
  edition: Exclude<Edition, 'custom'>
  back: number
  by: readonly Level[]
  columns: readonly string[]
  compare: 'none' | 'previous' | 'lastMonth'
}
export const packs: Record<PackCode, Pack> = {
  afterShift: {
    code: 'afterShift',
    report: 'performance',
    edition: 'day',
    back: 0,
    by: ['agent'],
    columns: [
      'staff_number',
      'dials',
      'connects',
      'effective_calls',
      'online_successes',
      'online_success_rate',
      'average_talk_time',
      'idle_rate',
    ],
    compare: 'none',
  },
  weekly: {
    code: 'weekly',
    report: 'performance',
    edition: 'week',
    back: 1,
    by: ['team'],
    columns: [
      'talk_utilisation',
      'idle_rate',
      'not_ready_rate',
      'connect_rate',
      'online_successes',
      'online_success_rate',
      'complaint_rate',
    ],
    compare: 'previous',
  },
  monthly: {
    code: 'monthly',
    report: 'progress',
    edition: 'month',
    back: 1,
    by: ['campaign'],
    columns: ['dials', 'connect_rate', 'online_successes', 'online_success_rate', 'goal', 'goal_share', 'gap'],
    compare: 'lastMonth',
  },
}
