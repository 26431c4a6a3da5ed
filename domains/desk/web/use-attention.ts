import { useEffect, useRef } from 'react'
import { useWords } from '#web/client/session.tsx'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'

/** Asks, upon a click, whether we may tell of calls while the tab is hidden. */
export const askToNotify = (): void => {
  if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission()
}

/** Tells of a call that comes while the tab is hidden: a notice of the system, and a title that flashes. */
export const useAttention = (state: DeskState | undefined, title: string): void => {
  const say = useWords()
  const talkingTo = state?.agent?.state === 'talking' ? (state.call?.id ?? null) : null
  const number = state?.call?.maskedNumber ?? ''
  const told = useRef<string | null>(null)
  useEffect(() => {
    document.title = `${title} · ${say(text.product)}`
    if (!talkingTo || told.current === talkingTo) return
    told.current = talkingTo
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
