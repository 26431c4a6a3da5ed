import type { Learnt, Lesson, Scored } from '../learn/lesson.ts'
import type { Scorer } from '../learn/scorer.ts'
import type { Table } from '../learn/table.ts'

/** What is done away from the event loop. */
export type Work =
  | { kind: 'learn'; lesson: Lesson }
  | { kind: 'score'; table: Table; success: Scorer; answer: Scorer | null }

/** Learns and scores in a thread of its own, handed in by whoever composes the product. */
export type Learner = {
  learn(lesson: Lesson, onDone: (share: number) => void): Promise<Learnt>
  score(table: Table, success: Scorer, answer: Scorer | null): Promise<Scored>
}
