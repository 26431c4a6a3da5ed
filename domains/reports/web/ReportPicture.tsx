import { useAsk } from '#web/client/use-ask.ts'
import { Pareto } from '#web/ui/charts/Pareto.tsx'
import { StepFunnel } from '#web/ui/charts/StepFunnel.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { runReport } from '../contract.ts'
import type { ReportTable } from '../shapes.ts'
import { text } from '../text.ts'
import { queryOf } from './address.ts'
import type { ReportProps } from './report-props.ts'

/** Connects leave voicemails out on which an agent may still have spoken: as a step they would break the funnel. */
const steps = ['dials', 'agent_calls', 'effective_calls', 'online_successes']

const Funnel = ({ description, filters }: ReportProps) => {
  const asked = useAsk(runReport, {
    params: { report: description.code },
    query: {
      ...queryOf({ ...filters.values, compare: 'none', by: undefined, sort: undefined }),
      columns: steps.join(','),
      page: 1,
      pageSize: 1,
    },
  })
  return (
    <Sheet>
      <Shown asked={asked} rows={5}>
        {({ columns, totals }) => (
          <StepFunnel
            title={text.callFunnel}
            steps={columns.flatMap(({ key, name, kind }, place) =>
              kind === 'measure' ? [{ key, name, count: totals[place]?.value ?? 0 }] : [],
            )}
          />
        )}
      </Shown>
    </Sheet>
  )
}

const Causes = ({ table }: { table: ReportTable }) => {
  const place = table.columns.findIndex(({ key }) => key === 'times')
  const counted = table.columns[place]
  if (!counted || table.rows.length === 0) return null
  const items = table.rows.map(({ keys, cells }) => ({
    key: keys.join('|'),
    name: cells
      .slice(0, table.by.length)
      .map(({ shown }) => shown)
      .join(' · '),
    count: cells[place]?.value ?? 0,
  }))
  return (
    <Sheet>
      <Pareto title={text.causes} items={items} counted={counted.name} height={260} />
    </Sheet>
  )
}

/** What the report is best seen by: results as a funnel of calls, reasons and fields from the most frequent. */
export const ReportPicture = ({ table, ...props }: ReportProps & { table: ReportTable | undefined }) => {
  if (props.description.code === 'result') return <Funnel {...props} />
  const isCounted = props.description.code === 'feedback' || props.description.code === 'updates'
  return isCounted && table ? <Causes table={table} /> : null
}
