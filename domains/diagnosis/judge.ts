import {
  differenceOf,
  distancesOf,
  exactly,
  type Figure,
  type Interval,
  intervalOf,
  medianOf,
  naturalSpread,
  pooled,
  widen,
} from './interval.ts'
import type { Branch, Condition, Outcome, RuleBody, Side } from './rule.ts'

export type Figures = Readonly<Record<string, Figure | undefined>>
export type Person = {
  agentId: string
  teamId: string | null
  /** New people are compared with new people, where the rule says so. */
  isNew: boolean | null
  /** Agent calls in the window. */
  calls: number
  figures: Figures
}
/** What each agent did in one window before. */
export type Earlier = ReadonlyMap<string, Figures>
/**
 * A campaign in the window of a rule. `past`: its days before the window; `whole`: all of it, where nobody is looked at;
 * `earlier`: the windows before, which tell how much its people differ at any time.
 */
export type Project = { people: readonly Person[]; whole: Figures; past: Figures; earlier: readonly Earlier[] }

export type MeasureEvidence = {
  code: string
  side: Side
  value: number
  numerator: number
  denominator: number
  /** Whether the denominator counts cases; otherwise it is time or calls. */
  isShare: boolean
  low: number | null
  high: number | null
  /** What it was held against: peers together, own past, or the threshold. */
  reference: number
  referenceSample: number | null
  against: 'peers' | 'past' | 'fixed'
  median: number | null
  /** Difference to the reference with the interval the finding rests on. */
  difference: Interval
}
export type BehaviourEvidence = {
  code: string
  /** Whether it counts cases; otherwise it is time, or calls an hour. */
  isShare: boolean
  value: number | null
  numerator: number | null
  denominator: number | null
  low: number | null
  high: number | null
  peers: number | null
  peersSample: number | null
}
export type Evidence = {
  measures: MeasureEvidence[]
  behaviour: BehaviourEvidence
  calls: number
  /** How many were judged, and how many of them show it too. */
  judged: number
  showing: number
  /** The other people compared with. */
  peers: number
}
export type Found = {
  scope: 'project' | 'person'
  branch: Branch
  outcome: Outcome
  agentId: string | null
  evidence: Evidence
}
export type Judgement = {
  findings: Found[]
  judged: number
  /** People left out because too little is known of them, and because nobody can be compared with them. */
  tooFew: number
  withoutPeers: number
}

/**
 * How often a campaign in which nothing is wrong may be told otherwise, at one look of one rule: 0.5 % for the project
 * and 4.5 % for all its people together (Bonferroni), 5 % in all.
 */
export const projectRisk = 0.005
export const peopleRisk = 0.045
/** Fewer others than this are no peers. */
export const leastPeers = 3

type Held = Pick<MeasureEvidence, 'against' | 'median' | 'referenceSample'> & { to: Interval | null; yardstick: number }
type Test = { figure: Figure; held: Held; condition: Condition; tail: number; widenBy: number }

const sideOf = ({ value, low, high }: Interval, { held, by }: { held: Held; by: number }): Side => {
  const { yardstick } = held
  const beyond = by * Math.abs(yardstick)
  const point = value + (held.to?.value ?? 0)
  if (low > 0 && point >= yardstick + beyond) return 'above'
  if (high < 0 && point <= yardstick - beyond) return 'below'
  return 'usual'
}
const tell = ({ figure, held, condition, tail, widenBy }: Test): MeasureEvidence | undefined => {
  const own = widen(intervalOf(figure, tail), widenBy)
  const difference = differenceOf(own, held.to)
  if (!difference || !held.to) return undefined
  const shown = intervalOf(figure)
  return {
    code: condition.measure,
    side: sideOf(difference, { held, by: condition.by }),
    value: figure.numerator / figure.denominator,
    numerator: figure.numerator,
    denominator: figure.denominator,
    isShare: figure.spread.kind === 'share',
    low: shown?.low ?? null,
    high: shown?.high ?? null,
    reference: held.to.value,
    referenceSample: held.referenceSample,
    against: held.against,
    median: held.median,
    difference,
  }
}

const fixed = (value: number): Held => ({
  against: 'fixed',
  to: exactly(value),
  yardstick: value,
  median: null,
  referenceSample: null,
})
const figuresIn = (people: readonly Person[], code: string): Figure[] =>
  people.flatMap(({ figures }) => {
    const figure = figures[code]
    return figure && figure.denominator > 0 ? [figure] : []
  })
const ratioOf = ({ numerator, denominator }: Figure): number => numerator / denominator

