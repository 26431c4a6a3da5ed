import type { AbandonLedger } from './abandon-ledger.ts'
import { Answers } from './answers.ts'
import { Balance } from './balance.ts'
import { Carrier } from './carrier.ts'
import { Frees } from './frees.ts'
import { answerSeconds, horizons } from './horizon.ts'
import type { AgentView, CallView, FloorView, Pacing } from './pacing.ts'
import { Spending } from './spending.ts'

/** What kept the last decision from placing one call more. */
export type PacingLimit =
  /** One more call would put more people at risk of silence than the target allows. */
  | 'answersExpected'
  /** The abandoned calls allowed are spent: one call for each free agent until the ledger recovers. */
  | 'ledgerSpent'
  /** Somebody who answered waits for an agent. */
  | 'customerWaiting'
  /** The network refuses calls: one at a time finds out when that is over. */
  | 'networkFault'
  | 'noAgents'

/** The last decision, term by term. */
export type Terms = {
  /** Calls ringing for nobody in particular, those just placed included. */
  inFlight: number
  /** The stretch of time in which agents are scarcest, in seconds from now; the counts below are by its end. */
  withinSeconds: number
  /** How many of them are likely to be answered by then. */
  expectedAnswers: number
  /** Agents free now, less customers who have answered and wait. */
  freeNow: number
  /** Agents free now or likely to be by then. */
  expectedFree: number
  /** Agents kept back against chance: expected free less expected answers. */
  margin: number
  /** Chance that the next call is answered. */
  answerRate: number
  /** Chance that the next answer would find nobody there, and how much of it was thought right. */
  risk: number
  riskAllowed: number
  limit: PacingLimit
}

export interface LookAhead extends Pacing {
  /** The last decision; null before the first. */
  readonly terms: Terms | null
  /** How likely that agent is free, and can be counted on, at the moment the last decision looked to. */
  chanceFree(agent: AgentView, now: number): number
}

/** Past calls and agents' times, so that a campaign does not begin every morning knowing nothing. */
export type Experience = {
  /** Calls of this campaign, oldest first: how long after placing they were answered, or ended without an answer. */
  calls: Iterable<{
    batchId: string
    attemptNumber: number
    chance: number | null
    end: 'answered' | 'unreached'
    afterMs: number
  }>
  talkMs: Iterable<number>
  wrapUpMs: Iterable<number>
}

export type LookAheadGround = { ledger: AbandonLedger; experience?: Experience }

/** However few people answer: as many lines an agent as the largest commercial diallers allow. */
const linesPerAgent = 15

const limitOf = (
  agents: number,
  waiting: number,
  { riskAllowed, carried }: { riskAllowed: number; carried: number },
): PacingLimit => {
  if (agents === 0) return 'noAgents'
  if (Number.isFinite(carried)) return 'networkFault'
  if (waiting > 0) return 'customerWaiting'
  return riskAllowed <= 0 ? 'ledgerSpent' : 'answersExpected'
}

class LookingAhead implements LookAhead {
  readonly everyMs = 500
  terms: Terms | null = null
  private readonly answers = new Answers()
  private readonly frees = new Frees()
  private readonly balance = new Balance()
  private readonly spending: Spending
  private readonly carrier = new Carrier()
  private readonly chances = new Float64Array(horizons)
  private readonly worst = new Float64Array(horizons)
  /** The horizon at which agents are scarcest. */
  private tightest = 0

  constructor({ ledger, experience }: LookAheadGround) {
    this.spending = new Spending(ledger)
    for (const { end, afterMs, ...call } of experience?.calls ?? []) this.answers.recall(call, end, afterMs)
    for (const milliseconds of experience?.talkMs ?? []) this.frees.learn('talking', milliseconds)
    for (const milliseconds of experience?.wrapUpMs ?? []) this.frees.learn('wrapUp', milliseconds)
  }

  callsToPlace(floor: FloorView): number {
    const { now, agents, calls, waiting, ringForMs } = floor
    this.answers.prepare(now, ringForMs)
    this.frees.prepare(agents, now)
    let free = 0
    for (const { activity } of agents) if (activity === 'free') free++
    const { balance, chances } = this
    balance.begin(free - waiting, agents.length - free + calls.length, 1 / this.answers.certainty)
    this.frees.each(agents, now, (table, at) => balance.addAgent(table, at))
    for (const call of calls) {
      this.answers.chancesBy(call, now, chances)
      balance.addCall(chances)
    }
    return this.add(floor, free)
  }

  /** Adds calls as long as the next answer would find an agent often enough. */
  private add({ now, agents, calls, waiting }: FloorView, free: number): number {
    const { balance, chances, answers, spending } = this
    answers.chancesOfNext(chances)
    const riskAllowed = spending.riskAllowed(now)
    // Nobody can be left alone while calls are no more than agents free: every one of them has an agent.
    const safe = Math.max(0, free - calls.length - waiting)
    const carried = this.carrier.room(now, calls)
    const most = agents.length > 0 ? Math.min(carried, agents.length * linesPerAgent - calls.length) : 0
    let placed = 0
    let risk = this.risk()
    while (placed < most && (placed < safe || risk <= riskAllowed)) {
      balance.addCall(chances)
      placed++
      risk = this.risk()
    }
    const h = this.tightest
    const expectedAnswers = balance.answers[h] as number
    const margin = balance.mean[h] as number
    this.terms = {
      inFlight: calls.length + placed,
      withinSeconds: answerSeconds(h),
      expectedAnswers,
      freeNow: free - waiting,
      expectedFree: margin + expectedAnswers,
      margin,
      answerRate: answers.rate,
      risk,
      riskAllowed,
      limit: limitOf(agents.length, waiting, { riskAllowed, carried }),
    }
    return placed
  }
  /**
   * Chance that a new call costs somebody an agent: it is answered at some horizon, and by that or a later one no agent
   * is left. (Whoever it displaces is lost instead of it.)
   */
  private risk(): number {
    const { balance, chances, worst } = this
    let highest = 0
    for (let h = horizons - 1; h >= 0; h--) {
      const here = balance.riskAt(h)
      if (here > highest) {
        highest = here
        this.tightest = h
      }
      worst[h] = highest
    }
    let risk = 0
    let before = 0
    for (let h = 0; h < horizons; h++) {
      const by = chances[h] as number
      risk += (by - before) * (worst[h] as number)
      before = by
    }
    return before > 0 ? risk / before : 0
  }

  chanceFree(agent: AgentView, now: number): number {
    return this.frees.chance(agent, now, this.tightest)
  }
  placed(call: CallView, now: number): void {
    this.carrier.placed(now)
    this.answers.placed(call, now)
  }
  over(...[call, end, now]: Parameters<NonNullable<Pacing['over']>>): void {
    this.carrier.over(end, now)
    this.answers.over(call, end, now)
  }
  served(end: 'joined' | 'abandoned', now: number): void {
    this.spending.hear(end, now)
  }
  changed(...[was, since, , now]: Parameters<NonNullable<Pacing['changed']>>): void {
    if (was) this.frees.learn(was, now - since)
  }
}

/**
 * Pacing by looking ahead: the largest number of calls whose answers are likely to find an agent, as likely as the
 * abandoned calls still allowed permit.
 */
export const openLookAhead = (ground: LookAheadGround): LookAhead => new LookingAhead(ground)
