import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Alert, Button, Checkbox, Space, TimePicker } from 'antd'
import dayjs from 'dayjs'
import { useWords } from '#web/client/session.tsx'
import {
  type CallingHours,
  type CallingWindow,
  unusualDays,
  usualLimits,
  type Weekday,
  weekdays,
} from '../calling-hours.ts'
import { text, weekdayWords } from '../text.ts'
import style from './campaign.module.css'

// A picker knows no 24:00; the end of the day is typed as 23:59 and meant as midnight.
const asTime = (time: string) => dayjs(time === '24:00' ? '23:59' : time, 'HH:mm')
const asText = (time: string): string => (time === '23:59' ? '24:00' : time)

const DayWindows = ({
  day,
  windows,
  onChange,
}: {
  day: Weekday
  windows: readonly CallingWindow[]
  onChange: (windows: CallingWindow[]) => void
}) => {
  const say = useWords()
  return (
    <>
      <dt>{say(weekdayWords[day])}</dt>
      <dd>
        {windows.map((window, place) => (
          <Space.Compact key={`${window.from} ${window.to}`}>
            <TimePicker.RangePicker
              format="HH:mm"
              minuteStep={5}
              needConfirm={false}
              allowClear={false}
              style={{ width: 170 }}
              value={[asTime(window.from), asTime(window.to)]}
              aria-label={`${say(weekdayWords[day])} ${place + 1}`}
              onChange={(times) => {
                const [from, to] = times?.map((time) => asText(time?.format('HH:mm') ?? '')) ?? []
                if (from && to) onChange(windows.map((one, index) => (index === place ? { from, to } : one)))
              }}
            />
            <Button
              icon={<CloseOutlined />}
              aria-label={say(text.removeWindow)}
              onClick={() => onChange(windows.filter((_, index) => index !== place))}
            />
          </Space.Compact>
        ))}
        {windows.length === 0 && <span className={style.closed}>{say(text.closedDay)}</span>}
        <Button
          type="link"
          size="small"
          icon={<PlusOutlined />}
          onClick={() =>
            onChange([...windows, windows.length === 0 ? { from: '09:00', to: '20:30' } : afterLast(windows)])
          }
        >
          {say(text.addWindow)}
        </Button>
      </dd>
    </>
  )
}
const afterLast = (windows: readonly CallingWindow[]): CallingWindow => {
  const from = windows.at(-1)?.to ?? '09:00'
  return { from, to: ['20:30', usualLimits.to].find((end) => from < end) ?? '24:00' }
}

/** When customers may be called, weekday by weekday; asks for a yes beyond the usual hours. */
export const HoursEditor = ({
  value,
  onChange,
}: {
  value?: CallingHours
  onChange?: (hours: CallingHours) => void
}) => {
  const say = useWords()
  if (!value) return null
  const change = (windows: Partial<CallingHours['windows']>) =>
    onChange?.({ ...value, windows: { ...value.windows, ...windows } })
  const monday = value.windows.monday
  const spread = (days: readonly Weekday[]) => change(Object.fromEntries(days.map((day) => [day, monday])))
  const unusual = unusualDays(value)
  return (
    <div>
      <dl className={style.hours}>
        {weekdays.map((day) => (
          <DayWindows
            key={day}
            day={day}
            windows={value.windows[day]}
            onChange={(windows) => change({ [day]: windows })}
          />
        ))}
      </dl>
      <Space>
        <Button size="small" onClick={() => spread(weekdays)}>
          {say(weekdayWords.monday)} → {say(text.everyDay)}
        </Button>
        <Button size="small" onClick={() => spread(weekdays.slice(0, 5))}>
          {say(weekdayWords.monday)} → {say(text.weekdaysOnly)}
        </Button>
      </Space>
      {unusual.length > 0 && (
        <Alert
          style={{ marginTop: 10 }}
          type="warning"
          showIcon
          title={say(text.unusual, unusual.map((day) => say(weekdayWords[day])).join(say({ zh: '、', en: ', ' })))}
          description={
            <Checkbox
              checked={value.outsideUsualConfirmed}
              onChange={({ target }) => onChange?.({ ...value, outsideUsualConfirmed: target.checked })}
            >
              {say(text.confirmUnusual)}
            </Checkbox>
          }
        />
      )}
    </div>
  )
}
