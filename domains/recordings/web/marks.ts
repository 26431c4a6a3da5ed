import type { Words } from '#contract/words.ts'
import type { RecordingDetail } from '../contract.ts'
import { text } from '../text.ts'
import { nearestPlace } from '../timeline.ts'
import type { Mark } from './Wave.tsx'

/** What the telephone system told of the call while it lasted. */
export type CallMoment = { at: string; kind: string }

const holdsOf = (recording: RecordingDetail, moments: readonly CallMoment[]): Mark[] => {
  const holds: Mark[] = []
  let since: string | undefined
  const close = (until: number, from: string): void => {
    const atMs = nearestPlace(recording.parts, from)
    holds.push({ key: `hold-${from}`, kind: 'hold', atMs, untilMs: Math.max(atMs, until), words: text.onHold })
  }
  for (const { at, kind } of moments) {
    if (kind === 'held') since ??= at
    if (kind !== 'resumed' || since === undefined) continue
    close(nearestPlace(recording.parts, at), since)
    since = undefined
  }
  if (since !== undefined) close(recording.milliseconds, since)
  return holds
}

/** Pauses, holds, transfers, comments and the end, at their places in the sound. */
export const marksOf = (
  recording: RecordingDetail,
  moments: readonly CallMoment[],
  outcome: Words | undefined,
): Mark[] => {
  const at = (moment: string): number => nearestPlace(recording.parts, moment)
  const named = (kind: Mark['kind'], signal: string, words: Mark['words']): Mark[] =>
    moments
      .filter((moment) => moment.kind === signal)
      .map((moment) => ({ key: `${signal}-${moment.at}`, kind, atMs: at(moment.at), words }))
  return [
    ...recording.pauses.map(
      ({ pausedAt }): Mark => ({ key: `pause-${pausedAt}`, kind: 'pause', atMs: at(pausedAt), words: text.paused }),
    ),
    ...holdsOf(recording, moments),
    ...named('move', 'transferred', text.transferred),
    ...named(
      'end',
      'ended',
      outcome ? { zh: `${text.end.zh}：${outcome.zh}`, en: `${text.end.en}: ${outcome.en}` } : text.end,
    ),
    ...recording.comments.map(
      ({ id, atMs, words }): Mark => ({ key: id, kind: 'comment', atMs, words: { zh: words, en: words } }),
    ),
  ].sort((a, b) => a.atMs - b.atMs)
}
