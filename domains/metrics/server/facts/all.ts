import { callFacts } from './call-facts.ts'
import type { Fact } from './fact.ts'
import { campaignFacts, contactFacts, sessionFacts } from './other-facts.ts'
import { adherenceFacts, dueFacts, firstCallFacts, planFacts, staffFacts, standardFacts } from './people-facts.ts'
import {
  behaviourFacts,
  complaintFacts,
  helpFacts,
  orderFacts,
  questionnaireFacts,
  reviewFacts,
  surveyFacts,
} from './reported-facts.ts'
import { timeFacts } from './time-facts.ts'

/** Every additive fact there is, by its code: what new ratios can be made of. */
export const factByCode: ReadonlyMap<string, Fact> = new Map(
  [
    ...[callFacts, timeFacts, sessionFacts, contactFacts, campaignFacts],
    ...[orderFacts, surveyFacts, reviewFacts, behaviourFacts, questionnaireFacts, complaintFacts, helpFacts],
    ...[firstCallFacts, planFacts, dueFacts, adherenceFacts, staffFacts, standardFacts],
  ].flatMap((facts) => Object.values<Fact>(facts).map((fact) => [fact.code, fact] as const)),
)
