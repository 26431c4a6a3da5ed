import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useMay, useMe } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { asking, useTopic } from '#web/client/use-topic.ts'
import { getHeadset, type HeadsetStanding, ownHeadset } from '../contract.ts'
import { type HeadsetLook, headset } from './headset.ts'

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
  useEffect(() => {
    if (holder !== undefined && look.holder !== undefined) headset.heldBy(holder)
  }, [holder, look.holder])
  return { standing, look }
}

/** The microphone has been allowed before, so that opening it asks nobody anything. */
const isAllowed = async (): Promise<boolean> =>
  (await navigator.permissions?.query({ name: 'microphone' as PermissionName }).catch(() => undefined))?.state ===
  'granted'

/** A page reloaded in the middle of work is told a moment late that its own headset has gone. */
const reloadWithinMs = 10_000

/**
 * Puts the headset on when its wearer comes to work, or opens the page anew: where that takes no question to them and
 * takes it from no other browser. Later on that is theirs to say.
 */
export const useHeadsetAtWork = ({ standing }: Headset, isAtWork: boolean): void => {
  const cameAt = useRef(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: coming to work begins the wait anew
  useEffect(() => {
    cameAt.current = Date.now()
  }, [isAtWork])
  const isFree = standing?.isNeeded === true && isAtWork && standing.state === 'away'
  useEffect(() => {
    if (!isFree || Date.now() - cameAt.current > reloadWithinMs) return
    isAllowed()
      .then((allowed) => (allowed ? headset.wear() : undefined))
      .catch(() => {})
  }, [isFree])
}
