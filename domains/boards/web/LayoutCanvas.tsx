import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { text } from '../text.ts'
import { type Background, type Box, columns, placed, rows, type Widget, widgetKinds } from '../wall.ts'
import { wallFigures } from '../wall-figures.ts'
import style from './layout.module.css'
import wall from './wall.module.css'

type Grip = { index: number; how: 'move' | 'size'; fromX: number; fromY: number; start: Box }
type CanvasProps = {
  widgets: readonly Widget[]
  background: Background
  chosen: number | undefined
  onChoose: (index: number | undefined) => void
  onChange: (widgets: readonly Widget[]) => void
  onDrop: (index: number) => void
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const stepped = ({ x, y, w, h }: Box, how: Grip['how'], [dx, dy]: readonly [number, number]): Box =>
  how === 'move' ? { x: x + dx, y: y + dy, w, h } : { x, y, w: w + dx, h: h + dy }

type Handles = {
  take: (how: Grip['how']) => (event: PointerEvent<HTMLElement>) => void
  pull: (event: PointerEvent<HTMLElement>) => void
  release: () => void
}
const WidgetBox = ({
  widget,
  isChosen,
  isRefused,
  handles: { take, pull, release },
  onFocus,
  onKeyDown,
}: {
  widget: Widget
  isChosen: boolean
  isRefused: boolean
  handles: Handles
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
}) => {
  const say = useWords()
  const { kind, x, y, w, h, code, said } = widget
  const name = say(widgetKinds[kind])
  const dragged = { onPointerMove: pull, onPointerUp: release, onPointerCancel: release }
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      aria-label={`${name}: ${x + 1}, ${y + 1}; ${w} × ${h}`}
      className={style.box}
      data-chosen={isChosen}
      data-refused={isRefused}
      style={{ gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` }}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onPointerDown={take('move')}
      {...dragged}
    >
      <b>{name}</b>
      {kind === 'figure' && <span>{say(wallFigures[code ?? 'online_successes'].name)}</span>}
      {kind === 'words' && <span>{said}</span>}
      <small>
        {w} × {h}
      </small>
      <i title={say(text.bigger)} onPointerDown={take('size')} {...dragged} />
    </button>
  )
}

const isSame = (a: Box, b: Box): boolean => a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h

/** The grid of a wall in small: widgets are moved by their body and sized by their corner, or by the arrow keys. */
export const LayoutCanvas = ({ widgets, background, chosen, onChoose, onChange, onDrop }: CanvasProps) => {
  const canvas = useRef<HTMLDivElement>(null)
  const [grip, setGrip] = useState<Grip>()
  const [refused, setRefused] = useState(false)

  const put = (index: number, box: Box): void => {
    const next = placed(widgets, index, box)
    setRefused(!next)
    if (next) onChange(next)
  }
  const take = (index: number, start: Box) => (how: Grip['how']) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.stopPropagation()
    event.currentTarget.setPointerCapture(event.pointerId)
    onChoose(index)
    setGrip({ index, how, fromX: event.clientX, fromY: event.clientY, start })
  }
  const pull = ({ clientX, clientY }: PointerEvent<HTMLElement>): void => {
    const size = canvas.current?.getBoundingClientRect()
    const now = grip && widgets[grip.index]
    if (!grip || !size || !now) return
    const dx = Math.round((clientX - grip.fromX) / (size.width / columns))
    const dy = Math.round((clientY - grip.fromY) / (size.height / rows))
    const box = stepped(grip.start, grip.how, [dx, dy])
    if (!isSame(now, box)) put(grip.index, box)
  }
  const release = (): void => {
    setGrip(undefined)
    setRefused(false)
  }
  const press = (index: number, widget: Widget) => (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Delete' || event.key === 'Backspace') return onDrop(index)
    const arrow = arrows[event.key]
    if (!arrow) return
    event.preventDefault()
    put(index, stepped(widget, event.shiftKey ? 'size' : 'move', arrow))
  }

  return (
    <div ref={canvas} className={`${style.canvas} ${wall[background]}`}>
      {widgets.map((widget, index) => (
        <WidgetBox
          // biome-ignore lint/suspicious/noArrayIndexKey: a widget keeps its place in the list while it moves.
          key={index}
          widget={widget}
          isChosen={chosen === index}
          isRefused={refused && grip?.index === index}
          handles={{ take: take(index, widget), pull, release }}
          onFocus={() => onChoose(index)}
          onKeyDown={press(index, widget)}
        />
      ))}
    </div>
  )
}
