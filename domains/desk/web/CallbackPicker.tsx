import { CalendarOutlined, WarningOutlined } from '@ant-design/icons'
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useEffect, useRef } from 'react'
import { useLocale, useWords } from '#web/client/session.tsx'
import { formatMoment } from '#web/ui/moments.ts'
import { hoursOn, mayCallAt, momentOf, quickTimes, type Windows, wallAt } from '../callback-times.ts'
import { callbackText, formText } from '../text.ts'
import { useNow } from './clock.tsx'
import style from './outcome-form.module.css'

/** When to call back: the usual moments in one press, or any other. Times are those on the wall of the site. */
export const CallbackPicker = (props: {
  at: string | null
  timeZone: string
  windows: Windows
  onPick: (at: string) => void
}) => {
  const say = useWords()
  const place = { timeZone: props.timeZone, locale: useLocale() }
  const minute = Math.floor(useNow() / 60_000) * 60_000
  const chosen = props.at === null ? null : Date.parse(props.at)
  const pick = (at: number) => props.onPick(new Date(at).toISOString())
  const first = useRef<HTMLFieldSetElement>(null)
  // Chosen by a key, the next key should choose the time.
  useEffect(() => {
    if (!/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? ''))
      first.current?.querySelector<HTMLElement>('[aria-pressed=true], button')?.focus()
  }, [])
  const isOutside = chosen !== null && !mayCallAt(chosen, props)
  return (
    <div className={style.callback}>
      <fieldset ref={first} className={style.quick} aria-label={say(formText.callbackAt)}>
        {quickTimes(minute, props).map(({ name, at }) => (
          <button
            key={name}
            type="button"
            aria-pressed={at === chosen}
            className={at === chosen ? style.chosen : undefined}
            onClick={() => pick(at)}
          >
            <span>{say(callbackText[name])}</span>
            <b className="ca-number">{formatMoment(at, place, 'dayTime')}</b>
          </button>
        ))}
      </fieldset>
      <DatePicker
        showTime={{ format: 'HH:mm', minuteStep: 5 }}
        format="YYYY-MM-DD ddd HH:mm"
        aria-label={say(formText.callbackAt)}
        placeholder={say(formText.chooseTime)}
        suffixIcon={<CalendarOutlined />}
        allowClear={false}
        minDate={dayjs(wallAt(minute, props.timeZone))}
        value={chosen === null ? null : dayjs(wallAt(chosen, props.timeZone))}
        onChange={(wall) => wall && pick(momentOf(wall.format('YYYY-MM-DDTHH:mm'), props.timeZone))}
        style={{ width: '100%' }}
      />
      {isOutside && (
        <p className={style.warn}>
          <WarningOutlined /> {say(formText.outsideHours, hoursOn(chosen, props) || say(formText.noHours))}
        </p>
      )}
    </div>
  )
}
