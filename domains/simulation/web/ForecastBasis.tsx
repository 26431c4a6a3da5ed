import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { formatDuration, formatNumber, formatShare } from '#web/ui/format.ts'
import { formatMoment } from '#web/ui/moments.ts'
import type { Forecast } from '../contract.ts'
import { text } from '../text.ts'
import style from './forecast.module.css'

/** From what list, staff and learned rates a forecast was made. */
export const ForecastBasis = ({
  forecast,
  result,
}: {
  forecast: Forecast
  result: NonNullable<Forecast['result']>
}) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  const { inputs, rates, startsAt } = forecast
  if (!inputs || !rates) return null
  return (
    <div className={style.basis}>
      <strong>{say(text.madeFrom)}</strong>
      {startsAt && <p>{say(text.countsFrom, { moment: formatMoment(startsAt, place) })}</p>}
      <p>
        {say(text.basis, {
          contacts: formatNumber(inputs.contacts),
          agents: formatNumber(inputs.agents, 1),
          hours: formatNumber(inputs.hoursPerDay, 1),
        })}
      </p>
      <p>
        {say(text.rates, {
          answer: formatShare(rates.answerRate),
          success: formatShare(rates.successRate),
          talk: formatDuration(rates.talkSeconds),
          wrapUp: formatDuration(rates.wrapUpSeconds),
          own: formatNumber(rates.ownCalls),
          alike: formatNumber(rates.alikeCalls),
          centre: formatNumber(rates.centreCalls),
        })}
      </p>
      {result.thinnedBy > 1 && <p>{say(text.thinned, { by: formatNumber(result.thinnedBy, 1) })}</p>}
    </div>
  )
}
