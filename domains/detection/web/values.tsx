import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { whoAnsweredWords } from '#domains/calls/text.ts'
import { useWords } from '#web/client/session.tsx'
import { formatNumber, formatShare, noValue } from '#web/ui/format.ts'
import type { AuditedCall, Result } from '../contract.ts'
import { text } from '../text.ts'
import style from './detection.module.css'

/** What the machine said, and how long it took. */
export const Heard = ({ heardAs, afterMs }: Pick<AuditedCall, 'heardAs' | 'afterMs'>) => {
  const say = useWords()
  if (!heardAs) return noValue
  return (
    <>
      {say(whoAnsweredWords[heardAs])}{' '}
      <span className={style.quiet}>
        {formatNumber(afterMs)} {say(text.ms)}
      </span>
    </>
  )
}

export const ToCall = ({ callId }: { callId: string }) => {
  const say = useWords()
  return (
    <Link to={'/calls/$callId' as string} params={{ callId } as never}>
      {say(text.open)}
    </Link>
  )
}

/** The rate with the range it lies in and the number of judgements it rests on; nothing judged is `–`. */
export const Rate = ({ of, n, onOpen }: { of: Result['falsePositive']; n: number; onOpen?: () => void }) => (
  <span className="ca-number">
    {of && onOpen ? (
      <Button type="link" size="small" className={style.count} onClick={onOpen}>
        {formatShare(of.rate)}
      </Button>
    ) : (
      formatShare(of?.rate)
    )}
    {of && (
      <span className={style.band}>
        {formatShare(of.low)} – {formatShare(of.high)} · n {formatNumber(n)}
      </span>
    )}
  </span>
)

export const Milliseconds = ({ of }: { of: { p50: number; p95: number } | null }) => {
  const say = useWords()
  if (!of) return noValue
  return (
    <span className="ca-number">
      {formatNumber(of.p50)} / {formatNumber(of.p95)} <span className={style.quiet}>{say(text.ms)}</span>
    </span>
  )
}
