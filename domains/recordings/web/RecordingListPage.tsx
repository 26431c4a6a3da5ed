import { DownloadOutlined, MessageOutlined, StarFilled } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { outcomeKinds } from '#domains/calls/contract.ts'
import { outcomeKindWords, outcomeWords } from '#domains/calls/text.ts'
import { useCampaignField } from '#domains/campaigns/web/public.tsx'
import { useAgentField, useTeamField } from '#domains/people/web/public.tsx'
import { DiskAlarm } from '#domains/telephony/web/public.tsx'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatBytes } from '#web/ui/format.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { Duration, Moment, Share, Words } from '#web/ui/Values.tsx'
import { exportRecordings, getKeeping, listRecordings, type RecordingRow, recordingStates } from '../contract.ts'
import { methodWords, stateWords, text } from '../text.ts'
import style from './player.module.css'
import { asAsked, recordingSearch } from './recording-filters.ts'
import { stateTones } from './state-tones.ts'

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000)
const shareOf = (part: number | null, { milliseconds }: RecordingRow): number | null =>
  part === null || milliseconds === 0 ? null : part / milliseconds

const columns: readonly Column<RecordingRow>[] = [
  {
    key: 'placedAt',
    title: text.placedAt,
    show: ({ placedAt }) => <Moment at={placedAt} grain="dayTime" />,
    width: 110,
  },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName ?? '–', cut: true, width: 130 },
  { key: 'team', title: text.team, show: ({ teamName }) => teamName ?? '–', cut: true, width: 90 },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName ?? '–', width: 80 },
  { key: 'customer', title: text.customer, show: ({ customerName }) => customerName || '–', width: 80 },
  { key: 'number', hidden: true, title: text.number, show: ({ number }) => number, width: 130 },
  {
    key: 'outcome',
    title: text.outcome,
    show: ({ outcome }) => {
      const words = outcomeWords(outcome)
      return words ? <Words of={words} /> : '–'
    },
    cut: true,
    width: 136,
  },
  {
    key: 'length',
    title: text.length,
    show: ({ milliseconds }) => <Duration seconds={milliseconds > 0 ? milliseconds / 1000 : null} />,
    number: true,
    width: 76,
  },
  {
    key: 'silence',
    title: text.silenceShare,
    show: (row) => <Share value={shareOf(row.silenceMs, row)} />,
    number: true,
    width: 90,
  },
  {
    key: 'longest',
    hidden: true,
    title: text.longestSilence,
    show: ({ longestSilenceMs }) => <Duration seconds={seconds(longestSilenceMs)} />,
    number: true,
    width: 100,
  },
  {
    key: 'agentShare',
    title: text.agentShare,
    show: (row) => <Share value={shareOf(row.agentMs, row)} />,
    number: true,
    width: 104,
  },
  {
    key: 'marks',
    title: text.marks,
    show: ({ excellent, comments }) => (
      <span className={style.facts}>
        {excellent && (
          <span>
            <StarFilled style={{ color: 'var(--ca-bronze)' }} />
            <Words of={text.excellent} />
          </span>
        )}
        {comments > 0 && (
          <span>
            <MessageOutlined /> {comments}
          </span>
        )}
      </span>
    ),
    width: 104,
  },
  {
    key: 'state',
    title: text.state,
    show: ({ state }) => <StateTag tone={stateTones[state]} text={stateWords[state]} />,
    width: 96,
  },
]

const useFields = ({
  campaignId,
  agentId,
}: {
  campaignId?: string | undefined
  agentId?: string | undefined
}): readonly SearchField[] => {
  const campaign = useCampaignField(campaignId)
  const agent = useAgentField(agentId)
  const team = useTeamField()
  return [
    { kind: 'days', name: 'from', until: 'until', label: text.period },
    campaign,
    team,
    agent,
    {
      kind: 'select',
      name: 'outcomeKind',
      label: text.outcomeKind,
      options: outcomeKinds.map((value) => ({ value, text: outcomeKindWords[value] })),
    },
    { kind: 'number', name: 'leastSeconds', label: text.leastSeconds },
    { kind: 'number', name: 'mostSeconds', label: text.mostSeconds },
    { kind: 'number', name: 'leastSilence', label: text.leastSilence },
    { kind: 'number', name: 'mostSilence', label: text.mostSilence },
    { kind: 'yesNo', name: 'excellent', label: text.excellent },
    { kind: 'yesNo', name: 'commented', label: text.commented },
    {
      kind: 'select',
      name: 'state',
      label: text.state,
      options: recordingStates.map((value) => ({ value, text: stateWords[value] })),
    },
  ]
}

/** How keeping goes on, for who may see to it: an alert where something is wrong, a line where nothing is. */
const KeepingLine = () => {
  const say = useWords()
  const { data } = useAsk(getKeeping, {}, { everyMs: 30_000 })
  if (!data) return null
  const isFull = data.trouble === 'storeFull'
  return (
    <>
      {data.trouble && (
        <Alert
          type={isFull ? 'error' : 'warning'}
          showIcon
          title={say(isFull ? text.fullAlert : text.troubleAlert)}
          description={data.oldest && <Moment at={data.oldest} grain="second" />}
        />
      )}
      <p className={style.facts}>
        <span>
          {say(text.keptCount)} <b>{data.kept}</b>
        </span>
        <span>
          {say(text.waiting)} <b>{data.waiting}</b>
        </span>
        <span>
          {say(text.missingCount)} <b>{data.missing}</b>
        </span>
        <span>
          {say(text.spaceUsed)} <b>{formatBytes(data.bytes)}</b>
        </span>
        <span>
          {say(text.spaceLeft)} <b>{formatBytes(data.room)}</b>
        </span>
        <span>
          {say(text.speechBy)} <b>{say(methodWords[data.speech])}</b>
        </span>
      </p>
    </>
  )
}

/** Every conversation that was recorded, by whatever one looks for. */
export const RecordingListPage = () => {
  const say = useWords()
  const may = useMay()
  const timeZone = useTimeZone()
  const navigate = useNavigate()
  const takeOut = useExport()
  const filters = useFilters(recordingSearch)
  const asked = asAsked(filters.values, timeZone)
  const recordings = useAsk(listRecordings, { query: { ...asked, after: filters.values.after, limit: 50 } })
  const open = ({ callId }: RecordingRow) =>
    void navigate({ to: '/calls/$callId' as string, params: { callId } as never })
  return (
    <PageFrame title={text.recordings} help={text.help}>
      {may(getKeeping) && <DiskAlarm />}
      {may(getKeeping) && <KeepingLine />}
      <SearchForm fields={useFields(filters.values)} filters={filters} />
      <DataTable
        name="recordings"
        asked={recordings}
        columns={columns}
        rowKey={({ callId }) => callId}
        paging={filters.cursor}
        filters={filters}
        onOpen={open}
        empty={{ words: text.noneYet }}
        exports={
          may(exportRecordings) && (
            <Button
              size="small"
              icon={<DownloadOutlined />}
              onClick={() => void takeOut(exportRecordings, { query: asked })}
            >
              {say(text.exportCsv)}
            </Button>
          )
        }
      />
    </PageFrame>
  )
}
