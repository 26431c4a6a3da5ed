import type { z } from 'zod'
import type { Method, Spec, Test, TestCode } from '../way.ts'

/** One condition as the form holds it: empty means every contact. */
export type AskedTest = { attribute?: string; test?: TestCode; value?: string }
/** What is filled into the form, before it is a specification. */
export type Filled = {
  method: Exclude<Method, 'hand'>
  agentIds?: string[]
  as?: 'count' | 'share'
  perDay?: boolean
  amounts?: Record<string, number | null>
  skills?: (AskedTest & { skillId?: string; level?: number })[]
  teams?: (AskedTest & { teamId?: string; shared?: boolean })[]
  condition?: AskedTest
  untouched?: boolean
  reassign?: boolean
  most?: number | null
}

const testsOf = ({ attribute, test = 'is', value }: AskedTest = {}): Test[] => {
  if (!value?.trim()) return []
  return [{ ...(attribute?.trim() ? { attribute: attribute.trim() } : {}), test, value }]
}

const wayOf = (filled: Filled): z.input<typeof Spec>['way'] => {
  const agentIds = filled.agentIds ?? []
  switch (filled.method) {
    case 'quota':
      return {
        by: 'quota',
        as: filled.as ?? 'count',
        perDay: filled.as !== 'share' && (filled.perDay ?? false),
        to: Object.entries(filled.amounts ?? {}).flatMap(([agentId, amount]) =>
          amount ? [{ holder: { agentId, teamId: null }, amount }] : [],
        ),
      }
    case 'skill':
      return {
        by: 'skill',
        agentIds,
        rules: (filled.skills ?? []).map(({ skillId = '', level = 1, ...asked }) => ({
          when: testsOf(asked),
          skillId,
          level,
        })),
      }
    case 'rule':
      return {
        by: 'rule',
        rules: (filled.teams ?? []).map(({ teamId = '', shared = false, ...asked }) => ({
          when: testsOf(asked),
          teamId,
          shared,
        })),
      }
    default:
      return { by: filled.method, agentIds }
  }
}

/** The form as the server is asked. */
export const specOf = (filled: Filled): z.input<typeof Spec> => ({
  chosen: {
    when: testsOf(filled.condition),
    untouched: filled.untouched ?? true,
    reassign: filled.reassign ?? false,
    most: filled.most ?? null,
  },
  way: wayOf(filled),
})
