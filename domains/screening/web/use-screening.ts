import { useEffect, useState } from 'react'
import { useMay } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import {
  applyScreening,
  getScreening,
  liftScreening,
  listRuns,
  listScreenedRows,
  makeDefault,
  previewScreening,
  type Screening,
  type Settings,
  saveScreening,
  takeDefault,
} from '../contract.ts'
import { text } from '../text.ts'

export type Draft = Settings & { automatic: boolean }
const draftOf = ({ rules, classes, spraying, automatic }: Screening): Draft => ({ rules, classes, spraying, automatic })
const waitMs = 500

/** What stands still for a moment. */
const useSettled = <T>(value: T): T => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** The rules as somebody is changing them, what they would come to, and what may be done with them. */
export const useScreening = (campaignId: string, screening: Screening) => {
  const may = useMay()
  const params = { campaignId }
  const [changed, setChanged] = useState<Draft>()
  const draft = changed ?? draftOf(screening)
  const { rules, classes } = useSettled(draft)
  const mayManage = may(previewScreening)
  const preview = useAsk(
    previewScreening,
    { params, body: { rules, classes } },
    { when: mayManage && screening.entries > 0, freshMs: 20_000 },
  )
  const refresh = [getScreening, listRuns, listScreenedRows, previewScreening]
  const forget = () => setChanged(undefined)
  const save = useDo(saveScreening, { refresh, done: text.saved, onDone: forget })
  const apply = useDo(applyScreening, { refresh, done: text.applied })
  const lift = useDo(liftScreening, { refresh, done: text.lifted })
  const reset = useDo(takeDefault, { refresh, done: text.saved, onDone: forget })
  const spread = useDo(makeDefault, { done: text.defaultMade })
  return {
    draft,
    isChanged: changed !== undefined,
    mayManage,
    mayMakeDefault: may(makeDefault),
    change: (part: Partial<Draft>) => setChanged({ ...draft, ...part }),
    forget,
    outcome: preview.data ?? screening.lastRun?.result,
    isCounting: preview.isFetching,
    problem: preview.error,
    busy: save.isPending || apply.isPending || lift.isPending,
    save: () => save.mutateAsync({ params, body: { ...draft, version: screening.version } }),
    apply: () => apply.mutateAsync({ params }),
    lift: () => lift.mutateAsync({ params }),
    takeDefault: () => reset.mutate({ params }),
    makeDefault: () =>
      spread.mutate({ body: { rules: draft.rules, classes: draft.classes, spraying: draft.spraying } }),
  }
}
