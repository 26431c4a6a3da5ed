import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import type { ForecastView, Quality } from '../contract.ts'
import { text } from '../text.ts'
import style from './forecast.module.css'

const Part = ({ title, of }: { title: Words; of: readonly Quality[] }) => {
  const say = useWords()
  return (
    <section>
      <h3 className={style.part}>{say(title)}</h3>
      {of.every(({ forecasts }) => forecasts === 0) && <p className={style.none}>{say(text.notCompared)}</p>}
      <Grid>
        {of
          .filter(({ forecasts }) => forecasts > 0)
          .map(({ measure, forecasts, inside, winkler }) => (
            <Figure
              key={measure}
              name={text[measure]}
              unit="share"
              value={inside / forecasts}
              footnote={
                <>
                  <span>{say(text.insideOf, { inside, forecasts })}</span>
                  <span>{winkler !== null && say(text.score, { score: formatNumber(winkler, 2) })}</span>
                </>
              }
            />
          ))}
      </Grid>
    </section>
  )
}

/** How good the forecasts were: the share of actuals inside their bands. */
export const ForecastQuality = ({ quality }: { quality: ForecastView['quality'] }) => (
  <Sheet title={text.quality} help={text.qualityHelp}>
    <div className={style.halves}>
      <Part title={text.ofCampaign} of={quality.campaign} />
      <Part title={text.ofCentre} of={quality.centre} />
    </div>
  </Sheet>
)
