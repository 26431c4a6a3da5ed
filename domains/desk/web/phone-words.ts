import type { Words } from '#contract/words.ts'
import { type OutcomeCode, outcomes } from '#domains/calls/contract.ts'
import { type CampaignType, typeMeanings } from '#domains/campaigns/contract.ts'
import { type HangupCause, hangupCauses } from '#domains/telephony/contract.ts'
import type { DeskState } from '../contract.ts'
import { text } from '../text.ts'

type Call = NonNullable<DeskState['call']>

/** The agent hears the customer, or has them wait. */
export const isTalking = (call: Call | null): call is Call => call?.state === 'talking' && !call.agentLeft
/** Nothing is left for the agent but to say what came of it. */
export const isOver = (call: Call | null): boolean => call !== null && (call.state === 'ended' || call.agentLeft)

/** What the call is doing. */
export const callWords = ({ state, onHold, agentLeft }: Call): Words => {
  if (state === 'ended') return text.ended
  if (agentLeft) return text.leftCustomer
  return onHold ? text.held : text[state]
}
/** Which of our numbers the customer sees, or called. */
export const callerIdWords = ({ callerId, direction }: Call): Words | undefined => {
  const words = direction === 'in' ? text.calledUsAt : text.shownAs
  return callerId === '' ? undefined : { zh: words.zh(callerId), en: words.en(callerId) }
}
export const causeWords = (cause: string | null): Words | undefined =>
  cause && cause in hangupCauses ? hangupCauses[cause as HangupCause] : undefined

const meaningOf = (type: string | undefined) => typeMeanings[(type ?? 'sales') as CampaignType] ?? typeMeanings.sales
/** What a success is called in a campaign of that type. */
export const successWords = (type: string | undefined): Words => meaningOf(type).success
export const goalWords = (type: string | undefined): Words => meaningOf(type).explained

const abandoned: Words = { zh: '呼损', en: 'Abandoned' }
/** An outcome of the ledger: what an agent said, or why nobody was reached. */
export const outcomeWords = (outcome: string | null, type?: string): Words => {
  if (!outcome) return text.noOutcome
  if (outcome === 'abandoned') return abandoned
  if (outcome.startsWith('unreached.')) return causeWords(outcome.slice(10)) ?? text.noOutcome
  if (outcome === 'success') return successWords(type)
  const known = outcomes[outcome as OutcomeCode]
  if (!known) return { zh: outcome, en: outcome }
  return 'group' in known ? { zh: `${known.group.zh} · ${known.zh}`, en: `${known.group.en} · ${known.en}` } : known
}

export const modeWords = (mode: string): Words =>
  ({ manual: text.manual, preview: text.preview, progressive: text.progressive, predictive: text.predictive })[
    mode
  ] ?? {
    zh: mode,
    en: mode,
  }
