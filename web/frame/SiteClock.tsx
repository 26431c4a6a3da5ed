import { Tooltip } from 'antd'
import { useEffect, useState } from 'react'
import { useLocale, useTimeZone, useWords } from '#web/client/session.tsx'
import { formatMoment } from '#web/ui/moments.ts'
import style from './frame.module.css'
import { text } from './text.ts'

/** The day and time at the site, whatever zone the browser is in. */
export const SiteClock = () => {
  const [now, setNow] = useState(() => Date.now())
  const timeZone = useTimeZone()
  const place = { timeZone, locale: useLocale() }
  const say = useWords()
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(ticking)
  }, [])
  return (
    <Tooltip title={`${say(text.siteTime)} · ${timeZone}`}>
      <time className={style.clock}>
        {formatMoment(now, place, 'day')}
        <b>{formatMoment(now, place, 'time')}</b>
      </time>
    </Tooltip>
  )
}
