import { ClockCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useWords } from '#web/client/session.tsx'
import { formatDuration } from '#web/ui/format.ts'
import { formText } from '../text.ts'
import { secondsSince, useNow } from './clock.tsx'
import style from './outcome-form.module.css'

/** How much of the usual wrap-up time is left; who needs longer says so and is left in peace. */
export const WrapUpClock = ({ since, seconds }: { since: string; seconds: number }) => {
  const say = useWords()
  const left = seconds - secondsSince(since, useNow())
  const [goesOn, setGoesOn] = useState(false)
  const isOver = left <= 0
  return (
    <div className={`${style.clock} ${isOver && !goesOn ? style.late : ''}`}>
      {isOver ? <WarningOutlined /> : <ClockCircleOutlined />}
      <span>{say(isOver ? (goesOn ? formText.goesOn : formText.wrapUpOver) : formText.wrapUpLeft)}</span>
      <b className="ca-number" role="timer">
        {formatDuration(Math.abs(left))}
      </b>
      {!goesOn && left <= 10 && (
        <Button size="small" onClick={() => setGoesOn(true)}>
          {say(formText.goOn)}
        </Button>
      )}
    </div>
  )
}
