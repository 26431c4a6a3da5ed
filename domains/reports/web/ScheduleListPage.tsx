import { Link } from '@tanstack/react-router'
import { Alert, Button, Tag } from 'antd'
import type { ReplyOf } from '#contract/route.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useLocalFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Asked } from '#web/ui/Shown.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { deleteSchedule, listSchedules, listSendings, reportsContract, sendNow } from '../contract.ts'
import type { Schedule, Sending } from '../shapes.ts'
import { text } from '../text.ts'
import { reportWords } from '../words.ts'
import { addressOfKept } from './address.ts'
import { ScheduleForm, type ScheduleStart } from './ScheduleForm.tsx'

const colours = {
  waiting: 'default',
  sending: 'processing',
  sent: 'success',
  failed: 'error',
  unsure: 'warning',
} as const
const State = ({ state }: { state: Sending['state'] }) => {
  const say = useWords()
  return <Tag color={colours[state]}>{say(text.states[state])}</Tag>
}

const sendingColumns: readonly Column<Sending>[] = [
  { key: 'period', title: text.period, show: ({ from, to }) => (from === to ? from : `${from} – ${to}`), width: 190 },
  { key: 'state', title: text.state, show: ({ state }) => <State state={state} />, width: 90 },
  {
    key: 'sentAt',
    title: text.lastSent,
    show: ({ sentAt, orderedAt }) => <Moment at={sentAt ?? orderedAt} grain="minute" />,
    width: 180,
  },
  {
    key: 'how',
    title: text.source,
    show: ({ byHand }) => <Words of={byHand ? text.byHand : text.byClock} />,
    width: 90,
  },
  { key: 'tries', title: text.tries, show: ({ tries }) => tries, number: true, width: 80 },
  { key: 'error', title: text.error, show: ({ error }) => error || '–', width: 220 },
  { key: 'recipients', title: text.addresses, show: ({ recipients }) => recipients.join(', ') || '–', width: 220 },
  { key: 'file', title: text.file, show: ({ fileName }) => fileName || '–', width: 220, cut: true },
]
const History = ({ scheduleId }: { scheduleId: string }) => {
  const filters = useLocalFilters(reportsContract.listSendings.query)
  const asked = useAsk(listSendings, { params: { scheduleId }, query: filters.values }, { everyMs: 5000 })
  return (
    <DataTable
      name="reportSendings"
      asked={asked}
      columns={sendingColumns}
      rowKey={({ id }) => id}
      paging={filters.cursor}
      empty={{ words: text.noSendings }}
    />
  )
}

const startOf = (schedule: Schedule): ScheduleStart => ({
  name: schedule.name,
  report: schedule.report,
  request: schedule.request,
  cadence: schedule.cadence,
  schedule,
})

const useColumns = (
  onHistory: (schedule: Schedule) => void,
  onChange: (schedule: Schedule) => void,
): readonly Column<Schedule>[] => {
  const say = useWords()
  const confirm = useConfirm()
  const send = useDo(sendNow, { refresh: [listSchedules, listSendings], done: text.sendOrdered })
  const remove = useDo(deleteSchedule, { refresh: [listSchedules] })
  const drop = async ({ id, name }: Schedule) => {
    const sure = await confirm({
      title: `${say(text.deleteSchedule)}: ${name}`,
      body: text.deleteScheduleBody,
      action: text.delete,
      danger: true,
    })
    if (sure) remove.mutate({ params: { scheduleId: id } })
  }
  const actions = (schedule: Schedule) => (
    <>
      <Button type="link" size="small" onClick={() => send.mutate({ params: { scheduleId: schedule.id } })}>
        {say(text.sendNow)}
      </Button>
      <Button type="link" size="small" onClick={() => onHistory(schedule)}>
        {say(text.history)}
      </Button>
      <Button type="link" size="small" onClick={() => onChange(schedule)}>
        {say(text.change)}
      </Button>
      <Button type="link" size="small" danger onClick={() => void drop(schedule)}>
        {say(text.delete)}
      </Button>
    </>
  )
  return [
    {
      key: 'name',
      title: text.scheduleName,
      width: 140,
      show: ({ name, report, request }) => (
        <Link to={`/reports/${report}` as string} search={addressOfKept(request) as never}>
          {name}
        </Link>
      ),
    },
    { key: 'report', title: text.report, width: 110, show: ({ report }) => <Words of={reportWords[report].name} /> },
    {
      key: 'cadence',
      title: text.cadence,
      width: 145,
      show: ({ cadence, at }) => `${say(text.cadences[cadence])} ${at}`,
    },
    { key: 'addresses', title: text.addresses, width: 138, cut: true, show: ({ addresses }) => addresses.join(', ') },
    { key: 'format', title: text.format, width: 62, show: ({ format }) => format.toUpperCase() },
    {
      key: 'next',
      title: text.nextAt,
      width: 155,
      show: ({ isOn, nextAt, stoppedWhy }) =>
        isOn ? <Moment at={nextAt} grain="minute" /> : stoppedWhy || say(text.off),
    },
    {
      key: 'last',
      title: text.lastSent,
      width: 155,
      show: ({ lastSentAt, lastState }) => (
        <>
          {lastState && <State state={lastState as Sending['state']} />}
          {lastSentAt && <Moment at={lastSentAt} grain="minute" />}
          {!lastState && '–'}
        </>
      ),
    },
    { key: 'actions', title: { zh: '操作', en: 'Actions' }, width: 208, fixed: 'end', show: actions },
  ]
}

const MailState = ({ answer }: { answer: ReplyOf<typeof listSchedules> }) => {
  const say = useWords()
  if (answer.mailReady) return <p>{say(text.mailFrom, answer.sender)}</p>
  return <Alert type="warning" showIcon title={say(text.mailNotSet)} style={{ marginBottom: 12 }} />
}

/** Reports that go out by themselves: when, to whom, and how each sending went. */
export const ScheduleListPage = () => {
  const asked = useAsk(listSchedules)
  const history = useDrawer<Schedule>()
  const form = useDrawer<ScheduleStart>()
  const columns = useColumns(history.show, (schedule) => form.show(startOf(schedule)))
  return (
    <PageFrame title={text.schedules} help={text.schedulesHelp}>
      {asked.data && <MailState answer={asked.data} />}
      <DataTable
        name="reportSchedules"
        asked={asked as Asked<{ rows: Schedule[] }>}
        columns={columns}
        rowKey={({ id }) => id}
        empty={{ words: text.noSchedules }}
      />
      <DetailDrawer open={history.open} width={980} title={history.shown?.name ?? text.history} onClose={history.close}>
        {history.shown && <History scheduleId={history.shown.id} />}
      </DetailDrawer>
      <ScheduleForm open={form.open} start={form.shown} onClose={form.close} />
    </PageFrame>
  )
}
