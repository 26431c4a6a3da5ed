import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '#web/client/call.ts'
import { askKey } from '#web/client/query-client.ts'
import { needsConfirmation } from '../calling-hours.ts'
import {
  assignTeams,
  type CampaignDetail,
  CampaignForm,
  changeCampaign,
  createCampaign,
  getCampaign,
} from '../contract.ts'

export type Draft = Omit<CampaignForm, 'name' | 'siteId'> & { name?: string; siteId?: string; teamIds: string[] }
export type Saving = { state: 'untouched' | 'saving' | 'saved' | 'invalid' | 'failed'; at?: Date; error?: unknown }

const pause = 700

/** Writes one draft; answers the newest state of the campaign, or undefined where nothing needed writing. */
const write = async (known: CampaignDetail | undefined, { teamIds, ...form }: Draft): Promise<CampaignDetail> => {
  const body = CampaignForm.parse(form)
  let saved = known
    ? await call(changeCampaign, { params: { campaignId: known.id }, body: { ...body, version: known.version } })
    : await call(createCampaign, { body })
  if ([...saved.teamIds].sort().join() !== [...teamIds].sort().join())
    saved = await call(assignTeams, { params: { campaignId: saved.id }, body: { teamIds } })
  return saved
}

/**
 * Saves what is typed, a moment after the last key, one write at a time; the next write carries the version the last
 * one brought. The first write of a new campaign creates its draft. What cannot be saved yet stays on screen and says so.
 */
export const useAutosave = (
  start: CampaignDetail | undefined,
  onSaved: (saved: CampaignDetail, wasNew: boolean) => void,
) => {
  const cache = useQueryClient()
  const [saving, setSaving] = useState<Saving>({ state: 'untouched' })
  const known = useRef(start)
  const waiting = useRef<Draft>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const running = useRef<Promise<void>>(Promise.resolve())
  const told = useRef(onSaved)
  told.current = onSaved

  const writeWaiting = useCallback(async () => {
    const draft = waiting.current
    waiting.current = undefined
    if (!draft) return
    const read = CampaignForm.safeParse(draft)
    if (!read.success || needsConfirmation(read.data.callingHours)) return setSaving({ state: 'invalid' })
    setSaving({ state: 'saving' })
    try {
      const wasNew = known.current === undefined
      const saved = await write(known.current, draft)
      known.current = saved
      cache.setQueryData(askKey(getCampaign, { params: { campaignId: saved.id } }), saved)
      setSaving({ state: 'saved', at: new Date() })
      told.current(saved, wasNew)
    } catch (error) {
      setSaving({ state: 'failed', error })
    }
  }, [cache])

  /** Writes at once what is still waiting; answers the campaign as it then stands. */
  const flush = useCallback(async (): Promise<CampaignDetail | undefined> => {
    clearTimeout(timer.current)
    running.current = running.current.then(writeWaiting)
    await running.current
    return known.current
  }, [writeWaiting])

  const change = useCallback(
    (draft: Draft) => {
      waiting.current = draft
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pause)
    },
    [flush],
  )
  useEffect(() => () => void flush(), [flush])
  return { saving, change, flush }
}
