import type { ReactNode } from 'react'
import { useWords } from '#web/client/session.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { type Ledger, spentIn } from '../explanation.ts'
import { ledgerSentence, leftSentence, panelText } from '../explanation-text.ts'
import style from './panel.module.css'
import { Term } from './Term.tsx'

const windows = ['24h', '30d'] as const
const names = { '24h': panelText.last24h, '30d': panelText.last30d }

const standingOf = (rate: number, { target, ceiling }: Ledger): { tone: Tone; text: { zh: string; en: string } } => {
  if (rate > ceiling) return { tone: 'alarm', text: panelText.aboveCeiling }
  return rate > target ? { tone: 'warn', text: panelText.aboveTarget } : { tone: 'ok', text: panelText.within }
}
const colours: Partial<Record<Tone, string>> = {
  ok: 'var(--ca-ok)',
  warn: 'var(--ca-warn)',
  alarm: 'var(--ca-alarm)',
}

/** One window: how far the share has come on the way to target and ceiling. */
const Window = ({ ledger, window }: { ledger: Ledger; window: (typeof windows)[number] }) => {
  const say = useWords()
  const { answered, abandoned, rate, allowed } = spentIn(ledger, window)
  const scale = Math.max(ledger.ceiling * 1.2, (rate ?? 0) * 1.05)
  const at = (share: number): string => `${Math.min(100, (share / scale) * 100)}%`
  const standing = rate === null ? undefined : standingOf(rate, ledger)
  const told =
    rate === null
      ? say(panelText.noAnswers)
      : say(ledgerSentence, {
          answered: formatNumber(answered),
          abandoned: formatNumber(abandoned),
          allowed: formatNumber(allowed, 1),
          rate: formatShare(rate, 2),
        })
  return (
    <div className={style.window}>
      <div className={style.windowHead}>
        <b>{say(names[window])}</b>
        {standing && <StateTag {...standing} />}
      </div>
      <div className={style.scale} aria-hidden="true">
        <i style={{ width: at(rate ?? 0), background: standing && colours[standing.tone] }} />
        <u className={style.targetLine} style={{ insetInlineStart: at(ledger.target) }} />
        <u className={style.ceilingLine} style={{ insetInlineStart: at(ledger.ceiling) }} />
      </div>
      <p>{told}</p>
    </div>
  )
}

/** What has been spent of the abandoned calls allowed, over both windows, and how many are left. */
export const LedgerBars = ({ ledger, children }: { ledger: Ledger; children?: ReactNode }) => {
  const say = useWords()
  return (
    <section className={style.part} aria-label={say(panelText.ledger)}>
      <h3>
        <Term name={panelText.ledger} help={panelText.ledgerHelp} />
        <span>{say(leftSentence, ledger.left)}</span>
      </h3>
      {windows.map((window) => (
        <Window key={window} ledger={ledger} window={window} />
      ))}
      <p className={style.key}>
        <span>
          <i className={style.targetKey} aria-hidden="true" /> {say(panelText.target)} {formatShare(ledger.target)}
        </span>
        <span>
          <i className={style.ceilingKey} aria-hidden="true" /> {say(panelText.ceiling)} {formatShare(ledger.ceiling)}
        </span>
      </p>
      {children}
    </section>
  )
}
