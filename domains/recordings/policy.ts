import { z } from 'zod'
import { outcomeKinds } from '#domains/calls/contract.ts'
import { ChosenPrompt } from '#domains/telephony/contract.ts'

export const recordingModes = ['all', 'share', 'none'] as const
export type RecordingMode = (typeof recordingModes)[number]

/** What holds where nobody decided otherwise: everything is recorded and kept as the jurisdiction asks. */
export const usualPolicy = {
  mode: 'all' as RecordingMode,
  sharePercent: 100,
  announcement: '',
  mayPause: false,
  asksReason: false,
  keepDays: null,
  keepByOutcome: {},
}

const Days = z.int().min(1).max(36_500)
export const PolicyForm = z.object({
  mode: z.enum(recordingModes),
  /** Of the conversations, in mode `share`. */
  sharePercent: z.int().min(1).max(100),
  /** The prompt customers hear when the conversation begins; empty: none. */
  announcement: ChosenPrompt,
  /** Agents may stop the recording while a card number is read. */
  mayPause: z.boolean(),
  /** Whoever listens says what for. */
  asksReason: z.boolean(),
  /** Null: as the jurisdiction of the campaign says. */
  keepDays: Days.nullable(),
  /** Other days for conversations that ended so. */
  keepByOutcome: z.partialRecord(z.enum(outcomeKinds), Days),
})
export type PolicyForm = z.output<typeof PolicyForm>

/** A number from 0 up to 1, the same for a call whenever and wherever it is asked: its last 48 bits are chance. */
const drawOf = (callId: string): number => Number.parseInt(callId.replaceAll('-', '').slice(-12), 16) / 2 ** 48

/** Whether this conversation is recorded. */
export const isRecorded = (
  { mode, sharePercent }: Pick<PolicyForm, 'mode' | 'sharePercent'>,
  callId: string,
): boolean => mode === 'all' || (mode === 'share' && drawOf(callId) * 100 < sharePercent)
