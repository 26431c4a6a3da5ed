import {
  changeDistances,
  differenceOf,
  type Figure,
  type Interval,
  intervalOf,
  naturalSpread,
  normalQuantile,
  pooled,
  widen,
} from './interval.ts'

export const verdicts = ['better', 'notProven', 'worse'] as const
export type Verdict = (typeof verdicts)[number]
/** Why nothing could be proven: too few cases, or nobody to compare the change with. */
export const doubts = ['tooSmall', 'noPeers'] as const
export type Doubt = (typeof doubts)[number]

export type Pair = { before: Figure; after: Figure }
export type Compared = {
  own: Pair
  /** Others on the same campaigns, over the same two windows. */
  peers: readonly Pair[]
  /** With fewer peers nothing is proven. */
  peersNeeded: number
  better: 'higher' | 'lower'
  /** Fewest cases on each side, from the dictionary. */
  least: number
}
export type Verification = {
  verdict: Verdict
  doubt: Doubt | null
  before: number | null
  after: number | null
  sampleBefore: number
  sampleAfter: number
  peersBefore: number | null
  peersAfter: number | null
  peers: number
  /** Own change less the peers' change, with its 95 % interval. */
  change: Interval | null
}

/**
 * Saying "better" wrongly in 9 cases of 200 and "worse" in 1, 5 % in all: a person is not told worse on thin grounds. So
 * the 95 % interval has its tails unequal.
 */
export const falseBetter = 0.045
export const falseWorse = 0.005

const ratioOf = ({ numerator, denominator }: Figure): number | null =>
  denominator > 0 ? numerator / denominator : null

const changeAt = ({ own, peers }: Compared, tail: number): Interval | null => {
  const [before, after] = [pooled(peers.map((peer) => peer.before)), pooled(peers.map((peer) => peer.after))]
  const times = naturalSpread([changeDistances(peers)])
  const ownChange = differenceOf(intervalOf(own.after, tail), intervalOf(own.before, tail))
  const theirs = differenceOf(intervalOf(after, tail), intervalOf(before, tail))
  return differenceOf(widen(ownChange, times), theirs)
}

const hasEnough = ({ before, after }: Pair, least: number): boolean =>
  before.denominator > 0 && after.denominator > 0 && before.denominator >= least && after.denominator >= least

/**
 * Whether a behaviour moved more than the same behaviour of peers did: (after − before) − (peers after − peers before), the
 * difference in differences. The interval adds the four intervals square by square (Zou & Donner 2008; Wilson's for
 * shares), wider where the peers' own changes differ by more than chance. "Too small to tell" is an answer.
 */
export const verify = (compared: Compared): Verification => {
  const { own, better, least, peersNeeded } = compared
  const peers = compared.peers.filter(({ before, after }) => before.denominator > 0 && after.denominator > 0)
  const [before, after] = [pooled(peers.map((peer) => peer.before)), pooled(peers.map((peer) => peer.after))]
  const told = {
    before: ratioOf(own.before),
    after: ratioOf(own.after),
    sampleBefore: own.before.denominator,
    sampleAfter: own.after.denominator,
    peersBefore: ratioOf(before),
    peersAfter: ratioOf(after),
    peers: peers.length,
  }
  const hasPeers = peers.length >= peersNeeded && hasEnough({ before, after }, least)
  const doubt = !hasEnough(own, least) ? 'tooSmall' : hasPeers ? null : 'noPeers'
  if (doubt) return { ...told, verdict: 'notProven', doubt, change: null }
  const [up, down] = better === 'higher' ? [falseBetter, falseWorse] : [falseWorse, falseBetter]
  const [forLow, forHigh] = [changeAt({ ...compared, peers }, up), changeAt({ ...compared, peers }, down)]
  if (!forLow || !forHigh) return { ...told, verdict: 'notProven', doubt: 'tooSmall', change: null }
  const change = { value: forLow.value, low: forLow.low, high: forHigh.high }
  const rose = change.low > 0
  const fell = change.high < 0
  const verdict = !rose && !fell ? 'notProven' : rose === (better === 'higher') ? 'better' : 'worse'
  return { ...told, verdict, doubt: null, change }
}

/** How many cases a side show a share moving from one to the other that often; for planning, without peers. */
export const casesNeeded = (from: number, to: number, power = 0.8): number => {
  const spread = from * (1 - from) + to * (1 - to)
  return Math.ceil(((normalQuantile(1 - falseBetter) + normalQuantile(power)) ** 2 * spread) / (to - from) ** 2)
}
