import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import type { CallRow } from '../contract.ts'
import { outcomeWords, text } from '../text.ts'

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

/** What came of a call; until then, that it is still under way. */
export const CallResult = ({ call }: { call: Pick<CallRow, 'state' | 'outcome' | 'outcomeKind'> }) => {
  const words = outcomeWords(call.outcome)
  if (words && call.outcomeKind) return <StateTag tone={tones[call.outcomeKind]} text={words} />
  // How far a call is stands in its signals; the ledger has the whole of it once it has ended.
  return call.state === 'ended' ? (
    <StateTag tone="warn" text={text.noOutcomeYet} />
  ) : (
    <StateTag tone="busy" text={text.underWay} />
  )
}
