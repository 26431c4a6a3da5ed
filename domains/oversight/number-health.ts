import { differenceInterval, type Interval, shareInterval } from './interval.ts'

/** What the calls of one number tell: the last seven days, and the four weeks before them. */
export type NumberFigures = {
  dials: number
  answered: number
  pastDials: number
  pastAnswered: number
  /** Conversations with an agent, those of them that lasted less than `shortTalkMs`, and those that ended as a complaint. */
  conversations: number
  short: number
  complaints: number
  openFlags: number
}

/** A conversation shorter than this was over before it began: people hang up on a number they mistrust. */
export const shortTalkMs = 10_000
/** Fewer dials say nothing of a number. */
export const leastDials = 100

export const findings = ['answersFell', 'answersHalved', 'flagged', 'complaints', 'shortCalls'] as const
export type Finding = (typeof findings)[number]
export const advices = ['rest', 'watch', 'unknown', 'good'] as const
/** Rest: take it out for a while and have the flags looked into. Never a reason to go on under another number. */
export type Advice = (typeof advices)[number]

export type NumberHealth = {
  advice: Advice
  findings: Finding[]
  answerRate: Interval | null
  pastRate: Interval | null
  /** By how much the share of answered calls changed against the number's own past. */
  change: Interval | null
  shortShare: Interval | null
  complaintRate: Interval | null
}

/** A share of conversations that complaints may make before a number is watched: one in a thousand. */
const complaintsAllowed = 0.001
/** Short conversations are told apart from the centre's usual share when at least so many times as frequent. */
const shortAbove = 1.5

const hasFallen = (change: Interval | null): change is Interval => change !== null && change.high < 0

const findingsOf = (
  { complaints, openFlags, dials, pastDials }: NumberFigures,
  { change, pastRate, shortShare, complaintRate }: Omit<NumberHealth, 'advice' | 'findings'>,
  usualShortShare: number | null,
): Finding[] => {
  const enough = dials >= leastDials && pastDials >= leastDials
  const fell = enough && hasFallen(change)
  const halved = fell && pastRate !== null && (change?.high ?? 0) < -pastRate.value / 3
  const isShort = shortShare !== null && usualShortShare !== null && shortShare.low > usualShortShare * shortAbove
  const isComplained = complaints >= 2 && complaintRate !== null && complaintRate.low > complaintsAllowed
  const found: [Finding, boolean][] = [
    ['answersHalved', halved],
    ['answersFell', fell && !halved],
    ['flagged', openFlags > 0],
    ['complaints', isComplained],
    ['shortCalls', isShort],
  ]
  return found.filter(([, is]) => is).map(([finding]) => finding)
}

const adviceOn = (found: readonly Finding[], dials: number): Advice => {
  if (found.includes('answersHalved') || found.length > 1) return 'rest'
  if (found.length === 1) return 'watch'
  return dials < leastDials ? 'unknown' : 'good'
}

/**
 * How a number fares, measured against its own past so that a hard list is not held against it. One sign: watch it; two,
 * or a third of its answers surely gone: rest it. Intervals are of 95 %, so that chance alone seldom gives a sign.
 */
export const healthOf = (figures: NumberFigures, usualShortShare: number | null): NumberHealth => {
  const answerRate = shareInterval(figures.answered, figures.dials)
  const pastRate = shareInterval(figures.pastAnswered, figures.pastDials)
  const told = {
    answerRate,
    pastRate,
    change: differenceInterval(answerRate, pastRate),
    shortShare: shareInterval(figures.short, figures.conversations),
    complaintRate: shareInterval(figures.complaints, figures.conversations),
  }
  const found = findingsOf(figures, told, usualShortShare)
  return { ...told, findings: found, advice: adviceOn(found, figures.dials) }
}
