import { Link } from '@tanstack/react-router'
import type { Words as Phrase } from '#contract/words.ts'
import { RevealNumber } from '#domains/customers/web/public.tsx'
import { call as ask } from '#web/client/call.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Facts } from '#web/ui/Drawers.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { type Asked, Shown } from '#web/ui/Shown.tsx'
import { Moment, Words } from '#web/ui/Values.tsx'
import { neverLeft } from '../call-record.ts'
import { type CallDetail, getCall, readCallNumber } from '../contract.ts'
import { outsideWords, signalWords, text, whoAnsweredWords } from '../text.ts'
import { CallResult } from './CallTags.tsx'
import style from './call-details.module.css'
import { causeWords } from './cause-words.ts'

type Part = { key: 'ring' | 'join' | 'talk' | 'hold' | 'wrapUp'; ms: number }
const between = (from: string | null, to: string | null): number =>
  from && to ? Math.max(0, Date.parse(to) - Date.parse(from)) : 0

/** What the time of a call was made of. Hold lies within the talk; it is shown apart. */
const partsOf = ({ placedAt, answeredAt, bridgedAt, endedAt, talkMs, holdMs, wrapUpMs }: CallDetail): Part[] =>
  (
    [
      { key: 'ring', ms: between(placedAt, answeredAt ?? endedAt) },
      { key: 'join', ms: between(answeredAt, bridgedAt ?? endedAt) },
      { key: 'talk', ms: talkMs - holdMs },
      { key: 'hold', ms: holdMs },
      { key: 'wrapUp', ms: wrapUpMs },
    ] as const
  ).filter(({ ms }) => ms > 0)

const DurationBar = ({ call }: { call: CallDetail }) => {
  const say = useWords()
  const parts = partsOf(call)
  return (
    <div>
      <div className={style.bar} aria-hidden="true">
        {parts.map(({ key, ms }) => (
          <i key={key} className={style[key]} style={{ flexGrow: ms }} />
        ))}
      </div>
      <ul className={style.parts}>
        {parts.map(({ key, ms }) => (
          <li key={key}>
            <i className={style[key]} aria-hidden="true" />
            {say(text[key])} <b>{ms < 1000 ? `${ms} ms` : formatDuration(ms / 1000)}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

const offset = (ms: number): string => `+${(ms / 1000).toFixed(3)} s`
const detailOf = (kind: string, detail: Record<string, unknown> | null): Phrase | string | undefined => {
  if (kind === 'ended' && typeof detail?.cause === 'string')
    return causeWords(detail.cause as NonNullable<CallDetail['cause']>)
  if (kind === 'classified') return whoAnsweredWords[detail?.as as keyof typeof whoAnsweredWords]
  if (kind === 'outside') return outsideWords[detail?.stage as keyof typeof outsideWords]
  if (typeof detail?.endpoint === 'string') return detail.endpoint
  return undefined
}

/** Every signal with its distance from the order, as the telephone system told it, and the outcome at the end. */
const Signals = ({ call }: { call: CallDetail }) => {
  const say = useWords()
  const start = Date.parse(call.placedAt)
  const all = [
    { at: call.placedAt, kind: 'placed', detail: null },
    ...call.signals,
    ...(call.outcomeAt && call.bridgedAt ? [{ at: call.outcomeAt, kind: 'concluded', detail: null }] : []),
  ].map((signal, place) => ({ ...signal, place }))
  return (
    <ol className={style.signals}>
      {all.map(({ at, kind, detail, place }) => {
        const more = detailOf(kind, detail)
        return (
          <li key={place}>
            <span className={style.offset}>{offset(Date.parse(at) - start)}</span>
            <span className={`${style.knot} ${style[kind] ?? ''}`} aria-hidden="true" />
            <span>
              {say((signalWords as Record<string, Phrase>)[kind] ?? { zh: kind, en: kind })}
              {more && <small> {typeof more === 'string' ? more : say(more)}</small>}
            </span>
            <Moment at={at} grain="time" />
          </li>
        )
      })}
    </ol>
  )
}

/** The ledger hears of a recording when it has been stored. */
const recordingOf = ({ recording, endedAt }: CallDetail) => {
  if (recording) return text.recorded
  return endedAt ? text.notRecorded : text.knownAfterwards
}

const Content = ({ call }: { call: CallDetail }) => {
  const say = useWords()
  const to = (address: string, params: object, shown: string | null) => (
    <Link to={address} params={params as never}>
      {shown || '–'}
    </Link>
  )
  const facts = [
    {
      name: text.number,
      value: (
        <RevealNumber
          masked={call.number}
          read={(reason) => ask(readCallNumber, { params: { callId: call.id }, body: { reason } })}
        />
      ),
    },
    { name: text.customer, value: call.customerName || '–' },
    { name: text.campaign, value: to('/campaigns/$campaignId', { campaignId: call.campaignId }, call.campaignName) },
    {
      name: text.agent,
      value: call.agentId ? (
        <Link to={'/calls' as string} search={{ agentId: call.agentId } as never}>
          {call.agentName ?? '–'}
        </Link>
      ) : null,
    },
    { name: text.placedAt, value: <Moment at={call.placedAt} grain="second" /> },
    { name: text.attempt, value: call.attemptNumber },
    {
      name: text.mode,
      value: say(text.modes[call.mode as keyof typeof text.modes] ?? { zh: call.mode, en: call.mode }),
    },
    { name: text.callerId, value: call.callerId },
    {
      name: text.cause,
      value: call.cause ? <Words of={neverLeft(call) ? text.neverLeft : causeWords(call.cause)} /> : null,
    },
    { name: text.endedBy, value: call.endedBy ? <Words of={text.people[call.endedBy]} /> : null },
    { name: text.scriptVersion, value: `v${call.scriptVersion}` },
    { name: text.recording, value: <Words of={recordingOf(call)} /> },
    { name: text.note, value: call.note || say(text.noNote), wide: true },
  ]
  return (
    <div className={style.call}>
      <CallResult call={call} />
      <DurationBar call={call} />
      <Facts items={facts} />
      <h3>{say(text.signals)}</h3>
      <Signals call={call} />
    </div>
  )
}

/** One call, asked again while it may still change. */
export const useCall = (callId: string): Asked<CallDetail> => {
  const cached = useAsk(getCall, { params: { callId } }, { keep: false })
  const settled = Boolean(cached.data?.outcome)
  useAsk(getCall, { params: { callId } }, { keep: false, when: !settled, everyMs: 3000 })
  return cached
}

/** One call: what came of it, what its time was made of, and every signal. */
export const CallDetails = ({ asked }: { asked: Asked<CallDetail> }) => (
  <Shown asked={asked} rows={8}>
    {(call) => <Content call={call} />}
  </Shown>
)
