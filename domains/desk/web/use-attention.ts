import { useEffect, useRef } from 'react'
import { type Headset, soundHeadsetLost, soundNewCustomer } from '#domains/telephony/web/public.tsx'
import { useWords } from '#web/client/session.tsx'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'

/**
 * Asks, upon a click, whether we may tell of calls while the tab is hidden: when the first call may come, and not
 * together with the microphone.
 */
export const askToNotify = (): void => {
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission()
}

/** A headset the server had joined and has no longer; not one that is still on its way. */
const useLossAlarm = ({ standing }: Headset, isAtWork: boolean): void => {
  const wasSeated = useRef(false)
  const isSeated = standing?.isNeeded === true && standing.state === 'seated'
  useEffect(() => {
    if (wasSeated.current && !isSeated && isAtWork) soundHeadsetLost()
    wasSeated.current = isSeated
  }, [isSeated, isAtWork])
}

/**
 * Tells of a customer on the line by a tone, and while the tab is hidden by a notice of the system and a title that
 * flashes; of a headset that is lost by another tone.
 */
export const useAttention = (state: DeskState | undefined, worn: Headset, title: string): void => {
  const say = useWords()
  useLossAlarm(worn, state?.agent != null)
  const talkingTo = state?.agent?.state === 'talking' ? (state.call?.id ?? null) : null
  const number = state?.call?.maskedNumber ?? ''
  const told = useRef<string | null | undefined>(undefined)
  useEffect(() => {
    document.title = `${title} · ${say(text.product)}`
    // A page just opened in the middle of a call tells nothing new.
    const isJustOpened = told.current === undefined
    if (isJustOpened) told.current = talkingTo
    if (isJustOpened || !talkingTo || told.current === talkingTo) return
    told.current = talkingTo
    soundNewCustomer()
    if (!document.hidden) return
    if ('Notification' in window && Notification.permission === 'granted') {
      const notice = new Notification(say(text.callArrived), { body: number, tag: talkingTo })
      notice.onclick = () => window.focus()
    }
    let on = false
    const flashing = setInterval(() => {
      on = !on
      document.title = on && document.hidden ? `● ${say(text.callArrived)}` : `${title} · ${say(text.product)}`
      if (!document.hidden) clearInterval(flashing)
    }, 1000)
    return () => clearInterval(flashing)
  }, [talkingTo, number, title, say])
}
