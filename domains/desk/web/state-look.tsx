import {
  AudioOutlined,
  CheckCircleFilled,
  CoffeeOutlined,
  EditOutlined,
  LoginOutlined,
  MinusCircleFilled,
  PauseCircleFilled,
  PhoneOutlined,
  PlayCircleOutlined,
  ReadOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { type AgentState, agentStates, type Reason } from '#domains/presence/contract.ts'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'

export type Look = { icon: ReactNode; tone: 'ok' | 'busy' | 'talk' | 'warn' | 'quiet' }

const looks: Record<AgentState, Look> = {
  ready: { icon: <CheckCircleFilled />, tone: 'ok' },
  dialing: { icon: <PhoneOutlined />, tone: 'busy' },
  talking: { icon: <AudioOutlined />, tone: 'talk' },
  holding: { icon: <PauseCircleFilled />, tone: 'warn' },
  wrapUp: { icon: <EditOutlined />, tone: 'warn' },
  notReady: { icon: <MinusCircleFilled />, tone: 'quiet' },
  break: { icon: <CoffeeOutlined />, tone: 'quiet' },
  meeting: { icon: <TeamOutlined />, tone: 'quiet' },
  training: { icon: <ReadOutlined />, tone: 'quiet' },
  playback: { icon: <PlayCircleOutlined />, tone: 'quiet' },
  internalCall: { icon: <PhoneOutlined />, tone: 'quiet' },
}
const away: Look = { icon: <LoginOutlined />, tone: 'quiet' }

export const lookOf = (state: AgentState | undefined): Look => (state ? looks[state] : away)

export const reasonWords = ({ nameZh, nameEn }: Reason): Words => ({ zh: nameZh, en: nameEn })

/** What the agent is doing, in words: the reason given, else the state. */
export const stateWords = (agent: DeskState['agent'], reasons: readonly Reason[]): Words => {
  if (!agent) return text.signedOut
  const reason = reasons.find(({ id }) => id === agent.reasonId)
  return reason ? reasonWords(reason) : agentStates[agent.state]
}
