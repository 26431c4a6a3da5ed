import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useMay, useMe } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { asking, useTopic } from '#web/client/use-topic.ts'
import { getHeadset, type HeadsetStanding, ownHeadset } from '../contract.ts'
import { type HeadsetLook, headset, wasOurs } from './headset.ts'

export type Headset = {
  /** What the server knows; undefined until it has said so, and for who wears none. */
  standing: HeadsetStanding | undefined
  /** What this tab does. */
  look: HeadsetLook
}

/** One's own headset: as the server knows it, and what this tab does for it. */
export const useHeadset = (): Headset => {
  const me = useMe()
  const when = useMay()(getHeadset)
  const asked = useAsk(getHeadset, {}, { when, freshMs: Number.POSITIVE_INFINITY })
  const { value } = useTopic(
    ownHeadset,
    { employeeId: me.id },
    { when: when && asked.data !== undefined, into: asking(getHeadset), refresh: [getHeadset] },
  )
  const look = useSyncExternalStore(headset.watch, headset.look)
  const standing = value ?? asked.data
  const holder = standing?.holder
  useEffect(() => headset.isOf(me.id), [me.id])
  useEffect(() => {
    if (holder !== undefined && look.holder !== undefined) headset.heldBy(holder)
  }, [holder, look.holder])
  return { standing, look }
}

/** The microphone has been allowed before, so that opening it asks nobody anything. */
const isAllowed = async (): Promise<boolean> =>
  (await navigator.permissions?.query({ name: 'microphone' as PermissionName }).catch(() => undefined))?.state ===
  'granted'

/** A headset is put on by itself only so soon after its wearer came. */
const comesWithinMs = 10_000

/**
 * Puts the headset on when its wearer comes to work, or opens the page anew: where that takes it from no other browser,
 * and asks for the microphone only upon the click that signed them in. Later on that is theirs to say.
 */
export const useHeadsetAtWork = ({ standing }: Headset, isAtWork: boolean): void => {
  const came = useRef({ at: 0, wasHereBefore: isAtWork })
  const isNeeded = standing?.isNeeded === true
  // The server hears of a page that was loaded anew only when its leg falls silent.
  const isFree = isNeeded && (standing.state === 'away' || wasOurs(standing.holder))
  // biome-ignore lint/correctness/useExhaustiveDependencies: coming to work begins the wait anew
  useEffect(() => {
    came.current.at = Date.now()
  }, [isAtWork])
  useEffect(() => {
    const { at, wasHereBefore } = came.current
    if (!isAtWork) {
      came.current.wasHereBefore = false
      return
    }
    if (!isFree || Date.now() - at > comesWithinMs) return
    const mayAsk = wasHereBefore ? isAllowed() : Promise.resolve(true)
    mayAsk.then((may) => (may ? headset.wear() : undefined)).catch(() => {})
  }, [isAtWork, isFree])
}
