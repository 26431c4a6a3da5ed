import { Alert, Button, Progress, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useLocale, useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { formatMoment } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import {
  type Changes,
  cancelForecast,
  type Forecast,
  type ForecastView,
  getForecast,
  getForecastView,
  makeForecast,
} from '../contract.ts'
import { reasonWords, text } from '../text.ts'
import { ForecastBasis } from './ForecastBasis.tsx'
import { ForecastCards } from './ForecastCards.tsx'
import { ForecastChart } from './ForecastChart.tsx'
import { ForecastQuality } from './ForecastQuality.tsx'
import style from './forecast.module.css'
import { WhatIf } from './WhatIf.tsx'

const isAtWork = (forecast: Forecast | null | undefined): boolean =>
  forecast?.state === 'waiting' || forecast?.state === 'working'

/** How far the forecast under way has come, and the way to stop it. */
const AtWork = ({ forecast }: { forecast: Forecast }) => {
  const say = useWords()
  const may = useMay()
  const cancel = useDo(cancelForecast, { refresh: [getForecastView, getForecast] })
  return (
    <div className={style.working} role="status">
      <span>{say(text.working)}</span>
      <Progress percent={forecast.progress} size="small" aria-label={say(text.working)} />
      {may(cancelForecast) && (
        <Button
          size="small"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { forecastId: forecast.id } })}
        >
          {say(text.cancel)}
        </Button>
      )}
    </div>
  )
}

const Chooser = ({
  made,
  shown,
  onChoose,
}: {
  made: ForecastView['made']
  shown: string
  onChoose: (id: string) => void
}) => {
  const say = useWords()
  const place = { timeZone: useTimeZone(), locale: useLocale() }
  return (
    <Select
      value={shown}
      aria-label={say(text.chosen)}
      popupMatchSelectWidth={false}
      options={made.map(({ id, madeAt, reason }) => ({
        value: id,
        label: `${formatMoment(madeAt, place)} · ${say(reasonWords[reason])}`,
      }))}
      onChange={onChoose}
    />
  )
}

const Result = ({ forecast, actual }: { forecast: Forecast; actual: ForecastView['actual'] }) => {
  const say = useWords()
  const { result } = forecast
  if (!result) return null
  return (
    <>
      {result.stuck && <Alert type="warning" showIcon title={say(text.stuck[result.stuck])} />}
      <ForecastCards forecast={forecast} result={result} actual={actual} />
      <ForecastChart result={result} actual={actual} />
      <ForecastBasis forecast={forecast} result={result} />
    </>
  )
}

/** A forecast that was only tried out, once it is there. */
const Tried = ({ id, onBack }: { id: string; onBack: () => void }) => {
  const say = useWords()
  const asked = useAsk(getForecast, { params: { forecastId: id } }, { everyMs: 1000 })
  return (
    <Shown asked={asked} rows={6}>
      {(forecast) => (
        <div className={style.stack}>
          <div className={style.line}>
            <StateTag tone="info" text={text.supposed} />
            <Button size="small" onClick={onBack}>
              {say(text.backTo)}
            </Button>
          </div>
          {isAtWork(forecast) && <AtWork forecast={forecast} />}
          {forecast.state === 'failed' && <Alert type="error" showIcon title={say(text.failed)} />}
          <Result forecast={forecast} actual={null} />
        </div>
      )}
    </Shown>
  )
}

const useView = (campaignId: string) => {
  const [chosen, choose] = useState<string>()
  const [atWork, setAtWork] = useState(false)
  const query = chosen ? { forecastId: chosen } : {}
  const asked = useAsk(
    getForecastView,
    { params: { campaignId }, query },
    { everyMs: atWork ? 1000 : 30_000, when: useMay()(getForecastView) },
  )
  const working = asked.data?.atWork ?? null
  useEffect(() => setAtWork(working !== null), [working])
  return { asked, choose }
}

/** What a campaign is expected to come to, beside what happens; what-if, and how good earlier forecasts were. */
export const CampaignForecast = ({ campaignId, ended }: { campaignId: string; ended: boolean }) => {
  const say = useWords()
  const may = useMay()
  const { asked, choose } = useView(campaignId)
  const [tried, setTried] = useState<string>()
  const make = useDo(makeForecast, {
    refresh: [getForecastView],
    onDone: ({ id, reason }) => (reason === 'tried' ? setTried(id) : choose(undefined)),
  })
  const order = (changes: Changes) => make.mutate({ params: { campaignId }, body: { changes } })
  if (!may(getForecastView)) return null
  const view = asked.data
  const button = may(makeForecast) && !ended && (
    <Button
      type="primary"
      disabled={isAtWork(view?.atWork)}
      loading={make.isPending}
      onClick={() => {
        setTried(undefined)
        order({})
      }}
    >
      {say(view?.shown ? text.makeAgain : text.make)}
    </Button>
  )
  return (
    <>
      <Sheet
        title={text.forecast}
        help={text.help}
        extra={
          <div className={style.line}>
            {view?.shown && <Chooser made={view.made} shown={view.shown.id} onChoose={choose} />}
            {button}
          </div>
        }
      >
        <Shown asked={asked} rows={8}>
          {({ shown, actual, atWork }) => (
            <div className={style.stack}>
              {atWork && atWork.id !== tried && <AtWork forecast={atWork} />}
              {tried ? (
                <Tried id={tried} onBack={() => setTried(undefined)} />
              ) : shown ? (
                <Result forecast={shown} actual={actual} />
              ) : (
                !atWork && <Nothing words={text.noneYet} />
              )}
            </div>
          )}
        </Shown>
      </Sheet>
      {view?.shown && may(makeForecast) && !ended && (
        <WhatIf base={view.shown} busy={make.isPending || isAtWork(view.atWork)} onTry={order} />
      )}
      {view && <ForecastQuality quality={view.quality} />}
    </>
  )
}
