import { App, AutoComplete } from 'antd'
import { useCallback } from 'react'
import type { z } from 'zod'
import { ExportReason, type Route } from '#contract/route.ts'
import { type CallArgs, download } from '#web/client/call.ts'
import { problemWords } from '#web/client/problem.ts'
import { useWords } from '#web/client/session.tsx'
import { exportReasons, text } from './text.ts'

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
  const { modal, message } = App.useApp()
  const say = useWords()
  return useCallback(
    <R extends Route>(route: R, wanted: Wanted<R>): Promise<void> =>
      new Promise((resolve) => {
        let reason = lastReason()
        const isEnough = () => ExportReason.safeParse(reason).success
        const asking = modal.confirm({
          title: say(text.exportFor),
          okText: say(text.exportNow),
          cancelText: say(text.cancel),
          okButtonProps: { disabled: !isEnough() },
          focusable: { autoFocusButton: null },
          onCancel: () => resolve(),
          onOk: async () => {
            sessionStorage.setItem(remembered, reason)
            const query = { ...(wanted.query as object | undefined), reason }
            await download(route, ...([{ params: wanted.params, query }] as unknown as CallArgs<R, object>)).catch(
              (error: unknown) => void message.error(say(problemWords(error))),
            )
            resolve()
          },
          content: (
            <>
              <p>{say(text.exportRecorded)}</p>
              <AutoComplete
                autoFocus
                style={{ width: '100%' }}
                defaultValue={reason}
                aria-label={say(text.exportFor)}
                placeholder={say(text.exportHint)}
                options={exportReasons.map((words) => ({ value: say(words) }))}
                onChange={(value: string) => {
                  reason = value ?? ''
                  asking.update({ okButtonProps: { disabled: !isEnough() } })
                }}
              />
            </>
          ),
        })
      }),
    [modal, message, say],
  )
}
