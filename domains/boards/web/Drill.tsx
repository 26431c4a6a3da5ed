import { Segmented } from 'antd'
import { useState } from 'react'
import {
  listCallsBehind,
  type Measure,
  type MeasuredGroup,
  measure as measureRoute,
  noKey,
} from '#domains/metrics/contract.ts'
import { CallRows } from '#domains/metrics/web/public.tsx'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer } from '#web/ui/Drawers.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { text } from '../text.ts'
import style from './boards.module.css'
import { basisText, boundsText, valueText } from './figure-text.ts'

/** Where somebody looks closer: a measure in a period, of everything or a part of it. */
export type DrillStart = {
  measure: Measure
  from: string
  to: string
  campaign?: { id: string; name: string }
  team?: { id: string; name: string }
  agent?: { id: string; name: string }
}
type Level = 'campaign' | 'team' | 'agent'
const levels: readonly Level[] = ['campaign', 'team', 'agent']

const levelWords = { campaign: text.byCampaign, team: text.byTeam, agent: text.byAgent }
const levelTitles = { campaign: text.campaign, team: text.chooseTeam, agent: text.agent }
type Chosen = Partial<Record<Level, { id: string; name: string }>>
const nextLevel = (chosen: Chosen): Level | undefined => {
  const deepest = levels.findLastIndex((level) => chosen[level] !== undefined)
  return levels[deepest + 1]
}

const columnsOf = (measure: Measure, level: Level, nobody: string): Column<MeasuredGroup>[] => [
  { key: 'name', title: levelTitles[level], show: ({ labels }) => labels[0] ?? nobody, width: 200 },
  {
    key: 'value',
    title: text.value,
    show: ({ values: [value] }) => (
      <span className={value?.isSmall ? style.small : undefined}>{valueText(measure, value?.value)}</span>
    ),
    number: true,
    width: 110,
  },
  {
    key: 'basis',
    title: text.basis,
    show: ({ values: [value] }) => (value ? basisText(measure, value) : ''),
    number: true,
    width: 140,
  },
  {
    key: 'interval',
    title: text.interval,
    show: ({ values: [value] }) => (value ? boundsText(measure, value) : '–'),
    number: true,
    width: 150,
  },
]

const Parts = ({
  start,
  chosen,
  level,
  onChoose,
}: {
  start: DrillStart
  chosen: Chosen
  level: Level
  onChoose: (one: { id: string; name: string }) => void
}) => {
  const say = useWords()
  const { measure, from, to } = start
  const narrowed = { campaignId: chosen.campaign?.id, teamId: chosen.team?.id }
  const asked = useAsk(measureRoute, { query: { codes: measure.code, by: level, from, to, ...narrowed } })
  return (
    <DataTable
      name={`drill-${level}`}
      asked={asked}
      columns={columnsOf(measure, level, say(text.nobody))}
      rowKey={({ keys }) => keys[0] ?? ''}
      onOpen={({ keys, labels }) => onChoose({ id: keys[0] ?? noKey, name: labels[0] ?? say(text.nobody) })}
    />
  )
}

const Calls = ({ start, chosen }: { start: DrillStart; chosen: Chosen }) => {
  const { measure, from, to } = start
  const drilled = {
    measure,
    from,
    to,
    campaignId: chosen.campaign?.id,
    teamId: chosen.team?.id,
    agentId: chosen.agent?.id,
  }
  return <CallRows drilled={drilled} part={measure.drill.numerator ? 'numerator' : 'denominator'} />
}

const Steps = ({ start }: { start: DrillStart }) => {
  const say = useWords()
  const may = useMay()
  const { campaign, team, agent, measure } = start
  const [chosen, setChosen] = useState<Chosen>({
    ...(campaign ? { campaign } : {}),
    ...(team ? { team } : {}),
    ...(agent ? { agent } : {}),
  })
  const [skipTo, setSkipTo] = useState<Level | 'calls'>()
  const next = nextLevel(chosen)
  const opensCalls = may(listCallsBehind) && (measure.drill.numerator || measure.drill.denominator)
  const further = levels.slice(next ? levels.indexOf(next) : levels.length)
  const shown = skipTo ?? next ?? 'calls'
  const views = [
    ...further.map((level) => ({ value: level as Level | 'calls', label: say(levelWords[level]) })),
    ...(opensCalls ? [{ value: 'calls' as const, label: say(text.openCalls) }] : []),
  ]
  const trail = [
    { name: say(text.everything), depth: 0 },
    ...levels.flatMap((level, place) => {
      const name = chosen[level]?.name
      return name ? [{ name, depth: place + 1 }] : []
    }),
  ]
  const back = (until: number) => {
    setSkipTo(undefined)
    setChosen(
      Object.fromEntries(levels.slice(0, until).flatMap((level) => (chosen[level] ? [[level, chosen[level]]] : []))),
    )
  }
  return (
    <>
      <p className={style.formula}>{say(measure.formula)}</p>
      <div className={style.drillBar}>
        <nav className={style.trail} aria-label={say(text.drill)}>
          {trail.map(({ name, depth }) => (
            <button key={depth} type="button" onClick={() => back(depth)}>
              {name}
            </button>
          ))}
        </nav>
        {views.length > 1 && (
          <Segmented<Level | 'calls'>
            size="small"
            aria-label={say(text.drill)}
            value={shown}
            options={views}
            onChange={setSkipTo}
          />
        )}
      </div>
      {shown === 'calls' ? (
        opensCalls && <Calls key={JSON.stringify(chosen)} start={start} chosen={chosen} />
      ) : (
        <Parts
          key={shown}
          start={start}
          chosen={chosen}
          level={shown}
          onChoose={(one) => {
            setSkipTo(undefined)
            setChosen({ ...chosen, [shown]: one })
          }}
        />
      )}
    </>
  )
}

/** One number, closer and closer: campaigns, teams, agents, the calls themselves. */
export const DrillDrawer = ({
  open,
  start,
  onClose,
}: {
  open: boolean
  start: DrillStart | undefined
  onClose: () => void
}) => {
  const say = useWords()
  if (!start) return null
  const { measure, from, to } = start
  return (
    <DetailDrawer
      open={open}
      width={860}
      title={`${say(measure.name)} · ${from === to ? from : `${from} – ${to}`}`}
      onClose={onClose}
    >
      <Steps key={JSON.stringify([measure.code, from, to, start.campaign, start.team, start.agent])} start={start} />
    </DetailDrawer>
  )
}
