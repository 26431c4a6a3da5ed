import { Input } from 'antd'
import { useState } from 'react'
import { roles } from '#contract/role.ts'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, Facts, useDrawer } from '#web/ui/Drawers.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Words } from '#web/ui/Values.tsx'
import { listMeasures, type Measure } from '../contract.ts'
import { directionWords, text, unitWords } from '../text.ts'
import { formatMeasure } from './measured-value.ts'
import style from './metrics.module.css'

const columns: readonly Column<Measure>[] = [
  { key: 'name', title: text.measure, show: ({ name }) => <Words of={name} />, width: 185, fixed: 'start' },
  { key: 'formula', title: text.formula, show: ({ formula }) => <Words of={formula} />, width: 300 },
  { key: 'meaning', title: text.meaning, show: ({ meaning }) => <Words of={meaning} />, width: 370 },
  { key: 'unit', title: text.unit, show: ({ unit }) => <Words of={unitWords[unit]} />, width: 85 },
  { key: 'better', title: text.better, show: ({ better }) => <Words of={directionWords[better]} />, width: 130 },
]

const Entry = ({ measure }: { measure: Measure }) => {
  const say = useWords()
  return (
    <>
      <p className={style.formula}>{say(measure.formula)}</p>
      <Facts
        items={[
          { name: text.meaning, value: say(measure.meaning), wide: true },
          { name: text.excludes, value: measure.excludes && say(measure.excludes), wide: true },
          { name: text.unit, value: say(unitWords[measure.unit]) },
          { name: text.better, value: say(directionWords[measure.better]) },
          { name: text.sample, value: measure.minimumSample || '–' },
          { name: text.owner, value: say(roles[measure.owner]) },
          { name: text.source, value: measure.source ?? say(text.own) },
          { name: text.example, value: formatMeasure(measure.unit, measure.exampleValue) },
          { name: text.version, value: measure.version },
        ]}
      />
    </>
  )
}

/** What every number means and how it is counted. */
export const MeasureListPage = () => {
  const say = useWords()
  const locale = useLocale()
  const drawer = useDrawer<Measure>()
  const measures = useAsk(listMeasures, undefined, { freshMs: 600_000 })
  const [wanted, setWanted] = useState('')
  const found = (measures.data ?? []).filter(({ name, formula, meaning, code }) =>
    [name[locale], formula[locale], meaning[locale], code].some((words) =>
      words.toLowerCase().includes(wanted.trim().toLowerCase()),
    ),
  )
  return (
    <PageFrame
      title={text.dictionary}
      help={text.dictionaryHelp}
      actions={
        <Input.Search
          allowClear
          style={{ width: 280 }}
          placeholder={say(text.find)}
          aria-label={say(text.find)}
          onChange={({ target }) => setWanted(target.value)}
        />
      }
    >
      <DataTable
        name="measures"
        asked={{ ...measures, data: measures.data && found }}
        columns={columns}
        rowKey={({ code }) => code}
        onOpen={drawer.show}
      />
      <DetailDrawer open={drawer.open} title={drawer.shown?.name ?? text.measure} onClose={drawer.close}>
        {drawer.shown && <Entry measure={drawer.shown} />}
      </DetailDrawer>
    </PageFrame>
  )
}
