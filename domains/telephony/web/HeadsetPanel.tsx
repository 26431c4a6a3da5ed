import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { gradeWords, text } from '../text.ts'
import type { VoiceQuality } from '../voice-quality.ts'
import { DeviceChoice } from './DeviceChoice.tsx'
import style from './headset.module.css'
import { headset } from './headset.ts'
import { type HeadsetState, stateOf } from './headset-words.ts'
import { LevelBar } from './LevelBar.tsx'
import type { Headset } from './use-headset.ts'
import { VoiceBars } from './VoiceBars.tsx'

/** The one thing to do, if any. */
export const HeadsetDeed = ({ state, isBusy = false }: { state: HeadsetState; isBusy?: boolean }) => {
  const say = useWords()
  const { deed, tone } = state
  if (deed === 'wear')
    return (
      <Button type="primary" onClick={() => void headset.wear()}>
        {say(tone === 'alarm' && state.name !== text.off ? text.retry : text.connect)}
      </Button>
    )
  if (deed === 'takeOver')
    return (
      <Button type="primary" onClick={() => void headset.wear({ takeOver: true })}>
        {say(text.takeOver)}
      </Button>
    )
  // Whoever talks keeps it on: taking it off would leave the customer with music.
  if (deed === 'takeOff' && !isBusy) return <Button onClick={headset.takeOff}>{say(text.takeOff)}</Button>
  return null
}

const Quality = ({ quality }: { quality: VoiceQuality | undefined }) => {
  const say = useWords()
  if (!quality) return <span>{say(text.qualityUnknown)}</span>
  const { mos, grade, lossShare, jitterMs, roundTripMs } = quality
  return (
    <span title={say(text.qualityHelp)}>
      <b>{say(gradeWords[grade])}</b>{' '}
      <small>
        {say(text.qualityFigures, {
          mos: formatNumber(mos, 1),
          loss: formatShare(lossShare),
          jitter: `${Math.round(jitterMs)}\u00a0ms`,
          trip: roundTripMs === undefined ? '–' : `${Math.round(roundTripMs)}\u00a0ms`,
        })}
      </small>
    </span>
  )
}

const canNotify = typeof Notification !== 'undefined'

/** Asked only upon a click, and never again once answered. */
const Notices = () => {
  const say = useWords()
  const [permission, setPermission] = useState(canNotify ? Notification.permission : undefined)
  if (permission === undefined) return <span>{say(text.noticesNone)}</span>
  if (permission !== 'default') return <span>{say(permission === 'granted' ? text.noticesOn : text.noticesOff)}</span>
  return (
    <Button size="small" onClick={() => void Notification.requestPermission().then(setPermission)}>
      {say(text.noticesAsk)}
    </Button>
  )
}

/** All about one's headset in one place: how it stands, what to do, which devices, how good the line is. */
export const HeadsetPanel = (props: { worn: Headset; isBusy: boolean; onCheck: () => void }) => {
  const say = useWords()
  const { look, standing } = props.worn
  const state = stateOf(props.worn)
  if (!state) return <p className={style.simulated}>{say(text.simulated)}</p>
  const isOpen = look.phase === 'connecting' || look.phase === 'connected'
  return (
    <section className={style.panel} aria-label={say(text.headset)}>
      <header className={style[state.tone]}>
        <b>{say(state.name)}</b>
        {look.phase === 'connecting' && look.attempt > 0 && <small>{say(text.attempt, look.attempt)}</small>}
        {standing?.node && look.phase === 'connected' && (
          <small>
            {say(text.node)} {standing.node}
          </small>
        )}
      </header>
      {state.help && <p>{say(state.help)}</p>}
      {isOpen && (
        <dl>
          <dt>{say(look.isMuted ? text.mutedHere : text.level)}</dt>
          <dd>
            <LevelBar />
          </dd>
          <dt>{say(text.quality)}</dt>
          <dd>
            <VoiceBars quality={look.hearing?.quality} /> <Quality quality={look.hearing?.quality} />
          </dd>
        </dl>
      )}
      {isOpen && <DeviceChoice look={look} />}
      <dl>
        <dt>{say(text.notices)}</dt>
        <dd>
          <Notices />
        </dd>
      </dl>
      <footer>
        <HeadsetDeed state={state} isBusy={props.isBusy} />
        <Button onClick={props.onCheck}>{say(text.check)}</Button>
      </footer>
    </section>
  )
}
