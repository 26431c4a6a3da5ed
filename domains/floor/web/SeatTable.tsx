import { memo, useState } from 'react'
import type { Words } from '#contract/words.ts'
import { agentStates } from '#domains/presence/contract.ts'
import { AgentStateTag } from '#domains/presence/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import type { FloorAgent } from '../contract.ts'
import { normSeconds } from '../norms.ts'
import { text } from '../text.ts'
import { StateTimer, TodayBar } from './Seat.tsx'
import type { SeatsProps } from './SeatGrid.tsx'
import style from './seats.module.css'

type SortKey = 'staffNumber' | 'state' | 'lasting' | 'connects' | 'successes'
/** The longest first, by how much of the usual length of the state has passed. */
const urgency = ({ state, since }: FloorAgent): number => -(Date.now() - Date.parse(since)) / normSeconds[state]
const orders: Record<SortKey, (a: FloorAgent, b: FloorAgent) => number> = {
  staffNumber: (a, b) => (a.staffNumber < b.staffNumber ? -1 : 1),
  state: (a, b) => (a.state < b.state ? -1 : a.state > b.state ? 1 : orders.lasting(a, b)),
  lasting: (a, b) => urgency(a) - urgency(b),
  connects: (a, b) => b.connects - a.connects,
  successes: (a, b) => b.successes - a.successes,
}

type RowProps = {
  agent: FloorAgent
  team: string
  reason: string | undefined
  campaign: string
  onOpen: (id: string) => void
}
const Row = memo(({ agent, team, reason, campaign, onOpen }: RowProps) => (
  <tr
    tabIndex={0}
    data-seat={agent.id}
    onClick={() => onOpen(agent.id)}
    onKeyDown={({ key }) => key === 'Enter' && onOpen(agent.id)}
  >
    <td>{agent.staffNumber}</td>
    <td>{agent.name}</td>
    <td>{team}</td>
    <td>
      <AgentStateTag state={agent.state} /> {reason}
    </td>
    <td className={style.figure}>
      <StateTimer state={agent.state} since={agent.since} />
    </td>
    <td className={style.cut}>{campaign}</td>
    <td className={style.figure}>{agent.maskedNumber ?? '–'}</td>
    <td className={style.figure}>{agent.connects}</td>
    <td>
      <TodayBar successes={agent.successes} target={agent.target} />
    </td>
  </tr>
))

const heads: readonly { title: Words; sort?: SortKey; number?: boolean }[] = [
  { title: text.staffNumber, sort: 'staffNumber' },
  { title: text.agent },
  { title: text.team },
  { title: text.state, sort: 'state' },
  { title: text.lasting, sort: 'lasting', number: true },
  { title: text.campaign },
  { title: text.number, number: true },
  { title: text.connects, sort: 'connects', number: true },
  { title: text.successes, sort: 'successes' },
]

/** The same people as rows. */
export const SeatTable = ({
  agents,
  teams,
  reasonOf,
  campaignOf,
  onOpen,
}: SeatsProps & { teams: ReadonlyMap<string, string> }) => {
  const say = useWords()
  const [by, setBy] = useState<SortKey>('staffNumber')
  /** The usual reason is called like its state: once is enough. */
  const reasonBeside = (agent: FloorAgent): string | undefined => {
    const reason = reasonOf(agent)
    return reason === say(agentStates[agent.state]) ? undefined : reason
  }
  return (
    <div className={style.tableBox}>
      <table className={style.table}>
        <thead>
          <tr>
            {heads.map(({ title, sort, number }) => (
              <th
                key={title.en}
                scope="col"
                className={number ? style.figure : undefined}
                {...(sort === by ? { 'aria-sort': 'ascending' as const } : {})}
              >
                {sort ? (
                  <button type="button" onClick={() => setBy(sort)}>
                    {say(title)} {sort === by ? '▾' : ''}
                  </button>
                ) : (
                  say(title)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {agents.toSorted(orders[by]).map((agent) => (
            <Row
              key={agent.id}
              agent={agent}
              team={teams.get(agent.teamId ?? '') ?? '–'}
              reason={reasonBeside(agent)}
              campaign={campaignOf(agent) ?? '–'}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}
