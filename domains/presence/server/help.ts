import { refuse } from '#contract/problem.ts'
import type { Clock } from '#platform/clock.ts'
import { newId } from '#platform/id.ts'
import { defineLane, type Journal } from '#platform/journal.ts'
import type { AgentState } from '../agent-state.ts'
import { refusals } from '../contract.ts'
import type { Help, LiveAgent } from './live-agent.ts'

type Ending = 'answered' | 'takenBack' | 'signedOut'
type Answering = { id: string; name: string }
type HelpRow = Pick<LiveAgent, 'sessionId' | 'teamId' | 'siteId' | 'campaignId' | 'callId'> & {
  help: Help
  employeeId: string
  state: AgentState
  endedAt: Date | null
  ending: Ending | null
  by: Answering | null
}

/** A request, and later how it ended: what the agent was doing when asking stays. */
const helped = defineLane<HelpRow>({
  name: 'presence.helped',
  order: 45,
  statement: `insert into presence.help as h (id, session_id, employee_id, team_id, site_id, state, campaign_id, call_id, asked_at,
      ended_at, ending, answered_by_id, answered_by_name)
    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::uuid[], $8::uuid[], $9::timestamptz[],
      $10::timestamptz[], $11::text[], $12::uuid[], $13::text[])
    on conflict (id) do update set ended_at = excluded.ended_at, ending = excluded.ending, answered_by_id = excluded.answered_by_id,
      answered_by_name = excluded.answered_by_name where h.ended_at is null`,
  keyOf: ({ help }) => help.id,
  merge: ({ state, campaignId, callId }, newer) => ({ ...newer, state, campaignId, callId }),
  columns: [
    ({ help }) => help.id,
    (row) => row.sessionId,
    (row) => row.employeeId,
    (row) => row.teamId,
    (row) => row.siteId,
    (row) => row.state,
    (row) => row.campaignId,
    (row) => row.callId,
    ({ help }) => new Date(help.askedAt),
    (row) => row.endedAt,
    (row) => row.ending,
    ({ by }) => by?.id ?? null,
    ({ by }) => by?.name ?? null,
  ],
})

/** Asking for help and answering, in the memory of the live presence; `changed` tells the screens. */
export const openHelp = (clock: Clock, journal: Journal, changed: (agent: LiveAgent) => void) => {
  const write = (agent: LiveAgent, help: Help, end: Pick<HelpRow, 'endedAt' | 'ending' | 'by'>): void => {
    const { id: employeeId, sessionId, teamId, siteId, campaignId, callId, state } = agent
    journal.append(helped, { help, employeeId, sessionId, teamId, siteId, campaignId, callId, state, ...end })
  }
  const end = (agent: LiveAgent, ending: Ending, by: Answering | null = null): void => {
    const { help } = agent
    if (!help) return
    agent.help = null
    // A clock set back must not end a request before it began.
    write(agent, help, { endedAt: new Date(Math.max(clock.nowMs(), help.askedAt)), ending, by })
    changed(agent)
  }
  return {
    /** Asking twice is asking once. */
    ask: (agent: LiveAgent): void => {
      if (agent.help) return
      const now = clock.nowMs()
      agent.help = { id: newId(now), askedAt: now }
      write(agent, agent.help, { endedAt: null, ending: null, by: null })
      changed(agent)
    },
    end,
    /** A leader answers; refused where nobody asks any more. */
    answer: (agent: LiveAgent, by: Answering): void => {
      if (!agent.help) refuse(refusals.noHelpAsked)
      end(agent, 'answered', by)
    },
  }
}
