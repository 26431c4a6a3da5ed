import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button, Space, Timeline } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { NoteField } from '#web/ui/fields.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { type Finding, getFinding, listFindings, moveFinding, noteOnFinding, permissions } from '../contract.ts'
import { type FindingMove, findingMoveNames, findingMoves, findingNumber } from '../finding.ts'
import { actionWords, moveWords, noteWords, text } from '../text.ts'
import { EvidenceDots, EvidenceTable, SharedBy } from './EvidenceSheet.tsx'
import { FindingStateTag } from './FindingState.tsx'
import { useDictionary } from './use-dictionary.ts'
import { VerificationSheet } from './VerificationSheet.tsx'

const Details = ({ finding }: { finding: Finding }) => (
  <Facts
    items={[
      { name: text.action, value: <Words of={actionWords[finding.action]} /> },
      { name: text.owner, value: finding.ownerName || '–' },
      {
        name: text.campaign,
        value: (
          <Link to={'/campaigns/$campaignId' as string} params={{ campaignId: finding.campaignId } as never}>
            {finding.campaignName}
          </Link>
        ),
      },
      ...(finding.agentId
        ? [
            { name: text.agent, value: finding.agentName || '–' },
            { name: text.team, value: finding.teamName || '–' },
          ]
        : []),
      { name: text.window, value: `${finding.windowFrom} – ${finding.windowTo}` },
      { name: text.foundAt, value: <Moment at={finding.foundAt} /> },
      { name: text.seen, value: finding.times },
      { name: text.rule, value: <Words of={finding.ruleName} />, wide: true },
      ...(finding.reason ? [{ name: text.reason, value: finding.reason, wide: true }] : []),
    ]}
  />
)

/** The one thing to work on, with its figure beside that of the peers. */
const Behaviour = ({ finding }: { finding: Finding }) => {
  const { nameOf, format } = useDictionary()
  const say = useWords()
  const { behaviour } = finding.evidence
  const name = nameOf(behaviour.code)
  return (
    <Sheet title={text.behaviour}>
      <Grid>
        <Figure
          name={name}
          said={format(behaviour.code, behaviour.value)}
          {...(behaviour.isShare ? { of: { top: behaviour.numerator, per: behaviour.denominator } } : {})}
          footnote={` ${say(text.behaviourNow)}`}
        />
        <Figure
          name={finding.scope === 'person' ? text.peersNow : text.before}
          said={format(behaviour.code, behaviour.peers)}
          footnote={behaviour.isShare ? `n = ${formatNumber(behaviour.peersSample)}` : undefined}
        />
      </Grid>
    </Sheet>
  )
}

const Story = ({ notes }: { notes: Finding['notes'] }) => (
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

type Written = { words: string }
const DismissForm = ({ finding, drawer }: { finding: Finding; drawer: ReturnType<typeof useDrawer> }) => {
  const go = useDo(moveFinding, { refresh: [getFinding, listFindings], done: text.saved, onDone: drawer.close })
  return (
    <FormDrawer<Written>
      open={drawer.open}
      title={text.dismissTitle}
      action={text.dismissNow}
      onClose={drawer.close}
      onSave={({ words }) =>
        go.mutateAsync({
          params: { findingId: finding.id },
          body: { version: finding.version, move: 'dismiss', words },
        })
      }
    >
      <NoteField name="words" label={text.reason} max={500} rows={5} required />
    </FormDrawer>
  )
}
const NoteForm = ({ findingId, drawer }: { findingId: string; drawer: ReturnType<typeof useDrawer> }) => {
  const add = useDo(noteOnFinding, { refresh: [getFinding], done: text.saved, onDone: drawer.close })
  return (
    <FormDrawer<Written>
      open={drawer.open}
      title={text.addNote}
      onClose={drawer.close}
      onSave={(body) => add.mutateAsync({ params: { findingId }, body })}
    >
      <NoteField name="words" label={text.note} max={2000} rows={6} required />
    </FormDrawer>
  )
}

const mainMoves: readonly FindingMove[] = ['take', 'finish', 'verify', 'undoDismiss']
const Actions = ({ finding }: { finding: Finding }) => {
  const say = useWords()
  const may = useMay()
  const dismiss = useDrawer()
  const note = useDrawer()
  const go = useDo(moveFinding, { refresh: [getFinding, listFindings], done: text.saved })
  if (!may(permissions.handle)) return null
  const start = (move: FindingMove) =>
    move === 'dismiss'
      ? dismiss.show()
      : go.mutate({ params: { findingId: finding.id }, body: { version: finding.version, move, words: '' } })
  const possible = findingMoveNames.filter(
    (move) => findingMoves[finding.state][move] && !(move === 'verify' && finding.action === 'note'),
  )
  return (
    <Space wrap>
      {possible.map((move) => (
        <Button
          key={move}
          type={mainMoves.includes(move) ? 'primary' : 'default'}
          loading={go.isPending && move !== 'dismiss'}
          onClick={() => start(move)}
        >
          {say(moveWords[move])}
        </Button>
      ))}
      <Button onClick={() => note.show()}>{say(text.addNote)}</Button>
      <DismissForm finding={finding} drawer={dismiss} />
      <NoteForm findingId={finding.id} drawer={note} />
    </Space>
  )
}

/** One finding: what was seen, on what evidence, the one behaviour, what was done and whether it helped. */
export const FindingPage = () => {
  const say = useWords()
  const { findingId } = useParams({ strict: false }) as { findingId: string }
  const asked = useAsk(getFinding, { params: { findingId } })
  return (
    <Shown asked={asked} rows={8}>
      {(finding) => {
        const { evidence, scope, campaignId, agentId, windowFrom: from, windowTo: to } = finding
        return (
          <PageFrame
            title={findingNumber(finding.number)}
            crumbs={[{ title: text.diagnosis, to: '/diagnosis' }]}
            aside={<FindingStateTag {...finding} />}
            actions={<Actions finding={finding} />}
          >
            <Alert
              showIcon
              type={finding.action === 'note' ? 'success' : 'info'}
              title={
                <>
                  <b>{finding.agentName || finding.campaignName}</b> · {say(finding.finding)}
                </>
              }
              description={
                <>
                  {say(text.question)}
                  {say({ zh: '：', en: ': ' })}
                  {say(finding.question)}
                </>
              }
            />
            <Sheet>
              <Details finding={finding} />
            </Sheet>
            <Sheet title={text.evidence} help={text.evidenceHelp}>
              <SharedBy evidence={evidence} scope={scope} />
              <EvidenceTable evidence={evidence} behind={{ campaignId, agentId, from, to }} />
              <EvidenceDots evidence={evidence} scope={scope} />
            </Sheet>
            <Behaviour finding={finding} />
            {finding.action !== 'note' && <VerificationSheet finding={finding} />}
            <Sheet title={text.story}>
              <Story notes={finding.notes} />
            </Sheet>
          </PageFrame>
        )
      }}
    </Shown>
  )
}
