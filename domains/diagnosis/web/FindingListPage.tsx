import { RadarChartOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Space } from 'antd'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { useTeamField } from '#domains/people/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { type Filters, useFilters } from '#web/ui/filters.ts'
import { Grid, PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { checkNow, type FindingRow, listFindings, listRules } from '../contract.ts'
import { findingNumber, findingStates } from '../finding.ts'
import { actions } from '../rule.ts'
import { actionWords, stateWords, text } from '../text.ts'
import { FindingStateTag } from './FindingState.tsx'

const columns: readonly Column<FindingRow>[] = [
  { key: 'number', fixed: 'start', title: text.number, show: ({ number }) => findingNumber(number), width: 92 },
  { key: 'state', title: text.state, show: (row) => <FindingStateTag {...row} />, width: 100 },
  { key: 'action', title: text.action, show: ({ action }) => <Words of={actionWords[action]} />, width: 112 },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName || '–', width: 140, cut: true },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName || '–', width: 76 },
  { key: 'what', title: text.what, show: ({ finding }) => <Words of={finding} />, width: 216 },
  { key: 'owner', title: text.owner, show: ({ ownerName }) => ownerName || '–', width: 76 },
  { key: 'foundAt', title: text.foundAt, show: ({ foundAt }) => <Moment at={foundAt} />, width: 162 },
  { key: 'verifyOn', title: text.verifyOn, show: ({ verifyOn }) => verifyOn ?? '–', width: 105 },
  { key: 'team', hidden: true, title: text.team, show: ({ teamName }) => teamName || '–', width: 100 },
  { key: 'rule', hidden: true, title: text.rule, show: ({ ruleName }) => <Words of={ruleName} />, width: 220 },
  { key: 'times', hidden: true, number: true, title: text.seen, show: ({ times }) => times, width: 90 },
]

const useFields = (campaignId: string | undefined): SearchField[] => {
  const campaign = useCampaignField(campaignId)
  const team = useTeamField()
  return [
    {
      kind: 'select',
      name: 'action',
      label: text.action,
      options: actions.map((value) => ({ value, text: actionWords[value] })),
    },
    {
      kind: 'select',
      name: 'state',
      label: text.state,
      options: findingStates.map((value) => ({ value, text: stateWords[value] })),
    },
    campaign,
    team,
  ]
}

const CheckNow = () => {
  const say = useWords()
  const check = useDo(checkNow, { refresh: [listFindings, listRules], done: text.checked })
  return (
    <Button type="primary" icon={<RadarChartOutlined />} loading={check.isPending} onClick={() => check.mutate()}>
      {say(text.checkNow)}
    </Button>
  )
}
const OnlyUnsettled = ({ filters }: { filters: Filters<{ unsettled?: 'true' | undefined }> }) => {
  const say = useWords()
  return (
    <Checkbox
      checked={filters.values.unsettled === 'true'}
      onChange={({ target }) => filters.set({ unsettled: target.checked ? 'true' : undefined })}
    >
      {say(text.onlyUnsettled)}
    </Checkbox>
  )
}

/** The inbox: tasks for leaders, tickets for those who answer for a campaign. */
export const FindingListPage = () => {
  const may = useMay()
  const navigate = useNavigate()
  const filters = useFilters(listFindings.query)
  const asked = useAsk(listFindings, { query: filters.values }, { everyMs: 60_000 })
  const fields = useFields(filters.values.campaignId)
  const check = may(checkNow) && <CheckNow />
  const { tasks, tickets, toVerify } = asked.data ?? {}
  return (
    <PageFrame title={text.diagnosis} help={text.help} actions={<Space>{check}</Space>}>
      <Grid>
        <Figure name={text.tasks} value={tasks} to="/diagnosis" search={{ action: 'task', unsettled: 'true' }} />
        <Figure name={text.tickets} value={tickets} to="/diagnosis" search={{ action: 'ticket', unsettled: 'true' }} />
        <Figure
          name={text.toVerify}
          value={toVerify}
          to="/diagnosis"
          search={{ state: 'done' }}
          tone={toVerify ? 'warn' : 'plain'}
        />
      </Grid>
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="findings"
        asked={asked}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={({ id }) => void navigate({ to: '/diagnosis/$findingId', params: { findingId: id } } as never)}
        toolbar={<OnlyUnsettled filters={filters as never} />}
        empty={{ words: text.noneYet, next: check }}
      />
    </PageFrame>
  )
}
