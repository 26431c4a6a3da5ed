import {
  CheckCircleFilled,
  CloseCircleFilled,
  ExclamationCircleFilled,
  PhoneOutlined,
  SyncOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { formatDuration, formatNumber } from '#web/ui/format.ts'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'
import style from './day-bar.module.css'
import { outcomeWords, successWords } from './phone-words.ts'

/** How the line to the server is: by its being up and by how long a heartbeat takes. */
const networkOf = (working: boolean, isBroken: boolean, tookMs: number | undefined): [Words, ReactNode, string] => {
  if (isBroken) return [text.netLost, <CloseCircleFilled key="i" />, 'alarm']
  if (tookMs === undefined)
    return working
      ? [text.connecting, <SyncOutlined key="i" />, 'quiet']
      : [text.netGood, <CheckCircleFilled key="i" />, 'ok']
  if (tookMs < 300) return [text.netGood, <CheckCircleFilled key="i" />, 'ok']
  if (tookMs < 1000) return [text.netFair, <ExclamationCircleFilled key="i" />, 'warn']
  return [text.netPoor, <ExclamationCircleFilled key="i" />, 'alarm']
}

const Item = ({ name, children }: { name: string; children: ReactNode }) => (
  <span className={style.item}>
    {name} <b className="ca-number">{children}</b>
  </span>
)

/** The day so far, at the bottom: calls, successes, callbacks due, the line. */
export const DayBar = (props: {
  state: DeskState
  isBroken: boolean
  tookMs: number | undefined
  onCallbacks: () => void
}) => {
  const say = useWords()
  const { today, campaign } = props.state
  const [network, icon, tone] = networkOf(!!props.state.agent, props.isBroken, props.tookMs)
  return (
    <footer className={style.bar}>
      <strong>{say(text.today)}</strong>
      <Item name={say(text.dials)}>{formatNumber(today.dials)}</Item>
      <Item name={say(text.connects)}>{formatNumber(today.connects)}</Item>
      <Item name={say(successWords(campaign?.type))}>{formatNumber(today.successes)}</Item>
      {campaign && campaign.targetSuccesses > 0 && (
        <Item name={say(text.target)}>{formatNumber(campaign.targetSuccesses)}</Item>
      )}
      <Item name={say(text.talkTime)}>{formatDuration(today.talkMs / 1000)}</Item>
      <button type="button" className={style.callbacks} onClick={props.onCallbacks}>
        <PhoneOutlined /> {say(text.callbacks)} <b className="ca-number">{formatNumber(today.openCallbacks)}</b>
      </button>
      {today.last && (
        <span className={style.last}>
          {say(text.lastCall)} <span className="ca-number">{today.last.maskedNumber}</span>{' '}
          {say(outcomeWords(today.last.outcome, campaign?.type))}
        </span>
      )}
      <span className={`${style.network} ${style[tone]}`}>
        {icon} {say(text.network)} {say(network)}
        {props.tookMs !== undefined && !props.isBroken && (
          <small className="ca-number">{Math.round(props.tookMs)} ms</small>
        )}
      </span>
    </footer>
  )
}
