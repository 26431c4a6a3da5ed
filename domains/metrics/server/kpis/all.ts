import type { Kpi } from '../kpi.ts'
import { abandonRate } from './abandon-rate.ts'
import { agentCalls } from './agent-calls.ts'
import { agentCallsPerHead } from './agent-calls-per-head.ts'
import { attemptsPerContact } from './attempts-per-contact.ts'
import { averageTalkTime } from './average-talk-time.ts'
import { averageWrapUp } from './average-wrap-up.ts'
import { callsPerCallHour } from './calls-per-call-hour.ts'
import { callsPerLoginHour } from './calls-per-login-hour.ts'
import { closeRate } from './close-rate.ts'
import { complaintRate } from './complaint-rate.ts'
import { connectRate } from './connect-rate.ts'
import { connects } from './connects.ts'
import { contactRate } from './contact-rate.ts'
import { customerContactRate } from './customer-contact-rate.ts'
import { customerRecords } from './customer-records.ts'
import { customerWait } from './customer-wait.ts'
import { dealsPerHead } from './deals-per-head.ts'
import { dialableNumbers } from './dialable-numbers.ts'
import { dialableRate } from './dialable-rate.ts'
import { dials } from './dials.ts'
import { effectiveCalls } from './effective-calls.ts'
import { effectiveRate } from './effective-rate.ts'
import { excellentRate } from './excellent-rate.ts'
import { idleRate } from './idle-rate.ts'
import { invalidRate } from './invalid-rate.ts'
import { invalidRecords } from './invalid-records.ts'
import { notReadyRate } from './not-ready-rate.ts'
import { onlineSuccessRate } from './online-success-rate.ts'
import { onlineSuccesses } from './online-successes.ts'
import { ringSeconds } from './ring-seconds.ts'
import { salesRate } from './sales-rate.ts'
import { salesSuccesses } from './sales-successes.ts'
import { signIns } from './sign-ins.ts'
import { smsSatisfactionRate } from './sms-satisfaction-rate.ts'
import { surveyCompletionRate } from './survey-completion-rate.ts'
import { surveyProgress } from './survey-progress.ts'
import { talkPerRefusal } from './talk-per-refusal.ts'
import { talkPerSuccess } from './talk-per-success.ts'
import { talkTime } from './talk-time.ts'
import { talkUtilisation } from './talk-utilisation.ts'

/** The dictionary, in the order people read it. One file and one line here is a new measure. */
export const allKpis: readonly Kpi[] = [
  customerRecords,
  dialableNumbers,
  dialableRate,
  invalidRecords,
  invalidRate,
  agentCalls,
  agentCallsPerHead,
  contactRate,
  customerContactRate,
  averageTalkTime,
  talkPerSuccess,
  talkPerRefusal,
  callsPerLoginHour,
  callsPerCallHour,
  onlineSuccesses,
  onlineSuccessRate,
  surveyProgress,
  surveyCompletionRate,
  salesSuccesses,
  salesRate,
  talkUtilisation,
  notReadyRate,
  idleRate,
  smsSatisfactionRate,
  complaintRate,
  excellentRate,
  dials,
  connects,
  connectRate,
  effectiveCalls,
  effectiveRate,
  closeRate,
  attemptsPerContact,
  dealsPerHead,
  abandonRate,
  ringSeconds,
  customerWait,
  talkTime,
  averageWrapUp,
  signIns,
]

export const kpiByCode: ReadonlyMap<string, Kpi> = new Map(allKpis.map((kpi) => [kpi.code, kpi]))
