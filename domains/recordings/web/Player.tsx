import type { InputRef } from 'antd'
import { Alert, Button } from 'antd'
import { type KeyboardEvent, useMemo, useRef } from 'react'
import { outcomeWords } from '#domains/calls/text.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { formatDuration, formatShare } from '#web/ui/format.ts'
import { useReason } from '#web/ui/use-reason.tsx'
import { getRecording, type RecordingDetail, type Speech, startListening } from '../contract.ts'
import { silences } from '../speech.ts'
import { methodWords, text } from '../text.ts'
import { Comments } from './Comments.tsx'
import { Controls } from './Controls.tsx'
import { type CallMoment, marksOf } from './marks.ts'
import style from './player.module.css'
import { speeds, useSound } from './use-sound.ts'
import { type Mark, Wave } from './Wave.tsx'

const reasons = [
  { zh: '每周抽检', en: 'Weekly sample' },
  { zh: '客户投诉核实', en: 'Checking a complaint' },
  { zh: '辅导准备', en: 'Preparing a coaching' },
  { zh: '学习优秀录音', en: 'Learning from a good one' },
] as const

/** Puts the listening on record, with what it is for where the campaign asks. */
const useBegin = ({ callId, asksReason }: RecordingDetail) => {
  const askReason = useReason()
  const begin = useDo(startListening, { refresh: [getRecording] })
  return async (): Promise<string | undefined> => {
    const reason = asksReason
      ? await askReason({
          title: text.listenFor,
          body: text.asksReason,
          action: text.listenNow,
          label: text.listenFor,
          hint: text.listenForHint,
          reasons,
        })
      : ''
    if (reason === undefined) return undefined
    // What is refused is told in a toast.
    const begun = await begin.mutateAsync({ params: { callId }, body: { reason } }).catch(() => undefined)
    return begun?.listeningId
  }
}

/** Who spoke how long; of the whole, so that both at once counts for each. */
const Facts = ({ speech, milliseconds }: { speech: Speech | null; milliseconds: number }) => {
  const say = useWords()
  if (!speech) return <p className={style.facts}>{say(text.notHeardYet)}</p>
  const share = (ms: number) => formatShare(milliseconds > 0 ? ms / milliseconds : null)
  return (
    <div className={style.facts}>
      <span>
        <i className={style.customer} aria-hidden="true" />
        {say(text.customer)} {say(text.speaksShare)} <b>{share(speech.customerMs)}</b>
      </span>
      <span>
        <i className={style.agent} aria-hidden="true" />
        {say(text.agent)} {say(text.speaksShare)} <b>{share(speech.agentMs)}</b>
      </span>
      <span>
        {say(text.overlap)} <b>{share(speech.overlapMs)}</b>
      </span>
      <span>
        {say(text.silence)} <b>{share(speech.silenceMs)}</b>
      </span>
      <span>
        {say(text.longestSilence)} <b>{formatDuration(speech.longestSilenceMs / 1000)}</b>
      </span>
      <span>
        {say(text.speechBy)} <b>{say(methodWords[speech.method])}</b>
      </span>
    </div>
  )
}

const Marks = ({ marks, onMove }: { marks: readonly Mark[]; onMove: (ms: number) => void }) => {
  const say = useWords()
  const shown = marks.filter(({ kind }) => kind !== 'comment')
  return (
    <section aria-label={say(text.marks)}>
      <h3>{say(text.marks)}</h3>
      {shown.length === 0 && <p className={style.muted}>{say(text.noMarks)}</p>}
      <ul className={style.list}>
        {shown.map(({ key, atMs, untilMs, words }) => (
          <li key={key}>
            <Button type="link" size="small" className={style.place} onClick={() => onMove(atMs)}>
              {formatDuration(atMs / 1000)}
            </Button>
            <span>
              {say(words)} {untilMs !== undefined && <small>{formatDuration((untilMs - atMs) / 1000)}</small>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const isTyping = (target: EventTarget): boolean => (target as HTMLElement).closest('input, textarea') !== null
const isPressed = (target: EventTarget): boolean =>
  (target as HTMLElement).closest('button, [role="switch"], .ant-slider-handle, .ant-segmented') !== null

type Deed = 'toggle' | 'back' | 'forward' | 'faster' | 'slower' | 'comment'
/** By the place of the key, so that it works under every layout and input method. */
const keys: Record<string, Deed | undefined> = {
  Space: 'toggle',
  ArrowLeft: 'back',
  ArrowRight: 'forward',
  ArrowUp: 'faster',
  ArrowDown: 'slower',
  KeyC: 'comment',
}

type Props = {
  recording: RecordingDetail
  peaks: { customer: string; agent: string }
  moments: readonly CallMoment[]
  outcome: string | null
}

/** Plays a recording: the wave of both legs, what happened in it, what was said about it. */
export const Player = ({ recording, peaks, moments, outcome }: Props) => {
  const say = useWords()
  const field = useRef<InputRef | null>(null)
  const { callId, milliseconds, speech } = recording
  const silent = useMemo(
    () =>
      speech ? silences(speech.customer, speech.agent, milliseconds).filter(([from, to]) => to - from > 1200) : [],
    [speech, milliseconds],
  )
  const sound = useSound({ callId, silent, begin: useBegin(recording) })
  const marks = useMemo(() => marksOf(recording, moments, outcomeWords(outcome)), [recording, moments, outcome])
  const moveBy = (ms: number) => sound.moveTo(Math.min(milliseconds, Math.max(0, sound.atMs + ms)))
  const faster = (by: number) => {
    const next = speeds[speeds.indexOf(sound.speed as (typeof speeds)[number]) + by]
    if (next !== undefined) sound.setSpeed(next)
  }
  const deeds: Record<Deed, () => void> = {
    toggle: () => void sound.toggle(),
    back: () => moveBy(-5000),
    forward: () => moveBy(5000),
    faster: () => faster(1),
    slower: () => faster(-1),
    comment: () => {
      sound.pause()
      field.current?.focus()
    },
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const deed = keys[event.code]
    if (!deed || event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target) || isPressed(event.target))
      return
    event.preventDefault()
    deeds[deed]()
  }
  return (
    <section className={style.player} aria-label={say(text.player)} onKeyDown={onKeyDown} tabIndex={-1}>
      <Wave
        peaks={peaks}
        milliseconds={milliseconds}
        atMs={sound.atMs}
        silent={silent}
        marks={marks}
        onMove={sound.moveTo}
      />
      <Controls sound={sound} milliseconds={milliseconds} hasSpeech={speech !== null} />
      {sound.failed && <Alert type="error" showIcon title={say(text.cannotPlay)} />}
      <Facts speech={speech} milliseconds={milliseconds} />
      <div className={style.below}>
        <Marks marks={marks} onMove={sound.moveTo} />
        <Comments recording={recording} atMs={sound.atMs} onMove={sound.moveTo} field={field} />
      </div>
      <small className={style.hint}>{say(text.keys)}</small>
    </section>
  )
}
