import { InfoCircleOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import style from './figure.module.css'
import { formatDuration, formatMoney, formatNumber, formatRough, formatShare, noValue } from './format.ts'
import { text } from './text.ts'

export type Unit = 'count' | 'rough' | 'share' | 'money' | 'duration' | 'decimal' | 'tenths'

const useFormat = () => {
  const locale = useLocale()
  return (value: number | null | undefined, unit: Unit): string =>
    ({
      count: () => formatNumber(value),
      rough: () => formatRough(value, locale),
      share: () => formatShare(value),
      money: () => formatMoney(value),
      duration: () => formatDuration(value),
      decimal: () => formatNumber(value, 2),
      tenths: () => formatNumber(value, 1),
    })[unit]()
}

export type FigureProps = {
  name: Words
  value?: number | null | undefined
  unit?: Unit
  /** Instead of a number: a day, a word. */
  said?: string
  /** Said small behind the number: 通, 人 … */
  suffix?: Words
  /** What the share is of: shown as `46 / 210`. */
  of?: { top: number | null | undefined; per: number | null | undefined }
  /** How it is counted; shown on the info mark. */
  explain?: Words
  footnote?: ReactNode
  /** Where the number leads. */
  to?: string
  search?: Record<string, unknown>
  tone?: 'plain' | 'ok' | 'warn' | 'alarm'
}

const Basis = ({ of }: { of: NonNullable<FigureProps['of']> }) => (
  <span>
    {formatNumber(of.top)} / {of.per ? formatNumber(of.per) : noValue}
  </span>
)

/** One number with its name, what it is made of, and where it leads. No value is `–`, never 0. */
export const Figure = ({ name, value, unit = 'count', said, suffix, of, explain, footnote, ...look }: FigureProps) => {
  const say = useWords()
  const format = useFormat()
  const { to, search, tone = 'plain' } = look
  const shown = said ?? format(value, unit)
  const empty = shown === noValue
  const number = (
    <span className={`${style.value} ${style[tone]}`} title={empty && of ? say(text.noBasis) : undefined}>
      {shown}
      {suffix && !empty && <small>{say(suffix)}</small>}
    </span>
  )
  return (
    <div className={style.card}>
      <div className={style.name}>
        {say(name)}
        {explain && (
          <Tooltip title={say(explain)}>
            <InfoCircleOutlined tabIndex={0} aria-label={say(explain)} />
          </Tooltip>
        )}
      </div>
      {to ? (
        <Link to={to} search={search as never} className={style.link}>
          {number}
        </Link>
      ) : (
        number
      )}
      {(of || footnote) && (
        <div className={style.foot}>
          {of && <Basis of={of} />}
          {footnote}
        </div>
      )}
    </div>
  )
}
