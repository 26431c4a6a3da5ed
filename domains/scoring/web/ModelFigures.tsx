import { useWords } from '#web/client/session.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import type { Model } from '../contract.ts'
import { text } from '../text.ts'

type Measured = NonNullable<Model['report']['success']>['random']

const threeDigits = (value: number | null): string => formatNumber(value, 3)

const Measured = ({ measures }: { measures: Measured }) => {
  const say = useWords()
  const footnote = say(text.ofRows, { rows: formatNumber(measures.rows), hits: formatNumber(measures.hits) })
  return (
    <Grid least={112}>
      <Figure name={text.auc} said={threeDigits(measures.auc)} explain={text.aucHelp} footnote={footnote} />
      <Figure name={text.alift} said={threeDigits(measures.alift)} explain={text.aliftHelp} />
      <Figure name={text.bestHalf} unit="share" value={measures.bestHalf} explain={text.bestHalfHelp} />
      <Figure
        name={text.calibrationError}
        said={threeDigits(measures.calibrationError)}
        explain={text.calibrationErrorHelp}
      />
    </Grid>
  )
}

/** How good the model is: on the newest rows, on rows at random, and in use; each with its sample. */
export const ModelFigures = ({ report }: { report: Model['report'] }) => {
  if (!report.success) return null
  return (
    <Grid least={460}>
      <Sheet title={text.outOfTime}>
        <Measured measures={report.success.outOfTime} />
      </Sheet>
      <Sheet title={text.random}>
        <Measured measures={report.success.random} />
      </Sheet>
      {report.served && (
        <Sheet title={text.served}>
          <Measured measures={report.served} />
        </Sheet>
      )}
    </Grid>
  )
}
