import type { AgentState } from '#domains/presence/contract.ts'

/**
 * How long a state usually lasts on an outbound floor, in seconds. A leader looks at a tile that is amber (half as long
 * again) and acts on one that is red (twice as long). Short states follow the telephone: a ring is limited to half a
 * minute, a wrap-up to a form of a few clicks. Pauses follow the house: ten minutes of rest, half an hour of meeting.
 */
export const normSeconds: Record<AgentState, number> = {
  ready: 60,
  dialing: 40,
  talking: 240,
  holding: 60,
  wrapUp: 45,
  notReady: 300,
  break: 900,
  meeting: 1800,
  training: 3600,
  playback: 120,
  internalCall: 180,
}

export type Overtime = 'usual' | 'long' | 'tooLong'
export const overtime = (state: AgentState, seconds: number): Overtime => {
  const norm = normSeconds[state]
  if (seconds >= 2 * norm) return 'tooLong'
  return seconds >= 1.5 * norm ? 'long' : 'usual'
}
