import { ControlChart } from '#web/ui/charts/ControlChart.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { Measure } from '../../contract.ts'
import { figureUnits } from '../measured-value.ts'
import { daysBetween } from './days.ts'
import type { Narrow } from './search.ts'
import { named, text } from './text.ts'
import { figureOf, MeasurePicker, useDrill, useFigures } from './use-figures.tsx'

/** Shares of calls: each call is in the numerator or not. What counts calls against records is no share. */
const isShare = ({ code, unit, drill }: Measure): boolean =>
  unit === 'ratio' && drill.numerator && drill.denominator && code !== 'contact_rate'

type TabProps = {
  measures: readonly Measure[]
  narrow: Narrow
  code: string | undefined
  onCode: (code: string) => void
}
/** A rate day by day with the limits chance alone would keep. */
export const ControlTab = ({ measures, narrow, code, onCode }: TabProps) => {
  const choice = measures.filter(isShare)
  const measure =
    choice.find((one) => one.code === code) ?? choice.find((one) => one.code === 'connect_rate') ?? choice[0]
  const asked = useFigures(measure ? [measure.code] : [], ['day'], narrow)
  const drill = useDrill(narrow)
  if (!measure) return null
  return (
    <Sheet extra={<MeasurePicker measures={choice} code={measure.code} onPick={onCode} />}>
      <Shown asked={asked} rows={8}>
        {(groups) => {
          const byDay = new Map(groups.map((group) => [group.keys[0], figureOf(group, measure.code)]))
          const lots = daysBetween(narrow.from, narrow.to).map((day) => ({
            key: day,
            label: day.slice(5),
            events: byDay.get(day)?.numerator ?? 0,
            of: byDay.get(day)?.denominator ?? 0,
          }))
          return (
            <ControlChart
              title={named(text.control, { name: measure.name })}
              height={360}
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
