import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { formatDuration } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { type AgentState, agentStateCodes, agentStates } from '../agent-state.ts'
import { readTimeline, type Spell } from '../contract.ts'
import { text } from '../text.ts'
import style from './agent-day.module.css'
import { stateIcons } from './state-look.tsx'

type Stretch = { state: AgentState; from: number; to: number; running: boolean }
const hourMs = 3_600_000

/** Stretches cut at the edges of the day; the one still running lasts until now. */
const stretchesOf = (spells: readonly Spell[], from: number, to: number): Stretch[] =>
  spells
    .map(({ state, startedAt, endedAt }) => ({
      state,
      from: Math.max(from, Date.parse(startedAt)),
      to: Math.min(to, endedAt ? Date.parse(endedAt) : to),
      running: endedAt === null,
    }))
    .filter((stretch) => stretch.to > stretch.from)

const useClockText = () => {
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  return (at: number): string => formatMoment(at, place, 'time').slice(0, 5)
}

const Strip = ({ stretches, from, to }: { stretches: readonly Stretch[]; from: number; to: number }) => {
  const say = useWords()
  const timeText = useClockText()
  const place = (at: number) => `${(100 * (at - from)) / (to - from)}%`
  const every = Math.ceil((to - from) / hourMs / 8) * hourMs
  // A mark at the very end would stand beside the strip.
  const marks = Array.from({ length: Math.ceil((to - from - every / 8) / every) }, (_, n) => from + n * every)
  return (
    <div className={style.strip} aria-hidden="true">
      <div className={style.lane}>
        {stretches.map(({ state, from: begin, to: end, running }) => (
          <span
            key={begin}
            className={`${style.spell} ${style[state]}`}
            style={{ insetInlineStart: place(begin), width: `${(100 * (end - begin)) / (to - from)}%` }}
            title={say(text.spell, {
              state: say(agentStates[state]),
              from: timeText(begin),
              to: running ? say(text.now) : timeText(end),
              length: formatDuration((end - begin) / 1000),
            })}
          />
        ))}
      </div>
      <div className={style.marks}>
        {marks.map((at) => (
          <span key={at} style={{ insetInlineStart: place(at) }}>
            {timeText(at)}
          </span>
        ))}
      </div>
    </div>
  )
}

const Totals = ({ stretches }: { stretches: readonly Stretch[] }) => {
  const say = useWords()
  const sums = agentStateCodes
    .map((state) => ({
      state,
      ms: stretches.filter((one) => one.state === state).reduce((sum, { from, to }) => sum + to - from, 0),
    }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms)
  return (
    <ul className={style.totals}>
      {sums.map(({ state, ms }) => (
        <li key={state}>
          <span className={`${style.dot} ${style[state]}`} aria-hidden="true" />
          <span aria-hidden="true">{stateIcons[state]}</span> {say(agentStates[state])}{' '}
          <b>{formatDuration(ms / 1000)}</b>
        </li>
      ))}
    </ul>
  )
}

/** How an agent spent the time from `from` until now: a strip of states and the sum of each. */
export const AgentDay = ({ employeeId, from, now }: { employeeId: string; from: string; now: number }) => {
  // Asked for whole quarter hours, so that time passing does not make another question of it.
  const to = new Date(Math.ceil(now / 900_000) * 900_000).toISOString()
  const asked = useAsk(readTimeline, { params: { employeeId }, query: { from, to } }, { everyMs: 10_000 })
  return (
    <Shown asked={asked} rows={2}>
      {(spells) => {
        const first = spells[0] ? Math.max(Date.parse(from), Date.parse(spells[0].startedAt)) : Date.parse(from)
        const begin = Math.floor(first / hourMs) * hourMs
        const stretches = stretchesOf(spells, begin, now)
        if (stretches.length === 0) return <Nothing words={text.noTimeYet} />
        return (
          <>
            <Strip stretches={stretches} from={begin} to={Math.max(now, begin + hourMs)} />
            <Totals stretches={stretches} />
          </>
        )
      }}
    </Shown>
  )
}