const heldAgainstPast = (condition: Condition, past: Figures, tail: number): Held | undefined => {
  if (condition.against === 'fixed') return condition.value === null ? undefined : fixed(condition.value)
  const before = past[condition.measure]
  if (!before || before.denominator <= 0) return undefined
  return {
    against: 'past',
    to: intervalOf(before, tail),
    yardstick: ratioOf(before),
    median: null,
    referenceSample: before.denominator,
  }
}
const heldAgainstPeers = (condition: Condition, peers: readonly Person[], tail: number): Held | undefined => {
  if (condition.against === 'fixed') return condition.value === null ? undefined : fixed(condition.value)
  const figures = figuresIn(peers, condition.measure)
  const median = medianOf(figures.map(ratioOf))
  const together = pooled(figures)
  if (median === null) return undefined
  return {
    against: 'peers',
    to: intervalOf(together, tail),
    yardstick: median,
    median,
    referenceSample: together.denominator,
  }
}

type Looked = {
  figures: Figures
  hold: (condition: Condition) => Held | undefined
  tail: number
  spread: (code: string) => number
}
/** Undefined unless every condition of the branch holds beyond doubt. */
const testBranch = ({ conditions }: Branch, { figures, hold, tail, spread }: Looked): MeasureEvidence[] | undefined => {
  const evidence: MeasureEvidence[] = []
  for (const condition of conditions) {
    const figure = figures[condition.measure]
    const held = hold(condition)
    if (!figure || figure.denominator <= 0 || !held) return undefined
    const widenBy = held.against === 'peers' ? spread(condition.measure) : 1
    const told = tell({ figure, held, condition, tail, widenBy })
    if (told?.side !== condition.side) return undefined
    evidence.push(told)
  }
  return evidence
}

const behaviourOf = (code: string, figures: Figures, others: Figure | undefined): BehaviourEvidence => {
  const figure = figures[code]
  const known = figure && figure.denominator > 0 ? figure : undefined
  const interval = known && intervalOf(known)
  const compared = others && others.denominator > 0 ? others : undefined
  return {
    code,
    isShare: known?.spread.kind === 'share',
    value: known ? ratioOf(known) : null,
    numerator: known?.numerator ?? null,
    denominator: known?.denominator ?? null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    peers: compared ? ratioOf(compared) : null,
    peersSample: compared?.denominator ?? null,
  }
}

/** Whether somebody's plain figure lies on the side the condition names, without asking how sure that is. */
const leansSo = (figures: Figures, condition: Condition, held: Held | undefined): boolean => {
  const figure = figures[condition.measure]
  if (!figure || figure.denominator <= 0 || !held) return false
  const distance = ratioOf(figure) - held.yardstick
  const beyond = condition.by * Math.abs(held.yardstick)
  if (condition.side === 'above') return distance > 0 && distance >= beyond
  if (condition.side === 'below') return distance < 0 && -distance >= beyond
  return true
}

const peersOf = (rule: RuleBody, person: Person, people: readonly Person[]): Person[] =>
  people.filter(
    (other) =>
      other.agentId !== person.agentId &&
      (rule.peerGroup !== 'team' || other.teamId === person.teamId) &&
      (rule.peerGroup !== 'seniority' || other.isNew === person.isNew),
  )

/** Enough calls, and of every measure the least sample the dictionary asks for. */
const isEnough = (rule: RuleBody, person: Person, leastOf: (code: string) => number): boolean =>
  person.calls >= rule.minimumSample &&
  rule.measures.every((code) => {
    const denominator = person.figures[code]?.denominator ?? 0
    return denominator > 0 && denominator >= leastOf(code)
  })

type Asked = { rule: RuleBody; project: Project; judged: readonly Person[] }
/** By how much people differ beyond chance, which matters where they are compared with each other; whoever is judged is left out, who would hide in the spread otherwise. */
const spreadAmong =
  (people: readonly Person[], earlier: readonly Earlier[]) =>
  (code: string): number => {
    const before = earlier.map((window) => people.flatMap(({ agentId }) => window.get(agentId)?.[code] ?? []))
    return naturalSpread([figuresIn(people, code), ...before].map(distancesOf))
  }

