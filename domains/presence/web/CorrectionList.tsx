import { Button, Tag } from 'antd'
import { useLocale, useMay, useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { useReason } from '#web/ui/use-reason.tsx'
import { Moment } from '#web/ui/Values.tsx'
import { type Correction, correctTime, listCorrections, readTimeline, withdrawCorrection } from '../contract.ts'
import { text } from '../text.ts'
import { AgentStateTag } from './state-look.tsx'

type Props = {
  employeeId: string
  timeZone: string
  /** Moments as ISO text. */
  from: string
  to: string
  refresh: readonly { method: 'GET'; path: `/${string}` }[]
}

/** From when to when, on the clock of the site. */
const Span = ({ startsAt, endsAt, timeZone }: Pick<Correction, 'startsAt' | 'endsAt'> & { timeZone: string }) => {
  const place = { timeZone, locale: useLocale() }
  const seconds = (Date.parse(endsAt) - Date.parse(startsAt)) / 1000
  return (
    <span className="ca-number">
      {formatMoment(startsAt, place, 'time')}–{formatMoment(endsAt, place, 'time')} ({formatDuration(seconds)})
    </span>
  )
}

const Recorded = ({ recorded, timeZone }: Pick<Correction, 'recorded'> & { timeZone: string }) => (
  <>
    {recorded.map((one) => (
      <div key={one.startedAt}>
        <AgentStateTag state={one.state} /> <Span startsAt={one.startedAt} endsAt={one.endedAt} timeZone={timeZone} />
      </div>
    ))}
  </>
)

const Standing = ({ correction }: { correction: Correction }) => {
  const say = useWords()
  const { withdrawnAt, withdrawnByName, withdrawnWhy } = correction
  if (!withdrawnAt) return <Tag color="blue">{say(text.holds)}</Tag>
  return (
    <span title={withdrawnWhy ?? ''}>
      <Tag>{say(text.withdrawn)}</Tag> {withdrawnByName} · {withdrawnWhy}
    </span>
  )
}

const Withdraw = ({ correction, refresh }: { correction: Correction } & Pick<Props, 'refresh'>) => {
  const say = useWords()
  const askReason = useReason()
  const withdraw = useDo(withdrawCorrection, {
    refresh: [listCorrections, readTimeline, ...refresh],
    done: text.withdrawn,
  })
  const take = async () => {
    const why = await askReason({
      title: text.withdraw,
      body: text.withdrawBody,
      action: text.withdraw,
      label: text.withdrawWhy,
      hint: text.withdrawHint,
      reasons: [text.mistaken, text.notSo],
    })
    if (why !== undefined) withdraw.mutate({ params: { correctionId: correction.id }, body: { why } })
  }
  return (
    <Button type="link" size="small" onClick={() => void take()}>
      {say(text.withdraw)}
    </Button>
  )
}

const columnsFor = (
  { timeZone, refresh }: Pick<Props, 'timeZone' | 'refresh'>,
  mayCorrect: boolean,
): Column<Correction>[] => [
  {
    key: 'after',
    title: text.after,
    show: (row) => (
      <>
        <AgentStateTag state={row.state} /> <Span {...row} timeZone={timeZone} />
      </>
    ),
    width: 215,
  },
  { key: 'before', title: text.before, show: (row) => <Recorded {...row} timeZone={timeZone} />, width: 235 },
  { key: 'why', title: text.why, show: ({ why }) => why, width: 160 },
  {
    key: 'by',
    title: text.by,
    show: ({ byName, at }) => (
      <>
        {byName} · <Moment at={at} />
      </>
    ),
    width: 190,
  },
  { key: 'standing', title: text.standing, show: (correction) => <Standing correction={correction} />, width: 140 },
  ...(mayCorrect
    ? [
        {
          key: 'actions',
          title: text.actions,
          show: (correction: Correction) =>
            correction.withdrawnAt ? null : <Withdraw correction={correction} refresh={refresh} />,
          width: 85,
        },
      ]
    : []),
]

export const CorrectionList = ({ employeeId, from, to, ...props }: Props) => {
  const say = useWords()
  const may = useMay()
  const me = useMe()
  const asked = useAsk(listCorrections, { params: { employeeId }, query: { from, to } })
  if (asked.data?.length === 0) return <p className="ca-muted">{say(text.noCorrections)}</p>
  return (
    <DataTable
      name="time-corrections"
      asked={asked}
      columns={columnsFor(props, may(correctTime) && me.id !== employeeId)}
      rowKey={({ id }) => id}
      rowTone={({ withdrawnAt }) => (withdrawnAt ? 'quiet' : undefined)}
      empty={{ words: text.noCorrections }}
    />
  )
}
