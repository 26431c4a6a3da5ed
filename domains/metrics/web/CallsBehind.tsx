import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Segmented, Tag } from 'antd'
import { useState } from 'react'
import { getCall } from '#domains/calls/contract.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable, type DataTableProps } from '#web/ui/DataTable.tsx'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import type { Column } from '#web/ui/table-columns.tsx'
import { text as kit } from '#web/ui/text.ts'
import { Duration, MaskedNumber, Moment, Words } from '#web/ui/Values.tsx'
import { type CallBehind, listCallsBehind, type Measure, metricsContract } from '../contract.ts'
import { endWords, text } from '../text.ts'
import style from './metrics.module.css'

const End = ({ call: { outcomeKind, cause } }: { call: CallBehind }) => {
  const words = endWords[outcomeKind ?? ''] ?? endWords[cause ?? '']
  return words ? <Words of={words} /> : <>–</>
}
const ChangedSince = () => {
  const say = useWords()
  return <Tag title={say(text.changedSinceHelp)}>{say(text.changedSince)}</Tag>
}
const columns: readonly Column<CallBehind>[] = [
  {
    key: 'placedAt',
    title: text.placedAt,
    show: ({ placedAt }) => <Moment at={placedAt} grain="second" />,
    width: 190,
  },
  { key: 'number', title: text.number, show: ({ maskedNumber }) => <MaskedNumber number={maskedNumber} />, width: 120 },
  { key: 'attempt', title: text.attempt, show: ({ attemptNumber }) => attemptNumber, number: true, width: 72 },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName ?? '–', width: 100 },
  { key: 'team', title: text.team, show: ({ teamName }) => teamName ?? '–', width: 100 },
  {
    key: 'talk',
    title: text.talk,
    show: ({ talkMs }) => <Duration seconds={talkMs / 1000} />,
    number: true,
    width: 80,
  },
  {
    key: 'outcome',
    title: text.outcome,
    show: (call) => (
      <>
        <End call={call} /> {call.changedSince && <ChangedSince />}
      </>
    ),
    width: 150,
  },
]

/** What to list: a measure in a period, of everything or a part of it. */
export type Drilled = {
  measure: Measure
  campaignId?: string | undefined
  teamId?: string | undefined
  agentId?: string | undefined
  siteId?: string | undefined
  batchId?: string | undefined
  product?: string | undefined
  region?: string | undefined
  from: string
  to: string
  hour?: string
}
type Part = 'numerator' | 'denominator'

/** A page of calls; each opens. */
export const CallTable = ({ asked, paging }: Pick<DataTableProps<CallBehind>, 'asked' | 'paging'>) => {
  const may = useMay()
  const navigate = useNavigate()
  const open = ({ id }: CallBehind) =>
    void navigate({ to: '/calls/$callId' as string, params: { callId: id } as never })
  return (
    <DataTable
      name="callsBehind"
      asked={asked}
      columns={columns}
      rowKey={({ id }) => id}
      paging={paging}
      {...(may(getCall) ? { onOpen: open } : {})}
      empty={{ words: text.noCalls }}
    />
  )
}

/** The calls themselves, to stand in a page or a drawer. */
export const CallRows = ({ drilled, part }: { drilled: Drilled; part: Part }) => {
  const { measure, ...narrowed } = drilled
  const filters = useLocalFilters(metricsContract.listCallsBehind.query.pick({ after: true, limit: true }))
  const { after } = filters.values
  const [isLate, setLate] = useState(false)
  const asked = useAsk(listCallsBehind, {
    params: { code: measure.code },
    query: { ...narrowed, part, limit: 30, after, ...(isLate ? { late: 'true' } : {}) },
  })
  const turn = () => {
    filters.cursor.onChange(undefined)
    setLate(!isLate)
  }
  return (
    <>
      {asked.data && asked.data.late > 0 && <LateNote count={asked.data.late} isLate={isLate} onTurn={turn} />}
      <CallTable asked={asked} paging={filters.cursor} />
    </>
  )
}

/** Of frozen days: what is listed is what the number was made of; what came since stands apart. */
const LateNote = ({ count, isLate, onTurn }: { count: number; isLate: boolean; onTurn: () => void }) => {
  const say = useWords()
  return (
    <Alert
      type="info"
      showIcon
      className={style.late}
      title={say(isLate ? text.lateCallsShown : text.lateCallsApart, { count })}
      action={
        <Button size="small" onClick={onTurn}>
          {say(isLate ? text.callsOfFigure : text.showLateCalls)}
        </Button>
      }
    />
  )
}

/** The calls a number is made of, beside the page that shows the number. */
export const CallsBehind = ({
  open,
  drilled,
  onClose,
}: {
  open: boolean
  drilled: Drilled | undefined
  onClose: () => void
}) => {
  const say = useWords()
  const [chosen, setChosen] = useState<Part>('numerator')
  if (!drilled) return null
  const { measure } = drilled
  const parts = (['numerator', 'denominator'] as const).filter((one) => measure.drill[one])
  const part = parts.includes(chosen) ? chosen : (parts[0] ?? 'numerator')
  return (
    <DetailDrawer
      open={open}
      width={860}
      title={`${say(measure.name)} · ${say(text.callsBehind)}`}
      onClose={onClose}
      extra={
        parts.length > 1 && (
          <Segmented<Part>
            aria-label={say(kit.view)}
            value={part}
            onChange={setChosen}
            options={parts.map((value) => ({ value, label: say(text[value]) }))}
          />
        )
      }
    >
      <p className={style.formula}>{say(measure.formula)}</p>
      <CallRows key={`${measure.code} ${part} ${drilled.hour}`} drilled={drilled} part={part} />
    </DetailDrawer>
  )
}
