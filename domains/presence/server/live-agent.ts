import type { AgentState, Pause } from '../agent-state.ts'

/** What presence needs to know of an employee who signs in. */
export type Worker = {
  id: string
  name: string
  staffNumber: string
  teamId: string | null
  siteId: string | null
  endpoint: string
}

/** A request for help nobody has answered yet. */
export type Help = { id: string; askedAt: number }

/** An agent signed in to work. Moments are milliseconds since 1970. */
export type LiveAgent = Worker & {
  sessionId: string
  signedInAt: number
  state: AgentState
  since: number
  /** End of the last finished stretch of this session; null before the first. */
  follows: number | null
  reasonId: string | null
  campaignId: string | null
  callId: string | null
  help: Help | null
  /** What the agent asked for during a call: it comes true after the wrap-up. */
  wants: { pause: Pause; reasonId: string | null } | null
  /** Looks of the watch since the screen was last heard: counted, so that a clock set anew silences nobody. */
  silentLooks: number
  /** The answered call this agent is being joined to: held in mind so that no other call comes. */
  spokenFor: string | null
  /** No screen shows this seat: nobody will miss a heartbeat. */
  simulated: boolean
  version: number
}
