import { AbandonLedger, openLookAhead } from '#domains/dialer/server/public.ts'
import { baselines } from './policies/all.ts'
import type { Policy } from './policy-ground.ts'

/** What the product allows at most, whatever a campaign aims at. */
const ceiling = 0.03

/** The product's own, told nothing but what a manager sets. */
const ours: Policy = ({ target }) => openLookAhead({ ledger: new AbandonLedger({ target, ceiling }) })

/** Every policy by its name in figures and options. */
export const policies: Readonly<Record<string, Policy>> = { ours, ...baselines }

/** Those that tell most, for the scenarios that vary one thing of the usual day. */
export const tellingPolicies = [
  'ours',
  'progressive',
  'ratioBest',
  'adaptHard',
  'adaptTuned',
  'pid',
  'look',
  'oracleAnswers',
]
