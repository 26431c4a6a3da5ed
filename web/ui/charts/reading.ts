import type { Say } from '#web/client/session.tsx'
import { told } from './text.ts'
import type { TipLine } from './tip.ts'

/** A name and its figures as one sentence, for who listens instead of looking. */
export const readOut = (say: Say, title: string, lines: readonly TipLine[], foot?: string): string =>
  say(told.list, [title, ...lines.map((line) => say(told.pair, line)), ...(foot ? [foot] : [])])
