import { Segmented, Space } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { IntervalDots } from '#web/ui/charts/IntervalDots.tsx'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { type Asked, Shown } from '#web/ui/Shown.tsx'
import type { Measure, MeasuredGroup } from '../../contract.ts'
import { figureUnits } from '../measured-value.ts'
import type { Narrow } from './search.ts'
import { named, text } from './text.ts'
import { figureOf, MeasurePicker, useDrill, useFigures } from './use-figures.tsx'

export type By = 'team' | 'agent'
const everyone = { team: text.teams, agent: text.agents }

type TabProps = {
  measures: readonly Measure[]
  narrow: Narrow
  code: string | undefined
  by: By
  onCode: (code: string) => void
  onBy: (by: By) => void
  /** A team opens its agents. */
  onTeam: (teamId: string) => void
}

/** Teams or agents by one measure, each with its interval; a team opens its agents, an agent the calls. */
export const CompareTab = ({ measures, narrow, code, by, onCode, onBy, onTeam }: TabProps) => {
  const say = useWords()
  // Sums compare hours worked, not people; only what is divided by something is compared.
  const choice = measures.filter(({ unit }) => unit !== 'count' && unit !== 'hours')
  const measure = choice.find((one) => one.code === code) ?? choice.find((one) => one.code === 'online_success_rate')
  const codes = measure ? [measure.code] : []
  const whole = useFigures(codes, [], narrow)
  const asked: Asked<MeasuredGroup[]> = useFigures(codes, [by], narrow)
  const drill = useDrill(narrow)
  if (!measure) return null
  const pick =
    by === 'team' ? onTeam : drill.opens(measure) ? (agentId: string) => drill.open(measure, { agentId }) : undefined
  const extra = (
    <Space size="middle">
      <Segmented<By>
        aria-label={say(text.compare)}
        value={by}
        onChange={onBy}
        options={(['team', 'agent'] as const).map((value) => ({ value, label: say(everyone[value]) }))}
      />
      <MeasurePicker measures={choice} code={measure.code} onPick={onCode} />
    </Space>
  )
  return (
    <Sheet extra={extra}>
      <Shown asked={asked} rows={8}>
        {(groups) => (
          <IntervalDots
            title={named(text.compared, { name: measure.name, who: everyone[by] })}
            measure={{ name: measure.name, unit: figureUnits[measure.unit] }}
            better={measure.better === 'lower' ? 'lower' : 'higher'}
            whole={(whole.data?.[0] && figureOf(whole.data[0], measure.code)?.value) ?? null}
            rows={groups.flatMap((group) => {
              const [key] = group.keys
              const figure = figureOf(group, measure.code)
              if (!key || !figure || figure.value === null) return []
              const { value, low, high, sample, isSmall } = figure
              return [{ key, name: group.labels[0] ?? key, value, low, high, sample, isSmall }]
            })}
            {...(pick ? { onPick: pick } : {})}
          />
        )}
      </Shown>
      {drill.drawer}
    </Sheet>
  )
}
