import type { RefusalKind } from '#contract/problem.ts'

/** The contracts of all domains; a domain that never refuses declares no `refusals`. */
const contracts = import.meta.glob<Record<string, unknown>>('../domains/*/{contract,*-contract}.ts', { eager: true })

/** The refusals of every domain, so that each can be told in the reader's language. */
export const allRefusals: readonly RefusalKind[] = Object.values(contracts).flatMap((declared) =>
  Object.entries(declared)
    .filter(([name]) => /refusals$/i.test(name))
    .flatMap(([, refusals]) => Object.values(refusals as Record<string, RefusalKind>)),
)
