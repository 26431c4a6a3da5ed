import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { isOverdue, type State } from '../complaint.ts'
import { stateWords, text } from '../text.ts'

const tones: Record<State, Tone> = { new: 'warn', inHand: 'busy', answered: 'ok', closed: 'quiet' }

/** The state; instead of it "overdue" while nobody has answered in time. */
export const ComplaintState = ({ state, dueAt }: { state: State; dueAt: string }) =>
  isOverdue({ state, dueAt }, Date.now()) ? (
    <StateTag tone="alarm" text={text.overdue} />
  ) : (
    <StateTag tone={tones[state]} text={stateWords[state]} />
  )
