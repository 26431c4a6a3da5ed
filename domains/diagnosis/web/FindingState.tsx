import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { type FindingState, verdictTones } from '../finding.ts'
import type { Action } from '../rule.ts'
import { noteStateWords, stateWords, verdictWords } from '../text.ts'
import type { Verdict } from '../verify.ts'

const tones: Record<FindingState, Tone> = {
  open: 'warn',
  taken: 'busy',
  done: 'info',
  verified: 'ok',
  dismissed: 'quiet',
}

/** The state; once verified, what came of it. A note that is done has been read. */
export const FindingStateTag = ({
  state,
  verdict,
  action,
}: {
  state: FindingState
  verdict: Verdict | null
  action: Action
}) => {
  if (verdict) return <StateTag tone={verdictTones[verdict]} text={verdictWords[verdict]} />
  const words = action === 'note' && state === 'done' ? noteStateWords.done : stateWords[state]
  return <StateTag tone={tones[state]} text={words} />
}
