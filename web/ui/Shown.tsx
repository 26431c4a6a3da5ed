import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { Words } from '#contract/words.ts'
import { ProblemError, problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import style from './shown.module.css'
import { text } from './text.ts'

/** What a page asked for, as `useAsk` hands it out. */
export type Asked<T> = {
  data: T | undefined
  error: Error | null
  isPending: boolean
  isFetching: boolean
  refetch: () => unknown
}

/** Nothing to show: says so, and what to do next. */
export const Nothing = ({ words = text.nothingHere, next }: { words?: Words; next?: ReactNode }) => (
  <div className={style.centre}>
    <svg className={style.bell} viewBox="0 0 64 48" aria-hidden="true">
      <path d="M8 40h48M16 40c4-4 5-9 5-16a11 11 0 0 1 22 0c0 7 1 12 5 16" />
      <path d="M29 44a3 3 0 0 0 6 0M32 13V9" />
    </svg>
    <p>{useWords()(words)}</p>
    {next}
  </div>
)

/** What went wrong, in the reader's language, with a way to try again. */
export const Trouble = ({ error, onRetry }: { error: unknown; onRetry?: () => unknown }) => {
  const say = useWords()
  const requestId = error instanceof ProblemError ? error.requestId : undefined
  return (
    <div className={style.centre} role="alert">
      <strong>{say(text.didNotLoad)}</strong>
      <p>{say(problemWords(error))}</p>
      {requestId && (
        <p className={style.small}>
          {say(text.requestId)} {requestId}
        </p>
      )}
      {onRetry && (
        <Button size="small" onClick={() => void onRetry()}>
          {say(text.tryAgain)}
        </Button>
      )}
    </div>
  )
}

/** Shows what was asked for once it is there: until then a skeleton, or the problem with a retry. */
export const Shown = <T,>({
  asked,
  children,
  rows = 4,
}: {
  asked: Asked<T>
  children: (data: T) => ReactNode
  rows?: number
}) => {
  if (asked.data !== undefined) return <>{children(asked.data)}</>
  if (asked.error) return <Trouble error={asked.error} onRetry={asked.refetch} />
  return <Skeleton active title={false} paragraph={{ rows }} />
}
