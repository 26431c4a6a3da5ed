import type { TelephonyEvent } from '#domains/telephony/server/public.ts'
import type { LiveCall } from './live-call.ts'

/** What an event says besides its kind: which third party it is about, which key, whether they talk, how long it took. */
export const toldBy = (
  event: TelephonyEvent,
): { endpoint?: string; key?: string; isTalking?: boolean; afterMs?: number } => {
  if ('endpoint' in event) return { endpoint: event.endpoint }
  if (event.kind === 'talking') return { isTalking: event.on }
  if (event.kind === 'classified') return { afterMs: event.afterMs }
  return event.kind === 'digit' ? { key: event.digit } : {}
}

/** `left`: the agent left the customer to a recorded message or to a voice flow. */
export type CallNews = { call: LiveCall; kind: TelephonyEvent['kind'] | 'left' } & ReturnType<typeof toldBy>

/**
 * An answer, or the joining itself, is no news of a conversation under way that has its headset. Nor is an answer heard
 * while we recovered: whoever is found answered is joined at the end of it. What a leg to outside costs is its trunk's.
 */
export const isNews = (
  kind: TelephonyEvent['kind'],
  { wasJoined, isEarly }: { wasJoined: boolean; isEarly: boolean },
): boolean => {
  if (kind === 'answered') return !wasJoined && !isEarly
  return kind !== 'outside' && (kind !== 'bridged' || !wasJoined)
}
