import type { Words } from '#contract/words.ts'
import { type HangupCause, hangupCauses } from '#domains/telephony/contract.ts'

export const causeWords = (cause: HangupCause): Words => hangupCauses[cause]
