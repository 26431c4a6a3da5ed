import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Select, Space } from 'antd'
import { useMay, useTimeZone, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { DayField, SelectField, TextField } from '#web/ui/fields.tsx'
import { useFilters } from '#web/ui/filters.ts'
import { dayAt } from '#web/ui/moments.ts'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { useConfirm } from '#web/ui/use-confirm.tsx'
import { Words } from '#web/ui/Values.tsx'
import { deskText as text } from '../desk-text.ts'
import { gateContract, type Holiday, listHolidays, removeHoliday, setHoliday } from '../gate-contract.ts'
import style from './rules.module.css'

const weekday = (day: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

const columns: readonly Column<Holiday>[] = [
  {
    key: 'day',
    title: text.day,
    width: 170,
    show: ({ day }) => (
      <span className="ca-number">
        {day} <Words of={{ zh: weekday(day, 'zh-CN'), en: weekday(day, 'en-GB') }} />
      </span>
    ),
  },
  {
    key: 'kind',
    title: text.holidayKind,
    width: 180,
    show: ({ kind }) => (
      <StateTag tone={kind === 'holiday' ? 'info' : 'warn'} text={kind === 'holiday' ? text.holiday : text.workday} />
    ),
  },
  {
    key: 'name',
    title: text.holidayName,
    width: 220,
    show: ({ nameZh, nameEn }) => <Words of={{ zh: nameZh || nameEn, en: nameEn || nameZh }} />,
  },
  { key: 'source', title: text.source, width: 240, cut: true, hidden: true, show: ({ source }) => source || '–' },
]

type Filled = { day: string; kind: Holiday['kind']; nameZh: string; nameEn: string }
const calendar = 'cn'
const Editor = ({ shown, open, onClose }: { shown: Holiday | undefined; open: boolean; onClose: () => void }) => {
  const set = useDo(setHoliday, { refresh: [listHolidays], done: text.holidaySaved, onDone: onClose })
  return (
    <FormDrawer<Filled>
      open={open}
      title={shown ? text.change : text.addHoliday}
      values={shown ?? { kind: 'holiday', nameZh: '', nameEn: '' }}
      onClose={onClose}
      onSave={({ day, ...body }) => set.mutateAsync({ params: { calendar, day }, body })}
    >
      <DayField name="day" label={text.day} required />
      <SelectField
        name="kind"
        label={text.holidayKind}
        required
        options={[
          { value: 'holiday', text: text.holiday },
          { value: 'workday', text: text.workday },
        ]}
      />
      <TextField name="nameZh" label={text.nameZh} />
      <TextField name="nameEn" label={text.nameEn} />
    </FormDrawer>
  )
}

const useActions = (onChange: (holiday: Holiday) => void): Column<Holiday> => {
  const say = useWords()
  const confirm = useConfirm()
  const remove = useDo(removeHoliday, { refresh: [listHolidays], done: text.holidayRemoved })
  const ask = async ({ day }: Holiday) => {
    if (await confirm({ title: say(text.removeHolidayTitle, day), action: text.removeHoliday, danger: true }))
      remove.mutate({ params: { calendar, day } })
  }
  return {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 180,
    show: (holiday) => (
      <Space size={0}>
        <Button type="link" size="small" icon={<EditOutlined />} onClick={() => onChange(holiday)}>
          {say(text.change)}
        </Button>
        <Button type="link" size="small" danger icon={<DeleteOutlined />} onClick={() => void ask(holiday)}>
          {say(text.removeHoliday)}
        </Button>
      </Space>
    ),
  }
}

const YearChoice = ({
  year,
  years,
  onChoose,
}: {
  year: number
  years: readonly number[]
  onChoose: (year: number) => void
}) => {
  const say = useWords()
  const known = [...new Set([...years, year, year + 1])].toSorted((a, b) => b - a)
  return (
    <Select<number>
      aria-label={say(text.year)}
      value={year}
      options={known.map((value) => ({ value, label: String(value) }))}
      onChange={onChoose}
    />
  )
}

/** Public holidays and the weekend days worked instead, year by year; a year nobody entered is told of. */
export const HolidaysPage = () => {
  const say = useWords()
  const may = useMay()
  const zone = useTimeZone()
  const filters = useFilters(gateContract.listHolidays.query.omit({ calendar: true }))
  const year = filters.values.year ?? Number(dayAt(Date.now(), zone).slice(0, 4))
  const holidays = useAsk(listHolidays, { query: { calendar, year } })
  const editor = useDrawer<Holiday>()
  const actions = useActions(editor.show)
  const add = may(setHoliday) && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => editor.show()}>
      {say(text.addHoliday)}
    </Button>
  )
  const missing = holidays.data?.missing ?? []
  return (
    <PageFrame
      title={text.holidays}
      help={text.holidaysHelp}
      actions={add}
      aside={
        <YearChoice
          year={year}
          years={holidays.data?.years ?? []}
          onChoose={(chosen) => filters.set({ year: chosen })}
        />
      }
    >
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          className={style.warning ?? ''}
          title={say(text.yearMissing, missing.join(', '))}
        />
      )}
      <DataTable
        name="holidays"
        asked={{ ...holidays, data: holidays.data?.days }}
        columns={may(setHoliday) ? [...columns, actions] : columns}
        rowKey={({ day }) => day}
        empty={{ words: text.noHolidays, next: add }}
      />
      <Editor shown={editor.shown} open={editor.open} onClose={editor.close} />
    </PageFrame>
  )
}
