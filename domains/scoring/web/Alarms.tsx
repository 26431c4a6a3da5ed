import { StateTag } from '#web/ui/StateTag.tsx'
import type { ModelLine } from '../contract.ts'
import { alarmWords, text } from '../text.ts'
import style from './scoring.module.css'

/** What to watch of a model; or that all is fine. */
export const Alarms = ({ alarms, isOn }: { alarms: ModelLine['alarms']; isOn: boolean }) => {
  if (!isOn) return <StateTag tone="quiet" text={text.switchedOff} />
  if (alarms.length === 0) return <StateTag tone="ok" text={text.fine} />
  return (
    <span className={style.line}>
      {alarms.map((alarm) => (
        <StateTag key={alarm} tone="warn" text={alarmWords[alarm]} />
      ))}
    </span>
  )
}
