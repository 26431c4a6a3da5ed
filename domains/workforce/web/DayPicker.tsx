import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, DatePicker, Space } from 'antd'
import dayjs from 'dayjs'
import { addDays } from '#contract/days.ts'
import { useWords } from '#web/client/session.tsx'
import { weekSpan } from '#web/ui/week-span.ts'
import { text } from '../text.ts'

type Props = {
  day: string
  /** 1 for a day, 7 for a week. */
  step: 1 | 7
  onChange: (day: string | undefined) => void
}
/** One day or week, with the one before and the one after. */
export const DayPicker = ({ day, step, onChange }: Props) => {
  const say = useWords()
  const isWeek = step === 7
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined />}
        aria-label={say(isWeek ? text.previousWeek : text.previousDay)}
        onClick={() => onChange(addDays(day, -step))}
      />
      <DatePicker
        picker={isWeek ? 'week' : 'date'}
        {...(isWeek ? { format: weekSpan, inputReadOnly: true } : {})}
        value={dayjs(day)}
        allowClear={false}
        aria-label={say(isWeek ? text.week : text.day)}
        onChange={(chosen) => onChange(chosen?.format('YYYY-MM-DD'))}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={say(isWeek ? text.nextWeek : text.nextDay)}
        onClick={() => onChange(addDays(day, step))}
      />
      <Button onClick={() => onChange(undefined)}>{say(isWeek ? text.thisWeek : text.today)}</Button>
    </Space.Compact>
  )
}
