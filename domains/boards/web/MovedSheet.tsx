import { ArrowDownOutlined, ArrowUpOutlined, MinusOutlined } from '@ant-design/icons'
import { Segmented } from 'antd'
import { useState } from 'react'
import type { Measure } from '#domains/metrics/contract.ts'
import { useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useFilters } from '#web/ui/filters.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import { type Cause, type Moved, movedSpans } from '../board-shapes.ts'
import { getMoved } from '../contract.ts'
import { text } from '../text.ts'
import shared from './boards.module.css'
import type { DrillStart } from './Drill.tsx'
import { changeText, valueText } from './figure-text.ts'
import style from './moved.module.css'
import { centreSearch } from './searches.ts'

type By = 'byCampaign' | 'byTeam'

const Arrow = ({ change }: { change: number | null }) => {
  if (!change) return <MinusOutlined aria-hidden="true" />
  return change > 0 ? <ArrowUpOutlined aria-hidden="true" /> : <ArrowDownOutlined aria-hidden="true" />
}

const CauseLine = ({ cause, measure }: { cause: Cause; measure: Measure }) => {
  const say = useWords()
  const { label, total, rate, mix, proven } = cause
  return (
    <li>
      <span className={style.causeName}>{label ?? say(text.nobody)}</span>
      <b>{changeText(say, measure, total)}</b>
      {measure.unit !== 'count' && (
        <span>
          {say(text.ownChange, { value: changeText(say, measure, rate) })} ·{' '}
          {say(text.mixChange, { value: changeText(say, measure, mix) })}
        </span>
      )}
      {rate !== 0 && (
        <em className={proven ? style.proven : undefined}>{say(proven ? text.proven : text.notProven)}</em>
      )}
    </li>
  )
}

/** Whether a change is for the better, by the direction of its measure. */
const toneOf = ({ better }: Measure, { change, proven }: Moved): string | undefined => {
  if (!proven || change === null || better === 'neither') return undefined
  return change > 0 === (better === 'higher') ? style.better : style.worse
}

const MovedItem = ({ moved, measure, by, onOpen }: { moved: Moved; measure: Measure; by: By; onOpen: () => void }) => {
  const say = useWords()
  const { before, now, change, proven } = moved
  return (
    <li className={style.moved}>
      <button type="button" className={style.movedHead} onClick={onOpen}>
        <span className={style.movedName}>{say(measure.name)}</span>
        <span>
          {valueText(measure, before)} → {valueText(measure, now)}
        </span>
        <b className={toneOf(measure, moved)}>
          <Arrow change={change} /> {changeText(say, measure, change)}
        </b>
        <em className={proven ? style.proven : undefined}>{say(proven ? text.proven : text.notProven)}</em>
      </button>
      <ul>
        {moved[by].map((cause) => (
          <CauseLine key={cause.key} cause={cause} measure={measure} />
        ))}
      </ul>
    </li>
  )
}

/** Proven changes with who brought them; the rest in a line, so that nobody chases chance. */
const Told = ({
  told,
  measures,
  by,
  onOpen,
}: {
  told: readonly Moved[]
  measures: ReadonlyMap<string, Measure>
  by: By
  onOpen: (measure: Measure) => void
}) => {
  const say = useWords()
  const known = told.flatMap((moved) => {
    const measure = measures.get(moved.code)
    return measure ? [{ moved, measure }] : []
  })
  const rest = known.filter(({ moved }) => !moved.proven)
  return (
    <>
      <ul className={style.movedList}>
        {known
          .filter(({ moved }) => moved.proven)
          .map(({ moved, measure }) => (
            <MovedItem key={moved.code} moved={moved} measure={measure} by={by} onOpen={() => onOpen(measure)} />
          ))}
      </ul>
      {rest.length > 0 && (
        <div className={style.chance}>
          <span>{say(text.maybeChance)}</span>
          {rest.map(({ moved, measure }) => (
            <button key={moved.code} type="button" onClick={() => onOpen(measure)}>
              {say(measure.name)} {changeText(say, measure, moved.change)}
            </button>
          ))}
        </div>
      )}
    </>
  )
}

/** What changed against the same days before, and who brought it; the clearest first. */
export const MovedSheet = ({
  measures,
  onOpen,
}: {
  measures: ReadonlyMap<string, Measure>
  onOpen: (start: DrillStart) => void
}) => {
  const say = useWords()
  const filters = useFilters(centreSearch)
  const { span = 'week' } = filters.values
  const [by, setBy] = useState<By>('byCampaign')
  const asked = useAsk(getMoved, { query: { span } }, { everyMs: 300_000 })
  return (
    <Sheet
      title={text.moved}
      help={text.movedHelp}
      extra={
        <span className={style.choices}>
          <Segmented
            size="small"
            aria-label={say(text.broughtBy)}
            value={by}
            options={(['byCampaign', 'byTeam'] as const).map((value) => ({ value, label: say(text[value]) }))}
            onChange={setBy}
          />
          <Segmented
            size="small"
            aria-label={say(text.period)}
            value={span}
            options={movedSpans.map((value) => ({ value, label: say(text.movedSpans[value]) }))}
            onChange={(chosen) => filters.set({ span: chosen })}
          />
        </span>
      }
    >
      <Shown asked={asked} rows={8}>
        {({ from, to, beforeFrom, beforeTo, moved }) => {
          const told = moved.filter(({ change }) => change !== null && change !== 0)
          if (told.length === 0) return <Nothing words={text.nothingMoved} />
          const open = (measure: Measure) => onOpen({ measure, from, to })
          const days = (first: string, last: string) => (first === last ? first : `${first} – ${last}`)
          return (
            <>
              <p className={shared.formula}>
                {say(text.compared, { now: days(from, to), before: days(beforeFrom, beforeTo) })}
              </p>
              <Told told={told} measures={measures} by={by} onOpen={open} />
            </>
          )
        }}
      </Shown>
    </Sheet>
  )
}
