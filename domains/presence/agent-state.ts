import type { Words } from '#contract/words.ts'

/** What an agent is doing. Types are fixed; a manager names the reasons below them freely. */
export const agentStates = {
  ready: { zh: '空闲', en: 'Ready' },
  dialing: { zh: '拨号振铃', en: 'Dialling' },
  talking: { zh: '通话', en: 'Talking' },
  holding: { zh: '保持', en: 'On hold' },
  wrapUp: { zh: '话后处理', en: 'Wrap-up' },
  notReady: { zh: '示忙', en: 'Not ready' },
  break: { zh: '小休', en: 'Break' },
  meeting: { zh: '会议', en: 'Meeting' },
  training: { zh: '培训', en: 'Training' },
  playback: { zh: '放音', en: 'Playback' },
  internalCall: { zh: '内部呼叫', en: 'Internal call' },
} as const satisfies Record<string, Words>
export type AgentState = keyof typeof agentStates
export const agentStateCodes = Object.keys(agentStates) as [AgentState, ...AgentState[]]

/** States an agent chooses for a reason, in which no call comes. */
export const pauses = ['notReady', 'break', 'meeting', 'training', 'playback', 'internalCall'] as const
export type Pause = (typeof pauses)[number]
export const isPause = (state: AgentState): state is Pause => (pauses as readonly string[]).includes(state)

export type AgentSignal = 'ready' | 'dial' | 'dialFailed' | 'connect' | 'hold' | 'resume' | 'endCall' | 'pause'
/** `pause` leads to the state of the reason given; the table names the plain one. */
type Moves = Record<AgentState, Partial<Record<AgentSignal, AgentState>>>

const paused = { ready: 'ready', pause: 'notReady', dial: 'dialing' } as const

/** Read as: in this state, on this signal, to that state. */
export const agentMoves: Moves = {
  ready: { dial: 'dialing', connect: 'talking', pause: 'notReady' },
  dialing: { dialFailed: 'ready', connect: 'talking', pause: 'notReady' },
  talking: { hold: 'holding', endCall: 'wrapUp' },
  holding: { resume: 'talking', endCall: 'wrapUp' },
  wrapUp: { ready: 'ready', pause: 'notReady' },
  notReady: paused,
  break: paused,
  meeting: paused,
  training: paused,
  playback: paused,
  // Whom a colleague asked may take the customer over.
  internalCall: { ...paused, connect: 'talking' },
}

/** The state a signal leads to, or undefined where it changes nothing. */
export const nextAgentState = (
  state: AgentState,
  signal: AgentSignal,
  pause: Pause = 'notReady',
): AgentState | undefined => {
  const next = agentMoves[state][signal]
  return next === 'notReady' ? pause : next
}
