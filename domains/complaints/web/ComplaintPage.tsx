import { FileProtectOutlined } from '@ant-design/icons'
import { Link, useParams } from '@tanstack/react-router'
import { Button, Space, Timeline } from 'antd'
import { getRecord } from '#domains/customers/contract.ts'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, SelectField } from '#web/ui/fields.tsx'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import {
  complaintMoves,
  complaintNumber,
  type Move,
  moveNames,
  type Responsibility,
  responsibilities,
} from '../complaint.ts'
import {
  type Complaint,
  getComplaint,
  listComplaints,
  moveComplaint,
  noteOnComplaint,
  permissions,
} from '../contract.ts'
import { moveWords, noteWords, responsibilityWords, sourceWords, text, topicWords } from '../text.ts'
import { ComplaintState } from './ComplaintState.tsx'

const Customer = ({ complaint: { customerId, customerName } }: { complaint: Complaint }) => {
  const say = useWords()
  const may = useMay()
  if (!customerId || !may(getRecord)) return customerName || '–'
  return (
    <Link to={'/customers/$customerId' as string} params={{ customerId } as never}>
      {customerName || say(text.customer)}
    </Link>
  )
}

const Details = ({ complaint }: { complaint: Complaint }) => {
  const say = useWords()
  const call = complaint.callId && (
    <Link to={'/calls/$callId' as string} params={{ callId: complaint.callId } as never}>
      {say(text.openCall)}
    </Link>
  )
  const campaign = complaint.campaignId && (
    <Link to={'/campaigns/$campaignId' as string} params={{ campaignId: complaint.campaignId } as never}>
      {complaint.campaignName || '–'}
    </Link>
  )
  return (
    <Facts
      items={[
        { name: text.source, value: <Words of={sourceWords[complaint.source]} /> },
        { name: text.topic, value: <Words of={topicWords[complaint.topic]} /> },
        { name: text.customer, value: <Customer complaint={complaint} /> },
        { name: text.phone, value: complaint.phone || '–' },
        { name: text.campaign, value: campaign || '–' },
        { name: text.agent, value: complaint.agentName || '–' },
        { name: text.call, value: call || '–' },
        { name: text.region, value: complaint.region ? <Words of={complaint.region} /> : '–' },
        { name: text.receivedAt, value: <Moment at={complaint.receivedAt} /> },
        { name: text.dueAt, value: <Moment at={complaint.dueAt} /> },
        { name: text.responsible, value: complaint.responsibleName || '–' },
        {
          name: text.responsibility,
          value: complaint.responsibility ? <Words of={responsibilityWords[complaint.responsibility]} /> : '–',
        },
        { name: text.callbackWish, value: complaint.callbackWish || '–' },
        { name: text.caseNumber, value: complaint.caseNumber || '–' },
        { name: text.words, value: complaint.words || '–', wide: true },
        { name: text.result, value: complaint.result || '–', wide: true },
      ]}
    />
  )
}

const Story = ({ notes }: { notes: Complaint['notes'] }) => (
  <Timeline
    items={notes.map(({ at, kind, byName, words }) => ({
      content: (
        <>
          <b>
            <Words of={noteWords[kind]} />
          </b>{' '}
          {byName} <Moment at={at} grain="second" />
          {words && <p>{words}</p>}
        </>
      ),
    }))}
  />
)

type Answering = { move: Move; words?: string; responsibility?: Responsibility }
const MoveForm = ({ complaint, drawer }: { complaint: Complaint; drawer: ReturnType<typeof useDrawer<Move>> }) => {
  const go = useDo(moveComplaint, { refresh: [getComplaint, listComplaints], done: text.saved, onDone: drawer.close })
  const move = drawer.shown ?? 'answer'
  return (
    <FormDrawer<Answering>
      open={drawer.open}
      title={moveWords[move]}
      action={moveWords[move]}
      values={{
        ...(move === 'answer' ? { words: complaint.result } : {}),
        ...(complaint.responsibility ? { responsibility: complaint.responsibility } : {}),
      }}
      onClose={drawer.close}
      onSave={({ words = '', responsibility = null }) =>
        go.mutateAsync({
          params: { complaintId: complaint.id },
          body: { version: complaint.version, move, words, responsibility },
        })
      }
    >
      {move === 'answer' ? (
        <NoteField name="words" label={text.result} help={text.answerHelp} max={2000} rows={6} required />
      ) : (
        <NoteField name="words" label={text.note} max={2000} />
      )}
      <SelectField
        name="responsibility"
        label={text.responsibility}
        options={responsibilities.map((value) => ({ value, text: responsibilityWords[value] }))}
      />
    </FormDrawer>
  )
}
const NoteForm = ({ complaintId, drawer }: { complaintId: string; drawer: ReturnType<typeof useDrawer> }) => {
  const add = useDo(noteOnComplaint, { refresh: [getComplaint], done: text.saved, onDone: drawer.close })
  return (
    <FormDrawer<{ words: string }>
      open={drawer.open}
      title={text.addNote}
      onClose={drawer.close}
      onSave={(body) => add.mutateAsync({ params: { complaintId }, body })}
    >
      <NoteField name="words" label={text.note} max={2000} rows={6} required />
    </FormDrawer>
  )
}

const Actions = ({ complaint }: { complaint: Complaint }) => {
  const say = useWords()
  const may = useMay()
  const move = useDrawer<Move>()
  const note = useDrawer()
  const take = useDo(moveComplaint, { refresh: [getComplaint, listComplaints], done: text.saved })
  const start = (name: Move) => {
    if (name !== 'take') return move.show(name)
    return take.mutate({
      params: { complaintId: complaint.id },
      body: { version: complaint.version, move: 'take', words: '' },
    })
  }
  const possible = moveNames.filter((name) => complaintMoves[complaint.state][name])
  return (
    <Space wrap>
      {may(permissions.handle) && (
        <>
          {possible.map((name) => (
            <Button
              key={name}
              type={name === 'answer' || complaint.state === 'new' ? 'primary' : 'default'}
              onClick={() => start(name)}
            >
              {say(moveWords[name])}
            </Button>
          ))}
          <Button onClick={() => note.show()}>{say(text.addNote)}</Button>
          <Link to={'/evidence' as string} search={{ complaintId: complaint.id } as never}>
            <Button icon={<FileProtectOutlined />}>{say(text.evidence)}</Button>
          </Link>
        </>
      )}
      <MoveForm complaint={complaint} drawer={move} />
      <NoteForm complaintId={complaint.id} drawer={note} />
    </Space>
  )
}

/** One complaint: what it says, who answers for it until when, what was done. */
export const ComplaintPage = () => {
  const { complaintId } = useParams({ strict: false }) as { complaintId: string }
  const asked = useAsk(getComplaint, { params: { complaintId } })
  return (
    <Shown asked={asked} rows={8}>
      {(complaint) => (
        <PageFrame
          title={complaintNumber(complaint.number)}
          crumbs={[{ title: text.complaints, to: '/complaints' }]}
          aside={<ComplaintState {...complaint} />}
          actions={<Actions complaint={complaint} />}
        >
          <Sheet>
            <Details complaint={complaint} />
          </Sheet>
          <Sheet title={text.story}>
            <Story notes={complaint.notes} />
          </Sheet>
        </PageFrame>
      )}
    </Shown>
  )
}
