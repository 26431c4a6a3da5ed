import { PlusOutlined } from '@ant-design/icons'
import { Button, Input, Segmented, Space } from 'antd'
import { z } from 'zod'
import { roles } from '#contract/role.ts'
import { useLocale, useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { DetailDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Words } from '#web/ui/Values.tsx'
import { listMeasures, type Measure } from '../contract.ts'
import { defineMeasure, getMeasure, type MeasureEntry, retireMeasure } from '../dictionary-contract.ts'
import { groupWords, words } from '../dictionary-text.ts'
import { measureGroups } from '../measure.ts'
import { directionWords, text, unitWords } from '../text.ts'
import { MeasureForm } from './dictionary/MeasureForm.tsx'
import { MeasurePage } from './dictionary/MeasurePage.tsx'
import { dictionarySearch } from './dictionary/search.ts'

const columns: readonly Column<Measure>[] = [
  { key: 'name', title: text.measure, show: ({ name }) => <Words of={name} />, width: 185, fixed: 'start' },
  { key: 'group', title: text.group, show: ({ group }) => <Words of={groupWords[group]} />, width: 120 },
  { key: 'formula', title: text.formula, show: ({ formula }) => <Words of={formula} />, width: 330 },
  { key: 'meaning', title: text.meaning, show: ({ meaning }) => <Words of={meaning} />, width: 330, hidden: true },
  { key: 'unit', title: text.unit, show: ({ unit }) => <Words of={unitWords[unit]} />, width: 85 },
  { key: 'better', title: text.better, show: ({ better }) => <Words of={directionWords[better]} />, width: 130 },
  { key: 'owner', title: text.owner, show: ({ owner }) => <Words of={roles[owner]} />, width: 100 },
  {
    key: 'source',
    title: text.source,
    show: ({ source }) => (source ? <span lang="zh">{source}</span> : '–'),
    width: 140,
  },
  { key: 'code', title: words.code, show: ({ code }) => code, width: 190, hidden: true },
]

const Deeds = ({ entry, onChange }: { entry: MeasureEntry; onChange: () => void }) => {
  const say = useWords()
  const confirm = useConfirm()
  const retire = useDo(retireMeasure, { refresh: [listMeasures, getMeasure], done: words.saved })
  const isRetired = entry.retiredAt !== null
  const ask = async () => {
    const sure = isRetired || (await confirm({ title: words.retire, body: words.retireHelp, action: words.retire }))
    if (sure) retire.mutate({ params: { code: entry.code }, body: { version: entry.version, retired: !isRetired } })
  }
  return (
    <Space>
      <Button onClick={onChange}>{say(words.change)}</Button>
      <Button onClick={() => void ask()}>{say(isRetired ? words.restore : words.retire)}</Button>
    </Space>
  )
}

const OpenMeasure = ({ code, onClose }: { code: string | undefined; onClose: () => void }) => {
  const may = useMay()
  const form = useDrawer<MeasureEntry>()
  const asked = useAsk(getMeasure, { params: { code: code ?? '' } }, { when: code !== undefined, keep: false })
  const entry = asked.data
  return (
    <>
      <DetailDrawer
        open={code !== undefined}
        title={entry?.name ?? text.measure}
        onClose={onClose}
        extra={
          entry?.definition && may(defineMeasure) ? <Deeds entry={entry} onChange={() => form.show(entry)} /> : null
        }
      >
        {code !== undefined && <Shown asked={asked}>{(shown) => <MeasurePage entry={shown} />}</Shown>}
      </DetailDrawer>
      {form.open && <MeasureForm open edited={form.shown} onClose={form.close} onSaved={form.close} />}
    </>
  )
}

const saysIt = (wanted: string, locale: 'zh' | 'en') => {
  const part = wanted.trim().toLowerCase()
  return ({ name, formula, meaning, code, source }: Measure): boolean =>
    [name[locale], name.zh, name.en, formula[locale], meaning[locale], code, source ?? ''].some((said) =>
      said.toLowerCase().includes(part),
    )
}

/** What every number means and how it is counted; and where a centre defines its own. */
export const MeasureListPage = () => {
  const say = useWords()
  const locale = useLocale()
  const may = useMay()
  const filters = useFilters(dictionarySearch)
  const creator = useDrawer()
  const measures = useAsk(listMeasures, undefined, { freshMs: 600_000 })
  const { group, find = '', code } = filters.values
  const all = measures.data ?? []
  const found = all.filter(saysIt(find, locale)).filter((measure) => group === undefined || measure.group === group)
  const counted = [...measureGroups, 'own' as const].map((value) => ({
    value: value as string,
    label: `${say(groupWords[value])} ${all.filter((measure) => measure.group === value).length}`,
  }))
  return (
    <PageFrame
      title={text.dictionary}
      help={text.dictionaryHelp}
      actions={
        <Space>
          <Input.Search
            allowClear
            style={{ width: 280 }}
            placeholder={say(text.find)}
            aria-label={say(text.find)}
            defaultValue={find}
            onChange={({ target }) => filters.set({ find: target.value || undefined })}
          />
          {may(defineMeasure) && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => creator.show()}>
              {say(words.define)}
            </Button>
          )}
        </Space>
      }
    >
      <DataTable
        name="measures"
        asked={{ ...measures, data: measures.data && found }}
        columns={columns}
        rowKey={(measure) => measure.code}
        filters={filters}
        onOpen={(measure) => filters.set({ code: measure.code })}
        toolbar={
          <Segmented
            aria-label={say(text.group)}
            size="small"
            value={group ?? ''}
            options={[{ value: '', label: `${say(words.all)} ${all.length}` }, ...counted]}
            onChange={(chosen) => filters.set({ group: z.enum([...measureGroups, 'own']).safeParse(chosen).data })}
          />
        }
      />
      <OpenMeasure code={code} onClose={() => filters.set({ code: undefined })} />
      {creator.open && (
        <MeasureForm
          open
          edited={undefined}
          onClose={creator.close}
          onSaved={({ code: made }) => {
            creator.close()
            filters.set({ code: made })
          }}
        />
      )}
    </PageFrame>
  )
}
