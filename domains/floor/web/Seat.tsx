import { BulbFilled } from '@ant-design/icons'
import { memo } from 'react'
import { agentStates } from '#domains/presence/contract.ts'
import { stateIcons, stateTones } from '#domains/presence/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { formatDuration } from '#web/ui/format.ts'
import type { FloorAgent } from '../contract.ts'
import { type Overtime, overtime } from '../norms.ts'
import { text } from '../text.ts'
import style from './seats.module.css'
import { useSecondsSince } from './server-now.tsx'

export type SeatProps = {
  agent: FloorAgent
  /** The pause's own name, where one was given. */
  reason: string | undefined
  campaign: string | undefined
  chosen: boolean
  onOpen: (id: string) => void
}

const alarms: Record<Overtime, typeof text.long | undefined> = {
  usual: undefined,
  long: text.long,
  tooLong: text.tooLong,
}

/** How long the state lasts: amber at 1.5 times its norm, red at twice, and said so in a word. */
export const StateTimer = ({ state, since }: Pick<FloorAgent, 'state' | 'since'>) => {
  const say = useWords()
  const seconds = useSecondsSince(since)
  const how = overtime(state, seconds)
  const alarm = alarms[how]
  return (
    <span className={`${style.timer} ${style[how]}`}>
      {alarm && <em>{say(alarm)}</em>}
      {formatDuration(Math.floor(seconds))}
    </span>
  )
}

/** Successes of today against the target, as numbers and a small bar. */
export const TodayBar = ({ successes, target }: Pick<FloorAgent, 'successes' | 'target'>) => {
  const share = target ? Math.min(1, successes / target) : 0
  return (
    <span className={style.today}>
      <b>{successes}</b>
      {target !== null && <>/{target}</>}
      <i aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} className={share >= 1 ? style.reached : undefined} />
      </i>
    </span>
  )
}

/** One seat: who, what they do and for how long, for which campaign, and today's successes. */
export const Seat = memo(({ agent, reason, campaign, chosen, onOpen }: SeatProps) => {
  const say = useWords()
  const { id, name, staffNumber, state, since, wants } = agent
  return (
    <button
      type="button"
      data-seat={id}
      className={`${style.seat} ${style[stateTones[state]]} ${chosen ? style.chosen : ''}`}
      onClick={() => onOpen(id)}
    >
      <span className={style.who}>
        <b title={name}>
          {agent.helpAskedAt && <BulbFilled className={style.asksHelp ?? ''} title={say(text.helpAsked)} />}
          {name}
        </b>
        <small>{staffNumber}</small>
      </span>
      <span className={style.doing}>
        <span className={style.state}>
          <span aria-hidden="true">{stateIcons[state]}</span> {reason ?? say(agentStates[state])}
        </span>
        <StateTimer state={state} since={since} />
      </span>
      <span className={style.for} title={campaign}>
        {wants ? say(text.wants, { state: say(agentStates[wants]) }) : (campaign ?? say(text.noCampaign))}
      </span>
      <TodayBar successes={agent.successes} target={agent.target} />
    </button>
  )
})
