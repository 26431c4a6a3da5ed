import { StackedBars } from '#web/ui/charts/StackedBars.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { Measure, MeasuredGroup } from '../../contract.ts'
import type { Narrow } from './search.ts'
import { text } from './text.ts'
import { figureOf, useDrill, useFigures } from './use-figures.tsx'

/** Shares of signed-in time that leave each other out; the dictionary says which there are. */
const parts = [
  { code: 'talk_utilisation', name: { zh: '通话', en: 'Talk' } },
  { code: 'wrap_up_rate', name: { zh: '话后', en: 'Wrap-up' } },
  { code: 'idle_rate', name: { zh: '空闲', en: 'Idle' } },
  { code: 'not_ready_rate', name: { zh: '示忙', en: 'Not ready' } },
] as const

const secondsOf = (group: MeasuredGroup, codes: readonly string[]): number[] | undefined => {
  const figures = codes.map((code) => figureOf(group, code))
  const whole = figures[0]?.denominator
  if (!whole || figures.some((figure) => !figure || figure.numerator === null)) return undefined
  const known = figures.map((figure) => figure?.numerator ?? 0)
  const rest = whole - known.reduce((sum, value) => sum + value, 0)
  return [...known, Math.max(0, rest)]
}

/** What signed-in time goes into, an agent a bar. */
export const TimeTab = ({ measures, narrow }: { measures: readonly Measure[]; narrow: Narrow }) => {
  const shown = parts.filter(({ code }) => measures.some((one) => one.code === code))
  const codes = shown.map(({ code }) => code)
  const asked = useFigures(codes, ['agent'], narrow)
  const drill = useDrill(narrow)
  const talk = measures.find(({ code }) => code === 'average_talk_time')
  return (
    <Sheet>
      <Shown asked={asked} rows={8}>
        {(groups) => {
          const rows = groups.flatMap((group) => {
            const [key] = group.keys
            const values = secondsOf(group, codes)
            return key && values ? [{ key, name: group.labels[0] ?? key, values }] : []
          })
          if (rows.length === 0) return <Nothing words={narrow.campaignId ? text.timeOfAll : text.nothing} />
          return (
            <StackedBars
              title={text.timeTitle}
              unit="duration"
              parts={[...shown.map(({ code, name }) => ({ key: code, name })), { key: 'rest', name: text.otherTime }]}
              rows={rows}
              onPick={(agentId) => drill.open(talk, { agentId })}
            />
          )
        }}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}
