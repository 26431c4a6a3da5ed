import { PlusOutlined } from '@ant-design/icons'
import { Button, InputNumber, Progress } from 'antd'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatNumber } from '#web/ui/format.ts'
import { dayAt } from '#web/ui/moments.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Words } from '#web/ui/Values.tsx'
import { channelWords, kindWords, stateWords, subjectTold, subjectText as text } from '../evidence-text.ts'
import { askForSubject, listSubjectRequests, type SubjectRequest, setSubjectDays } from '../subject-contract.ts'
import { isLate, type RequestState, requestKinds, requestNumber, requestStates } from '../subject-request.ts'
import { SubjectRequestActions } from './SubjectRequestActions.tsx'
import { SubjectRequestForm } from './SubjectRequestForm.tsx'

const fields: readonly SearchField[] = [
  {
    kind: 'select',
    name: 'state',
    label: text.state,
    options: requestStates.map((value) => ({ value, text: stateWords[value] })),
  },
  {
    kind: 'select',
    name: 'kind',
    label: text.kind,
    options: requestKinds.map((value) => ({ value, text: kindWords[value] })),
  },
]
const tones: Record<RequestState, Tone> = {
  waiting: 'warn',
  approved: 'info',
  working: 'busy',
  done: 'ok',
  refused: 'quiet',
  failed: 'alarm',
}
const State = ({ request }: { request: SubjectRequest }) =>
  isLate(request, dayAt(Date.now(), useTimeZone())) ? (
    <StateTag tone="alarm" text={text.late} />
  ) : (
    <StateTag tone={tones[request.state]} text={stateWords[request.state]} />
  )
const Came = ({ request }: { request: SubjectRequest }) => {
  const say = useWords()
  if (request.state === 'working') return <Progress percent={request.progress} size="small" />
  if (request.kind !== 'export' && request.state === 'done')
    return <>{say(subjectTold.rows, formatNumber(request.changedRows))}</>
  return <>{request.error ?? (request.decision || '–')}</>
}

const columns: readonly Column<SubjectRequest>[] = [
  { key: 'number', title: text.number, show: ({ number }) => requestNumber(number), width: 95 },
  { key: 'kind', title: text.kind, show: ({ kind }) => <Words of={kindWords[kind]} />, width: 100 },
  { key: 'state', title: text.state, show: (request) => <State request={request} />, width: 120 },
  { key: 'person', title: text.person, show: ({ shownAs }) => shownAs || '–', width: 120 },
  { key: 'receivedOn', title: text.receivedOn, show: ({ receivedOn }) => receivedOn, width: 100 },
  { key: 'dueOn', title: text.dueOn, show: ({ dueOn }) => dueOn, width: 100 },
  {
    key: 'channel',
    hidden: true,
    title: text.channel,
    show: ({ channel }) => <Words of={channelWords[channel]} />,
    width: 120,
  },
  { key: 'proof', hidden: true, title: text.proof, show: ({ proof }) => proof },
  { key: 'requestedBy', title: text.requestedBy, show: ({ requestedByName }) => requestedByName, width: 85 },
  { key: 'decidedBy', title: text.decidedBy, show: ({ decidedByName }) => decidedByName || '–', width: 85 },
  { key: 'progress', title: text.progress, show: (request) => <Came request={request} />, width: 130 },
  {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 150,
    show: (request) => <SubjectRequestActions request={request} />,
  },
]

/** Holds for requests entered from then on. */
const WorkingDays = ({ days }: { days: number }) => {
  const say = useWords()
  const set = useDo(setSubjectDays, { refresh: [listSubjectRequests], done: text.saved })
  const save = (typed: string) => {
    const workingDays = Number(typed)
    if (workingDays >= 1 && workingDays <= 60 && workingDays !== days) set.mutate({ body: { workingDays } })
  }
  return (
    <span>
      {say(text.days)}{' '}
      <InputNumber<number>
        controls={false}
        key={days}
        size="small"
        aria-label={say(text.days)}
        min={1}
        max={60}
        precision={0}
        defaultValue={days}
        onBlur={({ target }) => save(target.value)}
        onPressEnter={({ currentTarget }) => save(currentTarget.value)}
      />
    </span>
  )
}

/** What people ask about the data we hold on them: entered by one, decided by another, carried out before its day. */
export const SubjectRequestsPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(listSubjectRequests.query)
  const asked = useAsk(listSubjectRequests, { query: filters.values }, { everyMs: 5000 })
  const form = useDrawer()
  const enter = may(askForSubject) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => form.show()}>
      {say(text.enter)}
    </Button>
  )
  return (
    <PageFrame title={text.requests} help={text.help} actions={enter}>
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="subject-requests"
        asked={asked}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        toolbar={asked.data && may(setSubjectDays) && <WorkingDays days={asked.data.workingDays} />}
        empty={{ words: text.noneYet, next: enter }}
      />
      <SubjectRequestForm open={form.open} onClose={form.close} />
    </PageFrame>
  )
}
