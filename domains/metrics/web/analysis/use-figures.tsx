import { Select, Space } from 'antd'
import type { ReactNode } from 'react'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDrawer } from '#web/ui/Drawers.tsx'
import type { Asked } from '#web/ui/Shown.tsx'
import {
  listCallsBehind,
  listMeasures,
  type Measure,
  type MeasuredGroup,
  measure,
  measureCampaign,
} from '../../contract.ts'
import type { Grouping } from '../../measure.ts'
import { CallsBehind, type Drilled } from '../CallsBehind.tsx'
import type { Narrow } from './search.ts'
import { text } from './text.ts'

/** The dictionary; it changes so rarely that one answer does for the page. */
export const useMeasures = () => useAsk(listMeasures, undefined, { freshMs: 600_000 })

/** Figures of some measures told apart by some groupings, of everything looked at. */
export const useFigures = (
  codes: readonly string[],
  by: readonly Grouping[],
  { campaignId, ...narrow }: Narrow,
): Asked<MeasuredGroup[]> => {
  const query = { ...narrow, codes: codes.join(','), ...(by.length > 0 ? { by: by.join(',') } : {}) }
  const wanted = codes.length > 0
  const whole = useAsk(measure, { query }, { when: wanted && !campaignId, everyMs: 60_000 })
  const ofOne = useAsk(
    measureCampaign,
    { params: { campaignId: campaignId ?? '' }, query },
    { when: wanted && Boolean(campaignId), everyMs: 60_000 },
  )
  return campaignId ? ofOne : whole
}

/** One measure of a group; undefined where it was not asked for. */
export const figureOf = ({ values }: MeasuredGroup, code: string) => values.find((one) => one.code === code)

/** Whether the calls a measure is made of can be opened, by this reader. */
const useOpens = () => {
  const may = useMay()
  return (one: Measure | undefined): one is Measure =>
    one !== undefined && may(listCallsBehind) && (one.drill.numerator || one.drill.denominator)
}

/** Opens the calls behind a mark: `drill.opens(measure)` tells whether it can, `drill.drawer` stands in the page. */
export const useDrill = (narrow: Narrow) => {
  const opens = useOpens()
  const drawer = useDrawer<Drilled>()
  return {
    opens,
    open: (one: Measure | undefined, more: Partial<Omit<Drilled, 'measure'>> = {}) => {
      if (opens(one)) drawer.show({ measure: one, ...narrow, ...more })
    },
    drawer: (<CallsBehind open={drawer.open} drilled={drawer.shown} onClose={drawer.close} />) as ReactNode,
  }
}

/** Which measure a tab shows. */
export const MeasurePicker = ({
  measures,
  code,
  onPick,
}: {
  measures: readonly Measure[]
  code: string | undefined
  onPick: (code: string) => void
}) => {
  const say = useWords()
  return (
    <Space>
      <label htmlFor="analysis-measure">{say(text.measure)}</label>
      <Select
        id="analysis-measure"
        style={{ width: 240 }}
        showSearch={{ optionFilterProp: 'label' }}
        value={code ?? null}
        onChange={(chosen: string | null) => chosen && onPick(chosen)}
        options={measures.map((one) => ({ value: one.code, label: say(one.name) }))}
      />
    </Space>
  )
}
