import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#web/client/call.ts'
import { ProblemError } from '#web/client/problem.ts'
import { Draft, saveDraft } from '../contract.ts'
import type { Chosen } from '../outcome-keys.ts'

export type Filled = Chosen & { note: string; callbackAt: string | null }
export type Saving = 'nothing' | 'saving' | 'saved' | 'kept'
const empty: Filled = { outcome: null, openGroup: null, note: '', callbackAt: null }

const saveAfterMs = 400
const againAfterMs = 3000
/** What has not reached the server yet is kept in this tab, so that an ended session or a broken line loses no word. */
const place = (callId: string): string => `carillon.draft.${callId}`
const keptHere = (callId: string): Filled | undefined => {
  const kept = Draft.safeParse(JSON.parse(sessionStorage.getItem(place(callId)) ?? 'null'))
  return kept.success ? { ...empty, ...kept.data } : undefined
}

/** The form of one call: starts from what was kept, and keeps every change. */
export const useDraft = (callId: string, restored: Draft | null | undefined) => {
  const [filled, setFilled] = useState<Filled>(() => keptHere(callId) ?? empty)
  const [saving, setSaving] = useState<Saving>('nothing')
  const touched = useRef(keptHere(callId) !== undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (!restored || touched.current) return
    setFilled({ ...empty, ...restored })
    setSaving('saved')
  }, [restored])
  const save = useCallback(
    async (draft: Draft): Promise<void> => {
      try {
        await call(saveDraft, { body: draft })
        sessionStorage.removeItem(place(callId))
        setSaving('saved')
      } catch (error) {
        setSaving('kept')
        if (!(error instanceof ProblemError)) timer.current = setTimeout(() => void save(draft), againAfterMs)
      }
    },
    [callId],
  )
  const latest = useRef(filled)
  latest.current = filled
  const change = useCallback(
    (part: Partial<Filled>): void => {
      touched.current = true
      const next = { ...latest.current, ...part }
      latest.current = next
      setFilled(next)
      setSaving('saving')
      const draft = { callId, outcome: next.outcome, note: next.note, callbackAt: next.callbackAt }
      sessionStorage.setItem(place(callId), JSON.stringify(draft))
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void save(draft), saveAfterMs)
    },
    [callId, save],
  )
  useEffect(() => {
    const kept = keptHere(callId)
    if (kept) change(kept)
  }, [callId, change])
  /** The outcome is on its way: what is kept too late would only be refused. Whoever is refused it keeps on with `change`. */
  const rest = useCallback((): void => clearTimeout(timer.current), [])
  /** The outcome is given: nothing is left to keep. */
  const forget = useCallback((): void => {
    clearTimeout(timer.current)
    sessionStorage.removeItem(place(callId))
  }, [callId])
  useEffect(() => () => clearTimeout(timer.current), [])
  return { filled, change, saving, rest, forget }
}
export type DraftForm = ReturnType<typeof useDraft>
