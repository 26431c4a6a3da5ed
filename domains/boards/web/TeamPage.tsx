import { TrophyOutlined } from '@ant-design/icons'
import { Link } from '@tanstack/react-router'
import { Button, Select, Tooltip } from 'antd'
import { getFloor } from '#domains/floor/contract.ts'
import type { Measure, Measured } from '#domains/metrics/contract.ts'
import { figureUnits } from '#domains/metrics/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Grid, PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import type { TeamBoard, TeamMember } from '../board-shapes.ts'
import { getTeamBoard } from '../contract.ts'
import { helpWords, text } from '../text.ts'
import style from './boards.module.css'
import { DrillDrawer, type DrillStart } from './Drill.tsx'
import { basisText, boundsText, valueText } from './figure-text.ts'
import { teamSearch } from './searches.ts'
import { useMeasures } from './use-measures.ts'

type Seen = { board: TeamBoard; measures: ReadonlyMap<string, Measure>; open: (start: DrillStart) => void }
const valueFor = (board: TeamBoard, values: readonly Measured[], code: string): Measured | undefined =>
  values[board.codes.indexOf(code)]

/** A value with its 95 % interval, beside the team's own as a line. */
const IntervalBar = ({ measured, whole, most }: { measured: Measured; whole: number | null; most: number }) => {
  const at = (value: number): string => `${Math.min(100, Math.max(0, (100 * value) / most))}%`
  const { value, low, high, isSmall } = measured
  if (value === null) return null
  return (
    <span className={`${style.interval} ${isSmall ? style.pale : ''}`} aria-hidden="true">
      {low !== null && high !== null && <span style={{ left: at(low), right: `calc(100% - ${at(high)})` }} />}
      {whole !== null && <b style={{ left: at(whole) }} />}
      <i style={{ left: at(value) }} />
    </span>
  )
}

const timeParts = [
  ['talk_utilisation', 'talk', text.talking],
  ['idle_rate', 'wait', text.waiting],
  ['not_ready_rate', 'pause', text.paused],
] as const
const TimeBar = ({ board, values }: { board: TeamBoard; values: readonly Measured[] }) => {
  const say = useWords()
  const parts = timeParts.map(([code, look, words]) => ({
    look,
    words,
    share: valueFor(board, values, code)?.value ?? null,
  }))
  if (parts.every(({ share }) => share === null)) return <>–</>
  const rest = Math.max(0, 1 - parts.reduce((sum, { share }) => sum + (share ?? 0), 0))
  const all = [...parts, { look: 'other' as const, words: text.otherTime, share: rest }]
  const told = all.map(({ words, share }) => `${say(words)} ${formatShare(share, 0)}`).join(' · ')
  return (
    <Tooltip title={told}>
      <span className={style.time} role="img" aria-label={told}>
        {all.map(({ look, share }) => (
          <span key={look} className={`${style.timePart} ${style[look]}`} style={{ width: `${(share ?? 0) * 100}%` }} />
        ))}
      </span>
    </Tooltip>
  )
}
const TimeLegend = () => {
  const say = useWords()
  return (
    <div className={style.legend}>
      {[
        ...timeParts.map(([, look, words]) => ({ look, words })),
        { look: 'other' as const, words: text.otherTime },
      ].map(({ look, words }) => (
        <span key={look} className={style[look]}>
          {say(words)}
        </span>
      ))}
    </div>
  )
}

const numberColumn = ({ board, measures, open }: Seen, code: string, width = 92): Column<TeamMember>[] => {
  const measure = measures.get(code)
  if (!measure) return []
  return [
    {
      key: code,
      title: measure.name,
      explain: measure.formula,
      number: true,
      width,
      show: ({ id, name, values }) => {
        const measured = valueFor(board, values, code)
        return (
          <button
            type="button"
            className={`${style.cell} ${measured?.isSmall ? style.small : ''}`}
            title={measured && basisText(measure, measured)}
            onClick={() => open({ measure, from: board.day, to: board.day, team: board.team, agent: { id, name } })}
          >
            {valueText(measure, measured?.value)}
          </button>
        )
      },
    },
  ]
}

const columnsOf = (seen: Seen): Column<TeamMember>[] => {
  const { board, measures } = seen
  const close = measures.get('close_rate')
  const whole = valueFor(board, board.whole, 'close_rate')?.value ?? null
  const highs = board.members.flatMap(({ values }) => {
    const one = valueFor(board, values, 'close_rate')
    return one && !one.isSmall ? [one.high ?? one.value ?? 0] : []
  })
  const most = Math.max(0.05, 2 * (whole ?? 0), ...highs)
  return [
    { key: 'number', title: { zh: '工号', en: 'Staff no.' }, show: ({ staffNumber }) => staffNumber, width: 84 },
    { key: 'name', title: text.agent, show: ({ name }) => name, width: 100 },
    {
      key: 'goal',
      title: text.ofOwnGoal,
      show: ({ goal, values }) =>
        `${formatNumber(valueFor(board, values, 'online_successes')?.value)} / ${goal === null ? '–' : goal}`,
      number: true,
      width: 120,
    },
    ...numberColumn(seen, 'agent_calls'),
    ...(close
      ? [
          {
            key: 'close_rate',
            title: close.name,
            explain: close.formula,
            width: 180,
            show: ({ values }: TeamMember) => {
              const measured = valueFor(board, values, 'close_rate')
              return (
                <Tooltip title={measured && `${basisText(close, measured)} · ${boundsText(close, measured)}`}>
                  <span className={measured?.isSmall ? style.small : undefined}>
                    {measured && <IntervalBar measured={measured} whole={whole} most={most} />}{' '}
                    {valueText(close, measured?.value)}
                  </span>
                </Tooltip>
              )
            },
          },
        ]
      : []),
    ...numberColumn(seen, 'calls_per_login_hour'),
    ...numberColumn(seen, 'average_wrap_up'),
    {
      key: 'time',
      title: text.timeStates,
      show: ({ values }) => <TimeBar board={board} values={values} />,
      width: 170,
    },
  ]
}

