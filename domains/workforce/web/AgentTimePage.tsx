import { useParams } from '@tanstack/react-router'
import { Button, Space, Tag } from 'antd'
import { correctTime } from '#domains/presence/contract.ts'
import { AgentStateTag, CorrectionForm, CorrectionList } from '#domains/presence/web/public.tsx'
import { useLocale, useMay, useMe, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatDuration } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { readTeamTime, type TeamTime, type TimeRow, type TimeStretch } from '../contract.ts'
import { leaveKinds } from '../shift.ts'
import { text } from '../text.ts'
import { DayPicker } from './DayPicker.tsx'
import { DayStrip, scaleOf, useReasonName } from './DayStrip.tsx'
import { Legend } from './Legend.tsx'
import { TimeFigures } from './TimeFigures.tsx'

const refresh = [readTeamTime]
const iso = (at: number): string => new Date(at).toISOString()

/** Every stretch in words: what the strip shows, for whoever reads rather than looks, and where to correct it. */
const Stretches = ({
  row,
  reasons,
  onCorrect,
}: {
  row: TimeRow
  reasons: TeamTime['reasons']
  onCorrect: ((stretch: TimeStretch) => void) | undefined
}) => {
  const say = useWords()
  const place = { timeZone: row.timeZone, locale: useLocale() }
  const reasonOf = useReasonName(reasons)
  const clock = (at: number) => <span className="ca-number">{formatMoment(at, place, 'time')}</span>
  const columns: Column<TimeStretch>[] = [
    { key: 'from', title: text.from, show: ({ startsAt }) => clock(startsAt), width: 100 },
    {
      key: 'to',
      title: text.to,
      show: ({ endsAt, isRunning }) => (isRunning ? say(text.running) : clock(endsAt)),
      width: 100,
    },
    {
      key: 'length',
      title: text.length,
      number: true,
      show: ({ startsAt, endsAt }) => formatDuration((endsAt - startsAt) / 1000),
      width: 90,
    },
    { key: 'state', title: text.state, show: ({ state }) => <AgentStateTag state={state} />, width: 130 },
    { key: 'reason', title: text.reason, show: (stretch) => reasonOf(stretch) ?? '–', width: 220 },
    {
      key: 'corrected',
      title: text.corrected,
      show: ({ correctionId }) => (correctionId ? <Tag color="blue">{say(text.corrected)}</Tag> : null),
      width: 100,
    },
    ...(onCorrect
      ? [
          {
            key: 'actions',
            title: text.correct,
            show: (stretch: TimeStretch) =>
              stretch.isRunning ? null : (
                <Button type="link" size="small" onClick={() => onCorrect(stretch)}>
                  {say(text.correct)}
                </Button>
              ),
            width: 90,
          },
        ]
      : []),
  ]
  const asked = { data: row.spent, error: null, isPending: false, isFetching: false, refetch: () => undefined }
  return (
    <DataTable
      name="time-stretches"
      asked={asked}
      columns={columns}
      rowKey={({ startsAt }) => String(startsAt)}
      empty={{ words: text.noneThatDay }}
    />
  )
}

const Day = ({ row, time }: { row: TimeRow; time: TeamTime }) => {
  const may = useMay()
  const me = useMe()
  const correction = useDrawer<TimeStretch>()
  const scale = scaleOf([row], time.now)
  const mayCorrect = may(correctTime) && me.id !== row.employeeId
  return (
    <>
      <TimeFigures figures={row.figures} />
      <Sheet title={text.strip} extra={<Legend rows={[row]} />}>
        <DayStrip row={row} scale={scale} reasons={time.reasons} tall marked />
      </Sheet>
      <Sheet title={text.corrections}>
        <CorrectionList
          employeeId={row.employeeId}
          timeZone={row.timeZone}
          from={iso(row.from)}
          to={iso(row.to)}
          refresh={refresh}
        />
      </Sheet>
      <Sheet title={text.asTable}>
        <Stretches row={row} reasons={time.reasons} onCorrect={mayCorrect ? correction.show : undefined} />
      </Sheet>
      <CorrectionForm
        employee={{ id: row.employeeId, name: row.name, timeZone: row.timeZone }}
        open={correction.open}
        wrong={correction.shown}
        dayFrom={row.from}
        onClose={correction.close}
        refresh={refresh}
      />
    </>
  )
}

/** One agent's day: planned and done, every stretch of it, and what was corrected by whom and why. */
export const AgentTimePage = () => {
  const say = useWords()
  const { employeeId } = useParams({ strict: false }) as { employeeId: string }
  const filters = useFilters(readTeamTime.query)
  const { day } = filters.values
  const asked = useAsk(readTeamTime, { query: { day, employeeId } }, { everyMs: 30_000 })
  const row = asked.data?.rows[0]
  return (
    <PageFrame
      title={row?.name || text.time}
      crumbs={[{ title: text.time, to: '/time' }]}
      help={text.timeHelp}
      aside={
        row && (
          <Space>
            <span className="ca-number">{row.staffNumber}</span>
            <span>{row.teamName}</span>
            {row.leave && <Tag>{say(leaveKinds[row.leave])}</Tag>}
          </Space>
        )
      }
      actions={
        asked.data && <DayPicker day={asked.data.day} step={1} onChange={(chosen) => filters.set({ day: chosen })} />
      }
    >
      <Shown asked={asked} rows={8}>
        {(time) => (row ? <Day row={row} time={time} /> : <Nothing words={text.noneThatDay} />)}
      </Shown>
    </PageFrame>
  )
}
