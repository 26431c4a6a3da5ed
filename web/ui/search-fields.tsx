import { DatePicker, Input, InputNumber, Select } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { Words } from '#contract/words.ts'
import { useTimeZone, useWords } from '#web/client/session.tsx'
import type { Option } from './fields.tsx'
import { dayAt, daysOf, quickRanges } from './moments.ts'
import { text } from './text.ts'

type Common = { name: string; label: Words }
/**
 * One thing to search by. `days` fills two names: the first day and the last. A `select` of more than can be listed is told
 * what is typed (`onType`), and has the choices found by it.
 */
export type SearchField =
  | (Common & { kind: 'text'; placeholder?: Words })
  | (Common & { kind: 'number' })
  | (Common & {
      kind: 'select'
      options: readonly Option<string | number>[]
      many?: boolean
      onType?: (typed: string) => void
    })
  | (Common & { kind: 'yesNo' })
  | (Common & { kind: 'day' })
  | (Common & { kind: 'days'; until: string })

export type SearchValues = Record<string, unknown>
type InputProps<F> = { field: F; values: SearchValues; onChange: (change: SearchValues) => void }

const asDay = (value: unknown): Dayjs | null => (value ? dayjs(String(value)) : null)
const dayText = (day: Dayjs | null | undefined): string | undefined => day?.format('YYYY-MM-DD')

const DaysInput = ({ field, values, onChange }: InputProps<Extract<SearchField, { kind: 'days' }>>) => {
  const say = useWords()
  const today = dayAt(Date.now(), useTimeZone())
  return (
    <DatePicker.RangePicker
      id={field.name}
      style={{ width: '100%' }}
      placeholder={[say(text.from), say(text.until)]}
      value={[asDay(values[field.name]), asDay(values[field.until])]}
      allowEmpty={[true, true]}
      presets={quickRanges.map((range) => {
        const [first, last] = daysOf(range, today)
        return { label: say(text[range]), value: [dayjs(first), dayjs(last)] }
      })}
      onChange={(days) => onChange({ [field.name]: dayText(days?.[0]), [field.until]: dayText(days?.[1]) })}
    />
  )
}

const SelectInput = ({ field, values, onChange }: InputProps<Extract<SearchField, { kind: 'select' | 'yesNo' }>>) => {
  const say = useWords()
  const options: readonly Option<string | number>[] =
    field.kind === 'select'
      ? field.options
      : [
          { value: 'true', text: text.yes },
          { value: 'false', text: text.no },
        ]
  // Until the choices are here an id would be shown for its name.
  const value = options.length === 0 ? undefined : values[field.name]
  return (
    <Select<unknown>
      id={field.name}
      allowClear
      showSearch={
        field.kind === 'select' && field.onType
          ? { filterOption: false, onSearch: field.onType }
          : { optionFilterProp: 'label' }
      }
      style={{ width: '100%' }}
      placeholder={say(text.any)}
      value={typeof value === 'boolean' ? String(value) : value}
      {...(field.kind === 'select' && field.many
        ? { mode: 'multiple' as const, maxTagCount: 'responsive' as const }
        : {})}
      options={options.map((option) => ({
        value: option.value,
        label: typeof option.text === 'string' ? option.text : say(option.text),
      }))}
      onChange={(chosen) => onChange({ [field.name]: chosen })}
    />
  )
}

/** The control of one search field. */
export const SearchInput = ({ field, values, onChange }: InputProps<SearchField>) => {
  const say = useWords()
  const { name, kind } = field
  if (kind === 'days') return <DaysInput field={field} values={values} onChange={onChange} />
  if (kind === 'select' || kind === 'yesNo') return <SelectInput field={field} values={values} onChange={onChange} />
  if (kind === 'day')
    return (
      <DatePicker
        id={name}
        style={{ width: '100%' }}
        value={asDay(values[name])}
        onChange={(day) => onChange({ [name]: dayText(day) })}
      />
    )
  if (kind === 'number')
    return (
      <InputNumber<number>
        controls={false}
        id={name}
        style={{ width: '100%' }}
        value={(values[name] as number | undefined) ?? null}
        onChange={(value) => onChange({ [name]: value ?? undefined })}
      />
    )
  return (
    <Input
      id={name}
      allowClear
      value={String(values[name] ?? '')}
      {...(field.placeholder ? { placeholder: say(field.placeholder) } : {})}
      onChange={({ target }) => onChange({ [name]: target.value })}
    />
  )
}
