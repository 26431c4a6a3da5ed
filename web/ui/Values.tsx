import type { Words as Phrase } from '#contract/words.ts'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { formatDuration, formatMoney, formatNumber, formatShare, maskNumber } from './format.ts'
import { formatMoment, type Grain } from './moments.ts'
import style from './values.module.css'

type Maybe<T> = T | null | undefined

/** A phrase in the reader's language. */
export const Words = ({ of, params }: { of: Phrase; params?: Record<string, unknown> }) => useWords()(of, params)

/** `2026-03-05 周四 09:12` in the site's time zone. */
export const Moment = ({ at, grain }: { at: Maybe<string>; grain?: Grain }) => {
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  if (!at) return <span className={style.none}>–</span>
  return (
    <time dateTime={at} className={style.figure} title={formatMoment(at, place, 'second')}>
      {formatMoment(at, place, grain)}
    </time>
  )
}

/** `02:14` */
export const Duration = ({ seconds }: { seconds: Maybe<number> }) => (
  <span className={style.figure}>{formatDuration(seconds)}</span>
)

/** `12,345` */
export const Count = ({ value, digits }: { value: Maybe<number>; digits?: number }) => (
  <span className={style.figure}>{formatNumber(value, digits)}</span>
)

/** `27.3%` of a share between 0 and 1 */
export const Share = ({ value, digits }: { value: Maybe<number>; digits?: number }) => (
  <span className={style.figure}>{formatShare(value, digits)}</span>
)

/** `¥1,234.50` */
export const Money = ({ yuan, digits }: { yuan: Maybe<number>; digits?: number }) => (
  <span className={style.figure}>{formatMoney(yuan, digits)}</span>
)

/** `138****2210`, and where it belongs to. */
export const MaskedNumber = ({ number, place }: { number: Maybe<string>; place?: Maybe<string> }) => (
  <span className={style.figure}>
    {maskNumber(number)}
    {place && <span className={style.aside}>{place}</span>}
  </span>
)
