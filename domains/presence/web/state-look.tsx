import {
  AudioFilled,
  BookFilled,
  CheckCircleFilled,
  CoffeeOutlined,
  EditFilled,
  MinusCircleFilled,
  PauseCircleFilled,
  PhoneFilled,
  SoundFilled,
  SwapOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { type AgentState, agentStates } from '../agent-state.ts'

/** Green is free, blue at work, amber waits for somebody, grey is away. Red is kept for what takes too long. */
export const stateTones: Record<AgentState, Tone> = {
  ready: 'ok',
  dialing: 'info',
  talking: 'busy',
  holding: 'warn',
  wrapUp: 'info',
  notReady: 'quiet',
  break: 'quiet',
  meeting: 'quiet',
  training: 'quiet',
  playback: 'quiet',
  internalCall: 'quiet',
}

export const stateIcons: Record<AgentState, ReactNode> = {
  ready: <CheckCircleFilled />,
  dialing: <PhoneFilled />,
  talking: <AudioFilled />,
  holding: <PauseCircleFilled />,
  wrapUp: <EditFilled />,
  notReady: <MinusCircleFilled />,
  break: <CoffeeOutlined />,
  meeting: <TeamOutlined />,
  training: <BookFilled />,
  playback: <SoundFilled />,
  internalCall: <SwapOutlined />,
}

/** What an agent is doing, as icon and text. */
export const AgentStateTag = ({ state }: { state: AgentState }) => (
  <StateTag tone={stateTones[state]} text={agentStates[state]} icon={stateIcons[state]} />
)
