import {
  AudioMutedOutlined,
  AudioOutlined,
  BulbOutlined,
  PauseOutlined,
  PhoneFilled,
  PlayCircleOutlined,
  SmileOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'
import { surveyWords, useSurvey } from '#domains/ivr/web/public.tsx'
import { pauses } from '#domains/presence/contract.ts'
import { LiveRecording } from '#domains/recordings/web/public.tsx'
import { type Headset, HeadsetButton, headset } from '#domains/telephony/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import type { DeskState } from '../contract.ts'
import { handlingText } from '../handling-text.ts'
import { text } from '../text.ts'
import { Since } from './clock.tsx'
import { DeskMenu } from './DeskMenu.tsx'
import { KeyPad } from './KeyPad.tsx'
import { useDeskKeys } from './keys.ts'
import { PartyPicker } from './PartyPicker.tsx'
import style from './phone-bar.module.css'
import { callerIdWords, callWords, causeWords, isOver, isTalking, modeWords } from './phone-words.ts'
import { StateButton } from './StateButton.tsx'
import type { Deeds } from './use-desk.ts'

type Props = { state: DeskState; deeds: Deeds; worn: Headset; onKeys: () => void }

const Control = (props: {
  icon: ReactNode
  name: string
  cap: string
  on?: boolean
  danger?: boolean
  /** Its icon says enough where there is little room. */
  compact?: boolean
  disabled: boolean
  onClick: () => void
}) => (
  <button
    type="button"
    className={[style.control, props.danger && style.danger, props.on && style.on, props.compact && style.compact]
      .filter(Boolean)
      .join(' ')}
    aria-pressed={props.on}
    disabled={props.disabled}
    onClick={props.onClick}
    title={`${props.name} (${props.cap})`}
  >
    {props.icon}
    <span>{props.name}</span>
    <kbd>{props.cap}</kbd>
  </button>
)

/** Who is on the line and for how long. */
const CallStrip = ({ state }: { state: DeskState }) => {
  const say = useWords()
  const { call } = state
  if (!call)
    return (
      <div className={`${style.strip} ${style.silent}`}>
        <PhoneFilled />
        {say(text.noCall)}
      </div>
    )
  const cause = call.state === 'ended' ? causeWords(call.cause) : undefined
  const callerId = callerIdWords(call)
  return (
    <div className={`${style.strip} ${isOver(call) ? style.over : style.live}`}>
      <PhoneFilled />
      <b className="ca-number">{call.maskedNumber}</b>
      <span className={style.doing}>{say(cause ?? callWords(call))}</span>
      {call.endedAt === null && !call.agentLeft && <Since key={call.bridgedAt} at={call.bridgedAt ?? call.placedAt} />}
      {isTalking(call) && <LiveRecording callId={call.id} />}
      {callerId && <small className="ca-number">{say(callerId)}</small>}
      <small>{call.direction === 'in' ? say(text.incoming) : say(text.attempt, call.attemptNumber)}</small>
    </div>
  )
}

/** Asks the leader to come, during a call or not. */
const HelpControl = ({ state: { agent }, deeds }: Pick<Props, 'state' | 'deeds'>) => {
  const say = useWords()
  const asking = agent !== null && agent.helpAskedAt !== null
  const ask = () => deeds.askForHelp.mutate({ body: { on: !asking } })
  useDeskKeys({ 'Alt+Z': agent ? ask : undefined })
  return (
    <Control
      icon={<BulbOutlined />}
      name={say(asking ? text.helpAsked : text.askHelp)}
      cap="Alt Z"
      compact
      on={asking}
      disabled={!agent || deeds.askForHelp.isPending}
      onClick={ask}
    />
  )
}

/** Silences the agent at the exchange and, at once, at the microphone; the server's word stands in the end. */
const useMute = ({ state: { call }, deeds }: Pick<Props, 'state' | 'deeds'>) => {
  const isMuted = isTalking(call) && call.muted
  useEffect(() => headset.mute(isMuted), [isMuted])
  return () => {
    const on = !isMuted
    if (on) headset.mute(true)
    deeds.mute.mutate({ body: { on } }, { onError: () => headset.mute(isMuted) })
  }
}

/** Opens the list of those a customer can be handed to, who can be asked, or simply called. */
const PartyControl = ({ state, deeds }: Pick<Props, 'state' | 'deeds'>) => {
  const say = useWords()
  const [isOpen, open] = useState(false)
  const { agent, call, third } = state
  const isOnCall = isTalking(call)
  const isFree = agent !== null && call === null && ['ready', ...pauses].includes(agent.state)
  const isAlone = third === null || third.stage === 'missed' || third.stage === 'left'
  const may = isAlone && (isOnCall || isFree)
  useDeskKeys({
    'Alt+T': may ? () => open(true) : undefined,
    'Alt+L': isAlone && isOnCall ? () => deeds.leaveMessage.mutate() : undefined,
  })
  return (
    <>
      <Control
        icon={<UserSwitchOutlined />}
        name={say(isFree ? handlingText.callSomebody : handlingText.handOn)}
        cap="Alt T"
        compact
        disabled={!may}
        onClick={() => open(true)}
      />
      <PartyPicker state={state} deeds={deeds} open={isOpen && may} onClose={() => open(false)} />
    </>
  )
}

/** At the end of a conversation the customer goes on to the survey, and the agent is free. */
const SurveyControl = ({ call }: Pick<DeskState, 'call'>) => {
  const say = useWords()
  const survey = useSurvey(isTalking(call) ? call.id : undefined)
  useDeskKeys({ 'Alt+O': survey?.hand })
  if (!survey) return null
  return (
    <Control
      icon={<SmileOutlined />}
      name={say(surveyWords.hand)}
      cap="Alt O"
      compact
      disabled={false}
      onClick={survey.hand}
    />
  )
}

const CallControls = ({ state, deeds }: Pick<Props, 'state' | 'deeds'>) => {
  const say = useWords()
  const { call } = state
  const [padIsOpen, openPad] = useState(false)
  const isOnCall = isTalking(call)
  const isUp = call !== null && !isOver(call)
  const mute = useMute({ state, deeds })
  const hold = () => deeds.hold.mutate({ body: { on: !call?.onHold } })
  const hangUp = () => deeds.hangUp.mutate()
  useDeskKeys({
    'Alt+M': isOnCall ? mute : undefined,
    'Alt+P': isOnCall ? hold : undefined,
    'Alt+K': isOnCall ? () => openPad((isOpen) => !isOpen) : undefined,
    F8: isUp ? hangUp : undefined,
  })
  return (
    <div className={style.controls} role="toolbar">
      <Control
        icon={call?.muted ? <AudioMutedOutlined /> : <AudioOutlined />}
        name={say(call?.muted ? text.unmute : text.mute)}
        cap="Alt M"
        on={!!call?.muted && isOnCall}
        disabled={!isOnCall || deeds.mute.isPending}
        onClick={mute}
      />
      <Control
        icon={call?.onHold ? <PlayCircleOutlined /> : <PauseOutlined />}
        name={say(call?.onHold ? text.resume : text.hold)}
        cap="Alt P"
        on={!!call?.onHold && isOnCall}
        disabled={!isOnCall || deeds.hold.isPending}
        onClick={hold}
      />
      <KeyPad deeds={deeds} disabled={!isOnCall} open={padIsOpen} onOpen={openPad} />
      <PartyControl state={state} deeds={deeds} />
      <SurveyControl call={call} />
      <HelpControl state={state} deeds={deeds} />
      <Control
        icon={<PhoneFilled rotate={225} />}
        name={say(isUp && !isOnCall ? text.cancelDial : text.hangUp)}
        cap="F8"
        danger
        disabled={!isUp}
        onClick={hangUp}
      />
    </div>
  )
}

/** The bar on top: what the agent is doing, who is on the line, and the handles of the telephone. */
export const PhoneBar = ({ state, deeds, worn, onKeys }: Props) => {
  const say = useWords()
  const { campaign } = state
  return (
    <header className={style.bar}>
      <StateButton state={state} deeds={deeds} />
      <CallStrip state={state} />
      <CallControls state={state} deeds={deeds} />
      <div className={style.campaign} title={campaign?.name}>
        <b>{campaign ? campaign.name : say(text.noCampaign)}</b>
        {campaign && <span>{say(modeWords(campaign.mode))}</span>}
      </div>
      <HeadsetButton worn={worn} isBusy={isTalking(state.call)} />
      <DeskMenu state={state} deeds={deeds} onKeys={onKeys} />
    </header>
  )
}