const Praised = ({ board, measures }: Pick<Seen, 'board' | 'measures'>) => {
  const say = useWords()
  const close = measures.get('close_rate')
  const { stars, improved } = board
  return (
    <>
      <Sheet title={text.stars}>
        {stars.length === 0 ? (
          say(text.noStarsYet)
        ) : (
          <ol className={style.starList}>
            {stars.map(({ id, name, successes }) => (
              <li key={id}>
                {name} <b>{formatNumber(successes)}</b>
              </li>
            ))}
          </ol>
        )}
      </Sheet>
      <Sheet title={text.mostImproved}>
        {improved ? (
          <span>
            <TrophyOutlined aria-hidden="true" /> <b>{improved.name}</b>{' '}
            {say(text.improvedFrom, {
              before: valueText(close, improved.before),
              now: valueText(close, improved.now),
            })}
          </span>
        ) : (
          say(text.nobodyImproved)
        )}
      </Sheet>
    </>
  )
}

const Help = ({ members }: { members: readonly TeamMember[] }) => {
  const say = useWords()
  const needing = members.filter(({ help }) => help.length > 0)
  return (
    <Sheet title={text.mayNeedHelp}>
      {needing.length === 0 ? (
        say(text.allFine)
      ) : (
        <ul className={style.helpList}>
          {needing.map(({ id, name, help }) => (
            <li key={id}>
              <b>{name}</b>
              {help.map((reason) => (
                <p key={reason}>{say(helpWords[reason])}</p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}

/** Shares of the day, told by the bar of each agent. */
const shownAsTime = new Set<string>(timeParts.map(([code]) => code).slice(1))

/** By staff number as they came, those who have not signed in today after those who have. */
const presentFirst = (members: readonly TeamMember[]): TeamMember[] => {
  const isHere = ({ values }: TeamMember): boolean => values.some(({ value }) => value !== null)
  return [...members.filter(isHere), ...members.filter((member) => !isHere(member))]
}

const Board = (seen: Seen) => {
  const { board, measures, open } = seen
  const asked = {
    data: presentFirst(board.members),
    error: null,
    isPending: false,
    isFetching: false,
    refetch: () => undefined,
  }
  return (
    <>
      <Grid least={130}>
        {board.codes.map((code, place) => {
          const measure = measures.get(code)
          const measured = board.whole[place]
          if (!measure || shownAsTime.has(code)) return null
          return (
            <Figure
              key={code}
              name={measure.name}
              explain={measure.formula}
              value={measured?.value}
              unit={figureUnits[measure.unit]}
              footnote={measured && basisText(measure, measured)}
            />
          )
        })}
      </Grid>
      <Grid least={260}>
        <Help members={board.members} />
        <Praised board={board} measures={measures} />
      </Grid>
      <Sheet flush>
        <DataTable
          name="teamBoard"
          asked={asked}
          columns={columnsOf(seen)}
          rowKey={({ id }) => id}
          rowTone={({ help }) => (help.length > 0 ? 'warn' : undefined)}
          onOpen={({ id, name }) => {
            const measure = measures.get('close_rate')
            if (measure) open({ measure, from: board.day, to: board.day, team: board.team, agent: { id, name } })
          }}
          empty={{ words: text.nobodyInTeam }}
        />
        <TimeLegend />
      </Sheet>
    </>
  )
}

/** A leader's own team today: who carries it, who may need a hand. */
export const TeamPage = () => {
  const say = useWords()
  const may = useMay()
  const filters = useFilters(teamSearch)
  const measures = useMeasures()
  const drawer = useDrawer<DrillStart>()
  const { teamId } = filters.values
  const asked = useAsk(getTeamBoard, { query: { teamId } }, { everyMs: 20_000 })
  const teams = asked.data?.teams ?? []
  return (
    <PageFrame
      title={text.team}
      help={text.teamHelp}
      aside={asked.data && <span className={style.aside}>{`${asked.data.team.name} · ${asked.data.day}`}</span>}
      actions={
        <>
          {teams.length > 1 && (
            <Select
              aria-label={say(text.chooseTeam)}
              style={{ minWidth: 150 }}
              value={asked.data?.team.id ?? null}
              options={teams.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(chosen: string | null) => filters.set({ teamId: chosen ?? undefined })}
            />
          )}
          {may(getFloor) && (
            <Link to={'/floor' as string} search={{ teamId: asked.data?.team.id } as never}>
              <Button>{say(text.openFloor)}</Button>
            </Link>
          )}
        </>
      }
    >
      <Shown asked={asked} rows={12}>
        {(board) => <Board board={board} measures={measures} open={drawer.show} />}
      </Shown>
      <DrillDrawer open={drawer.open} start={drawer.shown} onClose={drawer.close} />
    </PageFrame>
  )
}
