import { DownloadOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Space, Tag } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useExport } from '#web/ui/use-export.tsx'
import { exportTeamTime, readTeamTime, type TeamTime, type TimeRow } from '../contract.ts'
import { leaveKinds } from '../shift.ts'
import { text } from '../text.ts'
import { timeColumns } from '../time-columns.ts'
import { DayPicker } from './DayPicker.tsx'
import { DayStrip, type Scale, scaleOf } from './DayStrip.tsx'
import { Legend } from './Legend.tsx'
import { TeamSelect } from './TeamSelect.tsx'
import { TimeFigures } from './TimeFigures.tsx'

const Who = ({ row }: { row: TimeRow }) => {
  const say = useWords()
  return (
    <>
      <b>{row.name || say(text.movedAway)}</b>
      <br />
      <small className="ca-number">
        {row.staffNumber} {row.teamName}
      </small>
      {row.leave && <Tag style={{ marginInlineStart: 6 }}>{say(leaveKinds[row.leave])}</Tag>}
    </>
  )
}

const columnsFor = (time: TeamTime | undefined, scale: Scale): Column<TimeRow>[] => [
  { key: 'agent', title: text.agent, fixed: 'start', show: (row) => <Who row={row} />, width: 125 },
  {
    key: 'strip',
    title: text.strip,
    show: (row) => <DayStrip row={row} scale={scale} reasons={time?.reasons ?? []} marked={row === time?.rows[0]} />,
    width: 380,
  },
  ...timeColumns.map(
    ({ key, title, explain, show }): Column<TimeRow> => ({
      ...{ key, title, explain, number: true, width: 96 },
      show: ({ figures }) => show(figures),
    }),
  ),
]

/** A team's day: for everybody what was planned above what was done, and the sums of both. */
export const TimePage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const takeOut = useExport()
  const filters = useFilters(readTeamTime.query)
  const { day, teamId } = filters.values
  const asked = useAsk(readTeamTime, { query: filters.values }, { everyMs: 30_000 })
  const time = asked.data
  const rows = time?.rows ?? []
  const scale = scaleOf(rows, time?.now ?? Date.now())
  const open = ({ employeeId }: TimeRow) =>
    void navigate({ to: '/time/$employeeId', params: { employeeId }, search: time ? { day: time.day } : {} } as never)
  return (
    <PageFrame
      title={text.time}
      help={text.timeHelp}
      actions={
        <Space wrap>
          <TeamSelect teamId={teamId} onChange={(chosen) => filters.set({ teamId: chosen })} />
          {time && <DayPicker day={time.day} step={1} onChange={(chosen) => filters.set({ day: chosen })} />}
          {may(exportTeamTime) && (
            <Button
              icon={<DownloadOutlined />}
              onClick={() => void takeOut(exportTeamTime, { query: { day: time?.day ?? day, teamId } })}
            >
              {say(text.export)}
            </Button>
          )}
        </Space>
      }
    >
      {time && <TimeFigures figures={time.whole} />}
      <DataTable
        name="team-time"
        asked={asked}
        columns={columnsFor(time, scale)}
        rowKey={({ employeeId }) => employeeId}
        paging={filters.pages}
        onOpen={open}
        toolbar={<Legend rows={rows} />}
        empty={{ words: text.noneThatDay }}
      />
    </PageFrame>
  )
}
