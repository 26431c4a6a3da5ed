import type { Words } from '#contract/words.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { formatMoney, formatNumber, formatRough, formatShare, noValue } from '#web/ui/format.ts'
import type { Actual, Band, Forecast } from '../contract.ts'
import { text } from '../text.ts'
import style from './forecast.module.css'

type Result = NonNullable<Forecast['result']>

const scaled = ({ low, median, high }: Band, by: number): Band => ({
  low: low * by,
  median: median * by,
  high: high * by,
})

type CardProps = {
  name: Words
  band: Band | null
  actual?: number | undefined
  explain?: Words
  money?: boolean
  digits?: number
}
/** A median, its band below, and what has happened so far. */
const Card = ({ name, band, actual, explain, money = false, digits = 0 }: CardProps) => {
  const say = useWords()
  const locale = useLocale()
  const short = (value: number): string =>
    money ? formatMoney(value, 0) : value >= 100_000 ? formatRough(value, locale) : formatNumber(value, digits)
  return (
    <Figure
      name={name}
      value={band?.median}
      unit="rough"
      {...(money && band ? { said: formatMoney(band.median, 0) } : {})}
      {...(explain ? { explain } : {})}
      footnote={
        <>
          <span>
            {say(text.band)} {band ? say(text.within, { low: short(band.low), high: short(band.high) }) : noValue}
          </span>
          {actual !== undefined && <strong>{say(text.soFar, { value: short(actual) })}</strong>}
        </>
      }
    />
  )
}

const FinishCard = ({ finish, finishes }: Pick<Result, 'finish' | 'finishes'>) => {
  const say = useWords()
  const day = (of: string | null): string => of ?? say(text.notWithin)
  /** The year stands in the median above. */
  const inYear = (of: string | null): string =>
    day(of && of.slice(0, 4) === finish.median?.slice(0, 4) ? of.slice(5) : of)
  return (
    <Figure
      name={text.finish}
      explain={text.finishHelp}
      said={day(finish.median)}
      footnote={
        <>
          <span>
            {say(text.band)} {say(text.within, { low: inYear(finish.low), high: inYear(finish.high) })}
          </span>
          {finishes < 1 && <strong>{say(text.finishesIn, { share: formatShare(finishes, 0) })}</strong>}
        </>
      }
    />
  )
}

/** What the campaign is expected to come to, a card for each measure. */
export const ForecastCards = ({
  forecast,
  result,
  actual,
}: {
  forecast: Forecast
  result: Result
  actual: Actual | null
}) => {
  const { costPerHour } = forecast
  const so = actual ?? undefined
  return (
    <div className={style.cards}>
      <Card name={text.successes} band={result.successes} actual={so?.successes} />
      <Card name={text.contacts} band={result.contacts} actual={so?.contacts} explain={text.contactsHelp} />
      <Card name={text.attempts} band={result.attempts} actual={so?.attempts} />
      <FinishCard finish={result.finish} finishes={result.finishes} />
      <Card
        name={text.agentHours}
        band={result.agentHours}
        actual={so?.agentHours}
        explain={text.agentHoursHelp}
        digits={1}
      />
      <Card
        name={text.cost}
        band={costPerHour === null ? null : scaled(result.agentHours, costPerHour)}
        actual={costPerHour === null || !so ? undefined : so.agentHours * costPerHour}
        explain={text.costHelp}
        money
      />
      <Card name={text.burned} band={result.burned} actual={so?.burned} explain={text.burnedHelp} />
      <Card name={text.complaints} band={result.complaints} actual={so?.complaints} />
      <Card name={text.abandoned} band={result.abandoned} actual={so?.abandoned} />
    </div>
  )
}
