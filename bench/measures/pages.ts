import { getCampaignBoard } from '#domains/boards/server/campaign-board.ts'
import { getCentreBoard } from '#domains/boards/server/centre-board.ts'
import { getMoved } from '#domains/boards/server/moved.ts'
import { getOwnBoard } from '#domains/boards/server/own-board.ts'
import { getTeamBoard } from '#domains/boards/server/team-board.ts'
import { openWalls } from '#domains/boards/server/wall-now.ts'
import { progressOf } from '#domains/metrics/server/public.ts'
import type { Level, ReportCode } from '#domains/reports/report.ts'
import { runReport } from '#domains/reports/server/run.ts'
import { ReportQuery } from '#domains/reports/shapes.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { provinces } from '#server/past/provinces.ts'
import { contextOf } from './asking.ts'
import type { Agent, Campaign, Centre } from './centre.ts'
import { daysOf, type Reader, type SpanName } from './questions.ts'

type Asked = { ctx: Context; database: Database; centre: Centre; nth: number; agent: Agent; campaign: Campaign }
/** A page as it is opened: everything on it, by the very function behind its route. */
export type Page = {
  name: string
  span: SpanName
  reader: (agent: Agent) => Reader
  open: (asked: Asked) => Promise<unknown>
}
const director = (): Reader => ({ scope: 'all' })
const manager = (agent: Agent): Reader => ({ scope: 'site', agent })
const leader = (agent: Agent): Reader => ({ scope: 'team', agent })
const agentOwn = (agent: Agent): Reader => ({ scope: 'own', agent })

const wallOf = ({ team }: Agent): Parameters<ReturnType<typeof openWalls>['show']>[0] => ({
  ...{ id: team.id, title: '', logoWords: '', background: 'night', rotateSeconds: 20, pages: [] },
  ...{ siteId: team.site.id, siteName: team.site.name, teamId: null, teamName: null, version: 1 },
  ...{ changedAt: '', changedByName: '' },
})
const baseOf = ({ ctx, database }: Asked) => ({ database, now: ctx.now, log: silentLog })

const boards: readonly Page[] = [
  ...(['today', 'month'] as const).map(
    (period): Page => ({
      name: `board: centre, ${period === 'today' ? 'today' : 'this month'}`,
      span: period === 'today' ? 'day' : 'month',
      reader: director,
      open: ({ ctx }) => getCentreBoard(ctx, period, progressOf),
    }),
  ),
  {
    name: 'board: centre, this month, own site',
    span: 'month',
    reader: manager,
    open: ({ ctx }) => getCentreBoard(ctx, 'month', progressOf),
  },
  ...(['yesterday', 'week', 'month'] as const).map(
    (span): Page => ({
      name: `board: what moved, ${span}`,
      span: span === 'yesterday' ? 'day' : 'month',
      reader: director,
      open: ({ ctx }) => getMoved(ctx, span),
    }),
  ),
  ...(['month', 'year'] as const).map(
    (span): Page => ({
      name: 'board: campaign',
      span,
      reader: director,
      open: ({ ctx, campaign, centre, nth }) =>
        getCampaignBoard(ctx, campaign.id, daysOf[span](centre.year, span === 'year' ? 0 : nth)),
    }),
  ),
  { name: 'board: team', span: 'day', reader: leader, open: ({ ctx, agent }) => getTeamBoard(ctx, agent.team.id) },
  { name: 'board: own', span: 'day', reader: agentOwn, open: (asked) => getOwnBoard(baseOf(asked), asked.ctx) },
  // Each time another process's walls, so that nothing read a moment ago answers.
  {
    name: 'board: wall',
    span: 'day',
    reader: director,
    open: (asked) => openWalls(baseOf(asked)).show(wallOf(asked.agent)),
  },
]

type Told = {
  report: ReportCode
  by: readonly Level[]
  reader?: Page['reader']
  called?: string
  narrowing?: (asked: Asked) => Record<string, string>
  compare?: string
}
const ofRegion = ({ nth }: Asked) => ({ region: provinces[nth % provinces.length]?.[0] ?? '' })
/** Reports as they open, and by what else people look at them: other levels, filters, beside the period before. */
const told: readonly Told[] = [
  { report: 'progress', by: ['campaign'] },
  { report: 'progress', by: ['campaign'], compare: 'previous' },
  { report: 'progress', by: ['campaign', 'batch'] },
  { report: 'progress', by: ['day'], narrowing: ({ campaign }) => ({ campaignId: campaign.id }) },
  { report: 'performance', by: ['agent'] },
  { report: 'performance', by: ['agent'], compare: 'previous' },
  { report: 'performance', by: ['team', 'day'] },
  { report: 'performance', by: ['agent', 'hour'] },
  { report: 'performance', by: ['team'], reader: manager, called: 'own site' },
  { report: 'performance', by: ['agent'], reader: leader, called: 'own team' },
  { report: 'performance', by: ['day'], reader: agentOwn, called: 'own' },
  { report: 'performance', by: ['hour'], reader: agentOwn, called: 'own' },
  { report: 'result', by: ['campaign'] },
  { report: 'result', by: ['region'] },
  { report: 'result', by: ['product', 'month'] },
  { report: 'result', by: ['batch', 'hour'] },
  { report: 'result', by: ['region', 'agent'] },
  { report: 'feedback', by: ['outcome'] },
  { report: 'feedback', by: ['outcome', 'agent'] },
  { report: 'feedback', by: ['outcome', 'team'], reader: leader, called: 'own team' },
  { report: 'feedback', by: ['outcome'], narrowing: ofRegion, called: 'of a province' },
  { report: 'updates', by: ['field'] },
  { report: 'updates', by: ['agent'], reader: leader, called: 'own team' },
]
const spanned = ['month', 'year'] as const
const reports: readonly Page[] = spanned.flatMap((span) =>
  told.map(
    ({ report, by, reader = director, called, narrowing, compare = 'none' }): Page => ({
      name: `report: ${report} by ${[by.join(', '), ...(called ? [called] : []), ...(compare === 'none' ? [] : ['compared'])].join(', ')}`,
      span,
      reader,
      open: (asked) => {
        const query = ReportQuery.parse({
          edition: 'custom',
          ...daysOf[span](asked.centre.year, asked.nth),
          ...narrowing?.(asked),
          by: by.join(','),
          compare,
        })
        return runReport(asked.ctx, { report, query, page: { page: 1, pageSize: 50 } })
      },
    }),
  ),
)

export type Opened = { name: string; span: SpanName; times: number[] }
/** Every board and report, each about another thing each time; the first opening of each warms up and is not counted. */
export const openPages = async (database: Database, centre: Centre, now: Date, times: number): Promise<Opened[]> => {
  const opened: Opened[] = []
  for (const { name, span, reader, open } of [...boards, ...reports]) {
    const taken: number[] = []
    for (let nth = 0; nth <= times; nth++) {
      const agent = centre.agents[(nth * 7) % centre.agents.length] as Agent
      // Campaigns of the whole year take turns.
      const campaign = centre.campaigns[(nth * 5) % centre.campaigns.length] as Campaign
      const ctx = contextOf(database, reader(agent), now)
      const began = performance.now()
      await open({ ctx, database, centre, nth, agent, campaign })
      if (nth > 0) taken.push(performance.now() - began)
    }
    opened.push({ name, span, times: taken })
  }
  return opened
}
