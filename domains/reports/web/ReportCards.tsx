import type { Locale } from '#contract/words.ts'
import { type Say, useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { Figure } from '#web/ui/Figure.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { runReport } from '../contract.ts'
import { beside } from '../report.ts'
import type { Cell, Column, ReportTable } from '../shapes.ts'
import { noValue, shownValue } from '../shown.ts'
import { text } from '../text.ts'
import { queryOf } from './address.ts'
import type { ReportProps } from './report-props.ts'
import style from './reports.module.css'

/** `95% interval 24.1%–30.2% · sample 210`; nothing where no interval can be told. */
export const basisOf = ({ unit }: Column, { low, high, sample, isSmall }: Cell, say: Say): string =>
  [
    low === null || high === null ? '' : say(text.interval, `${shownValue(unit, low)}–${shownValue(unit, high)}`),
    sample === null ? '' : say(text.sample, shownValue('count', sample)),
    isSmall ? say(text.smallSample) : '',
  ]
    .filter(Boolean)
    .join(' · ')

/** Green where the figure moved to the better, amber to the worse; plain where nobody says which is which. */
export const toneOf = ({ better }: Column, moved: number | null, isSmall: boolean): string | undefined => {
  if (moved === null || moved === 0 || better === 'neither' || isSmall) return undefined
  return moved > 0 === (better === 'higher') ? style.good : style.poor
}

const at = ({ columns, totals }: ReportTable, key: string): Cell | undefined =>
  totals[columns.findIndex((column) => column.key === key)]

const Card = ({ table, column, locale }: { table: ReportTable; column: Column; locale: Locale }) => {
  const say = useWords()
  const cell = at(table, column.key)
  const change = at(table, `${column.key}${beside.change}`)
  const goal = column.key === 'online_successes' ? at(table, 'goal') : undefined
  if (!cell) return null
  const reached = goal?.value ? shownValue('ratio', (cell.value ?? 0) / goal.value) : undefined
  return (
    <Figure
      name={column.name}
      said={cell.shown}
      {...(column.explain ? { explain: column.explain } : {})}
      footnote={
        <>
          {change && change.shown !== noValue && (
            <span className={`${style.beside} ${toneOf(column, change.value, change.isSmall) ?? ''}`}>
              {say(text.againstBefore)} {change.shown}
            </span>
          )}
          {reached && <span className={style.beside}>{`${say(text.againstGoal, reached)} (${goal?.shown})`}</span>}
          <span className={style.beside} lang={locale}>
            {basisOf(column, cell, say)}
          </span>
        </>
      }
    />
  )
}

/** The figures of the whole: value, against the period before, against the goal, interval and sample. */
export const ReportCards = ({ description, filters }: ReportProps) => {
  const locale = useLocale()
  const { values } = filters
  const withGoal = description.columns.some(({ key, usual }) => key === 'goal' && usual)
  const asked = useAsk(
    runReport,
    {
      params: { report: description.code },
      query: {
        ...queryOf({ ...values, by: undefined, sort: undefined }),
        columns: [...description.cards, ...(withGoal ? ['goal'] : [])].join(','),
        page: 1,
        pageSize: 1,
      },
    },
    { when: description.cards.length > 0 },
  )
  if (description.cards.length === 0) return null
  return (
    <Shown asked={asked} rows={2}>
      {(table) => (
        <div className={style.cards}>
          {table.columns
            .filter(({ kind }) => kind === 'measure')
            .map((column) => (
              <Card key={column.key} table={table} column={column} locale={locale} />
            ))}
        </div>
      )}
    </Shown>
  )
}
