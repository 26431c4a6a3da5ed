import { useMemo } from 'react'
import { listMeasures, type Measure } from '#domains/metrics/contract.ts'
import { useAsk } from '#web/client/use-ask.ts'

/** The dictionary by code; empty until it is there. */
export const useMeasures = (): ReadonlyMap<string, Measure> => {
  const asked = useAsk(listMeasures, undefined, { freshMs: 600_000 })
  return useMemo(() => new Map((asked.data ?? []).map((measure) => [measure.code, measure])), [asked.data])
}
