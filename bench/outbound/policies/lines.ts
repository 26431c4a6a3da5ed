import type { FloorView } from '#domains/dialer/server/public.ts'
import type { FloorCount } from './floor-count.ts'

/**
 * New calls at a dial level, as VICIdial places them: lines are counted per active agent, those in conversation among
 * them. Active are agents ready or on a call; an agent in wrap-up is paused and does not count. Lines are calls ringing,
 * answered and waiting, and in conversation (VICIdial bin/AST_VDauto_dial.pl, revision 3884: rule re-described).
 */
export const newLines = (level: number, { calls, waiting }: FloorView, count: FloorCount): number => {
  const active = count.free + count.talking + count.busy
  const lines = calls.length + waiting + count.talking + count.busy
  return Math.max(0, Math.round(level * active) - lines)
}

/** The dialling loop sleeps so long. */
export const placingEveryMs = 2500
