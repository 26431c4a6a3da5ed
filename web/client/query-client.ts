import { QueryClient } from '@tanstack/react-query'
import type { CallOf, Route } from '#contract/route.ts'
import { ProblemError } from './problem.ts'

/** Under this name the cache keeps everything a route ever answered; `askKey` adds which call it was. */
export const routeKey = (route: Pick<Route, 'method' | 'path'>): string => `${route.method} ${route.path}`

export const askKey = <R extends Route>(route: R, call?: CallOf<R>): readonly unknown[] => [
  routeKey(route),
  call?.params ?? {},
  call?.query ?? {},
]

/** A refusal is an answer and will not change by asking again; a network may. */
const worthAskingAgain = (times: number, error: Error): boolean =>
  times < 2 && (!(error instanceof ProblemError) || error.status >= 502)

export const openQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: { staleTime: 5_000, retry: worthAskingAgain, retryDelay: (times) => 800 * 2 ** times },
      mutations: { retry: false },
    },
  })
