import { type MeasureGroup, measureGroups } from '../../measure.ts'
import type { Kpi } from '../kpi.ts'
import { abandonRate } from './abandon-rate.ts'
import { adherence } from './adherence.ts'
import { agentCalls } from './agent-calls.ts'
import { agentCallsPerHead } from './agent-calls-per-head.ts'
import { attemptsPerContact } from './attempts-per-contact.ts'
import { attendanceRate } from './attendance-rate.ts'
import { attritionRate } from './attrition-rate.ts'
import { averageCallLength } from './average-call-length.ts'
import { averageReviewScore } from './average-review-score.ts'
import { averageTalkTime } from './average-talk-time.ts'
import { averageWrapUp } from './average-wrap-up.ts'
import { behaviourRate } from './behaviour-rate.ts'
import { benefitRate } from './benefit-rate.ts'
import { breakTime } from './break-time.ts'
import { breakTimes } from './break-times.ts'
import { callCount } from './call-count.ts'
import { callsPerCallHour } from './calls-per-call-hour.ts'
import { callsPerLoginHour } from './calls-per-login-hour.ts'
import { campaignRevenue } from './campaign-revenue.ts'
import { closeAttemptRate } from './close-attempt-rate.ts'
import { closeRate } from './close-rate.ts'
import { communicationRate } from './communication-rate.ts'
import { complaintRate } from './complaint-rate.ts'
import { complaints } from './complaints.ts'
import { complaintsHeardRate } from './complaints-heard-rate.ts'
import { conformance } from './conformance.ts'
import { connectRate } from './connect-rate.ts'
import { connects } from './connects.ts'
import { contactRate } from './contact-rate.ts'
import { conversionRate } from './conversion-rate.ts'
import { coverage } from './coverage.ts'
import { customerContactRate } from './customer-contact-rate.ts'
import { customerRecords } from './customer-records.ts'
import { customerReps } from './customer-reps.ts'
import { customerWait } from './customer-wait.ts'
import { dealCalls } from './deal-calls.ts'
import { dealsPerHead } from './deals-per-head.ts'
import { dialableNumbers } from './dialable-numbers.ts'
import { dialableRate } from './dialable-rate.ts'
import { dialingTime } from './dialing-time.ts'
import { dials } from './dials.ts'
import { effectiveCalls } from './effective-calls.ts'
import { effectiveRate } from './effective-rate.ts'
import { excellentRate } from './excellent-rate.ts'
import { firstActivations } from './first-activations.ts'
import { firstCallTime } from './first-call-time.ts'
import { focusShare } from './focus-share.ts'
import { focusUnits } from './focus-units.ts'
import { followUpFrequency } from './follow-up-frequency.ts'
import { hangupSatisfactionRate } from './hangup-satisfaction-rate.ts'
import { helpRequests } from './help-requests.ts'
import { holdTime } from './hold-time.ts'
import { idleRate } from './idle-rate.ts'
import { idleTime } from './idle-time.ts'
import { instalmentPrincipal } from './instalment-principal.ts'
import { instalmentSuccessRate } from './instalment-success-rate.ts'
import { internalCallTime } from './internal-call-time.ts'
import { internalCalls } from './internal-calls.ts'
import { invalidRate } from './invalid-rate.ts'
import { invalidRecords } from './invalid-records.ts'
import { needRate } from './need-rate.ts'
import { notReadyRate } from './not-ready-rate.ts'
import { notReadyTime } from './not-ready-time.ts'
import { notReadyTimes } from './not-ready-times.ts'
import { objectionRate } from './objection-rate.ts'
import { onlineSuccessRate } from './online-success-rate.ts'
import { onlineSuccesses } from './online-successes.ts'
import { openingRate } from './opening-rate.ts'
import { orderRate } from './order-rate.ts'
import { orders } from './orders.ts'
import { pitchSuccessRate } from './pitch-success-rate.ts'
import { playbackTime } from './playback-time.ts'
import { premium } from './premium.ts'
import { productKnowledgeRate } from './product-knowledge-rate.ts'
import { productiveTime } from './productive-time.ts'
import { reachRate } from './reach-rate.ts'
import { refusalRate } from './refusal-rate.ts'
import { remittanceAmount } from './remittance-amount.ts'
import { remittances } from './remittances.ts'
import { revenuePerHead } from './revenue-per-head.ts'
import { ringSeconds } from './ring-seconds.ts'
import { salesAmount } from './sales-amount.ts'
import { salesRate } from './sales-rate.ts'
import { salesSuccesses } from './sales-successes.ts'
import { satisfactionRate } from './satisfaction-rate.ts'
import { scheduledHours } from './scheduled-hours.ts'
import { seats } from './seats.ts'
import { shrinkageRate } from './shrinkage-rate.ts'
import { shrinkageTime } from './shrinkage-time.ts'
import { signIns } from './sign-ins.ts'
import { signInsAndOuts } from './sign-ins-and-outs.ts'
import { signedInTime } from './signed-in-time.ts'
import { smsSatisfactionRate } from './sms-satisfaction-rate.ts'
import { successValue } from './success-value.ts'
import { successValueAdjusted } from './success-value-adjusted.ts'
import { successValuePerHour } from './success-value-per-hour.ts'
import { surveyCompletionRate } from './survey-completion-rate.ts'
import { surveyProgress } from './survey-progress.ts'
import { talkHours } from './talk-hours.ts'
import { talkPerRefusal } from './talk-per-refusal.ts'
import { talkPerSuccess } from './talk-per-success.ts'
import { talkTime } from './talk-time.ts'
import { talkUtilisation } from './talk-utilisation.ts'
import { termsRate } from './terms-rate.ts'
import { trainingMeetingTime } from './training-meeting-time.ts'
import { unitsSold } from './units-sold.ts'
import { workloadIndex } from './workload-index.ts'
import { wrapUpTime } from './wrap-up-time.ts'

