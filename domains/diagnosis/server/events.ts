import { z } from 'zod'
import { defineEvent } from '#platform/outbox.ts'
import { findingScopes } from '../finding.ts'
import { actions } from '../rule.ts'
import { verdicts } from '../verify.ts'

const About = z.object({
  scope: z.enum(findingScopes),
  action: z.enum(actions),
  campaignId: z.uuid(),
  agentId: z.uuid().nullable(),
  ownerId: z.uuid().nullable(),
})
/** A rule found something it had not open already. */
export const somethingFound = defineEvent('diagnosis.somethingFound', About)
/** It was looked whether the named behaviour moved more than that of the peers. */
export const findingVerified = defineEvent('diagnosis.findingVerified', About.extend({ verdict: z.enum(verdicts) }))
