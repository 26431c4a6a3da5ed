import type { FilterName } from './filter.ts'
import { dated, dayGroups, quarterGroups, type Source } from './source.ts'

const told = ['siteId', 'campaignId', 'teamId', 'agentId', 'batchId', 'product', 'region'] as const
const reported = (view: string, filters: readonly FilterName[] = told): Source => ({
  groups: [
    ...dayGroups,
    ...quarterGroups,
    'site',
    'campaign',
    'product',
    'team',
    'agent',
    ...(filters.includes('batchId') ? (['batch'] as const) : []),
    ...(filters.includes('region') ? (['region'] as const) : []),
  ],
  filters,
  rows: dated(view, 'at'),
})
const without = (...names: FilterName[]) => told.filter((name) => !names.includes(name))

/** Whose sums are kept by the quarter of an hour, beside those of calls and agent time. */
export const reportedKinds = [
  ...(['order', 'survey', 'review', 'behaviour', 'questionnaire', 'complaint', 'help', 'session'] as const),
]

/** What other systems and people tell of calls; the columns stand in the views `metrics.order_row`, `survey_row` … */
export const reportedSources = {
  order: reported('metrics.orderRow'),
  survey: reported('metrics.surveyRow'),
  review: reported('metrics.reviewRow'),
  behaviour: reported('metrics.behaviourRow'),
  questionnaire: reported('metrics.questionnaireRow'),
  complaint: reported('metrics.complaintRow', without('batchId')),
  help: reported('metrics.helpRow', without('batchId', 'region')),
} satisfies Record<string, Source>
