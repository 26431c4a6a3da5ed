import { Button } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Duration, Words } from '#web/ui/Values.tsx'
import { countSteps, type Flow, type Statistics, type StepCount } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'
import { endWords, kindWords } from '../text.ts'
import type { FlowFilters } from './AnswersTab.tsx'
import style from './flows.module.css'

const asks: ReadonlySet<string> = new Set(['choose', 'chooseSeveral', 'number', 'speak'])
/** Of nothing there is no share. */
const share = (part: number, whole: number): string => formatShare(whole === 0 ? null : part / whole)

const columns: readonly Column<StepCount>[] = [
  {
    key: 'step',
    title: text.step,
    width: 150,
    fixed: 'start',
    show: ({ name, kind }) => (
      <>
        <strong>{name}</strong>
        <p className={style.small}>
          <Words of={kindWords[kind]} />
        </p>
      </>
    ),
  },
  {
    key: 'reached',
    title: text.reached,
    explain: text.reachedHelp,
    width: 84,
    number: true,
    show: ({ reached }) => formatNumber(reached),
  },
  {
    key: 'answered',
    title: text.answered,
    width: 80,
    number: true,
    show: ({ answered, kind }) => (asks.has(kind) ? formatNumber(answered) : '–'),
  },
  {
    key: 'answeredShare',
    title: text.answeredShare,
    explain: text.answeredShareHelp,
    width: 116,
    number: true,
    show: ({ answered, reached, kind }) => (asks.has(kind) ? share(answered, reached) : '–'),
  },
  { key: 'gaveUp', title: text.gaveUp, width: 84, number: true, show: ({ gaveUp }) => formatNumber(gaveUp) },
  { key: 'hungUp', title: text.hungUp, width: 96, number: true, show: ({ hungUp }) => formatNumber(hungUp) },
  {
    key: 'hungUpShare',
    title: text.hungUpShare,
    explain: text.hungUpShareHelp,
    width: 92,
    number: true,
    show: ({ hungUp, reached }) => share(hungUp, reached),
  },
  {
    key: 'wrong',
    title: text.withWrong,
    width: 80,
    number: true,
    show: ({ withWrongKey, kind }) => (asks.has(kind) ? formatNumber(withWrongKey) : '–'),
  },
  {
    key: 'values',
    title: text.values,
    width: 200,
    show: ({ values, answered }) =>
      values.length === 0
        ? '–'
        : values.map(({ value, count }) => (
            <div key={value}>
              {value} · {formatNumber(count)} · {share(count, answered)}
            </div>
          )),
  },
  {
    key: 'average',
    title: text.average,
    explain: text.averageHelp,
    width: 100,
    number: true,
    show: ({ milliseconds, reached }) => <Duration seconds={reached === 0 ? null : milliseconds / 1000 / reached} />,
  },
]

const Sums = ({ runs, completed, handedOver, hungUp, gaveUp, others }: Statistics) => {
  const say = useWords()
  const parts = [
    [text.completed, completed],
    [text.handedOver, handedOver],
    [endWords.hungUp, hungUp],
    [text.gaveUp, gaveUp],
    [text.others, others],
  ] as const
  return (
    <div className={style.sums}>
      <span>
        {say(text.runs)} <b>{formatNumber(runs)}</b>
      </span>
      {parts.map(([name, count]) => (
        <span key={name.en}>
          {say(name)} <b>{formatNumber(count)}</b> ({share(count, runs)})
        </span>
      ))}
    </div>
  )
}

/** How callers do at each step: sums, and ratios of them; every step leads to the calls behind it. */
export const StatisticsTab = ({ flow, filters }: { flow: Flow; filters: FlowFilters }) => {
  const say = useWords()
  const { from, to } = filters.values
  const counted = useAsk(countSteps, { query: { flowId: flow.id, from, to } })
  const drill: Column<StepCount> = {
    key: 'drill',
    title: text.actions,
    width: 100,
    fixed: 'end',
    show: ({ stepId }) => (
      <Button type="link" size="small" onClick={() => filters.set({ tab: 'answers', stepId })}>
        {say(text.showRuns)}
      </Button>
    ),
  }
  const steps = counted.data?.steps
  return (
    <>
      <SearchForm fields={[{ kind: 'days', name: 'from', until: 'to', label: text.period }]} filters={filters} />
      {counted.data && <Sums {...counted.data} />}
      <DataTable
        name="voice-flow-steps"
        asked={{ ...counted, data: steps } as never}
        columns={[...columns, drill]}
        rowKey={({ stepId }) => stepId}
        empty={{ words: text.noRuns }}
      />
    </>
  )
}
