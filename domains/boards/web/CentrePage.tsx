import { Link } from '@tanstack/react-router'
import { Button, Segmented, Tooltip } from 'antd'
import type { Measure } from '#domains/metrics/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { ControlChart } from '#web/ui/charts/ControlChart.tsx'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatNumber } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { type Figure as BoardFigure, boardPeriods, type CampaignLine, type CentreBoard } from '../board-shapes.ts'
import { getCentreBoard } from '../contract.ts'
import { reasonWords, text } from '../text.ts'
import style from './boards.module.css'
import { DrillDrawer, type DrillStart } from './Drill.tsx'
import { FindingsSheet } from './FindingsSheet.tsx'
import { basisText, boundsText, shareText, valueText } from './figure-text.ts'
import { LightTag } from './Light.tsx'
import { MovedSheet } from './MovedSheet.tsx'
import { centreSearch } from './searches.ts'
import { useMeasures } from './use-measures.ts'

type Open = (start: DrillStart) => void
type Seen = { board: CentreBoard; measures: ReadonlyMap<string, Measure>; open: Open }

type CardProps = { figure: BoardFigure; measure: Measure; isToday: boolean; onOpen: () => void }
const FigureCard = ({ figure, measure, isToday, onOpen }: CardProps) => {
  const say = useWords()
  const { now, before, goal, planned, light } = figure
  const value = valueText(measure, now.value)
  const basis = basisText(measure, now)
  return (
    <div className={style.card}>
      <div className={style.cardName}>
        <Tooltip title={`${say(measure.formula)} ${say(measure.meaning)}`}>
          <span>{say(measure.name)}</span>
        </Tooltip>
        {goal !== null && <LightTag light={light} />}
      </div>
      <button
        type="button"
        className={`${style.cardValue} ${now.isSmall ? style.small : ''}`}
        onClick={onOpen}
        aria-label={`${say(measure.name)} ${value}, ${say(text.drill)}`}
        title={now.low === null ? undefined : `${say(text.interval)} ${boundsText(measure, now)}`}
      >
        {value}
        {goal !== null && <small>{shareText(now.numerator, goal)}</small>}
      </button>
      {goal !== null && (
        <div className={style.track} aria-hidden="true">
          <span
            className={style[light]}
            style={{ width: `${Math.min(100, (100 * (now.numerator ?? 0)) / Math.max(1, goal))}%` }}
          />
          {planned !== null && <i style={{ left: `${Math.min(100, (100 * planned) / Math.max(1, goal))}%` }} />}
        </div>
      )}
      <div className={style.cardFoot}>
        {goal !== null && (
          <span title={isToday ? say(text.neededTodayHelp) : undefined}>
            {say(isToday ? text.neededToday : text.ofGoal, {
              goal: formatNumber(goal),
              planned: formatNumber(planned),
            })}
          </span>
        )}
        {goal === null && basis && <span>{basis}</span>}
        {before && <span>{say(text.againstBefore, { value: valueText(measure, before.value) })}</span>}
        {now.isSmall && <em>{say(text.smallSample)}</em>}
      </div>
    </div>
  )
}

const Why = ({ reasons }: { reasons: CampaignLine['reasons'] }) => {
  const say = useWords()
  return <>{reasons.map((reason) => say(reasonWords[reason])).join(say({ zh: '；', en: '; ' }))}</>
}

const columnsOf = ({ board, measures, open }: Seen, say: ReturnType<typeof useWords>): Column<CampaignLine>[] => [
  { key: 'light', title: text.light, show: ({ light }) => <LightTag light={light} />, width: 84 },
  {
    key: 'name',
    title: text.campaign,
    show: ({ id, name }) => (
      <Link
        to={'/campaigns/$campaignId' as string}
        params={{ campaignId: id } as never}
        search={{ tab: 'board' } as never}
      >
        {name}
      </Link>
    ),
    width: 150,
  },
  { key: 'site', title: text.site, show: ({ siteName }) => siteName, width: 100, hidden: true },
  { key: 'why', title: text.why, show: ({ reasons }) => <Why reasons={reasons} />, width: 180 },
  {
    key: 'reached',
    title: text.reached,
    show: ({ reached, target }) => `${formatNumber(reached)} / ${target > 0 ? formatNumber(target) : '–'}`,
    number: true,
    width: 116,
  },
  { key: 'planned', title: text.plannedNow, show: ({ planned }) => formatNumber(planned), number: true, width: 88 },
  { key: 'ends', title: text.endsOn, show: ({ endsOn }) => endsOn ?? '–', width: 96, hidden: true },
  ...board.codes.flatMap((code, place): Column<CampaignLine>[] => {
    const measure = measures.get(code)
    if (!measure) return []
    return [
      {
        key: code,
        title: measure.name,
        explain: measure.formula,
        number: true,
        width: 84,
        // The reasons beside the light tell of it where it matters.
        hidden: code === 'abandon_rate',
        show: ({ id, name, values }) => {
          const measured = values[place]
          return (
            <button
              type="button"
              className={`${style.cell} ${measured?.isSmall ? style.small : ''}`}
              title={measured && measured.low !== null ? boundsText(measure, measured) : undefined}
              aria-label={`${name} ${say(measure.name)} ${valueText(measure, measured?.value)}`}
              onClick={() => open({ measure, from: board.from, to: board.to, campaign: { id, name } })}
            >
              {valueText(measure, measured?.value)}
            </button>
          )
        },
      },
    ]
  }),
]

