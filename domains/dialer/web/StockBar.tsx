import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { useSkin } from '#web/ui/Dress.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { seriesColours } from '#web/ui/theme.ts'
import type { Stock } from '../contract.ts'
import { closeReasonWords, text } from '../text.ts'
import style from './dialling.module.css'
import panel from './panel.module.css'

type Part = { key: string; name: Words; count: number; colour: string }

/** What may still be called first, then what is settled, the commonest reason first. */
const partsOf = (stock: Stock, series: readonly string[]): Part[] => {
  const open = [
    { key: 'due', name: text.due, count: stock.due, colour: 'var(--ca-ok)' },
    { key: 'resting', name: text.resting, count: stock.waiting - stock.due, colour: 'var(--ca-faint)' },
    { key: 'reserved', name: text.reserved, count: stock.reserved, colour: 'var(--ca-info)' },
  ]
  const closed = Object.entries(stock.byCloseReason)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count], place) => ({
      key: `closed ${reason}`,
      name: closeReasonWords(reason),
      count,
      colour:
        reason === 'success'
          ? 'var(--ca-bronze)'
          : `color-mix(in srgb, ${series[place % series.length]} 55%, var(--ca-surface))`,
    }))
  return [...open, ...closed].filter(({ count }) => count > 0)
}

/** The whole list as one bar, each part with its number beside it. */
export const StockBar = ({ stock }: { stock: Stock }) => {
  const say = useWords()
  const { skin } = useSkin()
  const total = stock.waiting + stock.reserved + stock.closed
  if (total === 0)
    return (
      <div>
        <div className={style.stockHead}>
          <b>{say(text.stock)}</b>
        </div>
        <p className={style.none}>{say(text.emptyList)}</p>
      </div>
    )
  const parts = partsOf(stock, seriesColours[skin === 'dark' ? 'dark' : 'light'])
  return (
    <div>
      <div className={style.stockHead}>
        <b>{say(text.stock)}</b>
        <span>{say(text.stockTotal, { n: formatNumber(total) })}</span>
      </div>
      <div className={panel.bar} aria-hidden="true">
        {parts.map(({ key, count, colour }) => (
          <i key={key} style={{ flexGrow: count, background: colour }} />
        ))}
      </div>
      <ul className={panel.parts}>
        {parts.map(({ key, name, count, colour }) => (
          <li key={key}>
            <i style={{ background: colour }} aria-hidden="true" />
            {say(name)} <b>{formatNumber(count)}</b> <small>{formatShare(count / total)}</small>
          </li>
        ))}
      </ul>
    </div>
  )
}
