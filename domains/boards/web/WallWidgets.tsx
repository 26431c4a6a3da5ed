import { CrownFilled, RiseOutlined, StarFilled } from '@ant-design/icons'
import { type ReactNode, useEffect, useState } from 'react'
import type { Words } from '#contract/words.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { praiseWords, text } from '../text.ts'
import type { Widget, WidgetKind } from '../wall.ts'
import { wallFigures } from '../wall-figures.ts'
import type { Wall } from '../wall-shapes.ts'
import style from './wall.module.css'

type Shown = { wall: Wall; widget: Widget; now: number }

const Named = ({ name, children }: { name: Words; children: ReactNode }) => (
  <>
    <h2 className={style.name}>{useWords()(name)}</h2>
    {children}
  </>
)

const arc = (share: number): string => {
  const angle = Math.PI * (1 - Math.min(1, Math.max(0, share)))
  return `${50 + 42 * Math.cos(angle)} ${50 - 42 * Math.sin(angle)}`
}
const Goal = ({ wall }: Shown) => {
  const say = useWords()
  const { target, reached, planned } = wall.goal
  const share = target ? reached / target : 0
  return (
    <Named name={text.goalToday}>
      <div className={style.gauge}>
        <svg viewBox="0 0 100 54" role="img" aria-label={`${formatNumber(reached)} / ${formatNumber(target)}`}>
          <path className={style.rail} d={`M ${arc(0)} A 42 42 0 0 1 ${arc(1)}`} />
          {share > 0 && <path className={style.reached} d={`M ${arc(0)} A 42 42 0 0 1 ${arc(share)}`} />}
          {target !== null && planned !== null && (
            <circle
              className={style.planned}
              cx={arc(planned / target).split(' ')[0]}
              cy={arc(planned / target).split(' ')[1]}
              r="2.2"
            />
          )}
        </svg>
        <div className={style.goalWords}>
          <b className={style.digits}>{formatNumber(reached)}</b>
          <span>
            {target === null
              ? say(text.noGoalToday)
              : `${say(text.ofTarget, { target: formatNumber(target) })} · ${reached >= target ? say(text.done) : say(text.toGo, { missing: formatNumber(target - reached) })}`}
          </span>
        </div>
      </div>
    </Named>
  )
}

const BigFigure = ({ wall, widget: { code = 'online_successes' } }: Shown) => {
  const figure = wallFigures[code]
  const measured = wall.figures.find((one) => one.code === code)
  const value = measured?.value ?? null
  return (
    <Named name={figure.name}>
      <b className={style.digits}>{figure.format(value)}</b>
    </Named>
  )
}

const Hours = ({ wall }: Shown) => {
  const { hours } = wall
  const most = Math.max(1, ...hours.map(({ successes }) => successes))
  return (
    <Named name={text.hourBars}>
      <div
        className={style.bars}
        role="img"
        aria-label={hours.map(({ hour, successes }) => `${hour}:00 ${successes}`).join(', ')}
      >
        {hours.map(({ hour, successes }) => (
          <div key={hour}>
            <b>{successes > 0 ? formatNumber(successes) : ''}</b>
            <i style={{ height: `${(70 * successes) / most}%` }} />
            <span>{hour}</span>
          </div>
        ))}
      </div>
    </Named>
  )
}

const Race = ({ wall }: Shown) => {
  const { teams } = wall
  const most = Math.max(1, ...teams.map(({ successes }) => successes))
  const byGoal = teams.length > 0 && teams.every(({ share }) => share !== null)
  const lead = Math.max(...teams.map(({ share, successes }) => (byGoal ? (share ?? 0) : successes)))
  const widthOf = ({ share, successes }: (typeof teams)[number]): number =>
    byGoal ? Math.min(1, share ?? 0) : successes / most
  return (
    <Named name={text.race}>
      <div className={style.lanes}>
        {teams.map((team) => {
          const leads = lead > 0 && (byGoal ? team.share : team.successes) === lead
          return (
            <div key={team.name} className={style.lane}>
              <span className={style.laneName}>{team.name}</span>
              <span className={style.laneTrack}>
                <i style={{ width: `${100 * widthOf(team)}%` }} />
              </span>
              <b>
                {formatNumber(team.successes)}
                {byGoal && <small>{formatShare(team.share, 0)}</small>}
              </b>
              <span className={style.crown}>{leads && <CrownFilled aria-label="1" />}</span>
            </div>
          )
        })}
      </div>
    </Named>
  )
}

const Stars = ({ wall }: Shown) => {
  const say = useWords()
  const { stars, improved } = wall
  return (
    <Named name={text.starsToday}>
      {stars.length === 0 ? (
        <p className={style.quiet}>{say(text.quietStart)}</p>
      ) : (
        <ol className={style.starRows}>
          {stars.slice(0, 3).map(({ name, successes }) => (
            <li key={`${name} ${successes}`}>
              <StarFilled aria-hidden="true" />
              <span>{name}</span>
              <b>{formatNumber(successes)}</b>
            </li>
          ))}
        </ol>
      )}
      {improved && (
        <p className={style.improved}>
          <RiseOutlined aria-hidden="true" /> {say(text.mostImproved)} {improved.name}{' '}
          {say(text.improvedFrom, { before: formatShare(improved.before), now: formatShare(improved.now) })}
        </p>
      )}
    </Named>
  )
}

const atOnce = 3
/** How long a handful of good news stays before the next. */
const newsMs = 7000
const Praise = ({ wall, now }: Shown) => {
  const say = useWords()
  const locale = useLocale()
  const { praise } = wall
  const turns = Math.max(1, Math.ceil(praise.length / atOnce))
  const first = (Math.floor(now / newsMs) % turns) * atOnce
  const told = praise.slice(first, first + atOnce)
  return (
    <Named name={text.goodNews}>
      {told.length === 0 ? (
        <p className={style.quiet}>{say(text.quietStart)}</p>
      ) : (
        <ul className={style.news}>
          {told.map((one) => (
            <li key={`${one.kind} ${one.name}`}>
              {say(praiseWords[one.kind], one)}
              {one.at && <small>{formatMoment(one.at, { timeZone: wall.timeZone, locale }, 'time').slice(0, 5)}</small>}
            </li>
          ))}
        </ul>
      )}
    </Named>
  )
}

const Clock = ({ wall, now }: Shown) => {
  const locale = useLocale()
  const place = { timeZone: wall.timeZone, locale }
  return (
    <div className={style.face}>
      <b className={style.digits}>{formatMoment(now, place, 'time').slice(0, 5)}</b>
      <span>{formatMoment(now, place, 'day')}</span>
    </div>
  )
}

const Said = ({ widget }: Shown) => <p className={style.said}>{widget.said}</p>

const views: Record<WidgetKind, (shown: Shown) => ReactNode> = {
  goal: (shown) => <Goal {...shown} />,
  figure: (shown) => <BigFigure {...shown} />,
  hours: (shown) => <Hours {...shown} />,
  race: (shown) => <Race {...shown} />,
  top: (shown) => <Stars {...shown} />,
  praise: (shown) => <Praise {...shown} />,
  clock: (shown) => <Clock {...shown} />,
  words: (shown) => <Said {...shown} />,
}

/** One widget in its box on the grid. */
export const WidgetView = (shown: Shown) => {
  const { x, y, w, h, kind } = shown.widget
  return (
    <section
      className={style.widget}
      data-kind={kind}
      style={{ gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
    >
      {views[kind](shown)}
    </section>
  )
}

/** The time now, each second. */
export const useNow = (): number => {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [])
  return now
}
