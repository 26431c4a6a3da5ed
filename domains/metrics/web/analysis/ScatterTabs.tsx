import { IsoScatter } from '#web/ui/charts/IsoScatter.tsx'
import type { ScatterPoint } from '#web/ui/charts/scatter.ts'
import { ZoneScatter } from '#web/ui/charts/ZoneScatter.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { Measure, Measured, MeasuredGroup } from '../../contract.ts'
import type { Narrow } from './search.ts'
import { text } from './text.ts'
import { figureOf, useDrill, useFigures } from './use-figures.tsx'

type TabProps = { measures: readonly Measure[]; narrow: Narrow }
type Placed = { x: number | null | undefined; y: Measured | undefined }

/** One point for each agent of whom both values are known. */
const pointsOf = (groups: readonly MeasuredGroup[], place: (group: MeasuredGroup) => Placed): ScatterPoint[] =>
  groups.flatMap((group) => {
    const [key] = group.keys
    const { x, y } = place(group)
    if (!key || typeof x !== 'number' || !y || y.value === null) return []
    return [{ key, name: group.labels[0] ?? key, x, y: y.value, sample: y.sample, isSmall: y.isSmall }]
  })

const length = 'average_talk_time'
const perHour = 'calls_per_login_hour'
/** Length of conversations against calls an hour: short and many is best, the other three zones each have their own cause. */
export const ZonesTab = ({ measures, narrow }: TabProps) => {
  const asked = useFigures([length, perHour], ['agent'], narrow)
  const drill = useDrill(narrow)
  const nameOf = (code: string) => measures.find((one) => one.code === code)
  const [ofLength, ofCalls] = [nameOf(length), nameOf(perHour)]
  if (!ofLength || !ofCalls) return null
  return (
    <Sheet>
      <Shown asked={asked} rows={8}>
        {(groups) => (
          <ZoneScatter
            title={text.zones}
            height={400}
            x={{ name: ofLength.name, unit: 'duration' }}
            y={{ name: ofCalls.name, unit: 'decimal' }}
            points={pointsOf(groups, (group) => {
              const talk = figureOf(group, length)
              const calls = figureOf(group, perHour)
              const isSmall = Boolean(talk?.isSmall || calls?.isSmall)
              return { x: talk?.value, y: calls && { ...calls, isSmall, sample: talk?.sample ?? null } }
            })}
            zones={{
              lowHigh: { name: text.shortMany, tone: 'ok' },
              highLow: { name: text.longFew, tone: 'warn' },
              lowLow: { name: text.shortFew, tone: 'info' },
              highHigh: { name: text.longMany, tone: 'quiet' },
            }}
            onPick={(agentId) => drill.open(ofLength, { agentId })}
          />
        )}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}

const rate = 'online_success_rate'
/** Successes against their rate. The product of both is the success value: many from a wasted list, or few well made. */
export const ValueTab = ({ measures, narrow }: TabProps) => {
  const asked = useFigures([rate], ['agent'], narrow)
  const drill = useDrill(narrow)
  const measureOf = (code: string) => measures.find((one) => one.code === code)
  const [ofRate, successes] = [measureOf(rate), measureOf('online_successes')]
  if (!ofRate || !successes) return null
  return (
    <Sheet>
      <Shown asked={asked} rows={8}>
        {(groups) => (
          <IsoScatter
            title={text.valueTitle}
            height={400}
            x={{ name: successes.name, unit: 'count' }}
            y={{ name: ofRate.name, unit: 'share' }}
            product={{ name: measureOf('success_value')?.name ?? text.successValue }}
            points={pointsOf(groups, (group) => {
              const figure = figureOf(group, rate)
              return { x: figure?.numerator, y: figure }
            })}
            onPick={(agentId) => drill.open(ofRate, { agentId })}
          />
        )}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}