const noSpread = (): number => 1
/** First question: do the others on the project show it too? Judged by half the people, and by the project as a whole. */
const askProject = ({ rule, project, judged }: Asked): Found | undefined => {
  const hold = (condition: Condition) => heldAgainstPast(condition, project.past, projectRisk)
  const isTold = rule.subject === 'campaign' || judged.length > leastPeers
  if (!isTold) return undefined
  for (const branch of rule.branches) {
    if (!branch.shared) continue
    const measures = testBranch(branch, { figures: project.whole, hold, tail: projectRisk, spread: noSpread })
    if (!measures) continue
    const showing = judged.filter(({ figures }) =>
      branch.conditions.every((condition) => leansSo(figures, condition, hold(condition))),
    ).length
    if (rule.subject === 'agent' && showing < rule.sharedFrom * judged.length) continue
    const { behaviour } = branch.shared
    return {
      scope: 'project',
      branch,
      outcome: branch.shared,
      agentId: null,
      evidence: {
        measures,
        behaviour: behaviourOf(behaviour, project.whole, project.past[behaviour]),
        calls: judged.reduce((sum, { calls }) => sum + calls, 0),
        judged: judged.length,
        showing,
        peers: judged.length,
      },
    }
  }
  return undefined
}

const askPerson = ({ rule, judged, project }: Asked, person: Person, peers: readonly Person[]): Found | undefined => {
  const tail = peopleRisk / judged.length
  const hold = (condition: Condition) => heldAgainstPeers(condition, peers, tail)
  const spread = spreadAmong(peers, project.earlier)
  for (const branch of rule.branches) {
    if (!branch.alone) continue
    const measures = testBranch(branch, { figures: person.figures, hold, tail, spread })
    if (!measures) continue
    const { behaviour } = branch.alone
    const showing = peers.filter(({ figures }) =>
      branch.conditions.every((condition) => leansSo(figures, condition, hold(condition))),
    ).length
    return {
      scope: 'person',
      branch,
      outcome: branch.alone,
      agentId: person.agentId,
      evidence: {
        measures,
        behaviour: behaviourOf(behaviour, person.figures, pooled(figuresIn(peers, behaviour))),
        calls: person.calls,
        judged: judged.length,
        showing,
        peers: peers.length,
      },
    }
  }
  return undefined
}

const isAboutThresholds = ({ conditions }: Branch): boolean =>
  conditions.every(({ against, side }) => against === 'fixed' || side === 'usual')

/** Half the people show it beyond doubt against one threshold: the project, even where the rest make up for it. */
const sharedByMany = ({ rule, project, judged }: Asked, alone: readonly Found[]): Found[] => {
  const [first] = alone
  if (!first?.branch.shared || !isAboutThresholds(first.branch)) return [...alone]
  const same = alone.filter(({ branch }) => branch.code === first.branch.code)
  if (same.length < rule.sharedFrom * judged.length) return [...alone]
  const { shared } = first.branch
  const measures = first.evidence.measures.map((told): MeasureEvidence => {
    const figure = project.whole[told.code]
    if (!figure || figure.denominator <= 0) return told
    const interval = intervalOf(figure)
    const difference = differenceOf(interval, exactly(told.reference))
    return {
      ...told,
      value: ratioOf(figure),
      numerator: figure.numerator,
      denominator: figure.denominator,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      difference: difference ?? told.difference,
    }
  })
  const evidence: Evidence = {
    measures,
    behaviour: behaviourOf(shared.behaviour, project.whole, project.past[shared.behaviour]),
    calls: judged.reduce((sum, { calls }) => sum + calls, 0),
    judged: judged.length,
    showing: same.length,
    peers: judged.length,
  }
  return [
    { scope: 'project', branch: first.branch, outcome: shared, agentId: null, evidence },
    ...alone.filter(({ branch }) => branch.code !== first.branch.code),
  ]
}

/**
 * Judges one campaign by one rule. Asks first whether the people on the project share it; only otherwise of each person
 * whether that person differs from the peers. A condition holds where the figure is beyond the threshold (for peers: the
 * median, by so many percent) and its interval excludes the reference (for peers: the pooled rate of the others). The
 * interval is as wide as judging everybody at once, and as people's natural differences, demand.
 */
export const judge = (rule: RuleBody, project: Project, leastOf: (code: string) => number): Judgement => {
  const judged = project.people.filter((person) => isEnough(rule, person, leastOf))
  const asked: Asked = { rule, project, judged }
  const counts = { judged: judged.length, tooFew: project.people.length - judged.length, withoutPeers: 0 }
  const ofProject = askProject(asked)
  if (ofProject || rule.subject === 'campaign') return { ...counts, findings: ofProject ? [ofProject] : [] }

  const alone: Found[] = []
  for (const person of judged) {
    const peers = peersOf(rule, person, judged)
    if (peers.length < leastPeers) counts.withoutPeers += 1
    else alone.push(...[askPerson(asked, person, peers)].filter((found) => found !== undefined))
  }
  return { ...counts, findings: sharedByMany(asked, alone) }
}
