import { z } from 'zod'
import { plainText } from '#contract/text.ts'
import type { Words } from '#contract/words.ts'

export const methods = {
  fair: { zh: '公平随机', en: 'Fair random' },
  roundRobin: { zh: '轮流', en: 'Round robin' },
  quota: { zh: '按配额', en: 'By quota' },
  skill: { zh: '按技能', en: 'By skill' },
  rule: { zh: '按规则', en: 'By rule' },
  hand: { zh: '手工', en: 'By hand' },
} as const satisfies Record<string, Words>
export type Method = keyof typeof methods
export const methodCodes = Object.keys(methods) as [Method, ...Method[]]

export const tests = {
  is: { zh: '等于', en: 'is' },
  isNot: { zh: '不等于', en: 'is not' },
  contains: { zh: '包含', en: 'contains' },
  atLeast: { zh: '不小于', en: 'at least' },
  atMost: { zh: '不大于', en: 'at most' },
} as const satisfies Record<string, Words>
export type TestCode = keyof typeof tests
export const testCodes = Object.keys(tests) as [TestCode, ...TestCode[]]

/** A number in the form that compares; anything else meets no comparison. */
export const isNumber = (text: string): boolean => /^ *[+-]?\d{1,15}(\.\d{1,9})? *$/.test(text)

/** What must be so of a contact: of an attribute, or of its class where `attribute` is left out. */
export const Test = z
  .object({ attribute: plainText(80).optional(), test: z.enum(testCodes), value: plainText(200) })
  .refine(({ test, value }) => (test !== 'atLeast' && test !== 'atMost') || isNumber(value), {
    path: ['value'],
    message: 'one number is needed',
  })
export type Test = z.output<typeof Test>
const Tests = z.array(Test).max(12)

/** An agent, or a team whose agents share the book. */
export const Holder = z
  .object({ agentId: z.uuid().nullable(), teamId: z.uuid().nullable() })
  .refine(({ agentId, teamId }) => (agentId === null) !== (teamId === null), { message: 'an agent or a team' })
export type Holder = z.output<typeof Holder>

const agentIds = z.array(z.uuid()).max(500).default([])
const mostOfQuota = 100_000
/**
 * How contacts find their holders. Where `agentIds` is empty, all agents of the campaign's teams.
 * - `quota`: `amount` contacts each, or shares of what there is; `perDay`: counting what was given today already.
 * - `skill`: the first rule a contact meets says which skill its agent has, at that level or above.
 * - `rule`: the first rule a contact meets says to which team it goes, as a shared book or dealt to its agents.
 */
export const Way = z.discriminatedUnion('by', [
  z.object({ by: z.literal('fair'), agentIds }),
  z.object({ by: z.literal('roundRobin'), agentIds }),
  z.object({
    by: z.literal('quota'),
    as: z.enum(['count', 'share']),
    perDay: z.boolean().default(false),
    to: z
      .array(z.object({ holder: Holder, amount: z.int().min(0).max(mostOfQuota) }))
      .min(1)
      .max(500),
  }),
  z.object({
    by: z.literal('skill'),
    agentIds,
    rules: z
      .array(z.object({ when: Tests, skillId: z.uuid(), level: z.int().min(1).max(5) }))
      .min(1)
      .max(20),
  }),
  z.object({
    by: z.literal('rule'),
    rules: z
      .array(z.object({ when: Tests, teamId: z.uuid(), shared: z.boolean() }))
      .min(1)
      .max(20),
  }),
  z.object({ by: z.literal('hand'), entryIds: z.array(z.uuid()).min(1).max(5000), to: Holder }),
])
export type Way = z.output<typeof Way>

/** Which contacts are dealt: those of the campaign's list in force, not settled, and screened out by no rule. */
export const Chosen = z.object({
  when: Tests.default([]),
  /** Only who was never called in this campaign. */
  untouched: z.boolean().default(true),
  /** Also who is in a book now: they are taken out of it. */
  reassign: z.boolean().default(false),
  /** At most so many, the best first. */
  most: z.int().min(1).max(10_000_000).nullable().default(null),
})
export type Chosen = z.output<typeof Chosen>

export const Spec = z.object({ chosen: Chosen, way: Way })
export type Spec = z.output<typeof Spec>
