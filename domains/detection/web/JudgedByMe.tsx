import { Segmented } from 'antd'
import { z } from 'zod'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type AuditedCall, getNextAudit, judgeCall, listAuditedCalls, type Verdict, verdicts } from '../contract.ts'
import { text, verdictWords } from '../text.ts'
import { Heard, ToCall } from './values.tsx'

/** The judgement as it stands, one click from another; every change stays on record. */
const Correct = ({ call: { callId, judgement } }: { call: AuditedCall }) => {
  const say = useWords()
  const correct = useDo(judgeCall, { refresh: [listAuditedCalls, getNextAudit], done: text.corrected })
  if (!judgement?.verdict) return '–'
  return (
    <Segmented<Verdict>
      size="small"
      aria-label={say(text.correct)}
      disabled={correct.isPending}
      value={judgement.verdict}
      options={verdicts.map((value) => ({ value, label: say(verdictWords[value]) }))}
      onChange={(verdict) => correct.mutate({ params: { callId }, body: { verdict, replaces: judgement.id } })}
    />
  )
}

const columns: readonly Column<AuditedCall>[] = [
  {
    key: 'judgedAt',
    title: text.judgedAt,
    width: 130,
    show: ({ judgement }) => <Moment at={judgement?.judgedAt} grain="dayTime" />,
  },
  { key: 'campaign', title: text.campaign, width: 180, cut: true, show: ({ campaignName }) => campaignName },
  {
    key: 'answeredAt',
    title: text.answeredAt,
    width: 130,
    show: ({ answeredAt }) => <Moment at={answeredAt} grain="dayTime" />,
  },
  { key: 'heardAs', title: text.heardAs, width: 150, show: (call) => <Heard {...call} /> },
  { key: 'verdict', title: text.verdict, width: 220, show: (call) => <Correct call={call} /> },
  { key: 'call', title: text.call, width: 80, show: ({ callId }) => <ToCall callId={callId} /> },
]

const search = z.object({ after: z.string().max(200).optional() })

/** What the reader has judged, the latest first, to look at again and to correct. */
export const JudgedByMe = () => {
  const say = useWords()
  const filters = useLocalFilters(search)
  const asked = useAsk(listAuditedCalls, {
    query: { portion: 'judged', mine: 'true', limit: 20, after: filters.values.after },
  })
  return (
    <DataTable
      name="detection-judged"
      asked={asked}
      columns={columns}
      rowKey={({ callId }) => callId}
      paging={filters.cursor}
      toolbar={<strong>{say(text.mine)}</strong>}
      empty={{ words: text.noneJudged }}
    />
  )
}
