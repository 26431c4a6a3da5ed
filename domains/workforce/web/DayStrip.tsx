import { type KeyboardEvent, useState } from 'react'
import { agentStates } from '#domains/presence/contract.ts'
import { stateFill } from '#domains/presence/web/public.tsx'
import { useLocale, useWords } from '#web/client/session.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import type { TeamTime, TimeRow, TimeStretch } from '../contract.ts'
import { type ActivityKind, activityKinds } from '../shift.ts'
import { text } from '../text.ts'
import style from './day-strip.module.css'

/** The part of the day a strip shows, the same for all strips of a page; moments are milliseconds since 1970. */
export type Scale = { from: number; to: number; now: number }
const hourMs = 3_600_000

/** From the first thing planned or done to the last, in whole hours. */
export const scaleOf = (rows: readonly TimeRow[], now: number): Scale => {
  const all = rows.flatMap(({ planned, spent }) => [planned.at(0), planned.at(-1), spent.at(0), spent.at(-1)])
  const known = all.filter((one) => one !== undefined)
  const [first] = rows
  const from = Math.min(...known.map(({ startsAt }) => startsAt), first?.to ?? now)
  const to = Math.max(...known.map(({ endsAt }) => endsAt), from + hourMs)
  return { from: Math.floor(from / hourMs) * hourMs, to: Math.ceil(to / hourMs) * hourMs, now }
}

/** Planned work looks like free time, everything else like the state it is met by. */
export const kindFill = (kind: ActivityKind): string =>
  (kind === 'work' || kind === 'meal' ? style[kind] : stateFill(kind)) ?? ''

const useSaid = (timeZone: string) => {
  const say = useWords()
  const place = { timeZone, locale: useLocale() }
  const clock = (at: number): string => formatMoment(at, place, 'time')
  return (what: string, { startsAt, endsAt }: { startsAt: number; endsAt: number }): string =>
    say(text.piece, {
      what,
      from: clock(startsAt),
      to: clock(endsAt),
      length: formatDuration((endsAt - startsAt) / 1000),
    })
}

/** What the agent said when pausing. */
export const useReasonName = (reasons: TeamTime['reasons']) => {
  const locale = useLocale()
  const names = new Map(reasons.map(({ id, nameZh, nameEn }) => [id, locale === 'zh' ? nameZh : nameEn]))
  return ({ reasonId }: Pick<TimeStretch, 'reasonId'>): string | undefined =>
    reasonId ? names.get(reasonId) : undefined
}

/** What a stretch is called: its state, and the reason where that says more. */
const useStretchName = (reasons: TeamTime['reasons']) => {
  const say = useWords()
  const reasonOf = useReasonName(reasons)
  return ({ state, reasonId }: Pick<TimeStretch, 'state' | 'reasonId'>): string => {
    const reason = reasonOf({ reasonId })
    return reason && reason !== say(agentStates[state])
      ? `${say(agentStates[state])} · ${reason}`
      : say(agentStates[state])
  }
}

type Piece = { startsAt: number; endsAt: number; said: string; look: string }
/** Pieces on one line. With the keyboard one goes from piece to piece, and each says what it is. */
const Lane = ({
  pieces,
  scale,
  look,
  name,
}: {
  pieces: readonly Piece[]
  scale: Scale
  look: string
  name: string
}) => {
  const [chosen, setChosen] = useState(-1)
  const at = (moment: number): number => (100 * (moment - scale.from)) / (scale.to - scale.from)
  const step = (event: KeyboardEvent) => {
    const to = { ArrowRight: chosen + 1, ArrowLeft: chosen - 1, Home: 0, End: pieces.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(Math.min(pieces.length - 1, Math.max(0, to)))
  }
  return (
    <div
      className={`${style.lane} ${look}`}
      tabIndex={0}
      role="slider"
      aria-label={name}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, pieces.length - 1)}
      aria-valuenow={Math.max(0, chosen)}
      aria-valuetext={pieces[Math.max(0, chosen)]?.said ?? ''}
      onKeyDown={step}
      onBlur={() => setChosen(-1)}
    >
      {pieces.map(({ startsAt, endsAt, said, look: fill }, place) => (
        <span
          key={startsAt}
          className={`${style.piece} ${fill} ${place === chosen ? style.chosen : ''}`}
          style={{ insetInlineStart: `${at(startsAt)}%`, width: `${at(endsAt) - at(startsAt)}%` }}
          title={said}
        />
      ))}
      {scale.now > scale.from && scale.now < scale.to && (
        <span className={style.now} style={{ insetInlineStart: `${at(scale.now)}%` }} />
      )}
    </div>
  )
}

/** The hours of a scale, as many as fit. */
const HourMarks = ({ scale: { from, to }, timeZone }: { scale: Scale; timeZone: string }) => {
  const locale = useLocale()
  const every = Math.ceil((to - from) / hourMs / 8) * hourMs
  const marks = Array.from({ length: Math.ceil((to - from - every / 4) / every) }, (_, n) => from + n * every)
  return (
    <div className={style.marks} aria-hidden="true">
      {marks.map((at) => (
        <span key={at} style={{ insetInlineStart: `${(100 * (at - from)) / (to - from)}%` }}>
          {formatMoment(at, { timeZone, locale }, 'time').slice(0, 5)}
        </span>
      ))}
    </div>
  )
}

type Props = { row: TimeRow; scale: Scale; reasons: TeamTime['reasons']; tall?: boolean; marked?: boolean }
/** A day as it was planned, above, and as it was. */
export const DayStrip = ({ row, scale, reasons, tall, marked }: Props) => {
  const say = useWords()
  const said = useSaid(row.timeZone)
  const nameOf = useStretchName(reasons)
  const planned = row.planned.map((one) => ({
    ...one,
    look: kindFill(one.kind),
    said: said(say(activityKinds[one.kind]), one),
  }))
  const spent = row.spent.map((one) => ({
    ...one,
    look: `${stateFill(one.state)} ${one.correctionId ? style.corrected : ''}`,
    said: said(one.correctionId ? `${nameOf(one)} · ${say(text.corrected)}` : nameOf(one), one),
  }))
  return (
    <div className={`${style.strip} ${tall ? style.tall : ''}`}>
      {marked && <HourMarks scale={scale} timeZone={row.timeZone} />}
      <Lane pieces={planned} scale={scale} look={style.planned ?? ''} name={`${row.name} · ${say(text.planned)}`} />
      <Lane pieces={spent} scale={scale} look={style.actual ?? ''} name={`${row.name} · ${say(text.actual)}`} />
    </div>
  )
}
