import { type KeyboardEvent, type MouseEvent, useMemo } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { formatDuration } from '#web/ui/format.ts'
import type { Span } from '../speech.ts'
import { text } from '../text.ts'
import style from './player.module.css'

/** Something to see in the wave: a moment, or a stretch of the call that lasted. */
export type Mark = {
  key: string
  atMs: number
  untilMs?: number
  words: Words
  kind: 'pause' | 'hold' | 'move' | 'comment' | 'end'
}

type Props = {
  peaks: { customer: string; agent: string }
  milliseconds: number
  atMs: number
  silent: readonly Span[]
  marks: readonly Mark[]
  onMove: (ms: number) => void
}

const half = 36
const bytesOf = (base64: string): number[] => Array.from(atob(base64), (letter) => letter.charCodeAt(0))

/** The outline of one leg: loudness by its square root, as ears hear it. */
const outline = (peaks: readonly number[], middle: number): string => {
  const heights = peaks.map((peak) => Math.max(0.6, Math.sqrt(peak / 255) * (half - 4)))
  const upper = heights.map((height, x) => `${x},${(middle - height).toFixed(1)}`)
  const lower = heights.map((height, x) => `${x},${(middle + height).toFixed(1)}`).reverse()
  return `M${[...upper, ...lower].join('L')}Z`
}

/** Both legs above each other, what happened in them, and where the sound is. Click, drag or keys move it. */
export const Wave = ({ peaks, milliseconds, atMs, silent, marks, onMove }: Props) => {
  const say = useWords()
  const legs = useMemo(() => [bytesOf(peaks.customer), bytesOf(peaks.agent)] as const, [peaks])
  const width = Math.max(1, legs[0].length)
  const paths = useMemo(() => [outline(legs[0], half), outline(legs[1], half * 3)], [legs])
  const x = (ms: number): number => (ms / Math.max(1, milliseconds)) * width
  const share = (ms: number): string => `${(ms / Math.max(1, milliseconds)) * 100}%`
  const moveBy = ({ clientX, currentTarget }: MouseEvent<HTMLElement>) => {
    const { left, width: wide } = currentTarget.getBoundingClientRect()
    onMove(Math.min(1, Math.max(0, (clientX - left) / wide)) * milliseconds)
  }
  const keys: Record<string, number> = { Home: 0, End: milliseconds, PageUp: atMs - 30_000, PageDown: atMs + 30_000 }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keys[event.key]
    if (to === undefined) return
    event.preventDefault()
    onMove(Math.min(milliseconds, Math.max(0, to)))
  }
  return (
    <div
      className={style.wave}
      role="slider"
      tabIndex={0}
      aria-label={say(text.position)}
      aria-valuemin={0}
      aria-valuemax={Math.round(milliseconds / 1000)}
      aria-valuenow={Math.round(atMs / 1000)}
      aria-valuetext={formatDuration(atMs / 1000)}
      onClick={moveBy}
      onMouseMove={(event) => event.buttons === 1 && moveBy(event)}
      onKeyDown={onKeyDown}
    >
      <svg viewBox={`0 0 ${width} ${half * 4}`} preserveAspectRatio="none" aria-hidden="true">
        {silent.map(([from, to]) => (
          <rect key={from} className={style.quiet} x={x(from)} y={0} width={x(to - from)} height={half * 4} />
        ))}
        <path className={style.customer} d={paths[0]} />
        <path className={style.agent} d={paths[1]} />
      </svg>
      {marks.map(({ key, kind, atMs: from, untilMs, words }) => (
        <i
          key={key}
          className={`${style.mark} ${style[kind]}`}
          style={{ left: share(from), width: untilMs === undefined ? undefined : share(untilMs - from) }}
          title={say(words)}
        />
      ))}
      <i className={style.needle} style={{ left: share(atMs) }} />
    </div>
  )
}
