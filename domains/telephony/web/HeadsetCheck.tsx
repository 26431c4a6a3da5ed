import { CheckCircleFilled, ClockCircleOutlined, CloseCircleFilled, SoundOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useDo } from '#web/client/use-do.ts'
import { testEcho } from '../contract.ts'
import { text, troubleWords } from '../text.ts'
import { DeviceChoice } from './DeviceChoice.tsx'
import { HeadsetDeed } from './HeadsetPanel.tsx'
import style from './headset.module.css'
import { headset } from './headset.ts'
import { stateOf } from './headset-words.ts'
import { LevelBar } from './LevelBar.tsx'
import { mayHaveMicrophone, type Trouble } from './sound-devices.ts'
import { soundSample } from './tones.ts'
import type { Headset } from './use-headset.ts'

type Finding = 'right' | 'wrong' | 'open'
const findings = {
  right: { icon: <CheckCircleFilled />, words: { zh: '通过', en: 'Passed' }, tone: 'ok' },
  wrong: { icon: <CloseCircleFilled />, words: { zh: '未通过', en: 'Not passed' }, tone: 'alarm' },
  open: { icon: <ClockCircleOutlined />, words: { zh: '待检查', en: 'To do' }, tone: 'quiet' },
} as const

/** Loud enough to be a voice and not the hum of the room. */
const isVoice = 0.35

const Step = (props: { name: Words; finding: Finding; told: Words; children?: ReactNode }) => {
  const say = useWords()
  const { icon, words, tone } = findings[props.finding]
  return (
    <li className={style.step}>
      <span className={style[tone]} role="img" aria-label={say(words)}>
        {icon}
      </span>
      <div>
        <b>{say(props.name)}</b>
        <p>{say(props.told)}</p>
        {props.children}
      </div>
    </li>
  )
}

const found = (isRight: boolean, isWrong = false): Finding => (isRight ? 'right' : isWrong ? 'wrong' : 'open')

/** These are between the browser and the exchange; all others between the wearer and the browser. */
const ofTheLine: readonly (Trouble | undefined)[] = ['insecureSocket', 'noNode', 'unreachable', 'refused']
const hasNoMicrophone = ({ phase, trouble }: Headset['look']): boolean =>
  phase === 'trouble' && !ofTheLine.includes(trouble)

const MicrophoneStep = ({ worn }: { worn: Headset }) => {
  const [wasHeard, setHeard] = useState(false)
  const { look } = worn
  const state = stateOf(worn)
  const isOpen = look.phase === 'connecting' || look.phase === 'connected'
  const isWrong = hasNoMicrophone(look)
  const told = wasHeard ? text.stepMicrophoneRight : text.speakNow
  return (
    <Step
      name={isWrong && state ? state.name : text.stepMicrophone}
      finding={found(wasHeard && !isWrong, isWrong)}
      told={(isWrong && state?.help) || told}
    >
      {isWrong && state && (
        <div className={style.deeds}>
          <HeadsetDeed state={state} />
        </div>
      )}
      {isOpen && <LevelBar onLoud={(level) => level > isVoice && setHeard(true)} />}
    </Step>
  )
}

const SpeakerStep = ({ look }: Pick<Headset, 'look'>) => {
  const say = useWords()
  const [answer, setAnswer] = useState<boolean>()
  const told = answer === undefined ? text.stepSpeakerHelp : answer ? text.stepSpeakerRight : text.stepSpeakerWrong
  return (
    <Step name={text.stepSpeaker} finding={found(answer === true, answer === false)} told={told}>
      <div className={style.deeds}>
        <Button size="small" icon={<SoundOutlined />} onClick={() => soundSample(look.choice.speaker)}>
          {say(text.tryIt)}
        </Button>
        <Button size="small" onClick={() => setAnswer(true)}>
          {say(text.heardIt)}
        </Button>
        <Button size="small" onClick={() => setAnswer(false)}>
          {say(text.heardNothing)}
        </Button>
      </div>
    </Step>
  )
}

/** Whether what the wearer says comes back: heard by them, and counted in the sound that arrives. */
const EchoStep = ({ look, standing }: Headset) => {
  const say = useWords()
  const [isOn, setOn] = useState(false)
  const [cameBack, setBack] = useState(false)
  const echo = useDo(testEcho, { onDone: (_, { body }) => setOn(body.on) })
  const { mutate } = echo
  const isJoined = standing?.state === 'seated' && look.hasLeg
  const isHearing = isOn && look.hearing?.isHearing === true
  useEffect(() => {
    if (isHearing) setBack(true)
  }, [isHearing])
  // Who closes the dialog must not go on hearing themselves.
  useEffect(() => (isOn ? () => mutate({ body: { on: false } }) : undefined), [isOn, mutate])
  const told = isOn
    ? cameBack
      ? text.stepEchoRight
      : text.stepEchoRuns
    : cameBack
      ? text.stepEchoRight
      : text.stepEchoHelp
  return (
    <Step name={text.stepEcho} finding={found(cameBack)} told={told}>
      <Button
        size="small"
        type={isOn ? 'primary' : 'default'}
        disabled={!isJoined}
        loading={echo.isPending}
        onClick={() => (isOn ? setOn(false) : mutate({ body: { on: true } }))}
      >
        {say(isOn ? text.echoStop : text.echoStart)}
      </Button>
    </Step>
  )
}

const LineStep = ({ worn }: { worn: Headset }) => {
  const state = stateOf(worn)
  const isJoined = worn.standing?.state === 'seated' && worn.look.phase === 'connected'
  const { phase, attempt } = worn.look
  const mustWait = hasNoMicrophone(worn.look)
  const isWrong = phase === 'elsewhere' || (phase === 'trouble' && !mustWait) || (phase === 'connecting' && attempt > 1)
  const told = isJoined
    ? text.stepLineRight
    : mustWait
      ? text.stepLineLater
      : phase === 'connected'
        ? text.stepLineWait
        : (state?.help ?? state?.name ?? text.off)
  return (
    <Step name={text.stepLine} finding={found(isJoined, isWrong)} told={told}>
      {state && !isJoined && !mustWait && (
        <div className={style.deeds}>
          <HeadsetDeed state={state} />
        </div>
      )}
    </Step>
  )
}

/** Walks through everything between a mouth and the exchange, with what to do where it fails. */
export const HeadsetCheck = ({ worn, open, onClose }: { worn: Headset; open: boolean; onClose: () => void }) => {
  const say = useWords()
  const { look } = worn
  const mayHave = mayHaveMicrophone()
  useEffect(() => {
    // Opening the dialog is the wish to use it: the browser asks for the microphone now.
    if (open && headset.look().phase === 'off') void headset.wear()
  }, [open])
  return (
    <Modal
      open={open}
      onCancel={onClose}
      title={say(text.checkTitle)}
      width={620}
      style={{ top: 24 }}
      destroyOnHidden
      footer={
        <Button type="primary" onClick={onClose}>
          {say(text.close)}
        </Button>
      }
    >
      <p className={style.lead}>{say(text.checkHelp)}</p>
      <ol className={style.steps}>
        <Step
          name={text.stepPage}
          finding={found(mayHave, !mayHave)}
          told={mayHave ? text.stepPageRight : troubleWords.insecurePage.help}
        />
        <MicrophoneStep worn={worn} />
        <SpeakerStep look={look} />
        <LineStep worn={worn} />
        <EchoStep {...worn} />
      </ol>
      <DeviceChoice look={look} />
    </Modal>
  )
}