/** The dictionary by its parts, in the order people read it. One file and one line here is a new measure. */
export const kpiGroups: Record<MeasureGroup, readonly Kpi[]> = {
  scale: [seats, customerReps],
  people: [attritionRate, attendanceRate, scheduledHours, conformance, adherence, shrinkageTime, shrinkageRate],
  efficiency: [
    talkTime,
    averageCallLength,
    wrapUpTime,
    productiveTime,
    talkUtilisation,
    internalCallTime,
    playbackTime,
    idleTime,
    helpRequests,
    notReadyTimes,
    signInsAndOuts,
    notReadyRate,
    idleRate,
    dialingTime,
    averageWrapUp,
    holdTime,
    breakTime,
    trainingMeetingTime,
    firstCallTime,
  ],
  efficiencyMore: [signedInTime, notReadyTime, breakTimes, internalCalls, signIns, ringSeconds, customerWait],
  project: [
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
  ],
  quality: [
    smsSatisfactionRate,
    hangupSatisfactionRate,
    satisfactionRate,
    complaints,
    complaintRate,
    complaintsHeardRate,
    excellentRate,
    averageReviewScore,
  ],
  calling: [
    dials,
    connects,
    connectRate,
    reachRate,
    effectiveCalls,
    effectiveRate,
    dealCalls,
    closeRate,
    pitchSuccessRate,
    conversionRate,
    refusalRate,
    abandonRate,
    attemptsPerContact,
    followUpFrequency,
    coverage,
    dealsPerHead,
    callCount,
    talkHours,
    workloadIndex,
  ],
  results: [
    successValue,
    successValuePerHour,
    successValueAdjusted,
    orders,
    orderRate,
    unitsSold,
    salesAmount,
    focusUnits,
    focusShare,
    remittances,
    remittanceAmount,
    firstActivations,
    instalmentPrincipal,
    instalmentSuccessRate,
    premium,
    campaignRevenue,
    revenuePerHead,
  ],
  behaviours: [
    behaviourRate,
    communicationRate,
    productKnowledgeRate,
    openingRate,
    needRate,
    objectionRate,
    closeAttemptRate,
    benefitRate,
    termsRate,
  ],
}

export const allKpis: readonly Kpi[] = Object.values(kpiGroups).flat()

export const kpiByCode: ReadonlyMap<string, Kpi> = new Map(allKpis.map((kpi) => [kpi.code, kpi]))

/** The part of the dictionary each measure stands in. */
export const groupByCode: ReadonlyMap<string, MeasureGroup> = new Map(
  measureGroups.flatMap((group) => kpiGroups[group].map(({ code }) => [code, group] as const)),
)
