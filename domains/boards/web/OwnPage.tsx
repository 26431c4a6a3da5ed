import { CheckCircleFilled, RiseOutlined, TrophyOutlined } from '@ant-design/icons'
import { Button, InputNumber } from 'antd'
import { useCallback, useState } from 'react'
import type { Measure, Measured } from '#domains/metrics/contract.ts'
import { figureUnits } from '#domains/metrics/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { axis, Chart, type ChartLook } from '#web/ui/Chart.tsx'
import type { ChartOption } from '#web/ui/chart-option.ts'
import { Figure } from '#web/ui/Figure.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { OwnBoard } from '../board-shapes.ts'
import { dropOwnGoal, getOwnBoard, setOwnGoal } from '../contract.ts'
import { nextStepWords, text } from '../text.ts'
import style from './boards.module.css'
import { basisText, valueText } from './figure-text.ts'
import { useMeasures } from './use-measures.ts'

const NextStep = ({ next }: Pick<OwnBoard, 'next'>) => {
  const say = useWords()
  return (
    <Sheet title={text.nextStep}>
      <div className={style.step}>
        {next ? <TrophyOutlined aria-hidden="true" /> : <RiseOutlined aria-hidden="true" />}
        {next
          ? say(nextStepWords[next.kind], { place: next.place ?? 0, missing: next.missing ?? 0 })
          : say(text.noNextStep)}
      </div>
    </Sheet>
  )
}

const GoalBar = ({ name, reached, goal }: { name: string; reached: number; goal: number }) => {
  const say = useWords()
  const done = reached >= goal
  return (
    <div>
      <p>
        <span>{name}</span>
        <span>
          {done && (
            <b className={`${style.light} ${style.green}`}>
              <CheckCircleFilled aria-hidden="true" /> {say(text.goalReached)}
            </b>
          )}{' '}
          {formatNumber(reached)} / {formatNumber(goal)}
        </span>
      </p>
      <div className={style.track} aria-hidden="true">
        <span className={style.green} style={{ width: `${Math.min(100, (100 * reached) / goal)}%` }} />
      </div>
    </div>
  )
}

const Goal = ({ board }: { board: OwnBoard }) => {
  const say = useWords()
  const { goal, today, codes } = board
  const [wanted, setWanted] = useState<{ successes: number | null; calls: number | null }>(
    goal ?? { successes: null, calls: null },
  )
  const save = useDo(setOwnGoal, { refresh: [getOwnBoard], done: text.goalSet })
  const drop = useDo(dropOwnGoal, {
    refresh: [getOwnBoard],
    onDone: () => setWanted({ successes: null, calls: null }),
  })
  const reached = (code: string): number => today[codes.indexOf(code)]?.numerator ?? 0
  return (
    <Sheet title={text.myGoal} help={text.goalHelp}>
      {goal && (
        <div className={style.goalBars}>
          {goal.successes !== null && (
            <GoalBar name={say(text.goalSuccesses)} reached={reached('online_successes')} goal={goal.successes} />
          )}
          {goal.calls !== null && (
            <GoalBar name={say(text.goalCalls)} reached={reached('agent_calls')} goal={goal.calls} />
          )}
        </div>
      )}
      <form
        className={style.goalForm}
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate({ body: wanted })
        }}
      >
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the number field inside is the control. */}
        <label>
          {say(text.goalSuccesses)}
          <InputNumber
            controls={false}
            min={1}
            max={999}
            precision={0}
            value={wanted.successes}
            onChange={(successes) => setWanted({ ...wanted, successes })}
          />
        </label>
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the number field inside is the control. */}
        <label>
          {say(text.goalCalls)}
          <InputNumber
            controls={false}
            min={1}
            max={9999}
            precision={0}
            value={wanted.calls}
            onChange={(calls) => setWanted({ ...wanted, calls })}
          />
        </label>
        <Button
          type="primary"
          htmlType="submit"
          loading={save.isPending}
          disabled={wanted.successes === null && wanted.calls === null}
        >
          {say(text.setGoal)}
        </Button>
        {goal && (
          <Button onClick={() => drop.mutate()} loading={drop.isPending}>
            {say(text.dropGoal)}
          </Button>
        )}
      </form>
    </Sheet>
  )
}

