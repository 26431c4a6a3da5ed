/** What pacing looks at: counts of one campaign at this moment. */
export type PacingView = {
  mode: 'manual' | 'preview' | 'progressive' | 'predictive'
  /** Agents ready for a call, none on its way for them. */
  freeAgents: number
  /** Agents signed in and at work on this campaign, whatever they do now. */
  workingAgents: number
  /** Calls placed for nobody in particular and not yet joined to an agent. */
  unassignedCalls: number
  /** Answered calls nobody has taken yet. */
  waitingCalls: number
  /** Calls placed per free agent in predictive mode. */
  callsPerAgent: number
}

/**
 * How many numbers to dial now. Progressive: one for each free agent, so nobody answers to silence. Predictive: a
 * fixed ratio of calls to free agents for now, never beyond what the ratio allows for all working agents, and none
 * while an answered call waits. Manual and preview calls are the agents' own.
 */
export const callsToPlace = (view: PacingView): number => {
  if (view.workingAgents === 0) return 0
  if (view.mode === 'progressive') return view.freeAgents
  if (view.mode !== 'predictive' || view.waitingCalls > 0) return 0
  const wanted = Math.floor(view.freeAgents * view.callsPerAgent + 1e-9)
  const most = Math.floor(view.workingAgents * view.callsPerAgent + 1e-9)
  return Math.max(0, Math.min(wanted, most) - view.unassignedCalls)
}
