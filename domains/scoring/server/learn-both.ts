import type { Db } from '#platform/db.ts'
import { leastOutcomes, leastSuccesses, type ModelReport } from '../contract.ts'
import { groupFeature } from '../features.ts'
import type { Leak } from '../learn/leaks.ts'
import { findLeaks } from '../learn/leaks.ts'
import type { Learnt } from '../learn/lesson.ts'
import { type Scorer, scorerFormat } from '../learn/scorer.ts'
import { type Table, withoutColumns } from '../learn/table.ts'
import { gatherAttempts, gatherConversations, type Taught } from './gather.ts'
import type { Learner } from './learner.ts'
import type { Scorers } from './store.ts'

type Why = ModelReport['why']
export type Previous = (Scorers & { windowTo: string | null }) | undefined
export type Lessons = { conversations: Taught; attempts: Taught; refused: Leak[] }
export type Both = { success: Learnt | null; answer: Learnt | null; why: Why }

const hitsOf = (target: Uint8Array): number => target.reduce((sum, hit) => sum + hit, 0)

/** Why these rows are too few, or too much alike, to learn from. */
const tooLittle = ({ target, table }: Taught): Why => {
  const hits = hitsOf(target)
  if (target.length < leastOutcomes) return 'tooFewOutcomes'
  if (hits < leastSuccesses) return 'tooFewSuccesses'
  if (hits === target.length) return 'oneClass'
  return table.names.length === 0 ? 'noColumns' : null
}

/** What is known, without the columns that would give the outcome away. */
export const gatherLessons = async (
  db: Db,
  campaignId: string,
  { uncalled, keptOut }: { uncalled: Table; keptOut: readonly string[] },
): Promise<Lessons> => {
  const conversations = await gatherConversations(db, campaignId)
  const attempts = await gatherAttempts(db, campaignId)
  // Either question may be the one a column gives away.
  const asked = [conversations, attempts].filter(({ target }) => target.length > 0)
  const found = asked.flatMap(({ table, target }) => findLeaks({ called: table, target, uncalled, keptOut }))
  const refused = [...new Map(found.map((leak) => [leak.name, leak])).values()].filter(
    ({ name }) => !name.startsWith('@'),
  )
  return { conversations, attempts, refused }
}

/** A scorer learned from the same rows, as far as they went then; otherwise nothing. */
const goesOn = (scorer: Scorer | null | undefined, { at }: Taught, windowTo: string | null): Scorer | undefined => {
  if (!scorer || scorer.format !== scorerFormat || windowTo === null) return undefined
  const seen = at.filter((moment) => moment <= Date.parse(windowTo)).length
  return seen === scorer.rows ? scorer : undefined
}

type Question = { taught: Taught; previous: Scorer | undefined; refused: readonly Leak[]; seed: number }
const learnOne = (learner: Learner, { taught, previous, refused, seed }: Question, onDone: (share: number) => void) => {
  const barred = new Set([...refused.map(({ name }) => name), groupFeature])
  return learner.learn({ table: withoutColumns(taught.table, barred), target: taught.target, seed, previous }, onDone)
}

/** Learns who says yes, and who answers; each only where enough is known. */
export const learnBoth = async (
  learner: Learner,
  { conversations, attempts, refused }: Lessons,
  { previous, seed, onDone }: { previous: Previous; seed: number; onDone: (share: number) => void },
): Promise<Both> => {
  const why = tooLittle(conversations)
  if (why !== null) return { success: null, answer: null, why }
  const windowTo = previous?.windowTo ?? null
  const success = await learnOne(
    learner,
    { taught: conversations, previous: goesOn(previous?.success, conversations, windowTo), refused, seed },
    (share) => onDone(share * 0.6),
  )
  if (tooLittle(attempts) !== null) return { success, answer: null, why }
  const answer = await learnOne(learner, { taught: attempts, previous: undefined, refused, seed }, (share) =>
    onDone(0.6 + share * 0.4),
  )
  return { success, answer, why }
}
