import type { Person } from '#domains/simulation/server/public.ts'

/** A contact of the list of the benchmark. */
export type Listed = Person & { position: number }
