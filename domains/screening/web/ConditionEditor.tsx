import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { AutoComplete, Button, Input, InputNumber, Select, Space } from 'antd'
import { createContext, useContext } from 'react'
import { useWords } from '#web/client/session.tsx'
import type { Condition, Test } from '../condition.ts'
import {
  comparing,
  type FieldCode,
  fieldCodes,
  fields,
  naming,
  type Operator,
  operators,
  operatorsOf,
} from '../fields.ts'
import { text } from '../text.ts'
import style from './screening.module.css'

/** What the list and the centre know: offered while somebody writes a condition. */
export type Known = { attributes: readonly string[] }
export const KnownContext = createContext<Known>({ attributes: [] })

const isOneOf = (some: readonly Operator[], operator: Operator): boolean => some.includes(operator)

/** What of a question still makes sense once another field or relation was chosen. */
const withField = (field: FieldCode): Test => {
  const { named, counted } = fields[field]
  const [operator = 'is'] = operatorsOf(field)
  return { field, operator, values: [], ...(named ? { name: '' } : {}), ...(counted ? { withinDays: 30 } : {}) }
}
const withOperator = (test: Test, operator: Operator): Test => {
  const alike =
    (isOneOf(naming, test.operator) && isOneOf(naming, operator)) ||
    (isOneOf(comparing, test.operator) && isOneOf(comparing, operator))
  return { ...test, operator, values: alike ? test.values : [] }
}

const Values = ({ test, onChange }: { test: Test; onChange: (values: string[]) => void }) => {
  const say = useWords()
  const { choices } = fields[test.field]
  const label = { 'aria-label': say(text.values), style: { minWidth: 150, flex: 1 } }
  if (isOneOf(comparing, test.operator))
    return (
      <Input
        {...label}
        inputMode="decimal"
        value={test.values[0] ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? [] : [target.value])}
      />
    )
  if (!isOneOf(naming, test.operator)) return null
  const options = Object.entries(choices ?? {}).map(([value, words]) => ({ value, label: say(words) }))
  return (
    <Select
      {...label}
      mode={choices ? 'multiple' : 'tags'}
      value={test.values}
      options={options}
      placeholder={say(text.valuesHint)}
      onChange={onChange}
      {...(choices ? {} : { open: false, suffixIcon: null, tokenSeparators: ['、', ',', '，'] })}
    />
  )
}

const Details = ({ test, onChange }: { test: Test; onChange: (test: Test) => void }) => {
  const say = useWords()
  const { attributes } = useContext(KnownContext)
  return (
    <>
      {fields[test.field].named && (
        <AutoComplete
          aria-label={say(text.attributeName)}
          placeholder={say(text.attributeName)}
          style={{ width: 130 }}
          value={test.name ?? ''}
          options={attributes.map((value) => ({ value }))}
          showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
          onChange={(name: string) => onChange({ ...test, name })}
        />
      )}
      {fields[test.field].counted && (
        <InputNumber<number>
          aria-label={say(text.withinDays)}
          style={{ width: 96 }}
          controls={false}
          min={1}
          max={400}
          precision={0}
          suffix={say(text.days)}
          value={test.withinDays ?? 30}
          onChange={(withinDays) => onChange({ ...test, withinDays: withinDays ?? 30 })}
        />
      )}
    </>
  )
}

const TestEditor = ({
  test,
  onChange,
  onRemove,
}: {
  test: Test
  onChange: (test: Test) => void
  onRemove?: () => void
}) => {
  const say = useWords()
  return (
    <div className={style.test}>
      <Select
        aria-label={say(text.field)}
        showSearch={{ optionFilterProp: 'label' }}
        style={{ width: 210 }}
        value={test.field}
        options={fieldCodes.map((value) => ({
          value,
          label: say(fields[value]),
        }))}
        onChange={(field) => onChange(withField(field))}
      />
      <Details test={test} onChange={onChange} />
      <Select
        aria-label={say(text.operator)}
        style={{ width: 128 }}
        value={test.operator}
        options={operatorsOf(test.field).map((value) => ({ value, label: say(operators[value]) }))}
        onChange={(operator) => onChange(withOperator(test, operator))}
      />
      <Values test={test} onChange={(values) => onChange({ ...test, values })} />
      {onRemove && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={say(text.removeTest)}
          onClick={onRemove}
        />
      )}
    </div>
  )
}

export const newCondition = (): Condition => ({ join: 'and', tests: [withField('attribute')] })

/** Questions joined by "all of" or "any of"; a field of a form. */
export const ConditionEditor = ({
  value,
  onChange,
}: {
  value?: Condition | null
  onChange?: (condition: Condition) => void
}) => {
  const say = useWords()
  const { join, tests } = value ?? newCondition()
  const set = (next: Partial<Condition>) => onChange?.({ join, tests, ...next })
  return (
    <div className={style.condition}>
      {tests.map((test, place) => (
        <TestEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: a question has no name of its own.
          key={place}
          test={test}
          onChange={(changed) => set({ tests: tests.map((old, at) => (at === place ? changed : old)) })}
          {...(tests.length > 1 ? { onRemove: () => set({ tests: tests.filter((_, at) => at !== place) }) } : {})}
        />
      ))}
      <Space>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={tests.length >= 12}
          onClick={() => set({ tests: [...tests, withField('attribute')] })}
        >
          {say(text.addTest)}
        </Button>
        {tests.length > 1 && (
          <Select
            size="small"
            aria-label={say(text.joinAnd)}
            value={join}
            style={{ width: 120 }}
            options={[
              { value: 'and', label: say(text.joinAnd) },
              { value: 'or', label: say(text.joinOr) },
            ]}
            onChange={(next) => set({ join: next })}
          />
        )}
      </Space>
    </div>
  )
}
