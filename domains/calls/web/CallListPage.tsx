import { DownloadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { useAgentField } from '#domains/people/web/public.tsx'
import { hangupCauses } from '#domains/telephony/contract.ts'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Duration, Moment, Words } from '#web/ui/Values.tsx'
import { type CallRow, exportCalls, listCalls } from '../contract.ts'
import { outcomeCodes, outcomeKinds } from '../outcome.ts'
import { outcomeKindWords, outcomeWords, text } from '../text.ts'
import { CallDetails, useCall } from './CallDetails.tsx'
import { CallResult } from './CallTags.tsx'
import { asAsked, callSearch } from './call-filters.ts'
import { causeWords } from './cause-words.ts'

const columns: readonly Column<CallRow>[] = [
  {
    key: 'placedAt',
    title: text.placedAt,
    show: ({ placedAt }) => <Moment at={placedAt} grain="dayTime" />,
    width: 110,
  },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName ?? '–', cut: true, width: 160 },
  { key: 'customer', title: text.customer, show: ({ customerName }) => customerName || '–', width: 90 },
  { key: 'number', title: text.number, show: ({ number }) => <span className="ca-number">{number}</span>, width: 130 },
  { key: 'attempt', title: text.attempt, show: ({ attemptNumber }) => attemptNumber, number: true, width: 80 },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName ?? '–', width: 100 },
  { key: 'result', title: text.outcome, show: (call) => <CallResult call={call} />, width: 190 },
  {
    key: 'talk',
    title: text.talk,
    show: ({ talkMs }) => <Duration seconds={talkMs > 0 ? talkMs / 1000 : null} />,
    number: true,
    width: 90,
  },
  {
    key: 'wrapUp',
    title: text.wrapUp,
    show: ({ wrapUpMs }) => <Duration seconds={wrapUpMs > 0 ? wrapUpMs / 1000 : null} />,
    number: true,
    width: 90,
  },
  {
    key: 'cause',
    hidden: true,
    title: text.cause,
    show: ({ cause }) => (cause ? <Words of={causeWords(cause)} /> : '–'),
    width: 110,
  },
]

/** What an agent may say, and how calls end without one. */
const outcomeChoices: readonly string[] = [
  ...outcomeCodes,
  'abandoned',
  ...Object.keys(hangupCauses).map((cause) => `unreached.${cause}`),
]

/** Names to search by, as far as the reader may list them. */
const useFields = ({
  campaignId,
  agentId,
}: {
  campaignId?: string | undefined
  agentId?: string | undefined
}): readonly SearchField[] => {
  const campaign = useCampaignField(campaignId)
  const agent = useAgentField(agentId)
  return [
    { kind: 'days', name: 'from', until: 'until', label: text.period },
    campaign,
    agent,
    {
      kind: 'select',
      name: 'outcomeKind',
      label: text.outcomeKind,
      options: outcomeKinds.map((value) => ({ value, text: outcomeKindWords[value] })),
    },
    {
      kind: 'select',
      name: 'outcome',
      label: text.outcome,
      options: outcomeChoices.map((value) => ({ value, text: outcomeWords(value) ?? value })),
    },
    { kind: 'yesNo', name: 'connected', label: text.connected },
  ]
}

const Details = ({ callId }: { callId: string }) => {
  const asked = useCall(callId)
  return <CallDetails asked={asked} />
}

/** Every attempt on record, by whatever one looks for, and all of it as a file. */
export const CallListPage = () => {
  const say = useWords()
  const may = useMay()
  const timeZone = useTimeZone()
  const navigate = useNavigate()
  const takeOut = useExport()
  const filters = useFilters(callSearch)
  const drawer = useDrawer<CallRow>()
  const asked = asAsked(filters.values, timeZone)
  const calls = useAsk(listCalls, { query: { ...asked, after: filters.values.after, limit: 50 } })
  const openPage = () =>
    void navigate({ to: '/calls/$callId' as string, params: { callId: drawer.shown?.id } as never })
  return (
    <PageFrame title={text.ledger} help={text.help}>
      <SearchForm fields={useFields(filters.values)} filters={filters} />
      <DataTable
        name="calls"
        asked={calls}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={drawer.show}
        empty={{ words: text.noneYet }}
        exports={
          may(exportCalls) && (
            <Button
              size="small"
              icon={<DownloadOutlined />}
              onClick={() => void takeOut(exportCalls, { query: asked })}
            >
              {say(text.exportCsv)}
            </Button>
          )
        }
      />
      <DetailDrawer
        open={drawer.open}
        title={text.call}
        onClose={drawer.close}
        extra={
          <Button size="small" onClick={openPage}>
            {say(text.openPage)}
          </Button>
        }
      >
        {drawer.shown && <Details callId={drawer.shown.id} />}
      </DetailDrawer>
    </PageFrame>
  )
}
