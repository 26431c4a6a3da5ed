import type { Locale, Words } from '#contract/words.ts'
import type { Branch, Condition, Outcome, RuleBody } from '../rule.ts'

/** A rule as somebody writes it: in one language, the words of the other kept behind. */
type Draft<T> = Omit<T, 'finding' | 'question' | 'name' | 'why'>
export type OutcomeDraft = Draft<Outcome> & { finding: string; question: string; was?: Outcome }
export type BranchDraft = {
  code?: string
  name: string
  conditions: Condition[]
  hasAlone: boolean
  hasShared: boolean
  alone: OutcomeDraft
  shared: OutcomeDraft
  was?: Branch
}
export type RuleDraft = Omit<RuleBody, 'name' | 'why' | 'branches'> & {
  name: string
  why: string
  branches: BranchDraft[]
}

const emptyOutcome = (action: Outcome['action']): OutcomeDraft => ({ finding: '', question: '', behaviour: '', action })
export const emptyBranch = (): BranchDraft => ({
  name: '',
  conditions: [{ measure: '', side: 'below', against: 'usual', by: 0.1, value: null }],
  hasAlone: true,
  hasShared: true,
  alone: emptyOutcome('task'),
  shared: emptyOutcome('ticket'),
})
export const emptyRule = (): RuleDraft => ({
  name: '',
  why: '',
  subject: 'agent',
  measures: [],
  peerGroup: 'campaign',
  windowDays: 5,
  minimumSample: 50,
  sharedFrom: 0.5,
  verifyAfterDays: 14,
  branches: [emptyBranch()],
})

const outcomeDraft = (outcome: Outcome | null, action: Outcome['action'], locale: Locale): OutcomeDraft =>
  outcome
    ? {
        finding: outcome.finding[locale],
        question: outcome.question[locale],
        behaviour: outcome.behaviour,
        action: outcome.action,
        was: outcome,
      }
    : emptyOutcome(action)
export const draftOf = (body: RuleBody, locale: Locale): RuleDraft => ({
  ...body,
  name: body.name[locale],
  why: body.why[locale],
  branches: body.branches.map((branch) => ({
    code: branch.code,
    name: branch.name[locale],
    conditions: branch.conditions,
    hasAlone: branch.alone !== null,
    hasShared: branch.shared !== null,
    alone: outcomeDraft(branch.alone, 'task', locale),
    shared: outcomeDraft(branch.shared, 'ticket', locale),
    was: branch,
  })),
})

/** What was typed is said in both languages until somebody writes the other; unchanged words keep their translation. */
const written = (typed: string, was: Words | undefined, locale: Locale): Words =>
  was && was[locale] === typed ? was : { zh: typed, en: typed }
const outcomeOf = ({ was, ...draft }: OutcomeDraft, locale: Locale): Outcome => ({
  ...draft,
  finding: written(draft.finding, was?.finding, locale),
  question: written(draft.question, was?.question, locale),
})
const freeCode = (taken: ReadonlySet<string>): string => {
  let number = 1
  while (taken.has(`branch${number}`)) number += 1
  return `branch${number}`
}

/** The rule a draft stands for; branches keep their codes, new ones get the next free one. */
export const bodyOf = (draft: RuleDraft, was: RuleBody | undefined, locale: Locale): RuleBody => {
  const taken = new Set(draft.branches.flatMap(({ code }) => code ?? []))
  const branches = draft.branches.map((branch): Branch => {
    const code = branch.code ?? freeCode(taken)
    taken.add(code)
    return {
      code,
      name: written(branch.name, branch.was?.name, locale),
      conditions: branch.conditions.map((condition) => ({
        ...condition,
        by: condition.against === 'usual' ? (condition.by ?? 0) : 0,
        value: condition.against === 'fixed' ? (condition.value ?? null) : null,
      })),
      alone: branch.hasAlone && draft.subject === 'agent' ? outcomeOf(branch.alone, locale) : null,
      shared: branch.hasShared ? outcomeOf(branch.shared, locale) : null,
    }
  })
  return {
    ...draft,
    name: written(draft.name, was?.name, locale),
    why: written(draft.why, was?.why, locale),
    branches,
  }
}
