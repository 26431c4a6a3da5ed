import { useCallback } from 'react'
import { useLocale, useWords } from '#web/client/session.tsx'
import { axis, Chart, type ChartLook, type ChartTable } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import type { Outcome } from '../contract.ts'
import { levelCodes, levels } from '../rules.ts'
import { text } from '../text.ts'
import style from './screening.module.css'

type Stage = { key: string; words: { zh: string; en: string }; taken: number | null; left: number }
const stagesOf = (outcome: Outcome): Stage[] => {
  let left = outcome.total
  const stages = levelCodes.map((level) => {
    const taken = outcome.rules.filter((rule) => rule.level === level).reduce((sum, rule) => sum + rule.taken, 0)
    left -= taken
    return { key: level, words: levels[level], taken, left }
  })
  return [{ key: 'whole', words: text.whole, taken: null, left: outcome.total }, ...stages]
}

const Levels = ({ outcome }: { outcome: Outcome }) => {
  const say = useWords()
  const share = (count: number) => formatShare(outcome.total === 0 ? null : count / outcome.total)
  return (
    <table className={style.funnel}>
      <thead>
        <tr>
          <th scope="col">{say(text.stage)}</th>
          <th scope="col" className="ca-number">
            {say(text.takenOut)}
          </th>
          <th scope="col" aria-label={say(text.ofWhole)} />
          <th scope="col" className="ca-number">
            {say(text.remaining)}
          </th>
          <th scope="col" className="ca-number">
            {say(text.ofWhole)}
          </th>
        </tr>
      </thead>
      <tbody>
        {stagesOf(outcome).map(({ key, words, taken, left }) => (
          <tr key={key}>
            <th scope="row">{say(words)}</th>
            <td className="ca-number">{taken === null ? '' : formatNumber(taken)}</td>
            <td className={style.barCell}>
              <span
                className={style.bar}
                style={{ width: `${outcome.total === 0 ? 0 : (left / outcome.total) * 100}%` }}
              />
            </td>
            <td className="ca-number">{formatNumber(left)}</td>
            <td className="ca-number">{share(left)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What each rule takes in its turn, the one that takes most on top. */
const TakenChart = ({ outcome }: { outcome: Outcome }) => {
  const locale = useLocale()
  const takers = outcome.rules
    .filter(({ taken }) => taken > 0)
    .sort((a, b) => b.taken - a.taken)
    .slice(0, 8)
  const names = takers.map(({ nameZh, nameEn }) => (locale === 'zh' ? nameZh : nameEn))
  const key = JSON.stringify([names, takers.map(({ taken }) => taken)])
  const option = useCallback(
    ({ palette, series }: ChartLook): ChartOption => {
      const [labels, values] = JSON.parse(key) as [string[], number[]]
      return {
        legend: { show: false },
        grid: { left: 8, right: 48, top: 8, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
        xAxis: { ...axis(palette), type: 'value', show: false },
        yAxis: { ...axis(palette), type: 'category', inverse: true, data: labels },
        series: [
          {
            type: 'bar',
            data: values,
            barMaxWidth: 14,
            color: series[0],
            label: { show: true, position: 'right', color: palette.muted },
          },
        ],
      }
    },
    [key],
  )
  const table: ChartTable = {
    columns: [text.rule, text.taken, text.alone],
    rows: takers.map(({ taken, alone }, place) => [names[place] ?? '', taken, alone]),
  }
  return <Chart title={text.taken} option={option} table={table} height={150} />
}

/** How the list shrinks from level to level, and which rules take most. */
export const FunnelSheet = ({
  outcome,
  extra,
  counting,
}: {
  outcome: Outcome
  extra: React.ReactNode
  counting: boolean
}) => (
  <Sheet title={text.funnel} help={text.screeningHelp} extra={extra}>
    <div data-counting={counting} className={style.count}>
      <Grid least={420}>
        <Levels outcome={outcome} />
        <TakenChart outcome={outcome} />
      </Grid>
    </div>
  </Sheet>
)
