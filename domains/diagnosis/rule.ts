import { z } from 'zod'
import { plainText } from '#contract/text.ts'

export const subjects = ['agent', 'campaign'] as const
/** Whom somebody is compared with; always people on the same campaign. */
export const peerGroups = ['campaign', 'team', 'seniority'] as const
export type PeerGroup = (typeof peerGroups)[number]
export const sides = ['above', 'below', 'usual'] as const
export type Side = (typeof sides)[number]
/** `usual`: an agent's peers; a campaign's own days before the window. */
export const references = ['usual', 'fixed'] as const
/** A talk with one person, work on a project, or something worth knowing. */
export const actions = ['task', 'ticket', 'note'] as const
export type Action = (typeof actions)[number]

export const Phrase = z.object({ zh: plainText(400), en: plainText(400) })
const Code = z.string().min(1).max(60)

/** "Idle rate above the peers by 10 %", "not-ready rate above 15 %". */
export const Condition = z.object({
  measure: Code,
  side: z.enum(sides),
  against: z.enum(references),
  /** Relative: 0.1 is a tenth above or below the median. */
  by: z.number().min(0).max(5).default(0),
  /** The threshold, in the measure's own unit, where `against` is fixed. */
  value: z.number().min(0).max(1_000_000).nullable().default(null),
})
export type Condition = z.output<typeof Condition>

export const Outcome = z.object({
  finding: Phrase,
  /** What to find out before anything else is done. */
  question: Phrase,
  /** The one near behaviour that is worked on and verified: a measure of the dictionary. */
  behaviour: Code,
  action: z.enum(actions),
})
export type Outcome = z.output<typeof Outcome>

/** What to think where all conditions hold: of one person alone, and where people on the project share it. */
export const Branch = z.object({
  code: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  name: Phrase,
  conditions: z.array(Condition).min(1).max(4),
  alone: Outcome.nullable(),
  shared: Outcome.nullable(),
})
export type Branch = z.output<typeof Branch>

export const RuleBody = z.object({
  name: Phrase,
  why: Phrase,
  subject: z.enum(subjects),
  measures: z.array(Code).min(2).max(4),
  peerGroup: z.enum(peerGroups),
  /** Days with calls, up to the last complete one. */
  windowDays: z.int().min(1).max(20),
  /** Fewest agent calls in the window, beside the least sample of each measure. */
  minimumSample: z.int().min(1).max(10_000),
  /** From this share of the people judged on, it is the project. */
  sharedFrom: z.number().min(0.3).max(1).default(0.5),
  /** Calendar days between "done" and the look whether it helped. */
  verifyAfterDays: z.int().min(1).max(90),
  /** Read from first to last; the first that holds is the finding. */
  branches: z.array(Branch).min(1).max(6),
})
export type RuleBody = z.output<typeof RuleBody>

/** What a rule must know of a measure. */
export type Known = { code: string; unit: string }
export const issueCodes = [
  'unknownMeasure',
  'measureTwice',
  'notARatio',
  'foreignMeasure',
  'conditionTwice',
  'valueMissing',
  'branchTwice',
  'nothingToSay',
  'nobodyAlone',
] as const
export type Issue = { issue: (typeof issueCodes)[number]; about: string }

/** Sums grow with the time somebody was there; only ratios can be compared between people. */
const sums: readonly string[] = ['count', 'hours']

const twice = (words: readonly string[]): string | undefined =>
  words.find((word, place) => words.indexOf(word) !== place)

const issueOfMeasure = (code: string, dictionary: ReadonlyMap<string, Known>): Issue | undefined => {
  const known = dictionary.get(code)
  if (!known) return { issue: 'unknownMeasure', about: code }
  return sums.includes(known.unit) ? { issue: 'notARatio', about: code } : undefined
}
const issueOfBranch = ({ subject, measures }: RuleBody, branch: Branch): Issue | undefined => {
  const { conditions, alone, shared } = branch
  const foreign = conditions.find(({ measure }) => !measures.includes(measure))
  if (foreign) return { issue: 'foreignMeasure', about: foreign.measure }
  const doubled = twice(conditions.map(({ measure }) => measure))
  if (doubled) return { issue: 'conditionTwice', about: doubled }
  const bare = conditions.find(({ against, value }) => against === 'fixed' && value === null)
  if (bare) return { issue: 'valueMissing', about: bare.measure }
  if (!alone && !shared) return { issue: 'nothingToSay', about: branch.code }
  return subject === 'campaign' && alone ? { issue: 'nobodyAlone', about: branch.code } : undefined
}

/** The first thing that keeps a rule from being judged by; undefined where it can be. */
export const issueOf = (body: RuleBody, dictionary: ReadonlyMap<string, Known>): Issue | undefined => {
  const doubled = twice(body.measures)
  if (doubled) return { issue: 'measureTwice', about: doubled }
  const same = twice(body.branches.map(({ code }) => code))
  if (same) return { issue: 'branchTwice', about: same }
  const behaviours = body.branches.flatMap(({ alone, shared }) =>
    [alone, shared].flatMap((one) => one?.behaviour ?? []),
  )
  for (const code of [...body.measures, ...behaviours]) {
    const issue = issueOfMeasure(code, dictionary)
    if (issue) return issue
  }
  for (const branch of body.branches) {
    const issue = issueOfBranch(body, branch)
    if (issue) return issue
  }
  return undefined
}

/** Every measure a rule needs: what it judges by, and the behaviours it names. */
export const codesOf = ({ measures, branches }: RuleBody): string[] => [
  ...new Set([
    ...measures,
    ...branches.flatMap(({ alone, shared }) => [alone, shared].flatMap((one) => one?.behaviour ?? [])),
  ]),
]
