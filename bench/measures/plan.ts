import type { KyselyPlugin, RootOperationNode } from 'kysely'
import pg from 'pg'
import type { Context } from '#platform/context.ts'
import type { Urls } from '../ground.ts'
import { asked } from './asking.ts'
import type { Posed } from './questions.ts'

type Statement = { sql: string; parameters: readonly unknown[] }

/** The statements a question sends, as Postgres gets them. */
const statementsOf = async (ctx: Context, { question }: Posed): Promise<Statement[]> => {
  const sent: Statement[] = []
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }): RootOperationNode => {
      const { sql, parameters } = ctx.db.getExecutor().compileQuery(node, queryId)
      sent.push({ sql, parameters })
      return node
    },
    transformResult: async ({ result }) => result,
  }
  await asked({ ...ctx, db: ctx.db.withPlugin(recorder) }, question, false)
  return sent
}

type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Actual Total Time': number
  'Actual Loops': number
  'Actual Rows': number
  Plans?: PlanNode[]
}
type Step = { name: string; ms: number; rows: number }
const took = (node: PlanNode): number => node['Actual Total Time'] * node['Actual Loops']
const stepsOf = (node: PlanNode): Step[] => {
  const under = node.Plans ?? []
  const name = `${node['Node Type']}${node['Relation Name'] ? ` on ${node['Relation Name']}` : ''}`
  const own = Math.max(0, took(node) - under.reduce((sum, plan) => sum + took(plan), 0))
  return [{ name, ms: own, rows: node['Actual Rows'] * node['Actual Loops'] }, ...under.flatMap(stepsOf)]
}

/** The statement of a question that takes longest, and the step of its plan in which most of that time goes. */
export const mainStepOf = async (urls: Urls, ctx: Context, posed: Posed): Promise<string> => {
  const statements = (await statementsOf(ctx, posed)).filter(({ sql }) => !sql.includes('freshen()'))
  const client = new pg.Client({ connectionString: urls.ownerUrl })
  await client.connect()
  await client.query(`set role carillon_${ctx.actor.scope}`)
  await client.query(`select set_config('app.uid', $1, false), set_config('app.teams', $2, false)`, [
    ...[ctx.actor.id, `{${ctx.actor.teamIds.join(',')}}`],
  ])
  let slowest = { ms: 0, said: '' }
  for (const { sql, parameters } of statements) {
    const { rows } = await client.query(`explain (analyze, format json) ${sql}`, [...parameters])
    const [{ Plan, 'Execution Time': ms }] = rows[0]['QUERY PLAN']
    const main = stepsOf(Plan).reduce((most, step) => (step.ms > most.ms ? step : most))
    if (ms > slowest.ms)
      slowest = {
        ms,
        said: `${main.name}, ${Math.round(main.rows)} rows, ${Math.round(main.ms)} of ${Math.round(ms)} ms`,
      }
  }
  await client.end()
  return slowest.said
}
