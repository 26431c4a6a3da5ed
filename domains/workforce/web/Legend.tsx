import { agentStateCodes, agentStates } from '#domains/presence/contract.ts'
import { stateFill } from '#domains/presence/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import type { TimeRow } from '../contract.ts'
import { activityKindCodes, activityKinds } from '../shift.ts'
import { text } from '../text.ts'
import { kindFill } from './DayStrip.tsx'
import style from './day-strip.module.css'

/** What the colours of the strips mean: only those that are there. */
export const Legend = ({ rows }: { rows: readonly TimeRow[] }) => {
  const say = useWords()
  const kinds = new Set(rows.flatMap(({ planned }) => planned.map(({ kind }) => kind)))
  const states = new Set(rows.flatMap(({ spent }) => spent.map(({ state }) => state)))
  return (
    <div className={style.legend}>
      {kinds.size > 0 && <b>{say(text.planned)}</b>}
      {activityKindCodes
        .filter((kind) => kinds.has(kind))
        .map((kind) => (
          <span key={kind}>
            <i className={`${style.swatch} ${kindFill(kind)}`} aria-hidden="true" />
            {say(activityKinds[kind])}
          </span>
        ))}
      {states.size > 0 && <b>{say(text.actual)}</b>}
      {agentStateCodes
        .filter((state) => states.has(state))
        .map((state) => (
          <span key={state}>
            <i className={`${style.swatch} ${stateFill(state)}`} aria-hidden="true" />
            {say(agentStates[state])}
          </span>
        ))}
    </div>
  )
}
