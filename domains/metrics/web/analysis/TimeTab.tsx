import { StackedBars } from '#web/ui/charts/StackedBars.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing, Shown } from '#web/ui/Shown.tsx'
import type { Measure, MeasuredGroup } from '../../contract.ts'
import type { Narrow } from './search.ts'
import { text } from './text.ts'
import { figureOf, useDrill, useFigures } from './use-figures.tsx'

/** Parts of signed-in time that leave each other out. Talk, with hold, is told as a share only: its numerator, in seconds. */
const talk = { code: 'talk_utilisation', name: { zh: '通话', en: 'Talk' } }
const parts = [
  { code: 'dialing_time', name: { zh: '拨号振铃', en: 'Dialling' } },
  { code: 'wrap_up_time', name: { zh: '话后', en: 'Wrap-up' } },
  { code: 'idle_time', name: { zh: '空闲', en: 'Idle' } },
  { code: 'not_ready_time', name: { zh: '示忙', en: 'Not ready' } },
  { code: 'break_time', name: { zh: '小休', en: 'Break' } },
  { code: 'training_meeting_time', name: { zh: '培训会议', en: 'Training and meetings' } },
] as const
const codes = [talk.code, ...parts.map(({ code }) => code)]

/** In seconds, in the order of the parts; what none of them tells comes last. */
const secondsOf = (group: MeasuredGroup): number[] | undefined => {
  const share = figureOf(group, talk.code)
  if (!share?.denominator || share.numerator === null) return undefined
  const others = parts.map(({ code }) => (figureOf(group, code)?.value ?? 0) * 3600)
  const known = [share.numerator, ...others]
  return [...known, Math.max(0, share.denominator - known.reduce((sum, value) => sum + value, 0))]
}

/** What signed-in time goes into, an agent a bar. */
export const TimeTab = ({ measures, narrow }: { measures: readonly Measure[]; narrow: Narrow }) => {
  const asked = useFigures(codes, ['agent'], narrow)
  const drill = useDrill(narrow)
  const ofCalls = measures.find(({ code }) => code === 'average_talk_time')
  return (
    <Sheet>
      <Shown asked={asked} rows={8}>
        {(groups) => {
          const rows = groups.flatMap((group) => {
            const [key] = group.keys
            const values = secondsOf(group)
            return key && values ? [{ key, name: group.labels[0] ?? key, values }] : []
          })
          if (rows.length === 0) return <Nothing words={narrow.campaignId ? text.timeOfAll : text.nothing} />
          return (
            <StackedBars
              title={text.timeTitle}
              unit="duration"
              parts={[
                ...[talk, ...parts].map(({ code, name }) => ({ key: code, name })),
                { key: 'rest', name: text.otherTime },
              ]}
              rows={rows}
              onPick={(agentId) => drill.open(ofCalls, { agentId })}
            />
          )
        }}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}
