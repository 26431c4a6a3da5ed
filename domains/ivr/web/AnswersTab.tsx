import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { z } from 'zod'
import { CallRecording } from '#domains/recordings/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, Facts, useDrawer } from '#web/ui/Drawers.tsx'
import type { Filters } from '#web/ui/filters.ts'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { exportRuns, type Flow, listRuns, type Run, type StepAnswer } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'
import { type FlowBody, isAsking } from '../flow.ts'
import { runEnds, stepResults } from '../run.ts'
import { endWords, kindWords, resultWords } from '../text.ts'
import type { flowSearch } from './flow-search.ts'

export type FlowFilters = Filters<z.output<typeof flowSearch>>

const Said = ({ answer }: { answer: StepAnswer | undefined }) => {
  const say = useWords()
  if (!answer) return <>–</>
  if (answer.sound) return <>{say(text.spokenFor, Math.round(answer.sound.milliseconds / 1000))}</>
  if (answer.values.length > 0) return <>{answer.values.join(' · ')}</>
  return answer.result === null || answer.result === 'answered' ? <>–</> : <Words of={resultWords[answer.result]} />
}

/** The last passage through a step tells what was answered there. */
const columnsOf = ({ steps }: FlowBody): Column<Run>[] => [
  { key: 'began', title: text.began, width: 150, fixed: 'start', show: ({ beganAt }) => <Moment at={beganAt} /> },
  { key: 'caller', title: text.caller, width: 130, show: ({ number }) => <span className="ca-number">{number}</span> },
  ...steps.filter(isAsking).map(
    (step): Column<Run> => ({
      key: step.id,
      title: { zh: step.name, en: step.name },
      width: 130,
      show: ({ answers }) => <Said answer={answers.findLast(({ stepId }) => stepId === step.id)} />,
    }),
  ),
  { key: 'end', title: text.end, width: 110, show: ({ end }) => (end ? <Words of={endWords[end]} /> : '–') },
  { key: 'agent', title: text.agent, width: 100, show: ({ agentName }) => agentName || '–', hidden: true },
  { key: 'campaign', title: text.campaign, width: 140, show: ({ campaignName }) => campaignName || '–', hidden: true },
]

const fieldsOf = ({ steps }: FlowBody): readonly SearchField[] => [
  { kind: 'days', name: 'from', until: 'to', label: text.period },
  { kind: 'select', name: 'end', label: text.end, options: runEnds.map((value) => ({ value, text: endWords[value] })) },
  {
    kind: 'select',
    name: 'stepId',
    label: text.step,
    options: steps.map(({ id, name }) => ({ value: id, text: name })),
  },
  {
    kind: 'select',
    name: 'result',
    label: text.result,
    options: stepResults.map((value) => ({ value, text: resultWords[value] })),
  },
  { kind: 'text', name: 'value', label: text.answer },
]

const answerColumns: readonly Column<StepAnswer>[] = [
  { key: 'place', title: text.step, width: 180, show: ({ place, stepName }) => `${place} ${stepName}` },
  { key: 'kind', title: { zh: '类型', en: 'Kind' }, width: 110, show: ({ kind }) => <Words of={kindWords[kind]} /> },
  { key: 'answer', title: text.answer, width: 150, show: (answer) => <Said answer={answer} /> },
  {
    key: 'result',
    title: text.result,
    width: 110,
    show: ({ result }) => (result ? <Words of={resultWords[result]} /> : '–'),
  },
  { key: 'tries', title: text.tried, width: 80, number: true, show: ({ tries }) => tries },
  { key: 'wrong', title: text.wrong, width: 90, number: true, show: ({ wrongKeys }) => wrongKeys },
]

const RunDetail = ({ run }: { run: Run }) => {
  const isSpoken = run.answers.some(({ sound }) => sound !== null)
  const rows = { data: run.answers, error: null, isFetching: false, isPending: false, refetch: () => {} }
  return (
    <>
      <Facts
        items={[
          { name: text.began, value: <Moment at={run.beganAt} /> },
          { name: text.caller, value: <span className="ca-number">{run.number}</span> },
          { name: text.end, value: run.end ? <Words of={endWords[run.end]} /> : '–' },
          { name: text.agent, value: run.agentName || '–' },
        ]}
      />
      <DataTable name="voice-flow-run" asked={rows as never} columns={answerColumns} rowKey={({ id }) => id} />
      {isSpoken && <CallRecording callId={run.callId} moments={[]} outcome={null} />}
    </>
  )
}

/** Calls through the flow and what each answered; spoken answers are heard, and heard on record. */
export const AnswersTab = ({ flow, filters }: { flow: Flow; filters: FlowFilters }) => {
  const say = useWords()
  const may = useMay()
  const takeOut = useExport()
  const detail = useDrawer<Run>()
  const { tab: _tab, after, ...narrowed } = filters.values
  const query = { flowId: flow.id, ...narrowed }
  const runs = useAsk(listRuns, { query: { ...query, after } })
  const shown = flow.published ?? flow.draft
  return (
    <>
      <SearchForm fields={fieldsOf(shown)} filters={filters} />
      <DataTable
        name={`voice-flow-runs-${flow.id}`}
        asked={runs}
        columns={columnsOf(shown)}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={detail.show}
        exports={
          may(exportRuns) && (
            <Button size="small" icon={<DownloadOutlined />} onClick={() => void takeOut(exportRuns, { query })}>
              {say(text.export)}
            </Button>
          )
        }
        empty={{ words: text.noRuns }}
      />
      <DetailDrawer open={detail.open} title={flow.name} onClose={detail.close} width={820}>
        {detail.shown && <RunDetail run={detail.shown} />}
      </DetailDrawer>
    </>
  )
}
