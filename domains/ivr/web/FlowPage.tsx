import { useParams } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { countSteps, type Flow, getFlow, listRuns } from '../contract.ts'
import { editorText as text } from '../editor-text.ts'
import { AnswersTab } from './AnswersTab.tsx'
import { FlowEditor } from './FlowEditor.tsx'
import { FlowState } from './FlowState.tsx'
import { flowSearch, flowTabs } from './flow-search.ts'
import { StatisticsTab } from './StatisticsTab.tsx'

const guarded = { edit: getFlow, answers: listRuns, statistics: countSteps } as const

const noAnswer = { result: undefined, value: undefined }

const Content = ({ flow }: { flow: Flow }) => {
  const say = useWords()
  const may = useMay()
  const all = useFilters(flowSearch)
  const { tab, after: _after, ...search } = all.values
  // Which tab is open narrows nothing, and stays when the search is cleared.
  const filters = {
    ...all,
    narrowed: Object.values(search).some((value) => value !== undefined),
    reset: () => all.set({ from: undefined, to: undefined, end: undefined, stepId: undefined, ...noAnswer }),
  }
  const panels = {
    edit: <FlowEditor key={flow.id} flow={flow} />,
    answers: <AnswersTab flow={flow} filters={filters} />,
    statistics: <StatisticsTab flow={flow} filters={filters} />,
  }
  return (
    <PageFrame title={flow.name} crumbs={[{ title: text.flows, to: '/voice-flows' }]} aside={<FlowState flow={flow} />}>
      <Tabs
        activeKey={tab}
        onChange={(next) => filters.set({ tab: next as typeof tab })}
        items={flowTabs.filter((key) => may(guarded[key])).map((key) => ({ key, label: say(text[key]) }))}
      />
      {panels[tab]}
    </PageFrame>
  )
}

/** One voice flow: written, tried, published; what callers answered; how they do at each step. */
export const FlowPage = () => {
  const { flowId } = useParams({ strict: false }) as { flowId: string }
  const asked = useAsk(getFlow, { params: { flowId } }, { keep: false })
  return <Shown asked={asked}>{(flow) => <Content flow={flow} />}</Shown>
}
