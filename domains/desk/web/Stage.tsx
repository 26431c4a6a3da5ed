import { ApiOutlined, CustomerServiceOutlined, LoginOutlined, PhoneOutlined, TeamOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { listReasons, pauses, type Reason } from '#domains/presence/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import type { DeskState } from '../contract.ts'
import type { Third } from '../desk-state.ts'
import { handlingText } from '../handling-text.ts'
import { text } from '../text.ts'
import { Since } from './clock.tsx'
import { useDeskKeys } from './keys.ts'
import { OpeningWords } from './ScriptPane.tsx'
import style from './stage.module.css'
import { lookOf, stateWords } from './state-look.tsx'
import { askToNotify } from './use-attention.ts'
import type { Deeds } from './use-desk.ts'

type Props = { state: DeskState; deeds: Deeds }
type Scene = {
  icon: ReactNode
  tone: string
  title: string
  help: string
  since?: string
  sinceWords?: string
  act?: ReactNode
}

const noReasons: readonly Reason[] = []
const isPaused = (state: string): boolean => (pauses as readonly string[]).includes(state)

/** Ready, and nobody is on the line yet. */
const useWaiting = ({ state, deeds }: Props): Omit<Scene, 'since' | 'sinceWords'> => {
  const say = useWords()
  const { campaign, agent } = state
  const dialsAlone = agent?.state === 'ready' && campaign?.mode === 'manual' && !deeds.askOffer.isPending
  useDeskKeys({ space: dialsAlone ? () => deeds.askOffer.mutate() : undefined })
  if (!campaign)
    return { icon: <ApiOutlined />, tone: 'warn', title: say(text.noCampaignTitle), help: say(text.noCampaignHelp) }
  const waiting = { icon: <CustomerServiceOutlined />, tone: 'ok', title: say(text.waitTitle) }
  if (campaign.mode === 'preview') return { ...waiting, help: say(text.waitPreview) }
  if (campaign.mode !== 'manual') return { ...waiting, help: say(text.waitHelp) }
  const next = (
    <Button type="primary" size="large" loading={deeds.askOffer.isPending} onClick={() => deeds.askOffer.mutate()}>
      {say(text.takeNext)}
      <kbd>Space</kbd>
    </Button>
  )
  return { ...waiting, icon: <PhoneOutlined />, help: say(text.waitManual), act: next }
}

const consulted = {
  called: handlingText.askedCalling,
  talking: handlingText.consultedBy,
  conference: handlingText.inThreeWay,
} as const
const titleOf = ({ role, stage }: Third) =>
  role === 'asks' && (stage === 'called' || stage === 'talking' || stage === 'conference')
    ? consulted[stage]
    : handlingText.internal

/** With a colleague instead of a customer: who it is and what for; how it ends stands in the banner above. */
const withColleague = (third: Third, say: ReturnType<typeof useWords>): Scene => ({
  icon: <TeamOutlined />,
  tone: 'quiet',
  title: say(titleOf(third), third.name),
  help: say(handlingText.noCustomerMeanwhile),
  since: third.since,
  sinceWords: say(handlingText.talkingFor),
})

const useScene = ({ state, deeds }: Props): Scene => {
  const say = useWords()
  const waiting = useWaiting({ state, deeds })
  const reasons = useAsk(listReasons, {}, { freshMs: 300_000 }).data ?? noReasons
  const { agent } = state
  const goReady = () => {
    askToNotify()
    deeds.goReady.mutate()
  }
  if (!agent)
    return {
      icon: <CustomerServiceOutlined />,
      tone: 'start',
      title: say(text.startTitle),
      help: say(text.startHelp),
      act: (
        <Button
          type="primary"
          size="large"
          icon={<LoginOutlined />}
          loading={deeds.startWork.isPending}
          onClick={() => deeds.startWork.mutate()}
        >
          {say(text.signIn)}
          <kbd>F2</kbd>
        </Button>
      ),
    }
  if (state.third && agent.state === 'internalCall') return withColleague(state.third, say)
  if (!isPaused(agent.state)) return { ...waiting, since: agent.since, sinceWords: say(text.idleFor) }
  return {
    icon: lookOf(agent.state).icon,
    tone: 'quiet',
    title: say(stateWords(agent, reasons)),
    help: say(text.pausedHelp),
    since: agent.since,
    sinceWords: say(text.pausedFor),
    act: (
      <Button type="primary" size="large" loading={deeds.goReady.isPending} onClick={goReady}>
        {say(text.goReady)}
        <kbd>F4</kbd>
      </Button>
    ),
  }
}

/** What the desk shows between calls: the state large and calm, the one thing to do, and the words to begin with. */
export const Stage = ({ state, deeds }: Props) => {
  const say = useWords()
  const scene = useScene({ state, deeds })
  return (
    <section className={style.stage}>
      <div className={style.scene}>
        <span className={`${style.icon} ${style[scene.tone]}`} aria-hidden="true">
          {scene.icon}
        </span>
        <h1>{scene.title}</h1>
        {scene.since && (
          <p className={style.since}>
            {scene.sinceWords} <Since key={scene.since} at={scene.since} />
          </p>
        )}
        <p className={style.help}>{scene.help}</p>
        {scene.act}
      </div>
      {state.agent && state.campaign && (
        <div className={style.rehearse}>
          <h2>{say(text.rehearse)}</h2>
          <OpeningWords campaign={state.campaign} card={undefined} />
        </div>
      )}
    </section>
  )
}
