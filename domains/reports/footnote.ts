import type { Locale } from '#contract/words.ts'
import type { Footnote, ReportTable } from './shapes.ts'
import { text } from './text.ts'

const momentIn = (at: string, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  return parts.format(new Date(at))
}

/** The lines below every report, on screen and on paper: what the figures rest on. */
export const footnoteLines = (
  { asOf, isRunning, timeZone, dayStartsAt, severalClocks, dictionary, frozen, smallCells }: Footnote,
  locale: Locale,
): string[] => [
  text.asOf[locale]({ at: momentIn(asOf, timeZone), zone: timeZone }),
  ...(isRunning ? [text.stillRunning[locale]] : []),
  text.dayStarts[locale](dayStartsAt),
  ...(severalClocks ? [text.severalClocks[locale]] : []),
  text.dictionaryVersion[locale](dictionary),
  ...(frozen.days > 0 ? [text.frozenDays[locale](frozen)] : [text.notFrozen[locale]]),
  ...(frozen.lateChanges > 0 ? [text.lateChanges[locale](frozen.lateChanges)] : []),
  ...(smallCells > 0 ? [text.smallCells[locale](smallCells)] : []),
]

/** `2026-03-02 – 2026-03-08`, and what it is set beside. */
export const periodLine = (
  { period, comparedWith }: Pick<ReportTable, 'period' | 'comparedWith'>,
  locale: Locale,
): string => {
  const said = ({ from, to }: { from: string; to: string }): string => (from === to ? from : `${from} – ${to}`)
  return comparedWith
    ? `${said(period)} ${text.comparedTo[locale](said(comparedWith))}${comparedWith.isPart ? text.sameLength[locale] : ''}`
    : said(period)
}
