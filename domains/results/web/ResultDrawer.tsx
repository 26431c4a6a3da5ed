import { Link } from '@tanstack/react-router'
import { Button, Space, Timeline } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DetailDrawer, Facts, FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField } from '#web/ui/fields.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { Moment } from '#web/ui/Values.tsx'
import {
  correctResult,
  getResult,
  listBehaviours,
  listResults,
  type Result,
  type ResultVersion,
  withdrawResult,
} from '../contract.ts'
import { type Kind, valueFields } from '../report.ts'
import { stateWords, text, told } from '../text.ts'
import { CorrectForm } from './ResultForm.tsx'
import { type BehaviourNames, namesOf, ResultState, shownValue } from './result-values.tsx'

const CallLink = ({ callId }: { callId: string | null }) => {
  const say = useWords()
  if (!callId) return '–'
  return (
    <Link to={'/calls/$callId' as string} params={{ callId } as never}>
      {say(text.openCall)}
    </Link>
  )
}

const sourceShown = (source: string, say: ReturnType<typeof useWords>): string =>
  source === 'manual' ? say(text.manual) : source

const Details = ({ result, names }: { result: Result; names: BehaviourNames }) => {
  const say = useWords()
  return (
    <Facts
      items={[
        { name: text.state, value: <ResultState state={result.state} /> },
        { name: text.at, value: <Moment at={result.at} grain="second" /> },
        { name: text.source, value: sourceShown(result.source, say) },
        { name: text.externalId, value: result.externalId },
        { name: text.campaign, value: result.campaignName || '–' },
        { name: text.agent, value: result.agentName || '–' },
        { name: text.team, value: result.teamName || '–' },
        { name: text.region, value: result.region ?? '–' },
        { name: text.call, value: <CallLink callId={result.callId} /> },
        ...valueFields[result.kind].map(({ name, words }) => ({ name: words, value: shownValue(name, result, names) })),
      ]}
    />
  )
}

const VersionLine = ({ kind, version, names }: { kind: Kind; version: ResultVersion; names: BehaviourNames }) => {
  const say = useWords()
  const reason = version.reason === 'source' ? say(text.bySource) : version.reason
  return (
    <>
      <b>{say(told.versionOf, version.version)}</b> {say(stateWords[version.state])} · {version.changedByName}{' '}
      <Moment at={version.changedAt} grain="second" />
      <div>
        {valueFields[kind].map(({ name, words }, place) => (
          <span key={name}>
            {place > 0 && ' · '}
            {say(words)} {shownValue(name, version, names)}
          </span>
        ))}
      </div>
      {reason && <div>{`${say(text.reason)}: ${reason}`}</div>}
    </>
  )
}

const WithdrawForm = ({ result, open, onClose }: { result: Result; open: boolean; onClose: () => void }) => {
  const withdraw = useDo(withdrawResult, { refresh: [listResults, getResult], done: text.saved, onDone: onClose })
  return (
    <FormDrawer<{ reason: string }>
      open={open}
      title={text.withdraw}
      action={text.withdraw}
      onClose={onClose}
      onSave={({ reason }) =>
        withdraw.mutateAsync({ params: { recordId: result.id }, body: { version: result.version, reason } })
      }
    >
      <NoteField name="reason" label={text.reason} max={500} required />
    </FormDrawer>
  )
}

const Deeds = ({ result }: { result: Result }) => {
  const say = useWords()
  const may = useMay()
  const correcting = useDrawer()
  const withdrawing = useDrawer()
  if (!may(correctResult)) return null
  return (
    <Space>
      <Button onClick={() => correcting.show()}>{say(result.state === 'valid' ? text.correct : text.restore)}</Button>
      {result.state === 'valid' && <Button onClick={() => withdrawing.show()}>{say(text.withdraw)}</Button>}
      {correcting.open && <CorrectForm open result={result} onClose={correcting.close} />}
      {withdrawing.open && <WithdrawForm open result={result} onClose={withdrawing.close} />}
    </Space>
  )
}

/** One result: whom it concerns, what it says, and every version of it. */
export const ResultDrawer = ({ id, onClose }: { id: string | undefined; onClose: () => void }) => {
  const say = useWords()
  const asked = useAsk(getResult, { params: { recordId: id ?? '' } }, { when: id !== undefined, keep: false })
  const names = namesOf(useAsk(listBehaviours, undefined, { freshMs: 60_000 }).data)
  const result = asked.data
  return (
    <DetailDrawer
      open={id !== undefined}
      title={result ? `${say(text.kinds[result.kind])} ${result.externalId}` : text.result}
      onClose={onClose}
      extra={result && <Deeds result={result} />}
    >
      {id !== undefined && (
        <Shown asked={asked}>
          {(shown) => (
            <>
              <Details result={shown} names={names} />
              <h3>{say(text.history)}</h3>
              <Timeline
                items={shown.versions.map((version) => ({
                  content: <VersionLine kind={shown.kind} version={version} names={names} />,
                }))}
              />
            </>
          )}
        </Shown>
      )}
    </DetailDrawer>
  )
}