const Trend = ({ board }: { board: OwnBoard }) => {
  const { trend, average, goal } = board
  const option = useCallback(
    ({ palette, say, series }: ChartLook): ChartOption => ({
      xAxis: { ...axis(palette), type: 'category', data: trend.map(({ day }) => day.slice(5)) },
      yAxis: [
        { ...axis(palette), type: 'value', minInterval: 1 },
        { ...axis(palette), type: 'value', minInterval: 1, splitLine: { show: false } },
      ],
      series: [
        {
          type: 'bar',
          name: say(text.calls),
          yAxisIndex: 1,
          data: trend.map(({ calls }) => calls),
          barMaxWidth: 22,
          itemStyle: { color: palette.line, borderRadius: [2, 2, 0, 0] },
        },
        {
          type: 'line',
          name: say(text.successes),
          data: trend.map(({ successes }) => successes),
          symbolSize: 7,
          color: series[0] ?? palette.primary,
          lineStyle: { width: 2.5 },
        },
        ...(average === null
          ? []
          : [
              {
                type: 'line' as const,
                name: say(text.ownAverage),
                data: trend.map(() => Math.round(average * 10) / 10),
                symbol: 'none',
                color: palette.muted,
                lineStyle: { type: 'dashed' as const, width: 1.5 },
              },
            ]),
        ...(goal?.successes == null
          ? []
          : [
              {
                type: 'line' as const,
                name: say(text.myGoal),
                data: trend.map(() => goal.successes),
                symbol: 'none',
                color: palette.ok,
                lineStyle: { type: 'dotted' as const, width: 2 },
              },
            ]),
      ],
    }),
    [trend, average, goal],
  )
  return (
    <Sheet>
      <Chart
        title={text.trend}
        option={option}
        height={250}
        table={{
          columns: [text.day, text.successes, text.calls],
          rows: trend.map(({ day, successes, calls }) => [day, successes, calls]),
        }}
      />
    </Sheet>
  )
}

const Stars = ({ stars }: Pick<OwnBoard, 'stars'>) => {
  if (stars.length === 0) return null
  return (
    <Sheet title={text.stars}>
      <ol className={style.starList}>
        {stars.map(({ name, successes }) => (
          <li key={`${name} ${successes}`}>
            {name} <b>{formatNumber(successes)}</b>
          </li>
        ))}
      </ol>
    </Sheet>
  )
}

const Figures = ({ board, measures }: { board: OwnBoard; measures: ReadonlyMap<string, Measure> }) => {
  const say = useWords()
  return (
    <Grid least={140}>
      {board.codes.map((code, place) => {
        const measure = measures.get(code)
        const [today, week] = [board.today[place], board.week[place]] as [Measured | undefined, Measured | undefined]
        if (!measure) return null
        return (
          <Figure
            key={code}
            name={measure.name}
            explain={measure.meaning}
            value={today?.value}
            unit={figureUnits[measure.unit]}
            footnote={
              <>
                {today && basisText(measure, today) && <span>{basisText(measure, today)}</span>}
                <span>
                  {say(text.thisWeek)} {valueText(measure, week?.value)}
                </span>
              </>
            }
          />
        )
      })}
    </Grid>
  )
}

/** An agent's own page: own figures, own goal, the next step up. */
export const OwnPage = () => {
  const measures = useMeasures()
  const asked = useAsk(getOwnBoard, undefined, { everyMs: 20_000 })
  return (
    <PageFrame
      title={text.own}
      help={text.ownHelp}
      aside={asked.data && <span className={style.aside}>{asked.data.day}</span>}
    >
      <Shown asked={asked} rows={10}>
        {(board) => (
          <>
            <Figures board={board} measures={measures} />
            <div className={style.two}>
              <div className={style.stack}>
                <NextStep next={board.next} />
                <Trend board={board} />
              </div>
              <div className={style.stack}>
                <Goal key={board.day} board={board} />
                <Stars stars={board.stars} />
              </div>
            </div>
          </>
        )}
      </Shown>
    </PageFrame>
  )
}
