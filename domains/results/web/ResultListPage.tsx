import { HistoryOutlined, PlusOutlined, UnorderedListOutlined, UploadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Segmented, Space } from 'antd'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { listBehaviours, listResults, permissions, type ResultRow, recordResult } from '../contract.ts'
import { type Kind, kinds } from '../report.ts'
import { stateWords, text } from '../text.ts'
import { BehaviourDrawer } from './BehaviourDrawer.tsx'
import { ResultDrawer } from './ResultDrawer.tsx'
import { RecordForm } from './ResultForm.tsx'
import { namesOf, ResultState, valueColumns } from './result-values.tsx'

const before: readonly Column<ResultRow>[] = [
  { key: 'externalId', fixed: 'start', title: text.externalId, show: (row) => row.externalId, width: 145, cut: true },
  { key: 'at', title: text.at, show: ({ at }) => <Moment at={at} />, width: 160 },
]
const after: readonly Column<ResultRow>[] = [
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName || '–', width: 95 },
  { key: 'team', title: text.team, show: ({ teamName }) => teamName || '–', width: 100, hidden: true },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName || '–', width: 150, cut: true },
  { key: 'region', title: text.region, show: ({ region }) => region ?? '–', width: 90, hidden: true },
  {
    key: 'source',
    title: text.source,
    show: ({ source }) => <Source of={source} />,
    width: 110,
    cut: true,
    hidden: true,
  },
  { key: 'state', title: text.state, show: (row) => <ResultState state={row.state} />, width: 100 },
  { key: 'version', title: text.version, show: ({ version }) => version, width: 60, number: true, hidden: true },
]
const Source = ({ of }: { of: string }) => {
  const say = useWords()
  return of === 'manual' ? say(text.manual) : of
}

const useSearchFields = (campaignId: string | undefined): readonly SearchField[] => {
  const campaign = useCampaignField(campaignId)
  return [
    { kind: 'text', name: 'search', label: text.externalId },
    { kind: 'days', name: 'from', until: 'to', label: text.days },
    campaign,
    {
      kind: 'select',
      name: 'state',
      label: text.state,
      options: (['valid', 'withdrawn'] as const).map((value) => ({ value, text: stateWords[value] })),
    },
    { kind: 'text', name: 'source', label: text.source },
  ]
}

const Actions = ({ kind, onRecord }: { kind: Kind; onRecord: () => void }) => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const behaviours = useDrawer()
  return (
    <Space>
      {kind === 'behaviour' && (
        <Button icon={<UnorderedListOutlined />} onClick={() => behaviours.show()}>
          {say(text.behaviours)}
        </Button>
      )}
      <Button icon={<HistoryOutlined />} onClick={() => void navigate({ to: '/results/deliveries' as string })}>
        {say(text.deliveries)}
      </Button>
      {may(permissions.report) && (
        <>
          <Button
            icon={<UploadOutlined />}
            onClick={() => void navigate({ to: '/results/upload' as string, search: { kind } as never })}
          >
            {say(text.upload)}
          </Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={onRecord}>
            {say(text.record)}
          </Button>
        </>
      )}
      <BehaviourDrawer open={behaviours.open} onClose={behaviours.close} />
    </Space>
  )
}

/** What other systems and people reported, kind by kind. */
export const ResultListPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(listResults.query)
  const asked = useAsk(listResults, { query: filters.values })
  const names = namesOf(useAsk(listBehaviours, undefined, { freshMs: 60_000 }).data)
  const opened = useDrawer<string>()
  const recording = useDrawer()
  const fields = useSearchFields(filters.values.campaignId)
  const { kind } = filters.values
  return (
    <PageFrame
      title={text.results}
      help={text.help}
      actions={<Actions kind={kind} onRecord={() => recording.show()} />}
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name={`results.${kind}`}
        asked={asked}
        columns={[...before, ...valueColumns(kind, names), ...after]}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={({ id }) => opened.show(id)}
        toolbar={
          <Segmented<Kind>
            aria-label={say(text.kind)}
            value={kind}
            options={kinds.map((value) => ({ value, label: say(text.kinds[value]) }))}
            onChange={(value) => filters.set({ kind: value })}
          />
        }
        empty={{ words: text.noneYet }}
        rowTone={({ state }) => (state === 'withdrawn' ? 'quiet' : undefined)}
      />
      <ResultDrawer id={opened.open ? opened.shown : undefined} onClose={opened.close} />
      {may(recordResult) && recording.open && <RecordForm open kind={kind} onClose={recording.close} />}
    </PageFrame>
  )
}
