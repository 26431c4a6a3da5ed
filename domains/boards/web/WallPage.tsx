import { FullscreenOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ProblemError } from '#web/client/problem.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { Shown, Trouble } from '#web/ui/Shown.tsx'
import { readWall, showWallboard } from '../contract.ts'
import { text } from '../text.ts'
import type { Wall } from '../wall-shapes.ts'
import { useNow, WidgetView } from './WallWidgets.tsx'
import style from './wall.module.css'

/** As often as the server reads the figures anew. */
const everyMs = 5000
/** Older than that and the wall says so in colour and words. */
const staleMs = 60_000

const Age = ({ readAt, now }: { readAt: number; now: number }) => {
  const say = useWords()
  const age = Math.max(0, now - readAt)
  if (age > staleMs)
    return <span className={style.stale}>▲ {say(text.stale, { minutes: Math.floor(age / 60_000) })}</span>
  return <span className={style.age}>{say(text.updated, { seconds: Math.round(age / 1000) })}</span>
}

/** Which page is shown: the next one after `seconds`, or at an arrow key. */
const useTurning = (count: number, seconds: number) => {
  const [page, setPage] = useState(0)
  const [turned, setTurned] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whoever turned by hand gets a whole stay.
  useEffect(() => {
    if (count < 2) return
    const turning = setInterval(() => setPage((shown) => shown + 1), seconds * 1000)
    return () => clearInterval(turning)
  }, [count, seconds, turned])
  const turn = (by: number) => {
    setPage((shown) => shown + by)
    setTurned((times) => times + 1)
  }
  return { page: ((page % count) + count) % count, turn }
}

const Controls = ({ count, turn }: { count: number; turn: (by: number) => void }) => {
  const say = useWords()
  return (
    <span className={style.controls}>
      {count > 1 && (
        <>
          <button type="button" aria-label={say(text.previousPage)} onClick={() => turn(-1)}>
            <LeftOutlined />
          </button>
          <button type="button" aria-label={say(text.nextPage)} onClick={() => turn(1)}>
            <RightOutlined />
          </button>
        </>
      )}
      <button
        type="button"
        aria-label={say(text.fullScreen)}
        onClick={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)}
      >
        <FullscreenOutlined />
      </button>
    </span>
  )
}

const WallView = ({ wall, readAt }: { wall: Wall; readAt: number }) => {
  const now = useNow()
  const locale = useLocale()
  const { title, logoWords, background, rotateSeconds, pages, siteName, teamName } = wall.wallboard
  const { page, turn } = useTurning(pages.length, rotateSeconds)
  useEffect(() => {
    const press = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowRight') turn(1)
      if (key === 'ArrowLeft') turn(-1)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  })
  return (
    <div className={`${style.hall} ${style[background]}`}>
      <div className={style.stage}>
        <header className={style.head}>
          {logoWords && <span className={style.logo}>{logoWords}</span>}
          <h1>{title}</h1>
          <span className={style.where}>{teamName ?? siteName}</span>
          <Controls count={pages.length} turn={turn} />
          {pages.length > 1 && (
            <span className={style.dots} aria-hidden="true">
              {pages.map(({ widgets }, place) => (
                <i key={JSON.stringify(widgets)} data-on={place === page} />
              ))}
            </span>
          )}
          <Age readAt={readAt} now={now} />
          <time className={style.time}>
            {formatMoment(now, { timeZone: wall.timeZone, locale }, 'time').slice(0, 5)}
          </time>
        </header>
        <div className={style.grid} key={page}>
          {(pages[page]?.widgets ?? []).map((widget) => (
            <WidgetView key={`${widget.x} ${widget.y}`} wall={wall} widget={widget} now={now} />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Keeps the last figures through a broken line, and none at all once the server says no: a revoked link shows nothing. */
const Asked = ({ asked }: { asked: UseQueryResult<Wall> }) => {
  const { error } = asked
  if (error instanceof ProblemError && error.status < 500 && error.status !== 429)
    return <Trouble error={error} onRetry={asked.refetch} />
  return <Shown asked={asked}>{(wall) => <WallView wall={wall} readAt={asked.dataUpdatedAt} />}</Shown>
}

/** A wall by its wallboard, for who is signed in. */
export const SignedInWallPage = () => {
  const { wallboardId } = useParams({ strict: false }) as { wallboardId: string }
  const asked = useAsk(showWallboard, { params: { wallboardId } }, { everyMs })
  return <Asked asked={asked} />
}

/** The same by a link, for a television nobody signs in at. */
export const LinkedWallPage = () => {
  const { token } = useParams({ strict: false }) as { token: string }
  const asked = useAsk(readWall, { params: { token } }, { everyMs })
  return <Asked asked={asked} />
}
