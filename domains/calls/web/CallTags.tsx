import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { CallRow } from '../contract.ts'
import { callStates, outcomeWords } from '../text.ts'

const tones: Record<NonNullable<CallRow['outcomeKind']>, Tone> = {
  success: 'ok',
  callback: 'info',
  noDecision: 'info',
  refusal: 'quiet',
  wrongPerson: 'quiet',
  voicemail: 'quiet',
  invalid: 'quiet',
  complaint: 'alarm',
  doNotCall: 'warn',
  abandoned: 'alarm',
  unreached: 'quiet',
}

/** What came of a call; until then, how far it is. */
export const CallResult = ({ call }: { call: Pick<CallRow, 'state' | 'outcome' | 'outcomeKind'> }) => {
  const words = outcomeWords(call.outcome)
  if (words && call.outcomeKind) return <StateTag tone={tones[call.outcomeKind]} text={words} />
  return <StateTag tone={call.state === 'ended' ? 'warn' : 'busy'} text={callStates[call.state]} />
}
