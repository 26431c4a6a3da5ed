import { callerIdKey as keyOf, callerIdPurposeFor as purposeFor } from '../caller-ids.ts'
import { percent as asPercent } from '../share.ts'
import { callerIdReactions as reactionsOfNumbers } from './caller-ids/reactions.ts'
import { callerIdJobs as jobsOfNumbers, restByRule } from './caller-ids/rest.ts'
import { callerIdRoutes as routesOfNumbers } from './caller-ids/routes.ts'
import * as numbers from './caller-ids/service.ts'
import * as erased from './erased-numbers.ts'
import * as events from './events.ts'
import * as elsewhere from './gate/elsewhere.ts'
import * as retention from './retention.ts'
import * as rules from './service.ts'
import * as store from './store.ts'

export type { Jurisdiction, Seller, SellerForm } from '../contract.ts'
/** The one form of a caller id however it is written. */
export const callerIdKey = keyOf
/** Which calls a number must be meant for, if not for any, to carry those of a campaign. */
export const callerIdPurposeFor = purposeFor
export type { CallerIdPurpose } from '../caller-ids.ts'
export { type CallerIdPool, openCallerIdPool } from './caller-ids/pool.ts'
export type { Barrier, Campaigning, Dial, History, PastAttempt } from './gate/dial.ts'
export type { ConsentWord } from './gate/elsewhere.ts'
export { type LiveGate, openLiveGate } from './live.ts'

/** Keeps the numbers of somebody forgotten as hashes: the gate refuses them for ever, also when a list brings them back. */
export const rememberErased = erased.rememberErased

/** Consent and do-not-call from a process that does not dial: on record with the transaction, in the gate right after. */
export const { recordConsent, forbidNumber } = elsewhere
/** The refusal, and the sentence, of a rule by which the gate held a dial back. */
export { refusalOf, sayBlock } from '../blocked.ts'

/** The limits a campaign calls under. */
export const findJurisdiction = store.findJurisdiction
/** In whose name a campaign calls. */
export const findSeller = store.findSeller
export const listSellers = store.listSellers
export const { jurisdictionChanged, sellerChanged } = events

/** How a refusal tells a share of calls: `3.0%`. */
export const percent = asPercent

/** A seller without a screen, for demo centres and replays: the same refusals as through HTTP. */
export const addSeller = rules.addSeller
export const { sellersPlay, changeSeller } = rules

/** Numbers for demo centres and replays: the same refusals as through HTTP. */
export const { addCallerId, moveCallerId, noteFlag: noteCallerIdFlag, callerIdChanged } = numbers

/** What is past its time and may go; asked and let go by the desk of compliance, never by a request. */
export const { countOldBlocks, forgetOldBlocks, countSupersededConsent, forgetSupersededConsent } = retention

/** What the composition wires of the pool. */
export const callerIdRoutes = routesOfNumbers
export const callerIdJobs = jobsOfNumbers
/** Rests by the rule which numbers fare so badly that they should; asked by the clock of who watches how they fare. */
export const restCallerIdsByRule = restByRule
export { wakeCallerIds } from './caller-ids/rest.ts'
export const callerIdReactions = reactionsOfNumbers
