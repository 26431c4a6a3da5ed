import type { Indicator, ReplayFigures } from './figures.ts'

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 })
const shown = ({ unit, value }: Indicator): string => {
  if (value === null) return '–'
  if (unit === 'ratio') return `${number.format(value * 100)} %`
  return `${number.format(value)}${unit === 'seconds' ? ' s' : unit === 'hours' ? ' h' : unit === 'perHour' ? ' /h' : ''}`
}
const parts = ({ numerator, denominator }: Indicator): string =>
  denominator === null || numerator === null ? '' : `${number.format(numerator)} ÷ ${number.format(denominator)}`

/** Width on a terminal, where a Chinese character takes two columns. */
const width = (text: string): number => [...text].reduce((sum, character) => sum + (character > '\u2e7f' ? 2 : 1), 0)
const padded = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)))

const funnelWords = {
  records: '名单 records',
  valid: '有效 valid',
  dialled: '已拨 dialled',
  answered: '接通 answered',
  connected: '通话 connected',
  effective: '有效通话 effective',
  succeeded: '成功 succeeded',
} as const

/** Prints the funnel and every indicator; with `json`, the totals as one object on the last line. */
export const printReplay = (
  { totals, funnel, indicators }: ReplayFigures,
  { wallSeconds, json }: { wallSeconds: number; json: boolean },
): void => {
  console.log('\n漏斗 / funnel')
  for (const [stage, words] of Object.entries(funnelWords)) {
    const count = funnel[stage as keyof typeof funnel]
    const bar = '█'.repeat(Math.round((40 * count) / Math.max(1, funnel.records)))
    console.log(`  ${padded(words, 22)} ${number.format(count).padStart(9)}  ${bar}`)
  }
  console.log('\n指标 / indicators')
  for (const indicator of indicators)
    console.log(
      `  ${padded(indicator.name.zh, 20)} ${padded(indicator.name.en, 34)} ${shown(indicator).padStart(14)}  ${parts(indicator)}`,
    )
  const rate = totals.inCallSuccessRate === null ? '–' : `${number.format(totals.inCallSuccessRate * 100)} %`
  console.log(
    `\n${number.format(totals.records)} records, ${number.format(totals.attempts)} attempts, ${number.format(totals.connected)} connected calls, ` +
      `${number.format(totals.talkSeconds)} talk seconds, ${number.format(totals.successes)} successes, in-call success rate ${rate}, in ${wallSeconds.toFixed(1)} s`,
  )
  if (json) console.log(JSON.stringify({ ...totals, wallSeconds: Number(wallSeconds.toFixed(1)) }))
}
