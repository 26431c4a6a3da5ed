import { z } from 'zod'
import type { Words } from '#contract/words.ts'
import { stateWords } from '#domains/recordings/text.ts'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import { formatShare } from '#web/ui/format.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words as Said } from '#web/ui/Values.tsx'
import { type AuditedCall, type ListeningMode, listAuditedCalls, type Portion } from '../contract.ts'
import { text, verdictWords } from '../text.ts'
import style from './detection.module.css'
import { Heard, ToCall } from './values.tsx'

/** Which calls a number counts. */
export type Drill = {
  title: Words
  of: string
  query: { campaignId: string; from: string; to: string; mode: ListeningMode; portion: Portion }
}

const columns: readonly Column<AuditedCall>[] = [
  {
    key: 'answeredAt',
    title: text.answeredAt,
    width: 150,
    show: ({ answeredAt }) => <Moment at={answeredAt} grain="second" />,
  },
  { key: 'heardAs', title: text.heardAs, width: 150, show: (call) => <Heard {...call} /> },
  {
    key: 'drawn',
    title: text.drawn,
    width: 80,
    number: true,
    show: ({ drawn, chance }) => (drawn ? formatShare(chance) : '–'),
    explain: text.chance,
  },
  {
    key: 'recording',
    title: text.recording,
    width: 90,
    show: ({ recording }) => (recording ? <Said of={stateWords[recording]} /> : '–'),
  },
  {
    key: 'verdict',
    title: text.verdict,
    width: 190,
    show: ({ judgement }) =>
      judgement?.verdict ? (
        <>
          <Said of={verdictWords[judgement.verdict]} />
          <span className={style.band}>
            {judgement.byName} <Moment at={judgement.judgedAt} grain="dayTime" />
          </span>
        </>
      ) : (
        '–'
      ),
  },
  { key: 'call', title: text.call, width: 70, show: ({ callId }) => <ToCall callId={callId} /> },
]

const search = z.object({ after: z.string().max(200).optional() })

/** The calls behind a number of the results. */
export const AuditedCalls = ({ query }: { query: Drill['query'] }) => {
  const filters = useLocalFilters(search)
  const asked = useAsk(listAuditedCalls, { query: { ...query, limit: 50, after: filters.values.after } })
  return (
    <DataTable
      name="detection-calls"
      asked={asked}
      columns={columns}
      rowKey={({ callId }) => callId}
      paging={filters.cursor}
      empty={{ words: text.noCalls }}
    />
  )
}
