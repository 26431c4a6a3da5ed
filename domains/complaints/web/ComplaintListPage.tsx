import { PlusOutlined, SettingOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Space } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, SelectField, TextField } from '#web/ui/fields.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { SearchForm } from '#web/ui/SearchForm.tsx'
import type { SearchField } from '#web/ui/search-fields.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { notKnown } from '../cause.ts'
import { complaintNumber, isOverdue, responsibilities, sources, states, topics } from '../complaint.ts'
import { type ComplaintRow, changeDueRule, listComplaints, recordComplaint } from '../contract.ts'
import { responsibilityWords, sourceWords, stateWords, text, topicWords } from '../text.ts'
import { CauseTrail } from './CauseTrail.tsx'
import { ComplaintState } from './ComplaintState.tsx'
import { DueDays } from './DueDays.tsx'

const fields: readonly SearchField[] = [
  {
    kind: 'select',
    name: 'state',
    label: text.state,
    options: states.map((value) => ({ value, text: stateWords[value] })),
  },
  {
    kind: 'select',
    name: 'source',
    label: text.source,
    options: sources.map((value) => ({ value, text: sourceWords[value] })),
  },
  {
    kind: 'select',
    name: 'topic',
    label: text.topic,
    options: topics.map((value) => ({ value, text: topicWords[value] })),
  },
  { kind: 'days', name: 'from', until: 'to', label: text.period },
  {
    kind: 'select',
    name: 'responsibility',
    label: text.responsibility,
    options: [
      ...responsibilities.map((value) => ({ value, text: responsibilityWords[value] })),
      { value: notKnown, text: text.undecided },
    ],
  },
]
const columns: readonly Column<ComplaintRow>[] = [
  { key: 'number', fixed: 'start', title: text.number, show: ({ number }) => complaintNumber(number), width: 100 },
  { key: 'state', title: text.state, show: (row) => <ComplaintState {...row} />, width: 110 },
  { key: 'dueAt', title: text.dueAt, show: ({ dueAt }) => <Moment at={dueAt} />, width: 170 },
  { key: 'topic', title: text.topic, show: ({ topic }) => <Words of={topicWords[topic]} />, width: 150 },
  { key: 'source', title: text.source, show: ({ source }) => <Words of={sourceWords[source]} />, width: 150 },
  { key: 'customer', title: text.customer, show: ({ customerName }) => customerName || '–', width: 95 },
  { key: 'phone', hidden: true, title: text.phone, show: ({ phone }) => phone || '–', width: 120 },
  { key: 'campaign', title: text.campaign, show: ({ campaignName }) => campaignName || '–', width: 150 },
  { key: 'agent', title: text.agent, show: ({ agentName }) => agentName || '–', width: 100 },
  { key: 'responsible', title: text.responsible, show: ({ responsibleName }) => responsibleName || '–', width: 85 },
  {
    key: 'receivedAt',
    hidden: true,
    title: text.receivedAt,
    show: ({ receivedAt }) => <Moment at={receivedAt} />,
    width: 170,
  },
]

type Filled = {
  source: 'agent' | 'regulator' | 'other'
  topic: (typeof topics)[number]
  number: string
  words: string
  callbackWish?: string
  caseNumber?: string
}
const RecordForm = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const record = useDo(recordComplaint, { refresh: [listComplaints], done: text.recorded, onDone: onClose })
  return (
    <FormDrawer<Filled>
      open={open}
      title={text.record}
      action={text.record}
      values={{ source: 'agent' }}
      onClose={onClose}
      onSave={(body) => record.mutateAsync({ body })}
    >
      <SelectField
        name="source"
        label={text.source}
        required
        options={(['agent', 'regulator', 'other'] as const).map((value) => ({ value, text: sourceWords[value] }))}
      />
      <SelectField
        name="topic"
        label={text.topic}
        required
        options={topics.map((value) => ({ value, text: topicWords[value] }))}
      />
      <TextField name="number" label={text.recordNumber} max={30} required />
      <NoteField name="words" label={text.words} max={4000} rows={6} required />
      <TextField name="callbackWish" label={text.callbackWish} max={200} />
      <TextField name="caseNumber" label={text.caseNumber} help={text.caseNumberHelp} max={60} />
    </FormDrawer>
  )
}

/** Every complaint in reach, the late ones first to the eye. */
export const ComplaintListPage = () => {
  const say = useWords()
  const may = useMay()
  const navigate = useNavigate()
  const filters = useFilters(listComplaints.query)
  const asked = useAsk(listComplaints, { query: filters.values }, { everyMs: 30_000 })
  const form = useDrawer()
  const due = useDrawer()
  const record = may(recordComplaint) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => form.show()}>
      {say(text.record)}
    </Button>
  )
  const { open, overdue } = filters.values
  return (
    <PageFrame
      title={text.complaints}
      help={text.help}
      actions={
        <Space>
          {may(changeDueRule) && (
            <Button icon={<SettingOutlined />} onClick={() => due.show()}>
              {say(text.dueDays)}
            </Button>
          )}
          {record}
        </Space>
      }
    >
      <SearchForm fields={fields} filters={filters} />
      <DataTable
        name="complaints"
        asked={asked}
        columns={columns}
        rowKey={({ id }) => id}
        paging={filters.cursor}
        filters={filters}
        onOpen={({ id }) => void navigate({ to: '/complaints/$complaintId', params: { complaintId: id } } as never)}
        toolbar={
          <Space size="middle">
            <Checkbox
              checked={open === 'true'}
              onChange={({ target }) => filters.set({ open: target.checked ? 'true' : undefined })}
            >
              {say(text.onlyOpen)} {asked.data?.open ?? ''}
            </Checkbox>
            <Checkbox
              checked={overdue === 'true'}
              onChange={({ target }) => filters.set({ overdue: target.checked ? 'true' : undefined })}
            >
              {say(text.onlyOverdue)} {asked.data?.overdue ?? ''}
            </Checkbox>
            <CauseTrail
              narrowed={filters.values}
              leaveOut={['topic', 'source', 'responsibility']}
              onTake={(cause) => filters.set({ [cause]: undefined })}
            />
          </Space>
        }
        empty={{ words: text.noneYet, next: record }}
        rowTone={(row) => (isOverdue(row, Date.now()) ? 'alarm' : undefined)}
      />
      <RecordForm open={form.open} onClose={form.close} />
      <DueDays open={due.open} onClose={due.close} />
    </PageFrame>
  )
}
