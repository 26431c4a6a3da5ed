import { DatePicker, Form, Input, InputNumber, type FormRule as Rule, Select, Switch, TimePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import type { ReactElement, ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { text } from './text.ts'

type FieldProps = {
  /** Where the value stands in the form; a list for a place inside an object. */
  name: string | readonly (string | number)[]
  label: Words
  required?: boolean
  help?: Words
  /** Words beyond "required" and "too long". */
  rules?: readonly Rule[]
  /** Fields its rules look at: when one of them changes they are asked again. */
  dependencies?: string[]
}
export type Option<V extends string | number = string> = { value: V; text: Words | string }

const useRules = ({ label, required, rules = [] }: Pick<FieldProps, 'label' | 'required' | 'rules'>, max?: number) => {
  const say = useWords()
  const named = say(label)
  return [
    ...(required ? [{ required: true, message: say(text.required, named) }] : []),
    ...(max === undefined ? [] : [{ max, message: say(text.tooLong, { label: named, max }) }]),
    ...rules,
  ] as Rule[]
}

type ItemProps = FieldProps & {
  max?: number
  children: ReactElement
  valuePropName?: string
  getValueProps?: (value: unknown) => Record<string, unknown>
  getValueFromEvent?: (...args: never[]) => unknown
}
const Item = ({ name, label, required, help, rules, max, children, ...binding }: ItemProps): ReactNode => {
  const say = useWords()
  const allRules = useRules({ label, ...(required ? { required } : {}), ...(rules ? { rules } : {}) }, max)
  return (
    <Form.Item
      name={name as string | string[]}
      label={say(label)}
      rules={allRules}
      {...(help ? { tooltip: say(help) } : {})}
      {...binding}
    >
      {children}
    </Form.Item>
  )
}

/** A line of text. */
export const TextField = ({ max = 80, placeholder, ...field }: FieldProps & { max?: number; placeholder?: Words }) => {
  const say = useWords()
  return (
    <Item {...field} max={max}>
      <Input autoComplete="off" {...(placeholder ? { placeholder: say(placeholder) } : {})} />
    </Item>
  )
}

export const PasswordField = ({
  complete,
  ...field
}: FieldProps & { complete: 'current-password' | 'new-password' }) => (
  <Item {...field} max={200}>
    <Input.Password autoComplete={complete} />
  </Item>
)

/** Several lines of text, with a count. */
export const NoteField = ({ max = 500, rows = 3, ...field }: FieldProps & { max?: number; rows?: number }) => (
  <Item {...field} max={max}>
    <Input.TextArea rows={rows} showCount maxLength={max} />
  </Item>
)

export const NumberField = ({
  least,
  most,
  digits = 0,
  unit,
  placeholder,
  ...field
}: FieldProps & { least?: number; most?: number; digits?: number; unit?: Words; placeholder?: Words }) => {
  const say = useWords()
  return (
    <Item {...field}>
      <InputNumber<number>
        controls={false}
        style={{ width: '100%' }}
        precision={digits}
        {...(least === undefined ? {} : { min: least })}
        {...(most === undefined ? {} : { max: most })}
        {...(unit ? { suffix: say(unit) } : {})}
        {...(placeholder ? { placeholder: say(placeholder) } : {})}
      />
    </Item>
  )
}

/** A share, typed in percent; the form holds 0.015 where the field shows 1.5. */
export const ShareField = ({
  least,
  most,
  digits = 1,
  placeholder,
  ...field
}: FieldProps & { least?: number; most?: number; digits?: number; placeholder?: string }) => (
  <Item
    {...field}
    getValueProps={(value) => ({ value: typeof value === 'number' ? Number((value * 100).toFixed(4)) : null })}
    getValueFromEvent={(percent: number | null) => (percent === null ? null : Number((percent / 100).toFixed(6)))}
  >
    <InputNumber<number>
      controls={false}
      style={{ width: '100%' }}
      precision={digits}
      step={0.1}
      suffix="%"
      {...(least === undefined ? {} : { min: least * 100 })}
      {...(most === undefined ? {} : { max: most * 100 })}
      {...(placeholder ? { placeholder } : {})}
    />
  </Item>
)

export const SelectField = <V extends string | number>({
  options,
  many,
  clearable,
  loading,
  ...field
}: FieldProps & { options: readonly Option<V>[]; many?: boolean; clearable?: boolean; loading?: boolean }) => {
  const say = useWords()
  return (
    <Item {...field}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={say(text.choose)}
        allowClear={clearable ?? !field.required}
        loading={loading ?? false}
        {...(many ? { mode: 'multiple' as const } : {})}
        options={options.map(({ value, text: words }) => ({
          value,
          label: typeof words === 'string' ? words : say(words),
        }))}
      />
    </Item>
  )
}

export const SwitchField = (field: Omit<FieldProps, 'required'>) => {
  const say = useWords()
  return (
    <Item {...field} valuePropName="checked">
      <Switch checkedChildren={say(text.yes)} unCheckedChildren={say(text.no)} />
    </Item>
  )
}

/** A calendar day; the form holds it as "2026-03-05". */
export const DayField = (field: FieldProps) => (
  <Item
    {...field}
    getValueProps={(value) => ({ value: value ? dayjs(String(value)) : null })}
    getValueFromEvent={(day: Dayjs | null) => day?.format('YYYY-MM-DD')}
  >
    <DatePicker style={{ width: '100%' }} />
  </Item>
)

/** A time of day; the form holds it as "09:00". */
export const TimeField = ({ minuteStep = 5, ...field }: FieldProps & { minuteStep?: 5 | 15 }) => (
  <Item
    {...field}
    getValueProps={(value) => ({ value: value ? dayjs(String(value), 'HH:mm') : null })}
    getValueFromEvent={(time: Dayjs | null) => time?.format('HH:mm')}
  >
    <TimePicker style={{ width: '100%' }} format="HH:mm" minuteStep={minuteStep} needConfirm={false} />
  </Item>
)
