import { CustomerServiceOutlined, SwapOutlined } from '@ant-design/icons'
import { useWords } from '#web/client/session.tsx'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import { useNow } from './clock.tsx'
import style from './desk.module.css'

const Countdown = ({ until }: { until: string }) => {
  const say = useWords()
  const seconds = Math.max(0, Math.ceil((Date.parse(until) - useNow()) / 1000))
  return (
    <div className={style.banner} role="alert">
      <CustomerServiceOutlined />
      <b>{say(text.customerWaits, seconds)}</b>
      <span className={style.grow}>{say(text.customerWaitsHelp)}</span>
    </div>
  )
}

/** What the agent must know when a headset was lost in this conversation: their own, or a colleague's before them. */
export const RescueBanner = ({ call }: { call: DeskState['call'] }) => {
  const say = useWords()
  if (!call || call.endedAt !== null) return null
  if (call.waitsForHeadsetUntil) return <Countdown until={call.waitsForHeadsetUntil} />
  if (!call.takenOver) return null
  return (
    <div className={style.notice} role="status">
      <SwapOutlined />
      <b>{say(text.takenOver)}</b>
      <span className={style.grow}>{say(text.takenOverHelp)}</span>
    </div>
  )
}
