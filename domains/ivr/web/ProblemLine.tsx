import { useWords } from '#web/client/session.tsx'
import type { FlowProblem } from '../problems.ts'
import { problemWords } from '../text.ts'
import style from './flows.module.css'

/** One thing to mend, beside where it is. */
export const ProblemLine = ({ problem }: { problem: FlowProblem }) => (
  <p className={style.problem} role="alert">
    {useWords()(problemWords[problem.code], problem.params)}
  </p>
)
