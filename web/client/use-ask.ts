import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { Route } from '#contract/route.ts'
import { type CallArgs, call, type Heard } from './call.ts'
import { askKey } from './query-client.ts'

export type AskOptions = {
  /** Does not ask while this is false. */
  when?: boolean
  /** Asks again every so many milliseconds while the page is seen. */
  everyMs?: number
  /** How long an answer counts as fresh. */
  freshMs?: number
  /** Keeps showing the last answer while the next one (another page, another filter) is on its way. */
  keep?: boolean
}

/** Asks a route and keeps the answer: `{ data, isPending, isFetching, error, refetch }`. */
export const useAsk = <R extends Route>(route: R, ...args: CallArgs<R, AskOptions>): UseQueryResult<Heard<R>> => {
  const [asked, { when = true, everyMs, freshMs, keep = true } = {}] = args
  return useQuery({
    queryKey: askKey(route, asked),
    queryFn: ({ signal }) => call(route, ...([asked, { signal }] as unknown as CallArgs<R, object>)),
    enabled: when,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(freshMs === undefined ? {} : { staleTime: freshMs }),
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  }) as UseQueryResult<Heard<R>>
}
