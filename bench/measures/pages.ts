import { getCampaignBoard } from '#domains/boards/server/campaign-board.ts'
import { getCentreBoard } from '#domains/boards/server/centre-board.ts'
import { getOwnBoard } from '#domains/boards/server/own-board.ts'
import { getTeamBoard } from '#domains/boards/server/team-board.ts'
import { progressOf } from '#domains/metrics/server/public.ts'
import type { Level, ReportCode } from '#domains/reports/report.ts'
import { runReport } from '#domains/reports/server/run.ts'
import { ReportQuery } from '#domains/reports/shapes.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/db.ts'
import { silentLog } from '#platform/log.ts'
import { contextOf } from './asking.ts'
import type { Agent, Campaign, Centre } from './centre.ts'
import { daysOf, type Reader, type SpanName } from './questions.ts'

/** A page as it is opened: everything on it, by the very function behind its route. */
export type Page = {
  name: string
  span: SpanName
  reader: (agent: Agent) => Reader
  open: (asked: {
    ctx: Context
    database: Database
    centre: Centre
    nth: number
    agent: Agent
    campaign: Campaign
  }) => Promise<unknown>
}
const director = (): Reader => ({ scope: 'all' })

const boards: readonly Page[] = [
  {
    name: 'board: centre, today',
    span: 'day',
    reader: director,
    open: ({ ctx }) => getCentreBoard(ctx, 'today', progressOf),
  },
  {
    name: 'board: centre, this month',
    span: 'month',
    reader: director,
    open: ({ ctx }) => getCentreBoard(ctx, 'month', progressOf),
  },
  {
    name: 'board: campaign',
    span: 'month',
    reader: director,
    open: ({ ctx, campaign, centre, nth }) => getCampaignBoard(ctx, campaign.id, daysOf.month(centre.year, nth)),
  },
  {
    name: 'board: campaign',
    span: 'year',
    reader: director,
    open: ({ ctx, campaign, centre }) => getCampaignBoard(ctx, campaign.id, daysOf.year(centre.year, 0)),
  },
  {
    name: 'board: team',
    span: 'day',
    reader: (agent) => ({ scope: 'team', agent }),
    open: ({ ctx, agent }) => getTeamBoard(ctx, agent.team.id),
  },
  {
    name: 'board: own',
    span: 'day',
    reader: (agent) => ({ scope: 'own', agent }),
    open: ({ ctx, database }) => getOwnBoard({ database, now: ctx.now, log: silentLog }, ctx),
  },
]

const told: readonly [ReportCode, readonly Level[]][] = [
  ['progress', ['campaign']],
  ['progress', ['campaign', 'batch']],
  ['performance', ['agent']],
  ['performance', ['team', 'day']],
  ['result', ['campaign']],
  ['result', ['region']],
  ['feedback', ['outcome']],
]
const reports: readonly Page[] = (['month', 'year'] as const).flatMap((span) =>
  told.map(
    ([report, by]): Page => ({
      name: `report: ${report} by ${by.join(', ')}`,
      span,
      reader: director,
      open: ({ ctx, centre, nth }) => {
        const query = ReportQuery.parse({
          edition: 'custom',
          ...daysOf[span](centre.year, nth),
          by: by.join(','),
          compare: 'none',
        })
        return runReport(ctx, { report, query, page: { page: 1, pageSize: 50 } })
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
