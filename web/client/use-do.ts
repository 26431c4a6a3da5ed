import { type MutateOptions, type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import type { CallOf, Route } from '#contract/route.ts'
import type { Words } from '#contract/words.ts'
import { type CallArgs, call, type Heard } from './call.ts'
import { problemWords } from './problem.ts'
import { routeKey } from './query-client.ts'
import { useWords } from './session.tsx'

export type DoOptions<R extends Route> = {
  /** Routes whose answers this changes: each shown one is asked again. */
  refresh?: readonly Pick<Route, 'method' | 'path'>[]
  onDone?: (reply: Heard<R>, asked: CallOf<R>) => void
  /** Returns true when the page shows the problem itself, so that no toast is needed. */
  onProblem?: (error: Error) => boolean | undefined
  /** What to say in a toast when it is done. */
  done?: Words
  onProgress?: (share: number) => void
}
type Settled<R extends Route> = Pick<MutateOptions<Heard<R>, Error, CallOf<R>>, 'onSuccess' | 'onError' | 'onSettled'>
/** `mutate()` may be called with nothing where the route needs nothing. */
export type Doing<R extends Route> = Omit<
  UseMutationResult<Heard<R>, Error, CallOf<R> | undefined>,
  'mutate' | 'mutateAsync'
> & {
  mutate: (...args: CallArgs<R, Settled<R>>) => void
  mutateAsync: (...args: CallArgs<R, Settled<R>>) => Promise<Heard<R>>
}

/** Does something: `{ mutate, mutateAsync, isPending }`. A problem is told as a toast in the reader's language. */
export const useDo = <R extends Route>(route: R, options: DoOptions<R> = {}): Doing<R> => {
  const cache = useQueryClient()
  const { message } = App.useApp()
  const say = useWords()
  return useMutation({
    mutationFn: (asked: CallOf<R> | undefined) => {
      const how = options.onProgress ? { onProgress: options.onProgress } : {}
      return call(route, ...([asked, how] as unknown as CallArgs<R, object>))
    },
    onSuccess: (reply, asked) => {
      for (const changed of options.refresh ?? []) void cache.invalidateQueries({ queryKey: [routeKey(changed)] })
      if (options.done) void message.success(say(options.done))
      options.onDone?.(reply, asked as CallOf<R>)
    },
    onError: (error) => {
      if (options.onProblem?.(error)) return
      void message.error(say(problemWords(error)))
    },
  }) as unknown as Doing<R>
}