const Campaigns = (seen: Seen) => {
  const say = useWords()
  const rows = seen.board.campaigns
  const asked = { data: rows, error: null, isPending: false, isFetching: false, refetch: () => undefined }
  return (
    <Sheet title={text.campaigns} flush>
      {rows.length === 0 ? (
        <Nothing
          words={text.noCampaigns}
          next={
            <Link to={'/campaigns' as string}>
              <Button size="small">{say(text.newCampaign)}</Button>
            </Link>
          }
        />
      ) : (
        <DataTable name="centreCampaigns" asked={asked} columns={columnsOf(seen, say)} rowKey={({ id }) => id} />
      )}
    </Sheet>
  )
}

const People = ({ people, measures }: { people: CentreBoard['people']; measures: Seen['measures'] }) => {
  const say = useWords()
  const { headcount, signedIn, presentToday, joined, left, days, attendance, attrition } = people
  return (
    <Sheet title={text.people}>
      <Grid least={130}>
        <Figure
          name={text.headcount}
          value={headcount}
          to="/employees"
          footnote={say(text.cameAndWent, { days, joined, left })}
        />
        <Figure
          name={text.present}
          value={presentToday}
          to="/floor"
          footnote={`${say(text.signedIn)} ${formatNumber(signedIn)}`}
        />
        {[attendance, attrition].map((measured) => {
          const measure = measures.get(measured.code)
          if (!measure) return null
          const basis = basisText(measure, measured)
          return (
            <Figure
              key={measured.code}
              name={measure.name}
              explain={measure.formula}
              value={measured.value}
              unit="share"
              {...(basis ? { footnote: basis } : {})}
            />
          )
        })}
      </Grid>
    </Sheet>
  )
}

const Board = ({ board, open }: Omit<Seen, 'measures'>) => {
  const measures = useMeasures()
  return (
    <>
      <div className={style.cards}>
        {board.figures.map((figure) => {
          const measure = measures.get(figure.code)
          const start = measure && { measure, from: board.from, to: board.to }
          return (
            start && (
              <FigureCard
                key={figure.code}
                figure={figure}
                measure={measure}
                isToday={board.from === board.to}
                onOpen={() => open(start)}
              />
            )
          )
        })}
      </div>
      <Campaigns board={board} measures={measures} open={open} />
      <div className={style.two}>
        <div className={style.stack}>
          <MovedSheet onOpen={open} measures={measures} />
          <FindingsSheet />
        </div>
        <div className={style.stack}>
          <Sheet>
            <ControlChart
              title={text.complaints}
              rate={{ name: text.complaintsName, unit: 'share' }}
              leastCases={30}
              height={230}
              lots={board.complaints.map(({ day, complaints, calls }) => ({
                key: day,
                label: day.slice(5),
                events: complaints,
                of: calls,
              }))}
              onPick={(day) => {
                const measure = measures.get('complaint_rate')
                if (measure) open({ measure, from: day, to: day })
              }}
            />
          </Sheet>
          <People people={board.people} measures={measures} />
        </div>
      </div>
    </>
  )
}

/** The director's page: goals, campaigns with their lights, what moved, complaints, people. */
export const CentrePage = () => {
  const say = useWords()
  const filters = useFilters(centreSearch)
  const { period = 'today' } = filters.values
  const drawer = useDrawer<DrillStart>()
  const asked = useAsk(getCentreBoard, { query: { period } }, { everyMs: 30_000 })
  return (
    <PageFrame
      title={text.centre}
      help={text.centreHelp}
      aside={
        asked.data && (
          <span className={style.aside}>
            {asked.data.from === asked.data.to ? asked.data.to : `${asked.data.from} – ${asked.data.to}`}
          </span>
        )
      }
      actions={
        <Segmented
          aria-label={say(text.period)}
          value={period}
          options={boardPeriods.map((value) => ({ value, label: say(text[value]) }))}
          onChange={(chosen) => filters.set({ period: chosen })}
        />
      }
    >
      <Shown asked={asked} rows={12}>
        {(board) => <Board board={board} open={drawer.show} />}
      </Shown>
      <DrillDrawer open={drawer.open} start={drawer.shown} onClose={drawer.close} />
    </PageFrame>
  )
}
