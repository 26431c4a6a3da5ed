import { nextStep as followingStep, triedAs as nameOfTry, usualAttemptPolicy } from '../attempt-policy.ts'
import {
  closesAt as endOfHours,
  isOpen as mayCallAt,
  nextOpening as startOfHours,
  usualCallingHours,
} from '../calling-hours.ts'
import { callerIdsOf as poolOf } from '../campaign.ts'
import { gateSteps } from '../stage-gates.ts'
import * as events from './events.ts'
import * as moving from './service/move-campaign.ts'
import * as signing from './service/sign-gates.ts'
import * as writing from './service/write-campaign.ts'
import { findCampaign as find, listRunningCampaigns as listRunning } from './store.ts'

export type { AttemptPolicy, CloseReason, Ending, NextStep, RetryCause } from '../attempt-policy.ts'
export { retryCauses } from '../attempt-policy.ts'
export type { CallingHours } from '../calling-hours.ts'
export { weekdays } from '../calling-hours.ts'
export type { CampaignState, CampaignType, DialMode } from '../campaign.ts'
export type { Campaign, CampaignForm } from '../contract.ts'

/** One campaign with its teams and the clock of its site. */
export const findCampaign = find
/** The campaigns whose customers are being called now. */
export const listRunningCampaigns = listRunning

/** Close the contact, or when to try again: see attempt-policy. */
export const nextStep = followingStep
/** The key under which an ending is counted in `tries_by_cause`. */
export const triedAs = nameOfTry
/** Calling hours by the wall clock of the campaign's `timeZone`. */
export const isOpen = mayCallAt
export const nextOpening = startOfHours
export const closesAt = endOfHours

export const { campaignStarted, campaignResumed, campaignPaused, campaignFinished, campaignReviewed, campaignChanged } =
  events

/** Planning without a screen, for demo centres and replays: the same use cases, gates and refusals as through HTTP. */
export const createCampaign = writing.createCampaign
export const assignTeams = writing.assignTeams
export const signGates = signing.signGates
export const moveCampaign = moving.moveCampaign
export const allGateSteps = gateSteps
export const usualPolicy = usualAttemptPolicy
export const usualHours = usualCallingHours

/** The pool of numbers a campaign calls under, the preferred first. */
export const callerIdsOf = poolOf
