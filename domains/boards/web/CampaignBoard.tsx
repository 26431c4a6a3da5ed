import { type OutcomeCode, outcomes } from '#domains/calls/contract.ts'
import type { Measure, Measured } from '#domains/metrics/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { IntervalDots } from '#web/ui/charts/IntervalDots.tsx'
import { PaceLine } from '#web/ui/charts/PaceLine.tsx'
import { Pareto } from '#web/ui/charts/Pareto.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { CampaignBoard as Board } from '../board-shapes.ts'
import { getCampaignBoard } from '../contract.ts'
import { text } from '../text.ts'
import style from './boards.module.css'
import { DrillDrawer, type DrillStart } from './Drill.tsx'
import { useMeasures } from './use-measures.ts'

type Batch = Board['batches'][number]
const intervalOf = ({ id, name }: Batch, { value, low, high, sample, isSmall }: Measured) => ({
  key: id ?? '',
  name,
  value,
  low,
  high,
  sample,
  isSmall,
})

const Batches = ({
  board,
  which,
  measure,
}: {
  board: Board
  which: 'connect' | 'close'
  measure: Measure | undefined
}) => {
  if (!measure) return null
  return (
    <IntervalDots
      title={which === 'connect' ? text.connectByBatch : text.closeByBatch}
      measure={{ name: measure.name, unit: 'share' }}
      whole={board.whole[which].value}
      rows={board.batches.map((batch) => intervalOf(batch, batch[which]))}
    />
  )
}

const isOutcome = (code: string): code is OutcomeCode => code in outcomes
const Refusals = ({ board }: { board: Board }) => {
  const say = useWords()
  return (
    <Pareto
      title={text.refusals}
      counted={text.refused}
      items={board.refusals.map(({ code, count }) => ({
        key: code,
        name: isOutcome(code) ? say(outcomes[code]) : code,
        count,
      }))}
    />
  )
}

const Scripts = ({ scripts }: Pick<Board, 'scripts'>) => {
  const say = useWords()
  if (scripts.length < 2) return null
  return (
    <Sheet title={text.scripts}>
      <ul className={style.helpList}>
        {scripts.map(({ version, calls, successes }) => (
          <li key={version}>
            {say(text.version)} {version}: {formatNumber(successes)} / {formatNumber(calls)} ·{' '}
            {formatShare(successes / calls)}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

/** One campaign's line against its plan, its batches with intervals, and why customers refuse. */
export const CampaignBoard = ({ campaignId, from, to }: { campaignId: string; from: string; to: string }) => {
  const measures = useMeasures()
  const drawer = useDrawer<DrillStart>()
  const asked = useAsk(getCampaignBoard, { params: { campaignId }, query: { from, to } }, { everyMs: 30_000 })
  const openDay = (campaign: { id: string; name: string }) => (day: string) => {
    const measure = measures.get('online_successes')
    if (measure) drawer.show({ measure, from: day, to: day, campaign })
  }
  return (
    <Shown asked={asked} rows={12}>
      {(board) => (
        <>
          <Sheet>
            {board.hasPlan ? (
              <PaceLine
                title={text.pace}
                counted={{ name: text.successes, unit: 'count' }}
                height={280}
                days={board.days.map(({ day, ...rest }) => ({ key: day, label: day.slice(5), ...rest }))}
                onPick={openDay({ id: campaignId, name: board.name })}
              />
            ) : (
              <Nothing words={text.noPlan} />
            )}
          </Sheet>
          {board.batches.length === 0 ? (
            <Sheet title={text.batches}>
              <Nothing words={text.noBatches} />
            </Sheet>
          ) : (
            <Grid least={420}>
              <Sheet>
                <Batches board={board} which="connect" measure={measures.get('connect_rate')} />
              </Sheet>
              <Sheet>
                <Batches board={board} which="close" measure={measures.get('close_rate')} />
              </Sheet>
            </Grid>
          )}
          <Sheet>
            <Refusals board={board} />
          </Sheet>
          <Scripts scripts={board.scripts} />
          <DrillDrawer open={drawer.open} start={drawer.shown} onClose={drawer.close} />
        </>
      )}
    </Shown>
  )
}
