import {
  type Beliefs,
  believe,
  drawWorld,
  type Evidence,
  noEvidence,
  seededChance,
} from '#domains/simulation/server/public.ts'

const many = 10_000_000

/** Rates of a campaign that exist only for a test, known exactly: beliefs so sure that every draw is the same. */
export const drawTruth = (seed: number): Beliefs => {
  const chance = seededChance(seed, 7_000_000)
  const answer = 0.12 + 0.38 * chance()
  const success = 0.02 + 0.18 * chance()
  const count = (share: number): number => Math.round(share * many)
  let later = 1
  const answers = Array.from({ length: 12 }, (_, before) => {
    const answered = count(answer * later)
    later *= 0.8 + 0.26 * chance()
    return { attempt: before + 1, hour: 10, placed: many, answered }
  })
  const own: Evidence = {
    ...noEvidence,
    answers,
    failures: { noAnswer: count(0.6), rejected: count(0.15), busy: count(0.12), switchedOff: count(0.13) },
    outcomes: {
      success: count(success),
      refusal: count(0.9 - success),
      callback: count(0.05),
      noDecision: count(0.04),
      doNotCall: count(0.01),
    },
  }
  const sure = believe({ own, alike: noEvidence, centre: noEvidence })
  return { ...sure, hours: sure.hours.map(() => ({ shape: many * (0.75 + 0.5 * chance()), rate: many })) }
}

/** What a ledger of so many calls would hold in a world with these rates, made over five days. */
export const sampledFrom = (truth: Beliefs, seed: number, calls: number): Evidence => {
  const chance = seededChance(seed, 8_000_000)
  const world = drawWorld(truth, new Set(['success']), chance)
  const evidence = {
    ...noEvidence,
    answers: [] as Evidence['answers'][number][],
    days: [] as Evidence['days'][number][],
    failures: {} as Record<string, number>,
    outcomes: {} as Record<string, number>,
  }
  for (let call = 0; call < calls; call++) {
    if (call % Math.ceil(calls / 5) === 0) world.nextDay()
    const attempt = 1 + (Math.floor(call / 12) % 3)
    const hour = 9 + (call % 12)
    const fate = world.fateOf(attempt, hour)
    const answered = fate.answersAfterMs === null ? 0 : 1
    evidence.answers.push({ attempt, hour, placed: 1, answered })
    evidence.days.push({
      day: String(Math.floor((5 * call) / calls)),
      attempt,
      placed: 1,
      answered,
      spoken: answered,
      succeeded: answered === 1 && 'kind' in fate && fate.kind === 'success' ? 1 : 0,
    })
    if (fate.answersAfterMs === null) evidence.failures[fate.cause] = (evidence.failures[fate.cause] ?? 0) + 1
    else evidence.outcomes[fate.kind] = (evidence.outcomes[fate.kind] ?? 0) + 1
  }
  return evidence
}
