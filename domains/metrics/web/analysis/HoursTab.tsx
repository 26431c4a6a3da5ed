import { Segmented, Select } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { HeatMap } from '#web/ui/charts/HeatMap.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import { text as kit } from '#web/ui/text.ts'
import type { Measure, MeasuredGroup } from '../../contract.ts'
import { text as measureText } from '../../text.ts'
import { CallRows } from '../CallsBehind.tsx'
import { figureUnits } from '../measured-value.ts'
import style from '../metrics.module.css'
import { daysOn } from './days.ts'
import type { Narrow } from './search.ts'
import { named, text, weekdayWords } from './text.ts'
import { figureOf, MeasurePicker, useDrill, useFigures } from './use-figures.tsx'

const offered = ['connect_rate', 'effective_rate', 'online_success_rate', 'close_rate', 'dials', 'average_talk_time']

type Part = 'numerator' | 'denominator'
type HourOfWeek = { hour: string; weekday: number }
/** The calls of one hour on one of the days the cell stands for. */
const HourCalls = ({ measure, narrow, place }: { measure: Measure; narrow: Narrow; place: HourOfWeek }) => {
  const say = useWords()
  const days = daysOn(place.weekday, narrow.from, narrow.to)
  const [chosen, setChosen] = useState(days[0])
  const day = chosen ?? narrow.to
  const parts = (['numerator', 'denominator'] as const).filter((one) => measure.drill[one])
  const [wanted, setWanted] = useState<Part>(parts[0] ?? 'numerator')
  return (
    <>
      <div className={style.formula}>
        {say(measure.formula)}
        <br />
        <Select
          aria-label={say(text.chooseDay)}
          value={day}
          onChange={setChosen}
          options={days.map((value) => ({ value, label: `${value} ${place.hour}:00` }))}
        />{' '}
        <Segmented<Part>
          aria-label={say(kit.view)}
          value={wanted}
          onChange={setWanted}
          options={parts.map((value) => ({ value, label: say(measureText[value]) }))}
        />
      </div>
      <CallRows
        key={`${day} ${wanted}`}
        drilled={{ measure, ...narrow, from: day, to: day, hour: place.hour }}
        part={wanted}
      />
    </>
  )
}

const hoursIn = (groups: readonly MeasuredGroup[]): string[] => {
  const known = groups.flatMap(({ keys, values }) => (keys[1] && values[0]?.value !== null ? [Number(keys[1])] : []))
  if (known.length === 0) return []
  const [from, to] = [Math.min(...known), Math.max(...known)]
  return Array.from({ length: to - from + 1 }, (_, place) => String(from + place).padStart(2, '0'))
}

type TabProps = {
  measures: readonly Measure[]
  narrow: Narrow
  code: string | undefined
  onCode: (code: string) => void
}
/** When it goes well: a measure by weekday and hour. */
export const HoursTab = ({ measures, narrow, code, onCode }: TabProps) => {
  const say = useWords()
  const choice = measures.filter((one) => offered.includes(one.code))
  const measure = choice.find((one) => one.code === code) ?? choice.find((one) => one.code === offered[0])
  const asked = useFigures(measure ? [measure.code] : [], ['weekday', 'hour'], narrow)
  const drill = useDrill(narrow)
  const calls = useDrawer<HourOfWeek>()
  if (!measure) return null
  const open = drill.opens(measure)
    ? (hour: string, weekday: string) => calls.show({ hour, weekday: Number(weekday) })
    : undefined
  return (
    <Sheet extra={<MeasurePicker measures={choice} code={measure.code} onPick={onCode} />}>
      <Shown asked={asked} rows={8}>
        {(groups) => {
          const hours = hoursIn(groups)
          return (
            <HeatMap
              title={named(text.byHour, { name: measure.name })}
              value={{ name: measure.name, unit: figureUnits[measure.unit] }}
              columns={hours.map((key) => ({ key, name: `${key}:00` }))}
              rows={
                hours.length === 0 ? [] : weekdayWords.map((words, day) => ({ key: String(day + 1), name: say(words) }))
              }
              cells={groups.flatMap((group) => {
                const [row, column] = group.keys
                const figure = figureOf(group, measure.code)
                if (!row || !column || !figure) return []
                return [{ row, column, value: figure.value, sample: figure.sample, isSmall: figure.isSmall }]
              })}
              {...(open ? { onPick: open } : {})}
            />
          )
        }}
      </Shown>
      <DetailDrawer open={calls.open} width={900} title={measure.name} onClose={calls.close}>
        {calls.shown && (
          <HourCalls
            key={`${calls.shown.weekday} ${calls.shown.hour}`}
            measure={measure}
            narrow={narrow}
            place={calls.shown}
          />
        )}
      </DetailDrawer>
    </Sheet>
  )
}
