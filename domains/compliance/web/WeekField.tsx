import { CopyOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Select } from 'antd'
import { useWords } from '#web/client/session.tsx'
import { deskText as text } from '../desk-text.ts'
import { weekdayWords } from '../rule-words.ts'
import { type RuleWindow, type Weekday, weekdays } from '../rules.ts'
import style from './rules.module.css'

const two = (value: number): string => String(value).padStart(2, '0')
const halfHours = Array.from({ length: 49 }, (_, half) => `${two(Math.floor(half / 2))}:${half % 2 ? '30' : '00'}`)
const optionsWith = (time: string) =>
  [...new Set([...halfHours, time])].toSorted().map((value) => ({ value, label: value }))

type TimeProps = { value: string; label: string; onChange: (time: string) => void }
const Time = ({ value, label, onChange }: TimeProps) => (
  <Select
    size="small"
    showSearch
    className={style.time ?? ''}
    value={value}
    aria-label={label}
    options={optionsWith(value)}
    onChange={onChange}
  />
)

export type WindowsProps = { name: string; value?: RuleWindow[]; onChange?: (windows: RuleWindow[]) => void }
/** Hours of one day: any number of spans, none for no calls. */
export const WindowsInput = ({ name, value = [], onChange = () => {} }: WindowsProps) => {
  const say = useWords()
  const set = (at: number, change: Partial<RuleWindow>) =>
    onChange(value.map((window, place) => (place === at ? { ...window, ...change } : window)))
  const next = value.at(-1)?.to ?? '08:00'
  return (
    <span className={style.windows}>
      {value.length === 0 && <span className={style.none}>{say(text.noCalls)}</span>}
      {value.map((window, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: spans have no name but their place
        <span key={at} className={style.span}>
          <Time value={window.from} label={say(text.windowFrom, name)} onChange={(from) => set(at, { from })} />
          –
          <Time value={window.to} label={say(text.windowTo, name)} onChange={(to) => set(at, { to })} />
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={say(text.removeWindow)}
            onClick={() => onChange(value.filter((_, place) => place !== at))}
          />
        </span>
      ))}
      {next < '24:00' && value.length < 6 && (
        <Button
          type="text"
          size="small"
          icon={<PlusOutlined />}
          aria-label={say(text.addWindow)}
          onClick={() => onChange([...value, { from: next, to: next < '21:00' ? '21:00' : '24:00' }])}
        />
      )}
    </span>
  )
}

/** Whether spans follow one another without overlap, each with an end after its beginning. */
export const areInOrder = (windows: readonly RuleWindow[]): boolean =>
  windows.every(({ from, to }, at) => from < to && (at === 0 || (windows[at - 1]?.to ?? '') <= from))

type Week = Record<Weekday, RuleWindow[]>
const WeekInput = ({ value, onChange = () => {} }: { value?: Week; onChange?: (week: Week) => void }) => {
  const say = useWords()
  if (!value) return null
  return (
    <div className={style.week}>
      {weekdays.map((day) => (
        <div key={day} className={style.day}>
          <span>{say(weekdayWords[day])}</span>
          <WindowsInput
            name={say(weekdayWords[day])}
            value={value[day]}
            onChange={(windows) => onChange({ ...value, [day]: windows })}
          />
          {day === 'monday' && (
            <Button
              type="link"
              size="small"
              icon={<CopyOutlined />}
              onClick={() => onChange(Object.fromEntries(weekdays.map((each) => [each, value.monday])) as Week)}
            >
              {say(text.sameForAll)}
            </Button>
          )}
        </div>
      ))}
    </div>
  )
}

const useOrder = () => {
  const say = useWords()
  return (days: readonly (readonly RuleWindow[])[]) =>
    days.every(areInOrder) ? Promise.resolve() : Promise.reject(new Error(say(text.badWindows)))
}

/** The hours of the week, day by day. */
export const WeekField = () => {
  const say = useWords()
  const inOrder = useOrder()
  return (
    <Form.Item
      name="windows"
      label={say(text.hours)}
      rules={[{ validator: (_rule, week: Week) => inOrder(Object.values(week ?? {})) }]}
    >
      <WeekInput />
    </Form.Item>
  )
}

export const HolidayWindowsField = () => {
  const say = useWords()
  const inOrder = useOrder()
  return (
    <Form.Item
      name="holidayWindows"
      label={say(text.holidayHours)}
      rules={[{ validator: (_rule, windows: RuleWindow[]) => inOrder([windows ?? []]) }]}
    >
      <WindowsInput name={say(text.holidayHours)} />
    </Form.Item>
  )
}
