import type { ReactNode } from 'react'
import { addDays, eachDay } from '#contract/days.ts'
import { useTimeZone } from '#web/client/session.tsx'
import { ControlChart } from '#web/ui/charts/ControlChart.tsx'
import { dayAt } from '#web/ui/moments.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { Measure } from '../../contract.ts'
import { figureUnits } from '../measured-value.ts'
import type { Narrow } from './search.ts'
import { named, text } from './text.ts'
import { figureOf, MeasurePicker, useDrill, useFigures, useMeasures } from './use-figures.tsx'

/** Shares of calls. What counts calls against records is no share: it may exceed the whole. */
const isShare = ({ code, unit, drill }: Measure): boolean =>
  unit === 'ratio' && drill.denominator && code !== 'contact_rate'

type SheetProps = { measure: Measure; narrow: Narrow; height?: number; extra?: ReactNode }
/** A rate day by day with the limits chance alone would keep; a day opens its calls. */
export const ControlSheet = ({ measure, narrow, height = 360, extra }: SheetProps) => {
  const asked = useFigures([measure.code], ['day'], narrow)
  const drill = useDrill(narrow)
  return (
    <Sheet extra={extra}>
      <Shown asked={asked} rows={8}>
        {(groups) => {
          const byDay = new Map(groups.map((group) => [group.keys[0], figureOf(group, measure.code)]))
          const lots = eachDay(narrow.from, narrow.to).map((day) => ({
            key: day,
            label: day.slice(5),
            events: byDay.get(day)?.numerator ?? 0,
            of: byDay.get(day)?.denominator ?? 0,
          }))
          return (
            <ControlChart
              title={named(text.control, { name: measure.name })}
              height={height}
              rate={{ name: measure.name, unit: figureUnits[measure.unit] }}
              leastCases={measure.minimumSample}
              lots={lots.some(({ of }) => of > 0) ? lots : []}
              {...(drill.opens(measure)
                ? { onPick: (day: string) => drill.open(measure, { from: day, to: day }) }
                : {})}
            />
          )
        }}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}

/** The control chart of one measure, for pages of other domains; four weeks where no period is said. */
export const RateControl = ({ code, from, to, campaignId }: { code: string } & Partial<Narrow>) => {
  const measures = useMeasures()
  const today = dayAt(Date.now(), useTimeZone())
  const last = to ?? today
  const measure = measures.data?.find((one) => one.code === code)
  if (!measure) return null
  return (
    <ControlSheet measure={measure} narrow={{ from: from ?? addDays(last, -27), to: last, campaignId }} height={280} />
  )
}

type TabProps = {
  measures: readonly Measure[]
  narrow: Narrow
  code: string | undefined
  onCode: (code: string) => void
}
/** Any share of calls as a control chart. */
export const ControlTab = ({ measures, narrow, code, onCode }: TabProps) => {
  const choice = measures.filter(isShare)
  const measure =
    choice.find((one) => one.code === code) ?? choice.find((one) => one.code === 'connect_rate') ?? choice[0]
  if (!measure) return null
  const picker = <MeasurePicker measures={choice} code={measure.code} onPick={onCode} />
  return <ControlSheet measure={measure} narrow={narrow} extra={picker} />
}
