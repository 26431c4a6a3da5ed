import { App } from 'antd'
import { useCallback } from 'react'
import type { z } from 'zod'
import type { Route } from '#contract/route.ts'
import { type CallArgs, download } from '#web/client/call.ts'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { exportReasons, text } from './text.ts'
import { useReason } from './use-reason.tsx'

/** What is asked of a route that tells of people, before the reader gave a reason. */
export type Wanted<R extends Route> = (R['params'] extends z.ZodType
  ? { params: z.input<R['params']> }
  : { params?: undefined }) & { query?: R['query'] extends z.ZodType ? z.input<R['query']> : undefined }

const remembered = 'carillon.exportReason'
const lastReason = (): string => sessionStorage.getItem(remembered) ?? ''

/**
 * Takes a file with people in it out: asks what it is for, which is recorded with the export's number.
 * `takeOut(exportCalls, { query })`; a problem is told as a toast.
 */
export const useExport = () => {
  const { message } = App.useApp()
  const say = useWords()
  const askReason = useReason()
  return useCallback(
    async <R extends Route>(route: R, wanted: Wanted<R>): Promise<void> => {
      const reason = await askReason({
        title: text.exportFor,
        body: text.exportRecorded,
        action: text.exportNow,
        label: text.exportFor,
        hint: text.exportHint,
        reasons: exportReasons,
        first: lastReason(),
      })
      if (reason === undefined) return
      sessionStorage.setItem(remembered, reason)
      const query = { ...(wanted.query as object | undefined), reason }
      await download(route, ...([{ params: wanted.params, query }] as unknown as CallArgs<R, object>)).catch(
        (error: unknown) => void message.error(say(problemWords(error))),
      )
    },
    [askReason, message, say],
  )
}
